"""Blueprints: a unit as bytes, so that it can be made again without planning all the others."""

from __future__ import annotations

import zlib

from msgspec import Raw, Struct

from generator.foundation.packing import Unpackable, packed, unpacked
from generator.model.unit import Entry, Unit
from generator.pages.kinds import KINDS

LEVEL = 1
"""zlib's fastest: the cards of neighbours repeat the same words and widths, and shrink to a third."""


class _Sheet(Struct, frozen=True):
    """A unit whose ``given`` is packed by itself: its type follows from the kind of page."""

    kind: str
    key: str
    given: Raw
    entries: tuple[Entry, ...]
    files: tuple[str, ...]
    source: str | None
    templates: tuple[str, ...]
    parts: tuple[_Sheet, ...]


def blueprint(unit: Unit) -> bytes:
    """Return a unit made from a producer's record as bytes; the others are never made alone, and have none."""
    return zlib.compress(packed(_sheet(unit)), LEVEL) if unit.source is not None else b""


def unit_of(content: bytes) -> Unit | None:
    """Return the unit from its bytes, None where there is none. Raises ``Unpackable`` if other code wrote them."""
    return _unit(unpacked(zlib.decompress(content), _Sheet)) if content else None


def _sheet(unit: Unit) -> _Sheet:
    return _Sheet(
        kind=unit.kind,
        key=unit.key,
        given=Raw(packed(None if unit.parts else unit.given)),
        entries=unit.entries,
        files=unit.files,
        source=unit.source,
        templates=unit.templates,
        parts=tuple(_sheet(part) for part in unit.parts),
    )


def _unit(sheet: _Sheet) -> Unit:
    parts = tuple(_unit(part) for part in sheet.parts)
    given = tuple(part.given for part in parts) if parts else unpacked(bytes(sheet.given), _form(sheet.kind))
    return Unit(
        kind=sheet.kind,
        key=sheet.key,
        given=given,
        entries=sheet.entries,
        files=sheet.files,
        source=sheet.source,
        templates=sheet.templates,
        parts=parts,
    )


def _form(kind: str) -> type[Struct]:
    form = KINDS[kind].given
    if form is None:
        raise Unpackable(f"units of kind {kind} have no blueprint")
    return form
