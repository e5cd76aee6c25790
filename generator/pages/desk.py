"""The desk: what a page module has at hand in one language - words, labels, formats, never the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.languages.choice import direction, say
from generator.languages.formats import Formats
from generator.languages.words import WordBook
from generator.model.catalogue import Reference
from generator.model.settings import Site
from generator.model.text import Direction, Lang, Said, Words


@dataclass(frozen=True)
class Desk:
    """Everything needed to write pages in one language."""

    lang: Lang
    site: Site
    reference: Reference
    words: WordBook
    formats: Formats

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
