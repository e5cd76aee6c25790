"""The schemas of the reference tables in ``content/reference/``: codes that are never translated, with labels."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.producer import Line, LineIn, Record, Sentence, SentenceIn, Slug, Whole


class Region(Record):
    """A regency or city: Kemendagri code (``35.24``), slug for addresses and folders, label point."""

    code: str
    slug: Slug
    type: Literal["kabupaten", "kota"]
    name: LineIn
    short: Line
    province: str
    former_residency: Slug | None = None
    area_km2: float | None = None
    population: Whole | None = None
    lat: float
    lng: float


class Condition(Record):
    """When a requirement applies; every condition given must hold, an empty one always does."""

    form: tuple[Literal["retail", "bulk", "live", "craft"], ...] = ()
    storage_class: tuple[Literal["ambient", "chilled", "frozen"], ...] = ()


class Requirement(Record):
    """One mandatory certificate: any of the schemes named satisfies it."""

    any_of: Annotated[tuple[str, ...], Field(min_length=1)]
    when: Condition = Field(default_factory=Condition)


class Category(Record):
    """A product group with its HS 2022 codes and the certificates it must or should have."""

    id: Slug
    name: LineIn
    intro: SentenceIn = {}
    sector: Slug
    material_class: Line | None = None
    hs6: tuple[str, ...]
    kbli2020: tuple[str, ...] = ()
    kbli2025: tuple[str, ...] = ()
    required: tuple[Requirement, ...] = ()
    recommended: tuple[str, ...] = ()


class Sector(Record):
    """A family of categories, in the order the site shows them."""

    id: Slug
    name: LineIn


class CertificationScheme(Record):
    """What a certificate means. Patterns warn, never reject.

    ``badge`` is the rank (1 first) among the two badges a card can carry; none: never a badge.
    ``number_public`` false keeps the number off every page, ``public`` false the whole certificate.
    """

    id: str
    category: Slug
    name: LineIn
    short: LineIn
    meaning: SentenceIn = {}
    issuer: Line
    number_regex: str | None = None
    format_confidence: Line | None = None
    validity_years: Whole | None = None
    verify: Line | None = None
    public: bool = True
    number_public: bool = True
    badge: Whole | None = None


class CurationScheme(Record):
    """A curation programme: who judges, on what, and with which outcome."""

    id: Slug
    name: LineIn
    body: Line
    description: SentenceIn = {}
    aspects: dict[str, LineIn] = {}


class Label(Record):
    """A code with its label: units, incoterms, payment terms, ports, kinds of producer, classes."""

    id: str
    name: LineIn
    mode: Literal["any", "sea", "air"] | None = None
    un_rec20: str | None = None


class Mission(Record):
    """An embassy, consulate or trade office abroad."""

    id: Slug
    kind: Literal["KBRI", "KJRI", "KRI", "KDEI", "ITPC", "PTRI"]
    city: LineIn
    country: str
    site_language: str


class HsTitle(Record):
    """A six-digit HS 2022 code with its title in English."""

    hs6: str
    title: Sentence


class KbliTitle(Record):
    """A KBLI code of one edition with its Indonesian title."""

    version: Literal["2020", "2025"]
    code: str
    title: Sentence


class Language(Record):
    """A language the site can speak: its own name and direction."""

    code: str
    autonym: Line
    dir: Literal["ltr", "rtl"]
