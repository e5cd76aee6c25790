"""Paging by stable keys: a list is cut where its entries say so, so one newcomer moves only its own page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

from generator.foundation.digest import digest_bytes
from generator.model.card import Card, ProductCard
from generator.pages.addresses import at, page_pattern
from generator.pages.desk import Desk

T = TypeVar("T")
WINDOW = 2
"""How many page numbers are shown on either side of the current one."""


class Slice(Struct, Generic[T], frozen=True):
    """One page of a list. ``total`` counts the whole list, on its first page only.

    A count on every page would make every page of a list new whenever one entry joins it.
    """

    items: tuple[T, ...]
    number: int
    pages: int
    total: int | None


class PageLink(Struct, frozen=True):
    """One page number; ``href`` None is the page itself, ``gap`` tells of numbers left out before it."""

    number: str
    label: str
    href: str | None
    gap: bool


class Pager(Struct, frozen=True):
    """The way through a list: neighbours, and a window of page numbers. Without links there is one page."""

    links: tuple[PageLink, ...]
    previous: str | None
    next: str | None


def product_key(card: ProductCard) -> str:
    """Return what a product is sorted and cut by."""
    return f"{card.region}/{card.producer}/{card.id}"


def maker_key(card: Card) -> str:
    """Return what a producer is sorted and cut by."""
    return f"{card.region}/{card.id}"


def slices(items: Sequence[T], key: Callable[[T], str], size: int) -> Iterator[Slice[T]]:
    """Cut a list into pages of about ``size`` entries; an empty list is one empty page."""
    ordered = sorted(items, key=key)
    parts = chunks(ordered, key, size) or ((),)
    for number, part in enumerate(parts, start=1):
        yield Slice(part, number, len(parts), len(ordered) if number == 1 else None)


def chunks(items: Sequence[T], key: Callable[[T], str], size: int) -> tuple[tuple[T, ...], ...]:
    """Cut entries after those whose digest is the smallest among ``size // 2`` neighbours on either side.

    Whether an entry ends a page thus depends on its near neighbours alone: a change cannot move a cut farther
    away. Pages hold more than ``size // 2`` entries, ``size`` on average, ``2 * size`` at most.
    """
    reach = max(1, size // 2)
    digests = [digest_bytes(key(item).encode()) for item in items]
    cuts = [
        place + 1
        for place in range(reach, len(items) - reach)
        if digests[place] == min(digests[place - reach : place + reach + 1])
    ]
    found: list[tuple[T, ...]] = []
    for start, end in zip([0, *cuts], [*cuts, len(items)], strict=True):
        found.extend(_halves(items[start:end], 2 * size))
    return tuple(found)


def pager(desk: Desk, root: str, base: str, number: int, pages: int) -> Pager:
    """Lead from page ``number`` of a list at pattern ``base`` to its other pages."""

    def href(target: int) -> str:
        return root + at(page_pattern(base, target), desk.lang)

    shown = sorted({1, pages, *range(max(1, number - WINDOW), min(pages, number + WINDOW) + 1)})
    links = tuple(
        PageLink(
            number=desk.formats.number(target),
            label=desk.words.gettext("Page %(number)s") % {"number": desk.formats.number(target)},
            href=None if target == number else href(target),
            gap=place > 0 and target - shown[place - 1] > 1,
        )
        for place, target in enumerate(shown)
    )
    return Pager(
        links=links if pages > 1 else (),
        previous=href(number - 1) if number > 1 else None,
        next=href(number + 1) if number < pages else None,
    )


def page_title(desk: Desk, title: str, number: int) -> str:
    """Return the title of one page of a list; the first page has the list's own."""
    if number == 1:
        return title
    values = {"title": title, "number": desk.formats.number(number)}
    return desk.words.gettext("%(title)s, page %(number)s") % values


def _halves(items: Sequence[T], most: int) -> Iterator[tuple[T, ...]]:
    if not items:
        return
    parts = -(-len(items) // most)
    for part in range(parts):
        yield tuple(items[part * len(items) // parts : (part + 1) * len(items) // parts])
