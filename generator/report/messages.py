"""The sentences of every problem, in Indonesian and English, from one table that people can read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from generator.report.problem import Problem

ReportLang = Literal["id", "en"]
TABLE = Path(__file__).with_name("messages.toml")


class Told(Struct, frozen=True):
    """A problem in one language: what happened, and what to do."""

    message: str
    hint: str


@cache
def message_table() -> Mapping[str, Mapping[str, str]]:
    """Return the whole table: ``id``, ``en``, ``hint_id`` and ``hint_en`` by code."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def tell(found: Problem, lang: ReportLang) -> Told:
    """Say a problem in one language. Raises ``KeyError`` for a code without a message: our mistake."""
    entry = message_table()[found.code]
    values = dict(found.values)
    return Told(entry[lang].format(**values), entry[f"hint_{lang}"].format(**values))
