"""What curation decided, as values with reason codes that reports, ``explain`` and tests read."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

CertificateState = Literal["valid", "expired", "not-yet", "pending", "revoked"]


class Reason(Struct, frozen=True):
    """Why something is withheld or left out; ``values`` fill the sentence of that code."""

    code: str
    values: tuple[tuple[str, str], ...] = ()


class CertificateStanding(Struct, frozen=True):
    """A certificate on the build's date, by its place in the record."""

    index: int
    scheme: str
    state: CertificateState


class ProductDecision(Struct, frozen=True):
    """Whether a product is shown, and which public certificates (places in the record) are valid for it."""

    id: str
    published: bool
    reasons: tuple[Reason, ...]
    certificates: tuple[int, ...]


class Decision(Struct, frozen=True):
    """Everything decided about one producer on one date.

    ``assessment`` is the place in the record of the judgement that counts. ``shown_certificates`` are public,
    granted and valid. The ``show_`` flags follow the producer's consent. ``shown_prices`` are the products whose
    price may be shown: by consent, and not after its own last day.
    """

    producer: str
    published: bool
    reasons: tuple[Reason, ...]
    products: tuple[ProductDecision, ...]
    certificates: tuple[CertificateStanding, ...]
    shown_certificates: tuple[int, ...]
    dropped_badges: tuple[int, ...]
    assessment: int | None
    show_phone: bool
    show_email: bool
    show_address: bool
    show_district: bool
    show_story: bool
    show_photos: bool
    shown_prices: tuple[str, ...]
