"""Paging by stable keys, and neighbours on a ring: a newcomer changes only what is near it."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.card import ProductCard
from generator.pages.lists import chunks, slices
from generator.pages.related import MOST, neighbours, rings

NAMES = st.lists(st.text("abcdefgh0123456789", min_size=1, max_size=6), unique=True, max_size=200)
SIZES = st.integers(6, 40)


def _keys(names: list[str], size: int) -> tuple[tuple[str, ...], ...]:
    return chunks(sorted(names), str, size)


@given(NAMES, SIZES)
def test_every_entry_stands_on_one_page_and_pages_are_neither_tiny_nor_huge(names: list[str], size: int) -> None:
    pages = _keys(names, size)
    assert [name for page in pages for name in page] == sorted(names)
    assert all(len(page) <= 2 * size for page in pages)
    if len(pages) > 1:
        assert min(len(page) for page in pages) >= size // 2


@given(NAMES, st.text("xyz", min_size=1, max_size=6), SIZES)
def test_a_newcomer_changes_only_pages_near_it(names: list[str], newcomer: str, size: int) -> None:
    before, after = _keys(names, size), _keys([*names, newcomer], size)
    changed = [page for page in after if page not in before]
    near = sorted([*names, newcomer])
    place = near.index(newcomer)
    reach = size // 2
    touched = set(near[max(0, place - reach - 1) : place + reach + 2])
    assert all(touched & set(page) or len(page) > size for page in changed)
    assert len(changed) <= 6


def test_pages_hold_about_the_size_asked_for() -> None:
    pages = _keys([f"35.{number:04}" for number in range(5000)], 24)
    assert 20 <= 5000 / len(pages) <= 28


def test_the_total_stands_on_the_first_page_only() -> None:
    parts = list(slices([f"{number:03}" for number in range(200)], str, 24))
    assert [part.total for part in parts] == [200] + [None] * (len(parts) - 1)
    assert {part.pages for part in parts} == {len(parts)}


def test_an_empty_list_is_one_empty_page() -> None:
    nothing: list[str] = []
    (part,) = slices(nothing, str, 24)
    assert (part.items, part.total) == ((), 0)


def _product(producer: str, name: str, category: str = "batik") -> ProductCard:
    return ProductCard(name, producer, producer.title(), "35.24", category, {"id": name}, None, None, ("id",))


@pytest.mark.parametrize("count", [1, 2, 5, 60])
def test_neighbours_are_few_and_of_other_makers(count: int) -> None:
    cards = [_product(f"maker-{number}", "cloth") for number in range(count)]
    ring = rings({"batik": cards})["batik"]
    for card in cards:
        found = neighbours(card, ring)
        assert len(found) == min(MOST, count - 1)
        assert card.producer not in {other.producer for other in found}
        assert len({other.producer for other in found}) == len(found)


def test_a_newcomer_becomes_the_neighbour_of_only_a_few() -> None:
    cards = [_product(f"maker-{number}", "cloth") for number in range(300)]
    before = rings({"batik": cards})["batik"]
    after = rings({"batik": [*cards, _product("newcomer", "cloth")]})["batik"]
    changed = [card for card in cards if neighbours(card, before) != neighbours(card, after)]
    assert len(changed) == MOST


def test_the_ring_is_fair() -> None:
    cards = [_product(f"maker-{number}", "cloth") for number in range(300)]
    ring = rings({"batik": cards})["batik"]
    seen = Counter(other.producer for card in cards for other in neighbours(card, ring))
    assert set(seen.values()) == {MOST}
