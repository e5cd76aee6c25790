"""Print problems: in full with the source line, one line each, as JSON, or as GitHub annotations."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.report.messages import ReportLang, tell
from generator.report.problem import Problem

Format = Literal["full", "line", "json", "github"]
FULL_AT_MOST = 50


@dataclass(frozen=True, slots=True)
class Located:
    """A problem with its line and column (from 1; 0 when it is about the whole file), and the source line."""

    problem: Problem
    line: int
    column: int
    length: int
    source: str


def in_order(found: Sequence[Located]) -> list[Located]:
    """Sort by file, then place, then code: the same report whatever order the work was done in."""
    return sorted(
        found, key=lambda each: (each.problem.place.file, each.line, each.column, each.problem.code)
    )


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
        yield f"  {said.message}"
    if each.source:
        number = str(each.line)
        gutter = " " * len(number)
        yield f" {gutter} |"
        yield f" {number} | {each.source}"
        yield f" {gutter} | {' ' * (each.column - 1)}{'^' * max(1, min(each.length, 80))}"
    for lang, said in told:
        if said.hint:
            yield f"  = {'saran' if lang == 'id' else 'hint'}: {said.hint}"


def _beyond(rest: Sequence[Located]) -> Iterator[str]:
    for code, count in Counter(each.problem.code for each in rest).most_common():
        yield f"… {count} × {code}"


def _position(each: Located) -> str:
    return f"{each.problem.place.file}:{each.line}:{each.column}" if each.line else each.problem.place.file


def _line(each: Located, lang: ReportLang) -> str:
    return (
        f"{_position(each)}: {each.problem.severity}[{each.problem.code}] {tell(each.problem, lang).message}"
    )


def _github(each: Located, lang: ReportLang) -> str:
    said = tell(each.problem, lang)
    text = f"{said.message} {said.hint}".replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    where = f"file={each.problem.place.file}"
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
