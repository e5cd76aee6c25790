"""The index of communal brands, and each brand with what its members pool, and the members by page or place."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup
from msgspec import Struct

from generator.foundation.markdown_text import to_html
from generator.model.card import Card, ProductCard
from generator.model.catalogue import Showcase
from generator.model.expo import Brand
from generator.model.picture import Picture
from generator.model.settings import Site
from generator.model.text import Said, Words
from generator.model.unit import Entry, Page, Unit
from generator.pages import lists
from generator.pages.addresses import BRANDS, HOME, at, brand_pattern
from generator.pages.cards import (
    MakerTile,
    ProductTile,
    ground_of,
    maker_count,
    maker_tile,
    product_count,
    product_tile,
)
from generator.pages.desk import Desk
from generator.pages.frame import Frame, frame
from generator.pages.links import root_of
from generator.pages.list_views import Ways, head_of, ways_of
from generator.pages.lists import ListPage, arranged
from generator.pages.pictures import PictureView, picture_view
from generator.pages.producers import TEMPLATE as MEMBERS_TEMPLATE
from generator.pages.producers import ProducersView
from generator.pages.source import Source

INDEX_TEMPLATE = "catalogue/brands.html"
TEMPLATE = "catalogue/brand.html"
MOST_OF_A_LOT = 24
"""How many products of a lot the brand's page shows; the others are on their makers' pages."""


class BrandMention(Struct, frozen=True):
    """A brand in the index: its words, how many published members, and the photo that stands for it."""

    id: str
    name: str
    tagline: Words
    members: int
    cover: Picture | None


class BrandGiven(Struct, frozen=True):
    """A brand's own record with the first page of its published members and the published products of its lots.

    Lots carry how many products they have, and those that are shown.
    """

    id: str
    brand: Brand
    owner: str
    cover: Picture | None
    page: ListPage[Card]
    lots: tuple[tuple[Words, int, tuple[ProductCard, ...]], ...]


class MembersGiven(Struct, frozen=True):
    """A further page of a brand's members."""

    id: str
    name: str
    page: ListPage[Card]


class BrandTile(Struct, frozen=True):
    """A brand in a grid."""

    href: str
    name: str
    tagline: Said
    count: str
    picture: PictureView | None
    ground: int


class LotView(Struct, frozen=True):
    """Products of several members that are sold together; ``count`` says how many where not all are shown."""

    name: Said
    count: str
    tiles: tuple[ProductTile, ...]


class BrandsView(Struct, frozen=True):
    """What the template of the index of brands sees."""

    frame: Frame
    title: str
    tiles: tuple[BrandTile, ...]


class BrandView(Struct, frozen=True):
    """What the template of a brand's page sees. ``story_said`` tells the language of ``story``."""

    frame: Frame
    name: str
    tagline: Said
    story: Markup
    story_said: Said
    standard: Said
    mark: str
    owner: str
    count: str
    picture: PictureView | None
    members: tuple[MakerTile, ...]
    ways: Ways
    lots: tuple[LotView, ...]


def units(showcase: Showcase, site: Site) -> Iterator[Unit]:
    """Yield the index, and one unit per brand with a published member."""
    shown = tuple(
        (id_, brand, members)
        for id_, brand in sorted(showcase.brands.items())
        if (members := tuple(showcase.cards[member] for member in brand.members if member in showcase.cards))
    )
    yield Unit(
        kind="brands",
        key="brands",
        given=tuple(
            BrandMention(id_, brand.name, brand.tagline, len(members), _cover(members)) for id_, brand, members in shown
        ),
        entries=(Entry(BRANDS, site.codes, site.codes),),
        templates=(INDEX_TEMPLATE,),
    )
    for id_, brand, members in shown:
        first, *others = _pages_of(members, showcase, site)
        texts = [words for words in (brand.tagline, brand.story, brand.standard) if words]
        announced = tuple(lang for lang in site.codes if all(lang in words for words in texts))
        owner = next((card.name for card in members if card.id == brand.owner), "")
        yield Unit(
            kind="brands",
            key=f"brands/{id_}",
            given=BrandGiven(id_, brand, owner, _cover(members), first, _lots(brand, members)),
            entries=(Entry(brand_pattern(id_), site.codes, announced),),
            templates=(TEMPLATE,),
        )
        for page in others:
            yield Unit(
                kind="brands",
                key=f"brands/{id_}/{page.key}",
                given=MembersGiven(id_, brand.name, page),
                entries=(Entry(page.pattern(brand_pattern(id_)), site.codes, site.codes),),
                templates=(MEMBERS_TEMPLATE,),
            )


def pages(unit: Unit, desk: Desk, source: Source | None) -> Iterator[Page]:
    """Make the index, one brand's page or a further page of its members in one language."""
    (entry,) = unit.entries
    given = unit.given
    if isinstance(given, BrandGiven):
        yield _brand_page(desk, entry, given)
    elif isinstance(given, MembersGiven):
        yield _members_page(desk, entry, given)
    else:
        assert isinstance(given, tuple)
        yield _index_page(desk, entry, given)


def _index_page(desk: Desk, entry: Entry, mentions: tuple[BrandMention, ...]) -> Page:
    address = entry.address(desk.lang)
    root = root_of(address)
    title = desk.words.gettext("Communal brands")
    view = BrandsView(
        frame=frame(
            desk,
            entry,
            kind="brands",
            section="brands",
            title=title,
            description=desk.words.gettext("Several makers, one quality sheet, one supply."),
            crumbs=((desk.words.gettext("Home"), at(HOME, desk.lang)), (title, None)),
        ),
        title=title,
        tiles=tuple(
            BrandTile(
                href=root + at(brand_pattern(mention.id), desk.lang),
                name=mention.name,
                tagline=desk.say(mention.tagline),
                count=maker_count(desk, mention.members),
                picture=picture_view(desk, root, mention.cover, "card", mention.name),
                ground=ground_of(mention.id),
            )
            for mention in mentions
        ),
    )
    return Page(f"{address}index.html", desk.lang, INDEX_TEMPLATE, view)


def _brand_page(desk: Desk, entry: Entry, given: BrandGiven) -> Page:
    address = entry.address(desk.lang)
    root = root_of(address)
    words, brand, cover = desk.words, given.brand, given.cover
    story, tagline = desk.say(brand.story), desk.say(brand.tagline)
    description = words.gettext("%(brand)s, a communal brand of small producers.") % {"brand": brand.name}
    view = BrandView(
        frame=frame(
            desk,
            entry,
            kind="brand",
            section="brands",
            title=brand.name,
            description=tagline.text if tagline and not tagline.fallback else description,
            crumbs=(
                (words.gettext("Home"), at(HOME, desk.lang)),
                (words.gettext("Communal brands"), at(BRANDS, desk.lang)),
                (brand.name, None),
            ),
            image=cover,
            image_alt=brand.name,
        ),
        name=brand.name,
        tagline=tagline,
        story=to_html(story.text),
        story_said=story,
        standard=desk.say(brand.standard),
        mark="" if brand.mark is None else brand.mark.number,
        owner=given.owner,
        count=maker_count(desk, given.page.total or 0),
        picture=picture_view(desk, root, cover, "hero", brand.name),
        members=tuple(maker_tile(desk, root, card) for card in given.page.items),
        ways=ways_of(desk, root, given.page, brand_pattern(given.id)),
        lots=tuple(
            LotView(
                desk.say(name),
                product_count(desk, count) if count > len(cards) else "",
                tuple(product_tile(desk, root, card) for card in cards),
            )
            for name, count, cards in given.lots
        ),
    )
    return Page(f"{address}index.html", desk.lang, TEMPLATE, view)


def _members_page(desk: Desk, entry: Entry, given: MembersGiven) -> Page:
    address = entry.address(desk.lang)
    root, words, base = root_of(address), desk.words, brand_pattern(given.id)
    head = head_of(desk, given.page, base, given.name, maker_count)
    view = ProducersView(
        frame=frame(
            desk,
            entry,
            kind="brand",
            section="brands",
            title=head.page_title,
            description=words.gettext("%(brand)s, a communal brand of small producers.") % {"brand": head.page_title},
            crumbs=(
                (words.gettext("Home"), at(HOME, desk.lang)),
                (words.gettext("Communal brands"), at(BRANDS, desk.lang)),
                *head.crumbs,
            ),
        ),
        title=head.title,
        below=head.below,
        tiles=tuple(maker_tile(desk, root, card) for card in given.page.items),
        ways=ways_of(desk, root, given.page, base),
    )
    return Page(f"{address}index.html", desk.lang, MEMBERS_TEMPLATE, view)


def _pages_of(members: tuple[Card, ...], showcase: Showcase, site: Site) -> Iterator[ListPage[Card]]:
    """Page the members; as many as a page may hold at most stay together, in the brand's own order."""
    size = site.settings.page_size
    if len(members) <= 2 * size:
        return iter((ListPage("", members, len(members)),))
    return arranged(members, lists.MAKERS, size, showcase.reference.regions)


def _lots(brand: Brand, members: tuple[Card, ...]) -> tuple[tuple[Words, int, tuple[ProductCard, ...]], ...]:
    products = {f"{card.id}/{product.id}": product for card in members for product in card.products}
    lots = [(lot.name, tuple(products[name] for name in lot.products if name in products)) for lot in brand.pool]
    return tuple((name, len(cards), cards[:MOST_OF_A_LOT]) for name, cards in lots if cards)


def _cover(members: tuple[Card, ...]) -> Picture | None:
    own = (card.cover for card in members)
    products = (product.cover for card in members for product in card.products)
    return next((cover for cover in (*own, *products) if cover is not None), None)
