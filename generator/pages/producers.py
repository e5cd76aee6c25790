"""All producers, page by page."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.model.card import Card
from generator.model.catalogue import Showcase
from generator.model.settings import Site
from generator.model.unit import Entry, Page, Unit
from generator.pages.addresses import HOME, PRODUCERS, at, page_pattern
from generator.pages.cards import MakerTile, maker_count, maker_tile
from generator.pages.desk import Desk
from generator.pages.frame import Frame, frame
from generator.pages.links import root_of
from generator.pages.lists import Pager, Slice, maker_key, page_title, pager, slices
from generator.pages.source import Source

TEMPLATE = "catalogue/producers.html"


class ProducersView(Struct, frozen=True):
    """What the template of a page of producers sees; ``count`` is empty on all pages but the first."""

    frame: Frame
    title: str
    count: str
    tiles: tuple[MakerTile, ...]
    pager: Pager


def units(showcase: Showcase, site: Site) -> Iterator[Unit]:
    """Yield one unit per page of the list."""
    for part in slices(tuple(showcase.cards.values()), maker_key, site.settings.page_size):
        yield Unit(
            kind="producers",
            key=f"producers/{part.number}",
            given=part,
            entries=(Entry(page_pattern(PRODUCERS, part.number), site.codes, site.codes),),
            templates=(TEMPLATE,),
        )


def pages(unit: Unit, desk: Desk, source: Source | None) -> Iterator[Page]:
    """Make one page of the list in one language."""
    part = unit.given
    assert isinstance(part, Slice)
    cards: tuple[Card, ...] = part.items
    (entry,) = unit.entries
    address = entry.address(desk.lang)
    root = root_of(address)
    title = desk.words.gettext("The makers")
    region = desk.label(desk.site.settings.region)
    view = ProducersView(
        frame=frame(
            desk,
            entry,
            kind="producers",
            section="producers",
            title=page_title(desk, title, part.number),
            description=desk.words.gettext("Workshops, cooperatives and groups in %(region)s and what they make.")
            % {"region": region},
            crumbs=((desk.words.gettext("Home"), at(HOME, desk.lang)), (title, None)),
        ),
        title=title,
        count="" if part.total is None else maker_count(desk, part.total),
        tiles=tuple(maker_tile(desk, root, card) for card in cards),
        pager=pager(desk, root, PRODUCERS, part.number, part.pages),
    )
    yield Page(f"{address}index.html", desk.lang, TEMPLATE, view)
