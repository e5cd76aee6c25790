"""The index of communal brands, and each brand with its members and what they pool."""

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
from generator.pages.addresses import BRANDS, HOME, at, brand_pattern
from generator.pages.cards import MakerTile, ProductTile, ground_of, maker_count, maker_tile, product_tile
from generator.pages.desk import Desk
from generator.pages.frame import Frame, frame
from generator.pages.links import root_of
from generator.pages.pictures import PictureView, picture_view
from generator.pages.source import Source

INDEX_TEMPLATE = "catalogue/brands.html"
TEMPLATE = "catalogue/brand.html"


class BrandMention(Struct, frozen=True):
    """A brand in the index: its words, how many published members, and the photo that stands for it."""

    id: str
    name: str
    tagline: Words
    members: int
    cover: Picture | None


class BrandGiven(Struct, frozen=True):
    """A brand's own record with its published members and the published products of its lots."""

    id: str
    brand: Brand
    members: tuple[Card, ...]
    lots: tuple[tuple[Words, tuple[ProductCard, ...]], ...]


class BrandTile(Struct, frozen=True):
    """A brand in a grid."""

    href: str
    name: str
    tagline: Said
    count: str
    picture: PictureView | None
    ground: int


class LotView(Struct, frozen=True):
    """Products of several members that are sold together."""

    name: Said
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
    lots: tuple[LotView, ...]


def units(showcase: Showcase, site: Site) -> Iterator[Unit]:
    """Yield the index, and one unit per brand with a published member."""
    given = tuple(
        brand for id_, record in sorted(showcase.brands.items()) if (brand := _given(showcase, id_, record)).members
    )
    yield Unit(
        kind="brands",
        key="brands",
        given=tuple(
            BrandMention(brand.id, brand.brand.name, brand.brand.tagline, len(brand.members), _cover(brand))
            for brand in given
        ),
        entries=(Entry(BRANDS, site.codes, site.codes),),
        templates=(INDEX_TEMPLATE,),
    )
    for brand in given:
        texts = [words for words in (brand.brand.tagline, brand.brand.story, brand.brand.standard) if words]
        announced = tuple(lang for lang in site.codes if all(lang in words for words in texts))
        yield Unit(
            kind="brands",
            key=f"brands/{brand.id}",
            given=brand,
            entries=(Entry(brand_pattern(brand.id), site.codes, announced),),
            templates=(TEMPLATE,),
        )


def pages(unit: Unit, desk: Desk, source: Source | None) -> Iterator[Page]:
    """Make the index or one brand's page in one language."""
    (entry,) = unit.entries
    given = unit.given
    if isinstance(given, BrandGiven):
        yield _brand_page(desk, entry, given)
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
                picture=picture_view(desk, root, mention.cover, mention.name),
                ground=ground_of(mention.id),
            )
            for mention in mentions
        ),
    )
    return Page(f"{address}index.html", desk.lang, INDEX_TEMPLATE, view)


def _brand_page(desk: Desk, entry: Entry, given: BrandGiven) -> Page:
    address = entry.address(desk.lang)
    root = root_of(address)
    words, brand = desk.words, given.brand
    cover = _cover(given)
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
            image=None if cover is None else cover.address(cover.widths[-1], "jpg"),
            image_alt=brand.name,
        ),
        name=brand.name,
        tagline=tagline,
        story=to_html(story.text),
        story_said=story,
        standard=desk.say(brand.standard),
        mark="" if brand.mark is None else brand.mark.number,
        owner=next((card.name for card in given.members if card.id == brand.owner), ""),
        count=maker_count(desk, len(given.members)),
        picture=picture_view(desk, root, cover, brand.name),
        members=tuple(maker_tile(desk, root, card) for card in given.members),
        lots=tuple(
            LotView(desk.say(name), tuple(product_tile(desk, root, card) for card in cards))
            for name, cards in given.lots
        ),
    )
    return Page(f"{address}index.html", desk.lang, TEMPLATE, view)


def _given(showcase: Showcase, brand_id: str, brand: Brand) -> BrandGiven:
    members = tuple(showcase.cards[member] for member in brand.members if member in showcase.cards)
    products = {f"{card.id}/{product.id}": product for card in members for product in card.products}
    lots = tuple((lot.name, tuple(products[name] for name in lot.products if name in products)) for lot in brand.pool)
    return BrandGiven(brand_id, brand, members, tuple(lot for lot in lots if lot[1]))


def _cover(given: BrandGiven) -> Picture | None:
    own = (card.cover for card in given.members)
    pooled = (card.cover for _, cards in given.lots for card in cards)
    return next((cover for cover in (*own, *pooled) if cover is not None), None)
