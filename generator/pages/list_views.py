"""What templates see of a list's page: its head, the places and letters to choose from, the way to its other pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct

from generator.model.catalogue import Reference
from generator.model.reference import Region
from generator.pages.addresses import at
from generator.pages.cards import Link, place_of
from generator.pages.desk import Desk
from generator.pages.lists import Letter, ListPage, Step, page_pattern

T = TypeVar("T")
WINDOW = 2
"""How many page numbers are shown on either side of the current one."""


class PageLink(Struct, frozen=True):
    """One page number; ``href`` None is the page itself, ``gap`` tells of numbers left out before it."""

    number: str
    label: str
    href: str | None
    gap: bool


class Pager(Struct, frozen=True):
    """The way through a list: neighbours, and a window of page numbers where pages have numbers.

    ``previous_place`` and ``next_place`` name the place that begins there, where it is another one; ``up`` leads to
    where a long list, or its place, begins.
    """

    links: tuple[PageLink, ...] = ()
    previous: str | None = None
    next: str | None = None
    previous_place: str = ""
    next_place: str = ""
    up: Link | None = None


class PlaceGroup(Struct, frozen=True):
    """The places of one former residency that a list can be entered by, each with its count."""

    name: str
    places: tuple[Link, ...]


class LetterLinks(Struct, frozen=True):
    """A first letter of makers' names, and pages that begin with a maker under it."""

    letter: str
    href: str
    starts: tuple[Link, ...]


class Ways(Struct, frozen=True):
    """All ways on from a list's page. ``places`` make it a door, whose entries are a selection only."""

    places: tuple[PlaceGroup, ...]
    letters: tuple[LetterLinks, ...]
    pager: Pager


class Head(Struct, frozen=True):
    """How a list's page names itself: its heading, its title in a tab, what stands below, the end of its trail.

    ``place`` is the name of the place whose entries alone stand there, else empty.
    """

    title: str
    page_title: str
    below: str
    crumbs: tuple[tuple[str, str | None], ...]
    place: str


def head_of(
    desk: Desk, page: ListPage[T], base: str, title: str, count: Callable[[Desk, int], str], crumb: str = ""
) -> Head:
    """Name one page of the list ``title`` (in the trail: ``crumb``) at pattern ``base``; ``count`` says how many."""
    words = desk.words
    place = "" if page.place is None else place_of(desk, page.place)
    own = words.gettext("%(title)s, %(place)s") % {"title": title, "place": place} if place else title
    below = "" if page.total is None else count(desk, page.total)
    full = own
    trail = [(crumb or title, base)]
    if page.place is not None:
        trail.append((place, page_pattern(base, _top_of(page.page))))
    if page.start:
        full = words.gettext("%(title)s, from %(maker)s") % {"title": own, "maker": page.start}
        below = words.gettext("From %(maker)s onwards") % {"maker": page.start}
        trail.append((below, ""))
    elif page.number > 1:
        values = {"title": own, "number": desk.formats.number(page.number)}
        full = words.gettext("%(title)s, page %(number)s") % values
    *before, (last, _) = trail
    crumbs = (*((text, at(pattern, desk.lang)) for text, pattern in before), (last, None))
    return Head(own, full, below, crumbs, place)


def ways_of(desk: Desk, root: str, page: ListPage[T], base: str) -> Ways:
    """Lead on from one page of the list at pattern ``base``."""

    def href(name: str) -> str:
        return root + at(page_pattern(base, name), desk.lang)

    return Ways(
        places=_places(desk, page, href),
        letters=tuple(_letter(letter, href) for letter in page.letters),
        pager=_pager(desk, page, href),
    )


def residency_name(desk: Desk, code: str) -> str:
    """Name a former residency; a region outside all of them stands under no name."""
    known = desk.reference.residencies.get(code)
    return desk.label(known.name) if known else code


def by_residency(reference: Reference) -> dict[str, list[Region]]:
    """Group all regions by former residency, a grouping people still use."""
    groups: dict[str, list[Region]] = {}
    for region in reference.regions.values():
        groups.setdefault(region.former_residency or "", []).append(region)
    return groups


def _places(desk: Desk, page: ListPage[T], href: Callable[[str], str]) -> tuple[PlaceGroup, ...]:
    counts = dict(page.places)
    groups = []
    for residency, regions in by_residency(desk.reference).items() if counts else ():
        links = tuple(
            Link(desk.label(region.name), href(region.slug), desk.formats.number(counts[region.code]))
            for region in regions
            if region.code in counts
        )
        if links:
            groups.append(PlaceGroup(residency_name(desk, residency), links))
    return tuple(groups)


def _letter(letter: Letter, href: Callable[[str], str]) -> LetterLinks:
    return LetterLinks(
        letter.letter, href(letter.page), tuple(Link(maker, href(page)) for maker, page in letter.starts)
    )


def _pager(desk: Desk, page: ListPage[T], href: Callable[[str], str]) -> Pager:
    words = desk.words
    up = None
    if page.start:
        up = Link(words.gettext("To the beginning"), href(_top_of(page.page) if page.place else ""))
    elif page.place is not None:
        up = Link(words.gettext("All places"), href(""))
    return Pager(
        links=_numbers(desk, page, href) if page.pages > 1 else (),
        previous=None if page.previous is None else href(page.previous.page),
        next=None if page.next is None else href(page.next.page),
        previous_place=_other_place(desk, page.previous),
        next_place=_other_place(desk, page.next),
        up=up,
    )


def _numbers(desk: Desk, page: ListPage[T], href: Callable[[str], str]) -> tuple[PageLink, ...]:
    number, pages = page.number, page.pages
    shown = sorted({1, pages, *range(max(1, number - WINDOW), min(pages, number + WINDOW) + 1)})
    return tuple(
        PageLink(
            number=desk.formats.number(target),
            label=desk.words.gettext("Page %(number)s") % {"number": desk.formats.number(target)},
            href=None if target == number else href("" if target == 1 else str(target)),
            gap=place > 0 and target - shown[place - 1] > 1,
        )
        for place, target in enumerate(shown)
    )


def _other_place(desk: Desk, step: Step | None) -> str:
    return "" if step is None or step.place is None else place_of(desk, step.place)


def _top_of(page: str) -> str:
    """Return the first page of a page's place: ``kediri`` for ``kediri/batik-melati/selendang``."""
    return page.partition("/")[0]
