"""A problem in what an editor wrote: a permanent code, a place, and the values its sentence needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning"]
FieldPath = tuple[str | int, ...]


class Place(Struct, frozen=True, order=True):
    """Where a problem is.

    ``file`` is relative to the catalogue folder, with forward slashes. ``path`` is the logical address inside
    the file, such as ``("products", 1, "category")``; line and column (counted from 1) are looked up from it
    only when the problem is printed, unless the reader knew them at once (broken YAML).
    """

    file: str
    path: FieldPath = ()
    line: int | None = None
    column: int | None = None
    on_key: bool = False


class Problem(Struct, frozen=True):
    """One mistake, told once. ``values`` fill the placeholders of the message in either language."""

    code: str
    place: Place
    values: tuple[tuple[str, str], ...] = ()
    severity: Severity = "error"


def problem(
    code: str,
    file: str,
    path: FieldPath = (),
    *,
    values: Mapping[str, object] | None = None,
    severity: Severity = "error",
    line: int | None = None,
    column: int | None = None,
    on_key: bool = False,
) -> Problem:
    """Make a problem; values are kept as text so that problems can be stored, sent and compared."""
    texts = tuple(sorted((name, str(value)) for name, value in (values or {}).items()))
    return Problem(code, Place(file, path, line, column, on_key), texts, severity)


def has_errors(problems: tuple[Problem, ...] | list[Problem]) -> bool:
    """Tell whether any problem is an error rather than a warning."""
    return any(each.severity == "error" for each in problems)
