"""The card rule: what pages of others may show of a producer. If it is not here, no other page can show it."""

from __future__ import annotations

from msgspec import Struct

from generator.model.picture import Picture
from generator.model.text import Lang, Words


class ProductCard(Struct, frozen=True):
    """A product as lists, halls and neighbours show it.

    ``moq`` is an amount and a unit code. ``schemes`` (all public certificates valid today for this product)
    and ``badges`` (at most two of them) are filled by curation; ``languages`` are those in which the product's
    own text is complete. ``sharing`` stands for what the product's sharing card shows.
    """

    id: str
    producer: str
    producer_name: str
    region: str
    category: str
    name: Words
    cover: Picture | None
    moq: tuple[int, str] | None
    languages: tuple[Lang, ...]
    schemes: tuple[str, ...] = ()
    badges: tuple[str, ...] = ()
    sharing: str = ""


class Card(Struct, frozen=True):
    """A producer as others show it. ``curation`` is the class of the assessment that counts today.

    ``sharing`` stands for what the producer's sharing card shows.
    """

    id: str
    name: str
    kind: str
    region: str
    district: str | None
    tagline: Words
    cover: Picture | None
    products: tuple[ProductCard, ...]
    languages: tuple[Lang, ...]
    brand: str | None
    curation: str | None = None
    sharing: str = ""
