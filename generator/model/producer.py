"""The schema of a producer's ``producer.yaml``: the one definition of every field an editor writes.

Every value arrives as text (see ``foundation/yaml_text.py``) and gets its type here, so that a region
``35.10``, a phone ``0812…`` and an HS code ``090121`` keep their zeros.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

_WHOLE = re.compile(r"\s*[+-]?[0-9]+\s*")
_DAY = re.compile(r"\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*")


def _digits_only(value: Any) -> Any:
    """Refuse what pydantic would take for a whole number: to it, the Indonesian ``1.000`` is 1."""
    if isinstance(value, str) and not _WHOLE.fullmatch(value):
        raise PydanticCustomError("int_parsing", "digits only")
    return value


def _year_month_day(value: Any) -> Any:
    """Refuse what pydantic would take for a date: to it, ``86400`` is the second of January 1970."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise PydanticCustomError("date_parsing", "year-month-day only")
    return value


Whole = Annotated[int, BeforeValidator(_digits_only)]
Count = Annotated[Whole, Field(gt=0)]
Day = Annotated[dt.date, BeforeValidator(_year_month_day)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=64)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=160)]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=400)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=6000)]
LangCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?$")]
LineIn = dict[LangCode, Line]
SentenceIn = dict[LangCode, Sentence]
ProseIn = dict[LangCode, Prose]
RegionCode = Annotated[str, StringConstraints(pattern=r"^\d{2}(?:\.\d{2})?$")]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
HsCode = Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
KbliCode = Annotated[str, StringConstraints(pattern=r"^\d{5}$")]
Percent = Annotated[Whole, Field(ge=0, le=100)]
Phone = Annotated[str, StringConstraints(pattern=r"^(?:\+|0)\d[\d\s().-]{5,20}$")]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$", max_length=120)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"']+$", max_length=300)]
Fraction = Annotated[float, Field(ge=0, le=1)]
PhotoName = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Unit = Literal["pcs", "pair", "set", "kg", "g", "t", "m", "l", "ctn", "doz"]
Incoterm = Literal["EXW", "FCA", "CPT", "CIP", "DAP", "DPU", "DDP", "FAS", "FOB", "CFR", "CIF"]
CurationClass = Literal["local", "national", "export"]
ProducerKind = Literal["ikm", "ukm", "umkm", "koperasi", "kopwan", "kelompok"]


class Record(BaseModel):
    """What every record has in common: unknown keys are mistakes, and nothing changes after reading."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, allow_inf_nan=False, defer_build=True
    )


class Photo(Record):
    """A photo file in the producer's ``photos/`` folder; ``focus`` is x, y from 0 to 1 (left/top to right/bottom)."""

    file: PhotoName
    alt: SentenceIn = {}
    focus: tuple[Fraction, Fraction] = (0.5, 0.5)


class Quantity(Record):
    """An amount with its unit of sale."""

    qty: Count
    unit: Unit


class Weight(Record):
    """A net weight or content per unit of sale."""

    value: Annotated[Decimal, Field(gt=0)]
    unit: Literal["g", "kg", "ml", "l"]


class Headcount(Record):
    """People: all of them, and the women among them."""

    total: Count
    women: Annotated[Whole, Field(ge=0)] = 0


class Contact(Record):
    """How to reach the producer; each line is published only with its own consent."""

    phone: Phone | None = None
    email: Email | None = None
    website: Url | None = None
    address: Sentence | None = None
    public_role: Line | None = None
    languages: tuple[LangCode, ...] = ()


class Consent(Record):
    """What the producer agreed to publish (UU 27/2022): what is not said is not agreed."""

    profile: bool = False
    photos: bool = False
    story: bool = False
    phone: bool = False
    email: bool = False
    price: bool = False
    exact_address: bool = False
    map_pin: Literal["none", "regency", "district"] = "none"
    translation: bool = False
    given_on: Day | None = None
    form_version: Line | None = None
    withdrawn_on: Day | None = None


class RawMaterial(Record):
    """One material, its share of all materials in per cent, and where it comes from."""

    name: LineIn
    share_pct: Percent
    origin_country: CountryCode
    origin_region: RegionCode | None = None

    @property
    def imported(self) -> bool:
        """Tell whether the material comes from outside Indonesia."""
        return self.origin_country != "ID"


class Sustainability(Record):
    """Waste and working conditions, as the producer states them."""

    waste: SentenceIn = {}
    work: SentenceIn = {}


class Channel(Record):
    """A shop or marketplace where the producer already sells."""

    type: Literal["marketplace", "shop", "social"]
    name: Line
    url: Url


class Support(Record):
    """Training or help received."""

    year: Annotated[Whole, Field(ge=1950, le=2100)]
    by: Line
    what: SentenceIn


class Verified(Record):
    """When and how somebody looked a certificate up."""

    date: Day
    method: Literal["portal", "document", "visit", "telephone"]


class Certification(Record):
    """A certificate or legal paper. ``scope`` is ``"*"`` for everything, or a list of product ids."""

    scheme: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[_-][a-z0-9]+)*$", max_length=40)]
    number: Line
    issued: Day | None = None
    expires: Day | None = None
    scope: Literal["*"] | tuple[Slug, ...] = "*"
    status: Literal["granted", "pending", "revoked"] = "granted"
    verified: Verified | None = None
    note: Sentence | None = None


class CurationNote(Record):
    """A curator's private finding: never published."""

    aspect: Line
    finding: SentenceIn
    due: Day | None = None
    status: Literal["open", "closed", "overdue", "standing"] = "open"
    closed: Day | None = None


class Mentoring(Record):
    """A mentoring session: never published."""

    date: Day
    by: Line
    topic: SentenceIn


class Assessment(Record):
    """One dated judgement by a curation programme; notes, scores and mentoring stay private."""

    program: Slug
    body: Line
    date: Day
    class_: Annotated[CurationClass, Field(alias="class")]
    scores: dict[str, Annotated[Whole, Field(ge=0, le=100)]] = {}
    certificate: Line | None = None
    valid_until: Day | None = None
    notes: tuple[CurationNote, ...] = ()
    mentoring: tuple[Mentoring, ...] = ()


class Packing(Record):
    """How the product travels: inner pack, carton size in cm (length, width, height), gross weight in kg."""

    inner: SentenceIn = {}
    units_per_carton: Count | None = None
    carton_cm: tuple[Count, Count, Count] | None = None
    gross_kg: Annotated[Decimal, Field(gt=0)] | None = None


class Sample(Record):
    """Whether a buyer can have a sample, whether it is paid, and after how many days it leaves."""

    available: bool = False
    paid: bool = True
    days: Count | None = None


class Price(Record):
    """An indicative price range per unit; shown only with the producer's consent, never as a price floor."""

    min: Annotated[Decimal, Field(gt=0)]
    max: Annotated[Decimal, Field(gt=0)]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = "USD"
    unit: Unit
    incoterm: Incoterm
    valid_until: Day | None = None


class DangerousGoods(Record):
    """Transport class of goods that need papers (IMDG)."""

    imdg_class: Annotated[str, StringConstraints(pattern=r"^\d(?:\.\d)?$")]
    un: Annotated[str, StringConstraints(pattern=r"^UN\d{4}$")]
    test: Line | None = None


class Geolocation(Record):
    """Whether plots are mapped for EUDR; the coordinates themselves are never kept here."""

    plots_mapped: bool
    format: Line | None = None
    cutoff: Day | None = None
    share_on_request: bool = False


class Product(Record):
    """One product, with what a buyer abroad asks for."""

    id: Slug
    category: Slug
    name: LineIn
    hs6: HsCode
    hs_edition: Literal["2017", "2022", "2028"] = "2022"
    summary: SentenceIn = {}
    spec: SentenceIn = {}
    taste: SentenceIn = {}
    care: SentenceIn = {}
    size: Line | None = None
    net: Weight | None = None
    form: Literal["retail", "bulk", "live", "craft"] = "craft"
    storage_class: Literal["ambient", "chilled", "frozen"] = "ambient"
    moq: Quantity | None = None
    capacity_month: Quantity | None = None
    lead_time_days: Count | None = None
    packing: Packing | None = None
    incoterms: dict[Incoterm, Line] = {}
    port: Annotated[str, StringConstraints(pattern=r"^[A-Z]{5}(?:-[A-Z]{3})?$")] | None = None
    payment: tuple[Annotated[str, StringConstraints(pattern=r"^[A-Z0-9-]{2,24}$")], ...] = ()
    sample: Sample | None = None
    price: Price | None = None
    local_content_pct: Percent | None = None
    shelf_life_days: Count | None = None
    storage: SentenceIn = {}
    seasonal_months: tuple[Annotated[Whole, Field(ge=1, le=12)], ...] = ()
    variants: Count | None = None
    pooled: bool = False
    one_of_a_kind: bool = False
    dangerous_goods: DangerousGoods | None = None
    geolocation: Geolocation | None = None
    note: SentenceIn = {}
    photos: tuple[Photo, ...] = ()


class Producer(Record):
    """One producer: the whole of ``producer.yaml``. Its id is the name of its folder."""

    name: Line
    kind: ProducerKind
    region: Annotated[str, StringConstraints(pattern=r"^\d{2}\.\d{2}$")]
    district: Line | None = None
    fictional: bool = False
    established: Annotated[Whole, Field(ge=1800, le=2100)] | None = None
    workers: Headcount | None = None
    members: Headcount | None = None
    brand: Slug | None = None
    kbli2020: tuple[KbliCode, ...] = ()
    kbli2025: tuple[KbliCode, ...] = ()
    tagline: LineIn = {}
    story: ProseIn = {}
    photos: tuple[Photo, ...] = ()
    contact: Contact = Field(default_factory=Contact)
    consent: Consent = Field(default_factory=Consent)
    raw_materials: tuple[RawMaterial, ...] = ()
    sustainability: Sustainability = Field(default_factory=Sustainability)
    channels: tuple[Channel, ...] = ()
    support: tuple[Support, ...] = ()
    certifications: tuple[Certification, ...] = ()
    curation: tuple[Assessment, ...] = ()
    products: Annotated[tuple[Product, ...], Field(min_length=1)]
