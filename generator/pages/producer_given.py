"""What a producer's unit may show from elsewhere: its own card, its neighbours, its brand, its booths."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator.model.card import Card, ProductCard
from generator.model.catalogue import Showcase
from generator.model.text import Lang, Words
from generator.pages.addresses import at, booth_pattern, brand_pattern
from generator.pages.cards import Link, place_of
from generator.pages.desk import Desk
from generator.pages.related import Ring, neighbours, rings


class BoothMention(Struct, frozen=True):
    """A booth of the producer; ``products`` are those in its window, empty meaning all."""

    edition: str
    expo: Words
    hall: Words
    products: tuple[str, ...]

    def address(self, producer: str, lang: Lang) -> str:
        """Return the booth's address from the root."""
        return at(booth_pattern(self.edition, producer), lang)


class ProducerGiven(Struct, frozen=True):
    """The cards and mentions a producer's unit is made from, besides its own record.

    ``neighbours`` are other makers' products, by the id of the own product they stand under.
    """

    card: Card
    neighbours: tuple[tuple[str, tuple[ProductCard, ...]], ...]
    brand: tuple[str, str] | None
    booths: tuple[BoothMention, ...]

    @property
    def schemes(self) -> tuple[str, ...]:
        """The schemes that have a page because a product of this producer holds them."""
        return tuple(sorted({scheme for product in self.card.products for scheme in product.schemes}))

    def neighbours_of(self, product: str) -> tuple[ProductCard, ...]:
        """Return the other makers' products shown under one product."""
        return next((cards for own, cards in self.neighbours if own == product), ())

    def booths_with(self, product: str) -> tuple[BoothMention, ...]:
        """Return the booths in whose window a product stands."""
        return tuple(booth for booth in self.booths if not booth.products or product in booth.products)

    def brand_link(self, desk: Desk, root: str) -> Link | None:
        """Lead to the communal brand the producer belongs to."""
        if self.brand is None:
            return None
        brand, name = self.brand
        return Link(name, root + at(brand_pattern(brand), desk.lang))

    def place_in(self, desk: Desk) -> str:
        """Name the producer's place, as finely as its card does."""
        return place_of(desk, self.card.region, self.card.district)

    def names_in(self, desk: Desk) -> Mapping[str, str]:
        """Return the names of the published products, by id."""
        return {product.id: desk.say(product.name).text for product in self.card.products}


class Surroundings:
    """The showcase prepared for asking, once, what stands around each producer."""

    def __init__(self, showcase: Showcase) -> None:
        by_region: dict[str, list[ProductCard]] = {}
        for product in showcase.products:
            by_region.setdefault(product.region, []).append(product)
        self._categories: Mapping[str, Ring] = rings(showcase.by_category)
        self._regions: Mapping[str, Ring] = rings(by_region)
        self._brands = {
            member: (brand, record.name) for brand, record in showcase.brands.items() for member in record.members
        }
        self._booths = _booths(showcase)

    def of(self, card: Card) -> ProducerGiven:
        """Return what one producer's unit is given."""
        return ProducerGiven(
            card=card,
            neighbours=tuple(
                (
                    product.id,
                    neighbours(product, self._categories.get(product.category), self._regions.get(product.region)),
                )
                for product in card.products
            ),
            brand=self._brands.get(card.id),
            booths=tuple(self._booths.get(card.id, ())),
        )


def _booths(showcase: Showcase) -> Mapping[str, list[BoothMention]]:
    found: dict[str, list[BoothMention]] = {}
    for edition, expo in showcase.expos.items():
        for hall in expo.halls:
            for booth in hall.booths:
                mention = BoothMention(edition, expo.name, hall.name, booth.products)
                found.setdefault(booth.producer, []).append(mention)
    return found
