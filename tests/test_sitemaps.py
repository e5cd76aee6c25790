"""Sitemaps stay small and still: one newcomer renews the file it falls into, and what is not written is not told."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.feeds import sitemap
from generator.model.reference import Language
from generator.model.settings import Settings, Site
from generator.model.unit import Entry

LANGUAGES = tuple(Language(code=code, autonym=code, dir="ltr") for code in ("id", "en"))
SITE = Site(Settings(languages=("id", "en")), "Site", "https://site.test/", LANGUAGES)


def _entries(producers: int) -> list[tuple[str, Entry]]:
    both = ("id", "en")
    return [
        (f"producer/maker-{number}", Entry(f"{{lang}}/products/maker-{number}/{product}/", both, both))
        for number in range(producers)
        for product in range(3)
    ]


def _files(entries: list[tuple[str, Entry]]) -> dict[str, bytes]:
    return {file.address: file.content for unit in sitemap.units(entries, SITE) for file in sitemap.files(unit, SITE)}


def test_a_small_site_has_one_file_a_language() -> None:
    """A newcomer's site is as plain as it can be."""
    assert sorted(_files(_entries(4))) == ["sitemap-en.xml", "sitemap-id.xml", "sitemap.xml"]


@settings(max_examples=10)
@given(st.integers(min_value=1400, max_value=1900))
def test_a_newcomer_renews_one_file_a_language(producers: int) -> None:
    """All pages of a producer stand in one file, and no other producer's file changes."""
    before, after = _files(_entries(producers)), _files(_entries(producers + 1))
    changed = {name for name in after if before.get(name) != after[name]}
    assert len(after) > 5
    assert len(changed) <= 2 * len(LANGUAGES) + 1
    assert sum(content.count(b"<loc>") for name, content in after.items() if name != "sitemap.xml") == 6 * (
        producers + 1
    )
    assert max(content.count(b"<loc>") for content in after.values()) <= sitemap.MOST_URLS


def _measured(entries: list[tuple[str, Entry]], site: Site) -> tuple[int, int, int]:
    """Return the most addresses and the most bytes of a file, and how many addresses all files tell."""
    most_urls = most_bytes = told = 0
    for unit in sitemap.units(entries, site):
        for file in sitemap.files(unit, site):
            urls = file.content.count(b"<loc>")
            most_urls, most_bytes = max(most_urls, urls), max(most_bytes, len(file.content))
            told += 0 if file.address == "sitemap.xml" else urls
    return most_urls, most_bytes, told


def test_no_file_is_larger_than_the_protocol_allows() -> None:
    """Not even when very many pages belong to one unit, and so cannot be shared out."""
    entries = [("one", Entry(f"{{lang}}/a/{number}/", ("id",), ("id",))) for number in range(sitemap.MOST_URLS + 10)]
    most_urls, _, told = _measured(entries, SITE)
    assert (most_urls, told) == (sitemap.MOST_URLS, len(entries))


def test_no_file_is_heavier_than_the_protocol_allows() -> None:
    """Every address stands there with its versions in all languages: 20,000 long ones in ten weigh too much."""
    codes = ("id", "en", "zh-Hans", "ja", "ar", "ko", "nl", "de", "ms", "fr")
    site = Site(Settings(languages=("id",)), "Site", "https://site.test/", LANGUAGES[:1])
    entries = [("one", Entry(f"{{lang}}/{number}-{'x' * 220}/", codes, codes)) for number in range(20_000)]
    _, most_bytes, told = _measured(entries, site)
    assert sitemap.MOST_BYTES // 2 < most_bytes <= sitemap.MOST_BYTES
    assert told == len(entries)


def test_twenty_seven_thousand_producers_fit() -> None:
    """Their pages in two languages stand in files far below the bounds."""
    entries = _entries(27_000)
    most_urls, most_bytes, told = _measured(entries, SITE)
    assert told == 2 * len(entries)
    assert most_urls < sitemap.MOST_URLS / 10
    assert most_bytes < sitemap.MOST_BYTES / 10


def test_only_written_pages_are_told() -> None:
    """A page that falls back in a language is not in that language's sitemap."""
    entries = [("home", Entry("{lang}/", ("id", "en"), ("id", "en"))), ("a", Entry("{lang}/a/", ("id", "en"), ("id",)))]
    files = _files(entries)
    assert b"/a/" in files["sitemap-id.xml"]
    assert b"/a/" not in files["sitemap-en.xml"]
