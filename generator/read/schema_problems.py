"""Say in an editor's words what pydantic found: one problem per mistake, with what to write instead."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.model.producer import LangCode
from generator.read.validation import models_in
from generator.report.problem import FieldPath, Problem, problem
from generator.report.suggestions import suggestion

EXAMPLES = {
    r"^[a-z0-9]+(?:-[a-z0-9]+)*$": "sarung-ikat-gelombang",
    r"^\d{2}\.\d{2}$": "'35.24'",
    r"^\d{2}(?:\.\d{2})?$": "'35.24'",
    r"^[A-Z]{2}$": "ID",
    r"^\d{6}$": "'090121'",
    r"^\d{5}$": "'13122'",
    r"^(?:\+|0)\d[\d\s().-]{5,20}$": "'+62 812-3456-7890'",
    r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$": "nama@contoh.id",
    r"^https?://[^\s<>\"']+$": "https://contoh.id/",
    r"^[A-Z]{5}(?:-[A-Z]{3})?$": "IDSUB",
    r"^[A-Z0-9-]{2,24}$": "TT-30-70",
    r"^[A-Z]{3}$": "USD",
    r"^\d(?:\.\d)?$": "'4.2'",
    r"^UN\d{4}$": "UN1361",
    r"^[a-z0-9]+(?:[_-][a-z0-9]+)*$": "oeko_tex_100",
}
LANG_PATTERN = typing.get_args(LangCode)[1].pattern
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_SIMPLE = {
    "string_type": "expected-text",
    "model_type": "expected-group",
    "model_attributes_type": "expected-group",
    "tuple_type": "expected-list",
    "list_type": "expected-list",
    "int_parsing": "expected-whole-number",
    "int_type": "expected-whole-number",
    "int_from_float": "expected-whole-number",
    "int_parsing_size": "expected-whole-number",
    "float_parsing": "expected-number",
    "float_type": "expected-number",
    "finite_number": "expected-number",
    "decimal_parsing": "expected-number",
    "decimal_type": "expected-number",
    "bool_parsing": "expected-yes-no",
    "bool_type": "expected-yes-no",
    "timezone_aware": "expected-moment",
    "datetime_from_date_parsing": "expected-moment",
    "datetime_parsing": "expected-moment",
    "datetime_type": "expected-moment",
}
_BOUNDS = {
    "greater_than": ">",
    "greater_than_equal": "≥",
    "less_than": "<",
    "less_than_equal": "≤",
}


def schema_problems(failure: ValidationError, schema: type[BaseModel], tree: Any, file: str) -> list[Problem]:
    """Turn a validation failure into problems, one per place, in the order of the file's fields."""
    found: dict[FieldPath, Problem] = {}
    for details in failure.errors(include_url=False, include_context=True):
        if _is_short_only_of_sound_items(details):
            continue
        path = _real_path(details["loc"], tree)
        told = _problem(details, path, schema, file)
        known = found.get(told.place.path)
        if known is None or known.code in {"not-in-list", "wrong-length"}:
            found[told.place.path] = told
    return list(found.values())


def _is_short_only_of_sound_items(details: ErrorDetails) -> bool:
    """Tell whether a list is too short only because its faulty items, told of already, do not count."""
    value = details["input"]
    return details["type"] == "too_short" and isinstance(value, list) and len(value) >= details["ctx"]["min_length"]


def _problem(details: ErrorDetails, path: FieldPath, schema: type[BaseModel], file: str) -> Problem:
    kind, value = details["type"], details["input"]
    context: Mapping[str, Any] = details.get("ctx", {})
    field = str(path[-1]) if path else file
    shown = _shown(value)
    if kind == "missing" and isinstance(position := details["loc"][-1], int):
        # A list of fixed length: pydantic tells of each place that is not filled; the last tells the length.
        values = {"field": field, "expected": position + 1, "actual": len(value)}
        return problem("wrong-length", file, path, values=values, on_key=True)
    if kind == "missing":
        name = str(details["loc"][-1])
        return problem("missing-field", file, (*path, name), values={"field": name})
    if value is None and kind != "extra_forbidden":
        return problem("missing-field", file, path, values={"field": field})
    if kind == "extra_forbidden":
        hints = suggestion(field, _fields_at(schema, path[:-1]), lead="")
        if not hints["suggestion_id"]:
            hints = _all_fields(_fields_at(schema, path[:-1]))
        return problem("unknown-key", file, path, values={"key": field, **hints}, on_key=True)
    if path and details["loc"][-1] == "[key]":
        return problem(
            "unknown-language",
            file,
            path,
            values={"value": field, "suggestion_id": "", "suggestion_en": ""},
            on_key=True,
        )
    if kind == "dict_type":
        return problem("expected-languages", file, path, values={"field": field, "value": shown})
    if kind.startswith("date_"):
        code = "impossible-date" if isinstance(value, str) and _DATE.match(value) else "expected-date"
        return problem(code, file, path, values={"value": shown})
    if kind in _BOUNDS:
        limit = next(iter(context.values()))
        return problem("out-of-range", file, path, values={"value": shown, "bound": f"{_BOUNDS[kind]} {limit}"})
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        values = {"value": shown, "field": field, "choices": ", ".join(choices), **suggestion(shown, choices)}
        return problem("not-in-list", file, path, values=values)
    if kind in {"string_too_short", "string_too_long", "too_short", "too_long"}:
        return _length_problem(kind, context, value, field, file, path)
    if kind == "string_pattern_mismatch":
        example = EXAMPLES.get(str(context.get("pattern")), "…")
        return problem("wrong-form", file, path, values={"value": shown, "field": field, "example": example})
    code = _SIMPLE.get(kind, "wrong-value")
    return problem(code, file, path, values={"value": shown, "field": field})


def _length_problem(
    kind: str, context: Mapping[str, Any], value: Any, field: str, file: str, path: FieldPath
) -> Problem:
    if kind == "string_too_short":
        return problem("empty-text", file, path, values={"field": field})
    if kind == "string_too_long":
        values = {"field": field, "actual": len(str(value)), "limit": context["max_length"]}
        return problem("too-long", file, path, values=values)
    expected = context.get("min_length", context.get("max_length"))
    actual = context.get("actual_length", len(value) if isinstance(value, list) else 0)
    return problem("wrong-length", file, path, values={"field": field, "expected": expected, "actual": actual})


def _real_path(loc: tuple[int | str, ...], tree: Any) -> FieldPath:
    """Keep of pydantic's location the steps that exist in the file: union members and ``[key]`` are no places."""
    path: list[str | int] = []
    here: Any = tree
    for step in loc:
        if isinstance(here, dict):
            inside = step in here
        else:
            inside = isinstance(here, list) and isinstance(step, int) and step < len(here)
        if inside:
            here = here[step]
            path.append(step)
    return tuple(path)


def _fields_at(schema: type[BaseModel], path: FieldPath) -> list[str]:
    here: type[BaseModel] | None = schema
    for step in path:
        if here is None:
            return []
        if isinstance(step, int):
            continue
        field = next((f for name, f in here.model_fields.items() if (f.alias or name) == step), None)
        here = next(models_in(field.annotation), None) if field else here
    return [] if here is None else [field.alias or name for name, field in here.model_fields.items()]


def _all_fields(names: Iterable[str]) -> dict[str, str]:
    listed = ", ".join(names)
    if not listed:
        return {"suggestion_id": "Hapus baris ini.", "suggestion_en": "Delete this line."}
    return {"suggestion_id": f"Kolom yang ada: {listed}.", "suggestion_en": f"The fields are: {listed}."}


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
