"""Print problems: in full with the source line, one line each, as JSON, or as GitHub annotations."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from generator.report.messages import ReportLang, tell
from generator.report.problem import Problem

Format = Literal["full", "line", "json", "github"]
FULL_AT_MOST = 50
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What a file may hold but a terminal would obey, or show in another place."""


class Located(Struct, frozen=True):
    """A problem with its line and column (from 1; 0 when it is about the whole file), and the source line."""

    problem: Problem
    line: int
    column: int
    length: int
    source: str


def in_order(found: Sequence[Located]) -> list[Located]:
    """Sort by file, then place, then code: the same report whatever order the work was done in."""
    return sorted(found, key=lambda each: (each.problem.place.file, each.line, each.column, each.problem.code))


def print_problems(
    found: Sequence[Located],
    form: Format,
    write: Callable[[str], None],
    languages: Sequence[ReportLang] = ("id", "en"),
) -> None:
    """Write all problems in one format. JSON is one list; the other formats end with a count when there are any."""
    ordered = in_order(found)
    if form == "json":
        write(json.dumps([_as_json(each) for each in ordered], ensure_ascii=False, indent=2))
        return
    if form == "full":
        for each in ordered[:FULL_AT_MOST]:
            write("\n".join(_full(each, languages)) + "\n")
        for line in _beyond(ordered[FULL_AT_MOST:]):
            write(line)
    else:
        one_line = _line if form == "line" else _github
        for each in ordered:
            write(one_line(each, languages[0]))
    if ordered:
        write(summary(ordered, languages))


def summary(found: Sequence[Located], languages: Sequence[ReportLang] = ("id", "en")) -> str:
    """Count errors and warnings in one line of each language."""
    errors = sum(each.problem.severity == "error" for each in found)
    warnings = len(found) - errors
    lines = {
        "id": f"{errors} kesalahan, {warnings} peringatan.",
        "en": f"{errors} error{'' if errors == 1 else 's'}, {warnings} warning{'' if warnings == 1 else 's'}.",
    }
    return " ".join(lines[lang] for lang in languages)


def _full(each: Located, languages: Sequence[ReportLang]) -> Iterator[str]:
    level = {"error": ("galat", "error"), "warning": ("peringatan", "warning")}[each.problem.severity]
    word = level[0] if languages[0] == "id" else level[1]
    yield f"{_position(each)}  {word}[{each.problem.code}]"
    told = [(lang, tell(each.problem, lang)) for lang in languages]
    for _, said in told:
        yield f"  {_safe(said.message)}"
    if each.source:
        number = str(each.line)
        gutter = " " * len(number)
        yield f" {gutter} |"
        yield f" {number} | {_safe(each.source)}"
        before = each.source[: each.column - 1]
        under = each.source[each.column - 1 : each.column - 1 + each.length]
        yield f" {gutter} | {' ' * _columns(before)}{'^' * max(1, min(_columns(under), 80))}"
    for lang, said in told:
        if said.hint:
            yield f"  = {'saran' if lang == 'id' else 'hint'}: {_safe(said.hint)}"


def _columns(text: str) -> int:
    """Return how many columns a terminal gives a text: two to a Chinese or Japanese letter, none to an accent."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(unicodedata.combining(letter) != 0 for letter in text)


def _beyond(rest: Sequence[Located]) -> Iterator[str]:
    for code, count in Counter(each.problem.code for each in rest).most_common():
        yield f"… {count} × {code}"


def _safe(text: str) -> str:
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def _position(each: Located) -> str:
    file = _safe(each.problem.place.file)
    return f"{file}:{each.line}:{each.column}" if each.line else file


def _line(each: Located, lang: ReportLang) -> str:
    message = _safe(tell(each.problem, lang).message)
    return f"{_position(each)}: {each.problem.severity}[{each.problem.code}] {message}"


def _github(each: Located, lang: ReportLang) -> str:
    said = tell(each.problem, lang)
    text = _safe(f"{said.message} {said.hint}".strip()).replace("%", "%25")
    file = _safe(each.problem.place.file).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    where = f"file={file}"
    if each.line:
        where += f",line={each.line},col={each.column}"
    return f"::{each.problem.severity} {where},title={each.problem.code}::{text}"


def _as_json(each: Located) -> dict[str, object]:
    indonesian, english = tell(each.problem, "id"), tell(each.problem, "en")
    return {
        "code": each.problem.code,
        "severity": each.problem.severity,
        "file": each.problem.place.file,
        "line": each.line or None,
        "column": each.column or None,
        "path": list(each.problem.place.path),
        "message": {"id": indonesian.message, "en": english.message},
        "hint": {"id": indonesian.hint, "en": english.hint},
    }
