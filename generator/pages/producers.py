"""All producers: page by page while they are few, else by place."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.model.card import Card
from generator.model.catalogue import Showcase
from generator.model.settings import Site
from generator.model.unit import Entry, Page, Unit
from generator.pages import lists
from generator.pages.addresses import HOME, PRODUCERS, at
from generator.pages.cards import MakerTile, maker_count, maker_tile
from generator.pages.desk import Desk
from generator.pages.frame import Frame, frame
from generator.pages.links import root_of
from generator.pages.list_views import Ways, head_of, ways_of
from generator.pages.lists import ListPage, arranged
from generator.pages.source import Source

TEMPLATE = "catalogue/producers.html"


class ProducersView(Struct, frozen=True):
    """What the template of a page of producers sees; ``below`` the title stands how many, or where the page begins."""

    frame: Frame
    title: str
    below: str
    tiles: tuple[MakerTile, ...]
    ways: Ways


def units(showcase: Showcase, site: Site) -> Iterator[Unit]:
    """Yield one unit per page of the list."""
    regions = showcase.reference.regions
    for page in arranged(tuple(showcase.cards.values()), lists.MAKERS, site.settings.page_size, regions):
        yield Unit(
            kind="producers",
            key=f"producers/{page.key}",
            given=page,
            entries=(Entry(page.pattern(PRODUCERS), site.codes, site.codes),),
            templates=(TEMPLATE,),
        )


def pages(unit: Unit, desk: Desk, source: Source | None) -> Iterator[Page]:
    """Make one page of the list in one language."""
    page = unit.given
    assert isinstance(page, ListPage)
    cards: tuple[Card, ...] = page.items
    (entry,) = unit.entries
    address = entry.address(desk.lang)
    root = root_of(address)
    head = head_of(desk, page, PRODUCERS, desk.words.gettext("The makers"), maker_count)
    region = head.place or desk.label(desk.site.settings.region)
    view = ProducersView(
        frame=frame(
            desk,
            entry,
            kind="producers",
            section="producers",
            title=head.page_title,
            description=desk.words.gettext("Workshops, cooperatives and groups in %(region)s and what they make.")
            % {"region": region},
            crumbs=((desk.words.gettext("Home"), at(HOME, desk.lang)), *head.crumbs),
        ),
        title=head.title,
        below=head.below,
        tiles=tuple(maker_tile(desk, root, card) for card in cards),
        ways=ways_of(desk, root, page, PRODUCERS),
    )
    yield Page(f"{address}index.html", desk.lang, TEMPLATE, view)
