"""The index of regencies and cities, and the makers of each: page by page while they are few, else by letter."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.model.card import Card
from generator.model.catalogue import Showcase
from generator.model.picture import Picture
from generator.model.reference import Region
from generator.model.settings import Site
from generator.model.unit import Entry, Page, Unit
from generator.pages import lists
from generator.pages.addresses import HOME, REGIONS, at, region_pattern
from generator.pages.cards import Link, MakerTile, maker_count, maker_tile
from generator.pages.desk import Desk
from generator.pages.frame import Frame, frame
from generator.pages.links import root_of
from generator.pages.list_views import Ways, by_residency, head_of, residency_name, ways_of
from generator.pages.lists import ListPage, arranged
from generator.pages.source import Source

INDEX_TEMPLATE = "catalogue/regions.html"
TEMPLATE = "catalogue/region.html"


class RegionGiven(Struct, frozen=True):
    """A page of a region's makers; on the first, the other regions of the former residency that have makers."""

    region: str
    page: ListPage[Card]
    neighbours: tuple[str, ...]


class RegionLink(Struct, frozen=True):
    """A regency or city; ``href`` None where no maker is published yet, ``count`` is then empty."""

    name: str
    href: str | None
    count: str


class ResidencyView(Struct, frozen=True):
    """The regions of one former residency, a grouping people still use."""

    name: str
    regions: tuple[RegionLink, ...]


class RegionsView(Struct, frozen=True):
    """What the template of the index of regions sees."""

    frame: Frame
    title: str
    count: str
    residencies: tuple[ResidencyView, ...]


class RegionView(Struct, frozen=True):
    """What the template of a region's page sees."""

    frame: Frame
    title: str
    residency: str
    below: str
    tiles: tuple[MakerTile, ...]
    ways: Ways
    neighbours: tuple[Link, ...]


def counts(showcase: Showcase) -> tuple[tuple[str, int], ...]:
    """Return how many makers each region has that has any, by code, in the order of the codes."""
    return tuple((code, len(cards)) for code, cards in sorted(showcase.by_region.items()) if cards)


def residencies(
    desk: Desk, root: str, makers: tuple[tuple[str, int], ...], *, all_regions: bool
) -> tuple[ResidencyView, ...]:
    """Show the regions by former residency, those with makers as links; ``all_regions`` shows the others too."""
    known = dict(makers)
    groups = (
        (name, [region for region in regions if all_regions or region.code in known])
        for name, regions in by_residency(desk.reference).items()
    )
    return tuple(
        ResidencyView(
            residency_name(desk, name),
            tuple(_link(desk, root, region, known.get(region.code, 0)) for region in regions),
        )
        for name, regions in groups
        if regions
    )


def units(showcase: Showcase, site: Site) -> Iterator[Unit]:
    """Yield the index, and one unit per page of each region that has makers."""
    makers = counts(showcase)
    yield Unit(
        kind="regions",
        key="regions",
        given=makers,
        entries=(Entry(REGIONS, site.codes, site.codes),),
        templates=(INDEX_TEMPLATE,),
    )
    regions = showcase.reference.regions
    for code, _ in makers:
        region = regions[code]
        near = tuple(
            other for other, _ in makers if other != code and regions[other].former_residency == region.former_residency
        )
        for page in arranged(showcase.by_region[code], lists.MAKERS, site.settings.page_size):
            yield Unit(
                kind="regions",
                key=f"regions/{region.slug}/{page.key}",
                given=RegionGiven(code, page, near if page.is_first else ()),
                entries=(Entry(page.pattern(region_pattern(region)), site.codes, site.codes),),
                templates=(TEMPLATE,),
            )


def pages(unit: Unit, desk: Desk, source: Source | None) -> Iterator[Page]:
    """Make the index or one page of a region in one language."""
    (entry,) = unit.entries
    given = unit.given
    if isinstance(given, RegionGiven):
        yield _region_page(desk, entry, given)
    else:
        assert isinstance(given, tuple)
        yield _index_page(desk, entry, given)


def _index_page(desk: Desk, entry: Entry, makers: tuple[tuple[str, int], ...]) -> Page:
    address = entry.address(desk.lang)
    title = desk.words.gettext("Regencies and cities")
    region = desk.label(desk.site.settings.region)
    view = RegionsView(
        frame=frame(
            desk,
            entry,
            kind="regions",
            section="regions",
            title=title,
            description=desk.words.gettext("Where in %(region)s the makers live and work.") % {"region": region},
            crumbs=((desk.words.gettext("Home"), at(HOME, desk.lang)), (title, None)),
        ),
        title=title,
        count=maker_count(desk, sum(count for _, count in makers)),
        residencies=residencies(desk, root_of(address), makers, all_regions=True),
    )
    return Page(f"{address}index.html", desk.lang, INDEX_TEMPLATE, view)


def _region_page(desk: Desk, entry: Entry, given: RegionGiven) -> Page:
    address = entry.address(desk.lang)
    root = root_of(address)
    words, page = desk.words, given.page
    region = desk.reference.regions[given.region]
    title = desk.label(region.name)
    head = head_of(desk, page, region_pattern(region), title, maker_count)
    cover: Picture | None = next((card.cover for card in page.items if card.cover is not None), None)
    residency = ""
    if region.former_residency is not None:
        name = residency_name(desk, region.former_residency)
        residency = words.gettext("Former residency of %(name)s") % {"name": name}
    view = RegionView(
        frame=frame(
            desk,
            entry,
            kind="region",
            section="regions",
            title=head.page_title,
            description=words.gettext("Makers in %(region)s and their products.") % {"region": title},
            crumbs=(
                (words.gettext("Home"), at(HOME, desk.lang)),
                (words.gettext("Regions"), at(REGIONS, desk.lang)),
                *head.crumbs,
            ),
            image=cover,
            image_alt=title,
        ),
        title=head.title,
        residency=residency,
        below=head.below,
        tiles=tuple(maker_tile(desk, root, card) for card in page.items),
        ways=ways_of(desk, root, page, region_pattern(region)),
        neighbours=tuple(
            Link(desk.label(near.name), root + at(region_pattern(near), desk.lang))
            for near in (desk.reference.regions[code] for code in given.neighbours)
        ),
    )
    return Page(f"{address}index.html", desk.lang, TEMPLATE, view)


def _link(desk: Desk, root: str, region: Region, count: int) -> RegionLink:
    name = desk.label(region.name)
    if not count:
        return RegionLink(name, None, "")
    return RegionLink(name, root + at(region_pattern(region), desk.lang), desk.formats.number(count))
