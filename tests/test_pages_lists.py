"""Lists by number, place and letter, and neighbours on a ring: a newcomer changes only what is near it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.model.card import Card, ProductCard
from generator.model.reference import Region
from generator.model.request import HOUSE
from generator.pages.lists import LANDMARKS, MAKERS, PRODUCTS, SHORT, ListPage, arranged, cut, letter_of, sort_name
from generator.pages.related import MOST, neighbours, rings
from generator.read.content import read_reference

NAMES = st.lists(st.text("abcdefgh0123456789", min_size=1, max_size=6), unique=True, max_size=200)
SIZES = st.integers(6, 40)
SIZE = 24
FEW = 6
"""How many pages of a long list one newcomer, or one who leaves, may make anew."""
FIRST = ("Batik", "Tenun", "Kopi", "Anyam", "Dapur", "Griya", "UD Éka", "3 Saudara")
SECOND = ("Laras", "Sari", "Melati", "Wangi", "Lestari", "Makmur", "Jaya", "Sekar", "Ayu", "Tirta")


# Cutting


def _cut(names: list[str], size: int) -> tuple[tuple[str, ...], ...]:
    return cut(sorted(names), str, size)


@given(NAMES, SIZES)
def test_every_entry_stands_on_one_page_and_pages_are_neither_tiny_nor_huge(names: list[str], size: int) -> None:
    pages = _cut(names, size)
    assert [name for page in pages for name in page] == sorted(names)
    assert all(len(page) <= 2 * size for page in pages)
    if len(pages) > 1:
        assert min(len(page) for page in pages) >= size // 2


@given(NAMES, st.text("xyz", min_size=1, max_size=6), SIZES)
def test_a_newcomer_changes_only_pages_near_it(names: list[str], newcomer: str, size: int) -> None:
    before, after = _cut(names, size), _cut([*names, newcomer], size)
    changed = [page for page in after if page not in before]
    near = sorted([*names, newcomer])
    place = near.index(newcomer)
    reach = size // 2
    touched = set(near[max(0, place - reach - 1) : place + reach + 2])
    assert all(touched & set(page) or len(page) > size for page in changed)
    assert len(changed) <= FEW


def test_pages_hold_about_the_size_asked_for() -> None:
    pages = _cut([f"35.{number:04}" for number in range(5000)], SIZE)
    assert 20 <= 5000 / len(pages) <= 28


# Short lists, by number


@cache
def _regions() -> Mapping[str, Region]:
    return read_reference(HOUSE)[0].regions


def _maker(chance: random.Random, number: int, codes: Sequence[str]) -> Card:
    name = f"{chance.choice(FIRST)} {chance.choice(SECOND)}"
    maker, region = f"{sort_name(name).replace(' ', '-')}-{number}", chance.choice(codes)
    products = tuple(
        ProductCard(f"kain-{each}", maker, name, region, "batik", {"id": "Kain"}, None, None, ("id",))
        for each in range(chance.choice((1, 2, 2, 3, 5)))
    )
    return Card(maker, name, "ukm", region, None, {}, None, products, ("id",), None)


def _makers(count: int, codes: Sequence[str] = (), seed: int = 7) -> list[Card]:
    chance = random.Random(f"{seed}/{count}")
    return [_maker(chance, number, codes or tuple(_regions())) for number in range(count)]


def _products(makers: Sequence[Card]) -> list[ProductCard]:
    return [product for card in makers for product in card.products]


def test_a_short_list_is_leafed_through_by_number() -> None:
    """Page 1, page 2, page 3, in the order of regions; how many there are stands on the first only."""
    pages = list(arranged(_makers(100), MAKERS, SIZE, _regions()))
    assert [page.page for page in pages] == ["", *(str(number) for number in range(2, len(pages) + 1))]
    assert [page.total for page in pages] == [100] + [None] * (len(pages) - 1)
    assert {page.pages for page in pages} == {len(pages)}
    assert all(not page.places and not page.letters and page.place is None for page in pages)
    order = [(card.region, card.id) for page in pages for card in page.items]
    assert order == sorted(order)


def test_an_empty_list_is_one_empty_page() -> None:
    """The page says so itself."""
    (page,) = arranged([], MAKERS, SIZE, _regions())
    assert (page.items, page.total, page.page) == ((), 0, "")


# Long lists, by place and letter


def _pages(items: Sequence[Card], *, lone: bool = False) -> dict[str, ListPage[Card]]:
    return {page.key: page for page in arranged(items, MAKERS, SIZE, None if lone else _regions())}


def test_the_door_of_a_long_list_leads_to_every_place_with_its_count() -> None:
    """The door shows a selection; each entry itself stands on a page of its place, once."""
    makers = _makers(2000)
    door, *pages = arranged(makers, MAKERS, SIZE, _regions())
    assert (door.page, door.total) == ("", 2000)
    assert dict(door.places) == Counter(card.region for card in makers)
    assert len({card.name for card in door.items}) == len(door.items) == SIZE // 2
    assert len({letter_of(card.name) for card in door.items}) > 3
    assert sorted(card.id for page in pages for card in page.items) == sorted(card.id for card in makers)
    assert all({card.region for card in page.items} == {page.place} for page in pages)
    assert {_regions()[code].slug for code, _ in door.places} <= {page.page for page in pages}


def test_pages_of_a_long_list_lead_one_to_the_next() -> None:
    """From the first place to the last, telling where another place begins."""
    pages = list(arranged(_makers(2000), MAKERS, SIZE, _regions()))[1:]
    assert (pages[0].previous, pages[-1].next) == (None, None)
    for here, there in pairwise(pages):
        assert here.next is not None and there.previous is not None
        assert (here.next.page, there.previous.page) == (there.page, here.page)
        assert (here.next.place is not None) == (here.place != there.place) == (there.previous.place is not None)


def test_a_places_first_page_names_its_letters() -> None:
    """Each letter leads to the page of its first maker; names under it to pages that begin with them."""
    makers = _makers(1500, ("35.06",))
    first, *others = arranged(makers, MAKERS, SIZE)
    pages = {page.page: page for page in (first, *others)}
    assert [letter.letter for letter in first.letters] == ["0-9", "A", "B", "D", "G", "K", "T", "U"]
    for letter in first.letters:
        under = [card.name for card in pages[letter.page].items if letter_of(card.name) == letter.letter]
        assert sorted(under, key=sort_name)[0] == under[0]
        assert under
        assert all(pages[page].start == maker and letter_of(maker) == letter.letter for maker, page in letter.starts)
    assert not any(page.letters or page.total is not None for page in others)


def test_a_places_first_page_stays_small_whatever_the_place_holds() -> None:
    """27,000 makers in one regency: no more than so many landmarks."""
    first = next(arranged(_makers(27_000, ("35.78",)), MAKERS, SIZE))
    assert sum(1 + len(letter.starts) for letter in first.letters) <= LANDMARKS + len(first.letters)


def test_products_of_one_maker_may_fill_pages_of_their_own() -> None:
    """A page that begins in the midst of a maker's products is named after its first product."""
    card = _maker(random.Random(1), 1, ("35.06",))
    many = [replace(card.products[0], id=f"kain-{number:03}") for number in range(400)]
    _, first, *others = arranged(many, PRODUCTS, SIZE, _regions())
    assert first.page == "kediri"
    assert [page.page for page in others] == [f"kediri/{card.id}/{page.items[0].id}" for page in others]
    assert len({page.page for page in others}) == len(others) > 5


@pytest.mark.parametrize("count", [SIZE * SHORT + 2, 1_000, 6_000])
@pytest.mark.parametrize("lone", [False, True])
def test_one_more_or_one_less_changes_a_few_pages_of_a_long_list(count: int, lone: bool) -> None:
    """However long the list is: the page itself, its neighbours where a cut comes or goes, the place's first, the door.

    ``changed`` are the units that are made anew; the few that vanish are only removed.
    """
    codes = ("35.78",) if lone else tuple(_regions())
    makers = _makers(count, codes)
    chance = random.Random(count)
    before = _pages(makers, lone=lone)
    seen = []
    for number in range(60):
        place = chance.randrange(count)
        newcomer = _maker(chance, count + number, codes)
        others = [*makers, newcomer] if number % 2 else [*makers[:place], *makers[place + 1 :]]
        after = _pages(others, lone=lone)
        seen.append(sum(before.get(key) != page for key, page in after.items()))
        assert len(before.keys() - after.keys()) <= FEW
    assert max(seen) <= FEW
    assert median(seen) <= 3


@settings(max_examples=40)
@given(st.integers(SIZE * SHORT + 10, 1500), st.randoms(use_true_random=False))
def test_a_makers_newcomer_rename_or_end_changes_few_pages_of_a_list_of_products(
    count: int, chance: random.Random
) -> None:
    """A maker stands with all its products; a rename takes them away in one place and brings them in another."""
    makers = _makers(count, seed=chance.randrange(1000))
    before = {page.key: page for page in arranged(_products(makers), PRODUCTS, SIZE, _regions())}
    place = chance.randrange(count)
    renamed = makers[place]
    name = f"{chance.choice(FIRST)} {chance.choice(SECOND)}"
    changes = {
        "joins": [*makers, _maker(chance, count, tuple(_regions()))],
        "leaves": makers[:place] + makers[place + 1 :],
        "renamed": [
            *makers[:place],
            replace(renamed, products=tuple(replace(product, producer_name=name) for product in renamed.products)),
            *makers[place + 1 :],
        ],
    }
    for change, others in changes.items():
        after = {page.key: page for page in arranged(_products(others), PRODUCTS, SIZE, _regions())}
        made = [key for key, page in after.items() if before.get(key) != page]
        assert len(made) <= (2 * FEW if change == "renamed" else FEW + 1), (change, made)


def test_a_short_list_is_made_anew_at_most_as_a_whole() -> None:
    """A newcomer renumbers pages of a short list only, and a short list has few."""
    assert all(
        len(list(arranged(_makers(count), MAKERS, SIZE))) <= SHORT + 3
        for count in range(SIZE * SHORT - 40, SIZE * SHORT)
    )


# Neighbours


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
