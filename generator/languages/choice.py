"""Choose the words a reader gets: the language asked for, else the site's fallbacks, else what there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from generator.model.reference import Language
from generator.model.text import Direction, Lang, Said, Words

RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@cache
def direction(lang: Lang) -> Direction:
    """Return the writing direction of a language, by its first subtag."""
    return "rtl" if lang.split("-", 1)[0] in RIGHT_TO_LEFT else "ltr"


def say(words: Words, lang: Lang, fallback: Sequence[Lang]) -> Said:
    """Choose the text for a reader of ``lang``; an empty ``Said`` when there is no text at all."""
    if lang in words:
        return Said(words[lang], lang, direction(lang))
    for other in (*fallback, *words):
        if other in words:
            return Said(words[other], other, direction(other), fallback=True)
    return Said("", lang, direction(lang))


def languages_with_all(texts: Iterable[Words], languages: Iterable[Lang]) -> tuple[Lang, ...]:
    """Return the languages in which every text that exists at all is written."""
    written = [words for words in texts if words]
    return tuple(lang for lang in languages if written and all(lang in words for words in written))


def autonym(lang: Lang, languages: Iterable[Language]) -> str:
    """Return a language's own name, or its code where the site does not know it."""
    return next((language.autonym for language in languages if language.code == lang), lang)
