"""Every problem and every decision has its sentences: Indonesian and English, complete, and none too many."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import generator
from generator.documents.coaching import SENTENCES, sentence
from generator.model.decision import Reason
from generator.report.messages import message_table, tell
from generator.report.problem import problem

PACKAGE = Path(generator.__file__).parent
FIELDS = ("id", "en", "hint_id", "hint_en")
PLACEHOLDERS_OF_ONE_LANGUAGE = {"suggestion_id": "suggestion", "suggestion_en": "suggestion"}
CODE = r"[a-z]+(?:-[a-z0-9]+)+"


def source_text() -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(PACKAGE.rglob("*.py")))


def placeholders(text: str) -> set[str]:
    names = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    return {PLACEHOLDERS_OF_ONE_LANGUAGE.get(name, name) for name in names}


def test_every_code_in_the_source_has_sentences() -> None:
    named = set(re.findall(rf'\bproblem\(\s*"({CODE})"', source_text()))
    assert named - message_table().keys() == set()
    assert len(named) > 30


def test_every_sentence_is_used() -> None:
    text = source_text()
    assert [code for code in message_table() if f'"{code}"' not in text] == []


@pytest.mark.parametrize("code", sorted(message_table()))
def test_an_entry_is_complete(code: str) -> None:
    entry = message_table()[code]
    assert tuple(entry) == FIELDS
    assert re.fullmatch(CODE, code)
    for field in FIELDS:
        assert entry[field].strip() == entry[field] != "", field
    for field in ("id", "en"):
        assert entry[field].endswith((".", "?"))


@pytest.mark.parametrize("code", sorted(message_table()))
def test_both_languages_name_the_same_values(code: str) -> None:
    entry = message_table()[code]
    assert placeholders(entry["id"]) == placeholders(entry["en"])
    assert placeholders(entry["hint_id"]) == placeholders(entry["hint_en"])
    assert "suggestion_en" not in entry["hint_id"]
    assert "suggestion_id" not in entry["hint_en"]


@pytest.mark.parametrize("code", sorted(message_table()))
def test_an_entry_can_be_said(code: str) -> None:
    entry = message_table()[code]
    names = {name for text in entry.values() for _, name, _, _ in string.Formatter().parse(text) if name}
    found = problem(code, "f", values={name: f"<{name}>" for name in names})
    for lang in ("id", "en"):
        said = tell(found, lang)
        assert "{" not in said.message.replace("{ }", "").replace("{languages", "")
        assert said.hint


def test_every_reason_of_the_gate_has_sentences() -> None:
    reasons = set(re.findall(rf'\bReason\(\s*"({CODE})"', source_text()))
    reasons |= set(re.findall(rf'Reason\("({CODE})" if \w+ else "{CODE}"\)', source_text()))
    reasons |= set(re.findall(rf'Reason\("{CODE}" if \w+ else "({CODE})"\)', source_text()))
    assert reasons == SENTENCES.keys()
    assert len(reasons) >= 9


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_reason_can_be_said(code: str) -> None:
    texts = SENTENCES[code]
    assert placeholders(texts["id"]) == placeholders(texts["en"])
    reason = Reason(code, tuple((name, f"<{name}>") for name in placeholders(texts["id"])))
    for lang in ("id", "en"):
        said = sentence(reason, lang)
        assert all(f"<{name}>" in said for name in placeholders(texts["id"]))
