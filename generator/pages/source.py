"""What a producer's own unit is made from: the full record, what was decided about it, and its pictures."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator.model.decision import Decision
from generator.model.picture import Picture
from generator.model.producer import Producer


class Source(Struct, frozen=True):
    """One producer, handed to the pages of its own unit only. ``pictures`` are by file name."""

    record: Producer
    decision: Decision
    pictures: Mapping[str, Picture]

    def shows_price(self, product: str) -> bool:
        """Tell whether a product's price may be shown."""
        return product in self.decision.shown_prices
