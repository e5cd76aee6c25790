"""The index of categories, and each category's products: page by page while they are few, else by place."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.model.card import ProductCard
from generator.model.catalogue import Showcase
from generator.model.picture import Picture
from generator.model.settings import Site
from generator.model.text import Said
from generator.model.unit import Entry, Page, Unit
from generator.pages import lists
from generator.pages.addresses import CATEGORIES, HOME, at, category_pattern, certification_pattern
from generator.pages.cards import (
    GroupTile,
    Link,
    ProductTile,
    ground_of,
    group_cover,
    group_tile,
    product_count,
    product_tile,
)
from generator.pages.desk import Desk
from generator.pages.frame import Frame, frame
from generator.pages.links import root_of
from generator.pages.list_views import Ways, head_of, ways_of
from generator.pages.lists import ListPage, arranged
from generator.pages.source import Source

INDEX_TEMPLATE = "catalogue/categories.html"
TEMPLATE = "catalogue/category.html"


class CategoryMention(Struct, frozen=True):
    """A category with something to show: how many products, and the photo that stands for it."""

    id: str
    count: int
    cover: Picture | None


class CategoryGiven(Struct, frozen=True):
    """A page of a category's products; on the first, its sector's other categories and the schemes with a page.

    Were they on every page, the first product of a category would make all pages of its sisters anew.
    """

    category: str
    page: ListPage[ProductCard]
    sisters: tuple[str, ...]
    schemes: tuple[str, ...]


class SectorView(Struct, frozen=True):
    """A family of categories."""

    name: str
    tiles: tuple[GroupTile, ...]


class CategoriesView(Struct, frozen=True):
    """What the template of the index of categories sees."""

    frame: Frame
    title: str
    sectors: tuple[SectorView, ...]


class CategoryView(Struct, frozen=True):
    """What the template of a category's page sees. ``required`` are papers every maker here must hold."""

    frame: Frame
    title: str
    intro: Said
    sector: str
    below: str
    tiles: tuple[ProductTile, ...]
    ways: Ways
    sisters: tuple[Link, ...]
    required: tuple[Link, ...]
    codes: tuple[tuple[str, Said], ...]


def mentions(showcase: Showcase) -> tuple[CategoryMention, ...]:
    """Return the categories that have products, in the order of the sectors, then of the reference table."""
    sectors = list(showcase.reference.sectors)
    listed = [category for category in showcase.reference.categories.values() if showcase.by_category.get(category.id)]
    listed.sort(key=lambda category: sectors.index(category.sector))
    return tuple(
        CategoryMention(
            category.id,
            len(showcase.by_category[category.id]),
            group_cover(showcase.by_category[category.id]),
        )
        for category in listed
    )


def category_tile(desk: Desk, root: str, mention: CategoryMention) -> GroupTile:
    """Show a category as a picture."""
    category = desk.reference.categories[mention.id]
    return group_tile(
        desk,
        root,
        category_pattern(mention.id),
        desk.label(category.name),
        mention.count,
        mention.cover,
        ground_of(mention.id),
    )


def units(showcase: Showcase, site: Site) -> Iterator[Unit]:
    """Yield the index, and one unit per page of each category that has products."""
    shown = mentions(showcase)
    yield Unit(
        kind="categories",
        key="categories",
        given=shown,
        entries=(Entry(CATEGORIES, site.codes, site.codes),),
        templates=(INDEX_TEMPLATE,),
    )
    categories = showcase.reference.categories
    with_page = frozenset(scheme for scheme, cards in showcase.by_scheme.items() if cards)
    for mention in shown:
        category = categories[mention.id]
        sisters = tuple(
            other.id for other in shown if other.id != mention.id and categories[other.id].sector == category.sector
        )
        required = {scheme for requirement in category.required for scheme in requirement.any_of}
        schemes = tuple(sorted(required & with_page))
        cards, regions = showcase.by_category[mention.id], showcase.reference.regions
        for page in arranged(cards, lists.PRODUCTS, site.settings.page_size, regions):
            yield Unit(
                kind="categories",
                key=f"categories/{mention.id}/{page.key}",
                given=CategoryGiven(mention.id, page, *((sisters, schemes) if page.is_first else ((), ()))),
                entries=(Entry(page.pattern(category_pattern(mention.id)), site.codes, site.codes),),
                templates=(TEMPLATE,),
            )


def pages(unit: Unit, desk: Desk, source: Source | None) -> Iterator[Page]:
    """Make the index or one page of a category in one language."""
    (entry,) = unit.entries
    given = unit.given
    if isinstance(given, CategoryGiven):
        yield _category_page(desk, entry, given)
    else:
        assert isinstance(given, tuple)
        yield _index_page(desk, entry, given)


def _index_page(desk: Desk, entry: Entry, shown: tuple[CategoryMention, ...]) -> Page:
    address = entry.address(desk.lang)
    root = root_of(address)
    title = desk.words.gettext("Categories")
    sectors = []
    for sector in desk.reference.sectors.values():
        tiles = tuple(
            category_tile(desk, root, mention)
            for mention in shown
            if desk.reference.categories[mention.id].sector == sector.id
        )
        if tiles:
            sectors.append(SectorView(desk.label(sector.name), tiles))
    region = desk.label(desk.site.settings.region)
    view = CategoriesView(
        frame=frame(
            desk,
            entry,
            kind="categories",
            section="categories",
            title=title,
            description=desk.words.gettext("What is made in %(region)s, by kind.") % {"region": region},
            crumbs=((desk.words.gettext("Home"), at(HOME, desk.lang)), (title, None)),
        ),
        title=title,
        sectors=tuple(sectors),
    )
    return Page(f"{address}index.html", desk.lang, INDEX_TEMPLATE, view)


def _category_page(desk: Desk, entry: Entry, given: CategoryGiven) -> Page:
    address = entry.address(desk.lang)
    root = root_of(address)
    words, page = desk.words, given.page
    category = desk.reference.categories[given.category]
    base = category_pattern(category.id)
    title = desk.label(category.name)
    head = head_of(desk, page, base, title, product_count)
    intro = desk.say({} if head.place else category.intro)
    values = {"category": title, "region": head.place or desk.label(desk.site.settings.region)}
    description = words.gettext("%(category)s from small producers in %(region)s.") % values
    with_picture = next((card.cover for card in page.items if card.cover is not None), None)
    view = CategoryView(
        frame=frame(
            desk,
            entry,
            kind="category",
            section="categories",
            title=head.page_title,
            description=intro.text if intro and not intro.fallback else description,
            crumbs=(
                (words.gettext("Home"), at(HOME, desk.lang)),
                (words.gettext("Categories"), at(CATEGORIES, desk.lang)),
                *head.crumbs,
            ),
            image=with_picture,
            image_alt=title,
        ),
        title=head.title,
        intro=intro,
        sector=desk.label(desk.reference.sectors[category.sector].name),
        below=head.below,
        tiles=tuple(product_tile(desk, root, card) for card in page.items),
        ways=ways_of(desk, root, page, base),
        sisters=tuple(
            Link(
                desk.label(desk.reference.categories[other].name),
                root + at(category_pattern(other), desk.lang),
            )
            for other in given.sisters
        ),
        required=tuple(
            Link(
                desk.label(desk.reference.certifications[scheme].name),
                root + at(certification_pattern(scheme), desk.lang),
            )
            for scheme in given.schemes
        ),
        codes=tuple(
            (
                f"{code[:4]}.{code[4:]}",
                Said(desk.reference.hs_titles[code].title, "en", "ltr", fallback=desk.lang != "en"),
            )
            for code in category.hs6
            if code in desk.reference.hs_titles and not head.place
        ),
    )
    return Page(f"{address}index.html", desk.lang, TEMPLATE, view)
