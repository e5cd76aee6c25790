"""Sitemaps: an index, and per language only the pages whose text is really written in it, with honest alternates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from msgspec import Struct

from generator.foundation.digest import digest_bytes
from generator.model.settings import Site
from generator.model.text import Lang
from generator.model.unit import Entry, File, Unit

KIND = "sitemap"
MOST_URLS = 50_000
MOST_BYTES = 50 * 1024 * 1024
"""The protocol's bounds for one file (sitemaps.org)."""
FRAME_BYTES = 1024
"""More than the bytes of a file around its entries."""
USUAL_URLS = 2_000
"""About so many addresses share a file: a newcomer renews the file it falls into, not all that come after it."""
_NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


class SitemapGiven(Struct, frozen=True):
    """The entries of one sitemap file, in one language."""

    lang: Lang
    entries: tuple[Entry, ...]


class IndexGiven(Struct, frozen=True):
    """The sitemap files the index names."""

    files: tuple[str, ...]


def units(entries: Iterable[tuple[str, Entry]], site: Site) -> Iterator[Unit]:
    """Yield the index and the sitemaps of every language; entries come with the key of the unit they belong to.

    An entry's file follows from its unit's key alone, so that all pages of a producer stand in one.
    """
    keyed = sorted(entries, key=lambda each: each[1].pattern)
    names: list[str] = []
    for lang in site.codes:
        own = [(key, entry) for key, entry in keyed if lang in entry.announced]
        shelves: dict[int, list[Entry]] = {}
        count = _shelves(len(own))
        for key, entry in own:
            shelves.setdefault(int(digest_bytes(key.encode())[:8], 16) % count, []).append(entry)
        for number, shelf in sorted(shelves.items()):
            most = _most(shelf, lang, site)
            for part, start in enumerate(range(0, len(shelf), most)):
                name = f"sitemap-{lang}{f'-{number + 1}' if count > 1 else ''}{f'-{part + 1}' if part else ''}.xml"
                names.append(name)
                given = SitemapGiven(lang, tuple(shelf[start : start + most]))
                yield Unit(kind=KIND, key=f"sitemap/{name}", given=given, files=(name,))
    yield Unit(kind=KIND, key="sitemap/index", given=IndexGiven(tuple(names)), files=("sitemap.xml",))


def _shelves(urls: int) -> int:
    """Return how many files to use: a power of two, so that the number seldom changes."""
    return 1 << max(0, (urls // USUAL_URLS).bit_length())


def _most(shelf: list[Entry], lang: Lang, site: Site) -> int:
    """Return how many entries of a shelf a file may hold; an ordinary shelf is far from both bounds."""
    if len(shelf) <= 2 * USUAL_URLS:
        return MOST_URLS
    largest = max(len(_url(entry, lang, site).encode()) + 1 for entry in shelf)
    return max(1, min(MOST_URLS, (MOST_BYTES - FRAME_BYTES) // largest))


def files(unit: Unit, site: Site) -> Iterator[File]:
    """Write one sitemap, or the index of them all."""
    given = unit.given
    if isinstance(given, IndexGiven):
        lines = [f"<sitemap><loc>{escape(site.base_url + name)}</loc></sitemap>" for name in given.files]
        yield File(unit.files[0], _document("sitemapindex", lines))
    elif isinstance(given, SitemapGiven):
        lines = [_url(entry, given.lang, site) for entry in given.entries]
        yield File(unit.files[0], _document("urlset", lines))


def _url(entry: Entry, lang: Lang, site: Site) -> str:
    location = f"<loc>{escape(site.base_url + entry.address(lang))}</loc>"
    if len(entry.announced) < 2:
        return f"<url>{location}</url>"
    links = "".join(_alternate(other, site.base_url + entry.address(other)) for other in entry.announced)
    return f"<url>{location}{links}</url>"


def _alternate(lang: Lang, url: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{escape(lang)}" href="{escape(url)}"/>'


def _document(element: str, lines: list[str]) -> bytes:
    body = "\n".join(lines)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{element} {_NAMESPACES}>\n{body}\n</{element}>\n'.encode()
