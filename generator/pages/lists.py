"""Pages of a list: short lists by number, long ones by place and maker, cut so that a newcomer moves only its own page.

A short list is leafed through: page 1, 2, 3. A long one is entered: its first page is a door that leads to places,
each place begins with its makers' letters, and a further page is named after the entry it begins with. Nothing on a
page but the door, or the first page of a place, speaks of the whole list, so nothing else grows old with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Generic, TypeVar

from msgspec import Struct, structs

from generator.foundation.digest import digest_bytes
from generator.model.card import Card, ProductCard
from generator.model.reference import Region

T = TypeVar("T")
SHORT = 8
"""A list of at most so many full pages is leafed through by number; a longer one is entered by place or letter."""
LANDMARKS = 48
"""How many of its pages the first page of a place names at most; the others are a few steps from these."""
_BEFORE_WORDS = re.compile(r"^[\W_]+")


class Sorting(Struct, Generic[T], frozen=True):
    """How entries of one sort are ordered: the region's code, the maker's name, and a key that is its own."""

    place: Callable[[T], str]
    maker: Callable[[T], str]
    key: Callable[[T], str]


class Step(Struct, frozen=True):
    """The way to the page before or after; ``place`` is that page's, where it is another one."""

    page: str
    place: str | None


class Letter(Struct, frozen=True):
    """A first letter of makers' names: the page of its first maker, and pages that begin with a maker under it."""

    letter: str
    page: str
    starts: tuple[tuple[str, str], ...]


class ListPage(Struct, Generic[T], frozen=True):
    """One page of a list.

    ``page`` is what its address adds to the list's: nothing, ``2``, ``kediri`` or ``kediri/batik-melati/selendang``.
    ``total`` counts the list, or the place, on the first page of it only. ``number`` of ``pages`` are those of a
    list by number, else 0. ``place`` is the region whose entries alone stand here, ``start`` the maker a further page
    begins with. ``places`` (with their counts) make the page a door: its entries are then only a selection.
    """

    page: str
    items: tuple[T, ...]
    total: int | None
    number: int = 0
    pages: int = 0
    place: str | None = None
    start: str = ""
    previous: Step | None = None
    next: Step | None = None
    places: tuple[tuple[str, int], ...] = ()
    letters: tuple[Letter, ...] = ()

    @property
    def is_first(self) -> bool:
        """Tell whether this is the list's own address."""
        return not self.page

    @property
    def key(self) -> str:
        """Name the page among those of its list: ``1`` for the first."""
        return self.page or "1"

    def pattern(self, base: str) -> str:
        """Return where the page lives, for a list at pattern ``base``."""
        return page_pattern(base, self.page)


PRODUCTS: Sorting[ProductCard] = Sorting(
    place=lambda card: card.region,
    maker=lambda card: card.producer_name,
    key=lambda card: f"{card.producer}/{card.id}",
)
MAKERS: Sorting[Card] = Sorting(place=lambda card: card.region, maker=lambda card: card.name, key=lambda card: card.id)


def page_pattern(base: str, page: str) -> str:
    """Return where a page of a list lives: the list's own pattern for its first page."""
    return f"{base}page/{page}/" if page else base


def arranged(
    items: Sequence[T], sorting: Sorting[T], size: int, regions: Mapping[str, Region] | None = None
) -> Iterator[ListPage[T]]:
    """Yield the pages of a list, ``size`` entries a page on average and at most twice as many.

    A long list is shelved by place where ``regions`` are given; without them it is all of one place. An empty list
    is one empty page.
    """
    if len(items) <= SHORT * size:
        return _numbered(items, sorting, size)
    if regions is None:
        return _lone(items, sorting, size)
    return _placed(items, sorting, size, regions)


def _numbered(items: Sequence[T], sorting: Sorting[T], size: int) -> Iterator[ListPage[T]]:
    ordered = sorted(items, key=lambda item: (sorting.place(item), sorting.key(item)))
    parts = cut(ordered, sorting.key, size)
    names = ["", *(str(number) for number in range(2, len(parts) + 1))]
    for place, part in enumerate(parts):
        yield ListPage(
            page=names[place],
            items=part,
            total=len(items) if place == 0 else None,
            number=place + 1,
            pages=len(parts),
            previous=Step(names[place - 1], None) if place else None,
            next=Step(names[place + 1], None) if place + 1 < len(parts) else None,
        )


def _lone(items: Sequence[T], sorting: Sorting[T], size: int) -> Iterator[ListPage[T]]:
    yield from _in_a_row(_shelf(items, sorting, size, None, ""))


def _placed(items: Sequence[T], sorting: Sorting[T], size: int, regions: Mapping[str, Region]) -> Iterator[ListPage[T]]:
    shelves: dict[str, list[T]] = {}
    for item in items:
        shelves.setdefault(sorting.place(item), []).append(item)
    pages = [
        page for code in sorted(shelves) for page in _shelf(shelves[code], sorting, size, code, regions[code].slug)
    ]
    places = tuple((code, len(shelves[code])) for code in sorted(shelves))
    yield ListPage("", _selection(pages, sorting, size), len(items), places=places)
    yield from _in_a_row(pages)


def _selection(pages: Sequence[ListPage[T]], sorting: Sorting[T], size: int) -> tuple[T, ...]:
    """Choose half a page of entries from all over a list, one a maker: the same ones while they stay where they are.

    A further page begins with its smallest digest; a place's first page begins with the alphabet.
    """

    def weight(item: T) -> str:
        return _weight(sorting.key(item))

    chosen = [page.items[0] if page.start else min(page.items, key=weight) for page in pages]
    by_maker = {sorting.maker(item): item for item in chosen}
    return tuple(sorted(by_maker.values(), key=weight)[: size // 2])


def _shelf(items: Sequence[T], sorting: Sorting[T], size: int, place: str | None, prefix: str) -> Iterator[ListPage[T]]:
    """Yield the pages of one place, makers by name; not yet knowing their neighbours."""
    ordered = sorted(items, key=lambda item: (sort_name(sorting.maker(item)), sorting.key(item)))
    parts = cut(ordered, sorting.key, size)
    names = [prefix, *("/".join(filter(None, (prefix, sorting.key(part[0])))) for part in parts[1:])]
    letters = _letters(parts, names, sorting) if len(parts) > 2 else ()
    for name, part in zip(names, parts, strict=True):
        first = name == prefix
        yield ListPage(
            page=name,
            items=part,
            total=len(items) if first else None,
            place=place,
            start="" if first else sorting.maker(part[0]),
            letters=letters if first else (),
        )


def _in_a_row(pages: Iterable[ListPage[T]]) -> Iterator[ListPage[T]]:
    """Tell each page its neighbours, across places too."""
    row = list(pages)
    for page, before, after in zip(row, [None, *row], [*row[1:], None], strict=False):
        yield structs.replace(page, previous=_step(page, before), next=_step(page, after))


def _step(here: ListPage[T], there: ListPage[T] | None) -> Step | None:
    if there is None:
        return None
    return Step(there.page, None if there.place == here.place else there.place)


def _letters(parts: Sequence[Sequence[T]], names: Sequence[str], sorting: Sorting[T]) -> tuple[Letter, ...]:
    first: dict[str, str] = {}
    starts: dict[str, list[tuple[str, str]]] = {}
    every = -(-len(parts) // LANDMARKS)
    for place, (name, part) in enumerate(zip(names, parts, strict=True)):
        maker = sorting.maker(part[0])
        letter = letter_of(maker)
        first.setdefault(letter, name)
        if letter_of(sorting.maker(part[-1])) != letter:
            for item in part:
                first.setdefault(letter_of(sorting.maker(item)), name)
        if place % every == 0 and first[letter] != name:
            starts.setdefault(letter, []).append((maker, name))
    return tuple(Letter(letter, page, tuple(starts.get(letter, ()))) for letter, page in first.items())


@lru_cache(maxsize=1 << 16)
def sort_name(name: str) -> str:
    """Return what a maker's name is sorted by: no case, no accents before letters, nothing before its first word."""
    return _BEFORE_WORDS.sub("", unicodedata.normalize("NFKD", name).casefold())


@lru_cache(maxsize=1 << 16)
def letter_of(name: str) -> str:
    """Return the letter a maker's name stands under; all digits stand under one."""
    first = sort_name(name)[:1]
    if first.isdigit():
        return "0-9"
    return first.upper() or "#"


def cut(items: Sequence[T], key: Callable[[T], str], size: int) -> tuple[tuple[T, ...], ...]:
    """Begin a page with every entry whose digest is the smallest among ``size // 2`` neighbours on either side.

    Whether an entry begins a page thus depends on its near neighbours alone: a change cannot move a cut farther
    away, and a newcomer just before a cut joins the page that ends there. Pages hold more than ``size // 2`` entries
    (the only page of a list: as many as there are), ``size`` on average, ``2 * size`` at most.
    """
    reach = max(1, size // 2)
    weights = [_weight(key(item)) for item in items]
    begins = [
        place
        for place in range(reach, len(items) - reach)
        if weights[place - 1] > weights[place] < weights[place + 1]
        and weights[place] == min(weights[place - reach : place + reach + 1])
    ]
    found: list[tuple[T, ...]] = []
    for start, end in pairwise([0, *begins, len(items)]):
        edges = [start, *_further(weights, start, end, 2 * size), end]
        found.extend(tuple(items[low:high]) for low, high in pairwise(edges))
    return tuple(found)


def _further(weights: Sequence[str], start: int, end: int, most: int) -> Iterator[int]:
    """Yield where a run without a cut that is too long is cut: before the smallest digest of its middle third."""
    if end - start <= most:
        return
    third = (end - start) // 3
    middle = min(range(start + third, end - third), key=weights.__getitem__)
    yield from _further(weights, start, middle, most)
    yield middle
    yield from _further(weights, middle, end, most)


@lru_cache(maxsize=1 << 17)
def _weight(key: str) -> str:
    """Return a number-like text that says nothing of its key; an entry stands in several lists."""
    return digest_bytes(key.encode())
