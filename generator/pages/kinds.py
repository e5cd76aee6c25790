"""All kinds of pages by name: where planning asks which exist, and rendering asks what they show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from generator.model.catalogue import Showcase
from generator.model.settings import Site
from generator.model.unit import Page, Unit
from generator.pages import (
    brands,
    categories,
    certifications,
    chooser,
    expo,
    expo_booth,
    expo_editions,
    expo_hall,
    home,
    not_found,
    producer,
    producers,
    products,
    regions,
)
from generator.pages.desk import Desk
from generator.pages.producer_given import ProducerGiven
from generator.pages.source import Source


class Kind(Struct, frozen=True):
    """A kind of page: which units exist, and the pages of one unit in one language.

    ``given`` is the type of what its units are given, for kinds made from a producer's record: these are made
    again one by one.
    """

    units: Callable[[Showcase, Site], Iterator[Unit]]
    pages: Callable[[Unit, Desk, Source | None], Iterator[Page]]
    given: type[Struct] | None = None


KINDS: Mapping[str, Kind] = {
    "chooser": Kind(chooser.units, chooser.pages),
    "home": Kind(home.units, home.pages),
    "products": Kind(products.units, products.pages),
    "categories": Kind(categories.units, categories.pages),
    "regions": Kind(regions.units, regions.pages),
    "certifications": Kind(certifications.units, certifications.pages),
    "brands": Kind(brands.units, brands.pages),
    "producers": Kind(producers.units, producers.pages),
    "producer": Kind(producer.units, producer.pages, ProducerGiven),
    "not-found": Kind(not_found.units, not_found.pages),
    "expos": Kind(expo_editions.units, expo_editions.pages),
    "expo": Kind(expo.units, expo.pages),
    "hall": Kind(expo_hall.units, expo_hall.pages),
    "booth": Kind(expo_booth.units, expo_booth.pages, expo_booth.BoothGiven),
}
