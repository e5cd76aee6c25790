"""The unit rule: the smallest thing rebuilt, with everything it is made from and every file it owns."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator.model.text import Lang

SHELL = "shell.html"
"""The name of the template that every catalogue page extends, made in memory for each language."""


class Entry(Struct, frozen=True):
    """One page for people in all languages.

    ``pattern`` is its address with ``{lang}`` where the language stands, such as ``{lang}/products/a/b/``.
    ``written`` are the languages it exists in; ``announced`` those in which its own text is really written:
    only these are told to search engines.
    """

    pattern: str
    written: tuple[Lang, ...]
    announced: tuple[Lang, ...]

    def address(self, lang: Lang) -> str:
        """Return the page's address (a folder, with a slash at its end) in one language."""
        return self.pattern.replace("{lang}", lang)


class Unit(Struct, frozen=True):
    """A unit before it is made.

    ``given`` is all it may show from elsewhere, frozen; ``source`` names the producer whose record it is made
    from, ``photos_of`` the producer whose photos; ``templates`` are the templates its pages start from;
    ``addresses`` are the files it will write, relative to the site's root. ``parts`` are the kinds of pages it is
    made of, where it is made of several: a producer's own pages and its booths are one unit, because they are made
    from one record.
    """

    kind: str
    key: str
    given: object
    entries: tuple[Entry, ...] = ()
    files: tuple[str, ...] = ()
    source: str | None = None
    photos_of: str | None = None
    templates: tuple[str, ...] = ()
    parts: tuple[Unit, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every file this unit will write."""
        pages = tuple(f"{entry.address(lang)}index.html" for entry in self.entries for lang in entry.written)
        return pages + self.files

    @property
    def count(self) -> int:
        """How many files this unit will write."""
        return sum(len(entry.written) for entry in self.entries) + len(self.files)


class Planned(Struct, frozen=True):
    """A unit with the digests of everything it is made from, by name, and the one fingerprint of them all."""

    unit: Unit
    parts: Mapping[str, str]
    fingerprint: str


class MadeUnit(Struct, frozen=True):
    """What is remembered of a unit after it was made; ``why`` says what had changed when it was last made."""

    parts: Mapping[str, str]
    fingerprint: str
    why: tuple[str, ...]


class Page(Struct, frozen=True):
    """One HTML file to render: its address, its language, its template, and the one view the template sees."""

    address: str
    lang: Lang
    template: str
    view: object


class File(Struct, frozen=True):
    """One file that needs no template: its address and its bytes."""

    address: str
    content: bytes
