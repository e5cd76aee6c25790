"""Why a buyer can believe it: certificates valid today, and the curation that let the producer in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from generator.model.producer import Certification, Verified
from generator.model.text import Said
from generator.pages.addresses import at, certification_pattern
from generator.pages.desk import Desk
from generator.pages.source import Source


class DateView(Struct, frozen=True):
    """A date for people (``text``) and for machines (``iso``)."""

    text: str
    iso: str


class CertificateView(Struct, frozen=True):
    """A certificate valid on the build's date. ``number`` is empty where numbers of its scheme stay private.

    ``scope`` says what it covers where that is not everything; ``href`` leads to all who hold it.
    """

    code: str
    short: str
    name: str
    meaning: Said
    issuer: str
    number: str
    expires: DateView | None
    verified: str
    scope: str
    href: str | None


class CurationView(Struct, frozen=True):
    """Who curated the producer, when, and with which class; notes and scores are never shown."""

    program: str
    body: str
    class_code: str
    class_name: str
    date: DateView
    valid_until: DateView | None


def date_view(desk: Desk, date: dt.date | None) -> DateView | None:
    """Show a date, or nothing where there is none."""
    return None if date is None else DateView(desk.formats.date(date), date.isoformat())


def certificate_views(
    desk: Desk,
    root: str,
    source: Source,
    indexes: Iterable[int],
    linked: Iterable[str],
    product_names: Mapping[str, str],
) -> tuple[CertificateView, ...]:
    """Show the certificates at these places of the record, best known badges first.

    ``linked`` are the schemes that have a page; ``product_names`` are those of the published products.
    """
    ranked = by_rank(desk, source, indexes)
    views = certificates_by_index(desk, root, source, ranked, linked, product_names)
    return tuple(views[index] for index in ranked)


def seen_from(desk: Desk, root: str, view: CertificateView) -> CertificateView:
    """Show a certificate on a page at another ``root``."""
    if view.href is None:
        return view
    return replace(view, href=root + at(certification_pattern(view.code), desk.lang))


def by_rank(desk: Desk, source: Source, indexes: Iterable[int]) -> list[int]:
    """Order certificates, by their places in the record: best known badges first."""
    schemes, records = desk.reference.certifications, source.record.certifications
    return sorted(indexes, key=lambda index: (schemes[records[index].scheme].badge or 99, records[index].scheme, index))


def certificates_by_index(
    desk: Desk,
    root: str,
    source: Source,
    indexes: Iterable[int],
    linked: Iterable[str],
    product_names: Mapping[str, str],
) -> Mapping[int, CertificateView]:
    """Show certificates by their places in the record."""
    pages = frozenset(linked)
    records = source.record.certifications
    return {index: _certificate(desk, root, records[index], pages, product_names) for index in indexes}


def curation_view(desk: Desk, source: Source) -> CurationView | None:
    """Show the assessment that counts today."""
    if source.decision.assessment is None:
        return None
    assessment = source.record.curation[source.decision.assessment]
    scheme = desk.reference.curations.get(assessment.program)
    return CurationView(
        program=assessment.program if scheme is None else desk.label(scheme.name),
        body=assessment.body,
        class_code=assessment.class_,
        class_name=desk.label(desk.reference.curation_classes[assessment.class_].name),
        date=DateView(desk.formats.date(assessment.date), assessment.date.isoformat()),
        valid_until=date_view(desk, assessment.valid_until),
    )


def _certificate(
    desk: Desk, root: str, record: Certification, linked: frozenset[str], product_names: Mapping[str, str]
) -> CertificateView:
    scheme = desk.reference.certifications[record.scheme]
    scope = ""
    if record.scope != "*":
        names = [product_names[product] for product in record.scope if product in product_names]
        scope = desk.formats.list(names)
    return CertificateView(
        code=scheme.id,
        short=desk.label(scheme.short),
        name=desk.label(scheme.name),
        meaning=desk.say(scheme.meaning),
        issuer=scheme.issuer,
        number=record.number if scheme.number_public else "",
        expires=date_view(desk, record.expires),
        verified="" if record.verified is None else _verified(desk, record.verified),
        scope=scope,
        href=root + at(certification_pattern(scheme.id), desk.lang) if scheme.id in linked else None,
    )


def _verified(desk: Desk, verified: Verified) -> str:
    values = {"date": desk.formats.short_date(verified.date)}
    words = desk.words
    match verified.method:
        case "portal":
            return words.gettext("Checked in the issuer's register on %(date)s") % values
        case "document":
            return words.gettext("Document seen on %(date)s") % values
        case "visit":
            return words.gettext("Checked at a visit on %(date)s") % values
        case "telephone":
            return words.gettext("Confirmed by telephone on %(date)s") % values
