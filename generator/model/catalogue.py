"""The whole catalogue in memory: readings gathered, then what may be shown of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from msgspec import Struct, field

from generator.model.card import Card, ProductCard
from generator.model.decision import Decision
from generator.model.dossier import Dossier
from generator.model.expo import Brand, Expo
from generator.model.picture import PhotoName, Picture
from generator.model.reference import (
    Category,
    CertificationScheme,
    CurationScheme,
    HsTitle,
    Label,
    Language,
    Mission,
    Region,
    Sector,
)
from generator.report.problem import Problem


class Reference(Struct, frozen=True):
    """The reference tables, by code, in the order of their files."""

    regions: Mapping[str, Region]
    residencies: Mapping[str, Label]
    sectors: Mapping[str, Sector]
    categories: Mapping[str, Category]
    certifications: Mapping[str, CertificationScheme]
    curations: Mapping[str, CurationScheme]
    units: Mapping[str, Label]
    incoterms: Mapping[str, Label]
    payments: Mapping[str, Label]
    ports: Mapping[str, Label]
    producer_kinds: Mapping[str, Label]
    curation_classes: Mapping[str, Label]
    missions: Mapping[str, Mission]
    hs_titles: Mapping[str, HsTitle]
    kbli: frozenset[tuple[str, str]]
    languages: Mapping[str, Language]


class Reading(Struct, frozen=True):
    """What everybody may know of a producer's folder once it is read: small enough to keep for all of them.

    ``digest`` stands for every byte of the folder that matters. ``cover`` is the producer's own first photo;
    ``galleries`` name the photos by product, and under ``""`` those of the producer itself. ``marks`` are the file
    and the fingerprint of each photo, in the order of the record: the producer's own, then those of its products.
    ``card`` and ``dossier`` are None when the folder has errors and stays out.
    """

    id: str
    folder: str
    digest: str
    card: Card | None
    dossier: Dossier | None
    cover: Picture | None = None
    galleries: Mapping[str, tuple[PhotoName, ...]] = {}
    marks: tuple[tuple[str, bytes], ...] = ()
    brand: str | None = None
    problems: tuple[Problem, ...] = ()


class Folio(Struct, frozen=True):
    """The rest of a reading, for the producer's own pages only: the full record as JSON, pictures by file name."""

    record: bytes
    pictures: Mapping[str, Picture]


class Catalogue(Struct, frozen=True):
    """Everything gathered, sorted by id, references checked."""

    reference: Reference
    readings: Mapping[str, Reading]
    brands: Mapping[str, Brand]
    expos: Mapping[str, Expo]
    problems: tuple[Problem, ...] = ()


class Showcase(Struct, frozen=True):
    """What may be shown on one date (``as_of``): the cards of published producers with their published products only.

    The indexes hold the same cards, sorted by stable keys (region, producer, product).
    """

    as_of: dt.date
    reference: Reference
    cards: Mapping[str, Card]
    decisions: Mapping[str, Decision]
    brands: Mapping[str, Brand]
    expos: Mapping[str, Expo]
    products: tuple[ProductCard, ...] = ()
    by_category: Mapping[str, tuple[ProductCard, ...]] = field(default_factory=dict)
    by_region: Mapping[str, tuple[Card, ...]] = field(default_factory=dict)
    by_scheme: Mapping[str, tuple[ProductCard, ...]] = field(default_factory=dict)
    booths: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
