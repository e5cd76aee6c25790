"""The desk: what a page module has at hand in one language - words, labels, formats, never the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

from generator.languages.choice import direction, say
from generator.languages.formats import Formats
from generator.languages.words import WordBook
from generator.model.catalogue import Reference
from generator.model.settings import Site
from generator.model.text import Direction, Lang, Said, Words

P = ParamSpec("P")
T = TypeVar("T")

MOST_REMEMBERED = 16_384
"""Answers a desk keeps at most: some 10 MB."""


class Once(Protocol):
    """Calls a function of a desk and some hashable values, or returns what it returned for them before."""

    def __call__(self, function: Callable[Concatenate[Desk, P], T], *values: P.args, **named: P.kwargs) -> T: ...


@dataclass(frozen=True, eq=False)
class Desk:
    """Everything needed to write pages in one language."""

    lang: Lang
    site: Site
    reference: Reference
    words: WordBook
    formats: Formats

    @cached_property
    def once(self) -> Once:
        """What is the same on many pages is made once: ``desk.once(days, 14)`` is ``days(desk, 14)``."""

        def ask(function: Callable[..., Any], *values: object) -> Any:
            return function(self, *values)

        return cast(Once, lru_cache(maxsize=MOST_REMEMBERED)(ask))

    @cached_property
    def drawn(self) -> dict[tuple[str, int], tuple[object, object]]:
        """Pieces of views that many pages share, by the way to the root and the card they show.

        The card is kept beside its piece, so that its identity stays its own.
        """
        return {}

    @cached_property
    def dir(self) -> Direction:
        """The writing direction of this language."""
        return direction(self.lang)

    def say(self, words: Words) -> Said:
        """Choose the text for this language, or a marked fallback."""
        if self.lang in words:
            return Said(words[self.lang], self.lang, self.dir)
        return say(words, self.lang, self.site.settings.fallback)

    def label(self, words: Words) -> str:
        """Choose a label; labels exist in every language of the site, so no mark is kept."""
        return words[self.lang] if self.lang in words else self.say(words).text

    def quantity(self, amount: int, unit: str) -> str:
        """Write an amount with its unit, such as ``50 pcs``."""
        return f"{self.formats.number(amount)}\u00a0{self.label(self.reference.units[unit].name)}"


Desks = Mapping[Lang, Desk]
