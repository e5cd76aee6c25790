"""What the gate must know of a producer: consent, papers, judgements; small enough to keep for everyone."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from generator.model.producer import Consent


class CertificateFact(Struct, frozen=True):
    """A certificate by its place in the record (``index``); ``scope`` None means all products."""

    index: int
    scheme: str
    issued: dt.date | None
    expires: dt.date | None
    scope: tuple[str, ...] | None
    status: str

    def covers(self, product: str) -> bool:
        """Tell whether the certificate speaks of this product."""
        return self.scope is None or product in self.scope


class ProductFact(Struct, frozen=True):
    """What decides which certificates are mandatory for a product, and how long its price holds."""

    id: str
    category: str
    form: str
    storage_class: str
    has_price: bool = False
    price_until: dt.date | None = None


class AssessmentFact(Struct, frozen=True):
    """A judgement by its place in the record (``index``)."""

    index: int
    program: str
    date: dt.date
    curation: str
    valid_until: dt.date | None


class Dossier(Struct, frozen=True):
    """Everything curation decides on."""

    consent: Consent
    certificates: tuple[CertificateFact, ...]
    products: tuple[ProductFact, ...]
    assessments: tuple[AssessmentFact, ...]
