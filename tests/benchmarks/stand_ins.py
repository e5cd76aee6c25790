"""Stand-ins: words for languages nobody has translated yet, so that a site in ten languages can be measured.

They are no translations. A language of which the house has interface words and labels keeps them: a stand-in fills
only what is missing, and disappears by itself when the real words arrive.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from generator.foundation.yaml_text import parse
from generator.languages.words import CATALOGUE
from generator.model.request import HOUSE
from generator.model.text import Lang

STAND_INS: Mapping[Lang, Lang] = {"ko": "ja", "ms": "id", "nl": "en", "de": "en", "fr": "en", "es": "en", "vi": "en"}
"""Whose words stand in for a language. English needs no interface words: they are in the templates."""
SYLLABLES = range(0xAC00, 0xD7A4)
"""The Korean syllables: a text is only taken for Korean when it is written in them."""
FIRST_OF_THE_EAST = "\u3040"


def stand_in_text(lang: Lang, text: str) -> str:
    """Return another language's text as it stands in for ``lang``: Korean in made-up syllables, as many as letters."""
    if lang != "ko":
        return text
    return "".join(
        chr(SYLLABLES.start + ord(letter) % len(SYLLABLES))
        if letter >= FIRST_OF_THE_EAST and letter.isalpha()
        else letter
        for letter in text
    )


def with_stand_ins(words: Mapping[Lang, Mapping[str, Any]]) -> dict[Lang, Mapping[str, Any]]:
    """Add the languages that are missing from what producers say."""
    missing = {lang: words[source] for lang, source in STAND_INS.items() if lang not in words}
    filled = {
        lang: {key: [stand_in_text(lang, text) for text in texts] for key, texts in said.items()}
        for lang, said in missing.items()
    }
    return {**words, **filled}


def needs_stand_ins(languages: Iterable[Lang]) -> bool:
    """Tell whether the house itself cannot speak one of these languages."""
    return any(_lacks_words(HOUSE / "themes", lang) for lang in languages if lang in STAND_INS)


def give_house(root: Path, languages: Collection[Lang]) -> None:
    """Give a catalogue themes and reference tables of its own, with stand-ins for what they lack."""
    shutil.copytree(HOUSE / "themes", root / "themes")
    shutil.copytree(HOUSE / "content" / "reference", root / "content" / "reference")
    lacking = [lang for lang in languages if lang in STAND_INS]
    for lang in lacking:
        _fill_words(root / "themes", lang)
    if lacking:
        known = set(parse((root / "content/reference/languages.yaml").read_bytes(), "languages.yaml").tree or {})
        for table in sorted((root / "content" / "reference").glob("*.yaml")):
            _fill_labels(table, lacking, known)


def _words(themes: Path, lang: Lang) -> Path:
    return themes / "locales" / lang.replace("-", "_") / CATALOGUE


def _lacks_words(themes: Path, lang: Lang) -> bool:
    return not _words(themes, lang).is_file()


def _fill_words(themes: Path, lang: Lang) -> None:
    source = STAND_INS[lang]
    if _lacks_words(themes, lang) and source != "en":
        text = _words(themes, source).read_text(encoding="utf-8")
        target = _words(themes, lang)
        target.parent.mkdir(parents=True)
        target.write_text(text.replace(f'"Language: {source}\\n"', f'"Language: {lang}\\n"'), encoding="utf-8")


def _fill_labels(table: Path, languages: Iterable[Lang], known: Collection[Lang]) -> None:
    """Write a reference table again, if words in it lack one of the languages."""
    tree = parse(table.read_bytes(), table.name).tree
    assert tree is not None, f"{table} cannot be read"
    if sum(_fill_tree(tree, languages, known)):
        table.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")


def _fill_tree(node: Any, languages: Iterable[Lang], known: Collection[Lang]) -> Iterable[int]:
    """Fill all words below a node, and count what was added."""
    if isinstance(node, list):
        for each in node:
            yield from _fill_tree(each, languages, known)
    elif isinstance(node, dict):
        if node and set(node) <= set(known) and all(isinstance(value, str) for value in node.values()):
            for lang in languages:
                source = node.get(STAND_INS[lang]) or node.get("en")
                if lang not in node and source:
                    node[lang] = stand_in_text(lang, source)
                    yield 1
        else:
            for each in node.values():
                yield from _fill_tree(each, languages, known)
