"""The codes a record may name: what reading must know of the reference tables, and nothing of their labels."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator.foundation.digest import digest_value
from generator.model.catalogue import Reference


class Vocabulary(Struct, frozen=True):
    """Codes by table; ``digest`` is part of every reading's key, so a new label re-reads nobody."""

    regions: Mapping[str, str]
    categories: Mapping[str, tuple[str, ...]]
    schemes: frozenset[str]
    hs6: frozenset[str]
    kbli: frozenset[tuple[str, str]]
    ports: Mapping[str, str]
    payments: frozenset[str]
    programs: frozenset[str]
    languages: frozenset[str]
    site_languages: tuple[str, ...]
    digest: str


def vocabulary_of(reference: Reference, site_languages: tuple[str, ...]) -> Vocabulary:
    """Take from the reference tables the codes that records may name."""
    codes = (
        {code: region.slug for code, region in reference.regions.items()},
        {code: category.hs6 for code, category in reference.categories.items()},
        frozenset(reference.certifications),
        frozenset(reference.hs_titles),
        reference.kbli,
        {code: port.mode or "any" for code, port in reference.ports.items()},
        frozenset(reference.payments),
        frozenset(reference.curations),
        frozenset(reference.languages),
        site_languages,
    )
    return Vocabulary(*codes, digest=digest_value(codes))
