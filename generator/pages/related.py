"""More from here: a few neighbours of every product, chosen so that a newcomer changes only a few pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from generator.foundation.digest import digest_bytes
from generator.model.card import ProductCard

MOST = 4
REACH = 24
"""How far along a ring we look for another maker's product."""


class Ring:
    """Products in the order of their digests, closed to a ring: each one's neighbours are the next ones.

    A product that joins or leaves is seen only by those shortly before it.
    """

    def __init__(self, cards: Iterable[ProductCard]) -> None:
        pairs = sorted(((_place(card), card) for card in cards), key=lambda pair: pair[0])
        self._places = [place for place, _ in pairs]
        self._cards = [card for _, card in pairs]

    def after(self, card: ProductCard) -> Iterator[ProductCard]:
        """Walk on from a product, a short way and once around at most."""
        start = bisect_right(self._places, _place(card))
        for step in range(min(REACH, len(self._cards))):
            yield self._cards[(start + step) % len(self._cards)]


def rings(groups: Mapping[str, Iterable[ProductCard]]) -> Mapping[str, Ring]:
    """Close every group to a ring."""
    return {name: Ring(cards) for name, cards in groups.items()}


def neighbours(card: ProductCard, *around: Ring | None) -> tuple[ProductCard, ...]:
    """Choose at most four products of other makers, from the first ring that has them, then the next."""
    found: dict[str, ProductCard] = {}
    for ring in around:
        if ring is None:
            continue
        others = (other for other in ring.after(card) if other.producer != card.producer)
        for other in islice(others, REACH):
            if len(found) == MOST:
                break
            found.setdefault(other.producer, other)
    return tuple(found.values())


def _place(card: ProductCard) -> str:
    return digest_bytes(f"{card.producer}/{card.id}".encode())
