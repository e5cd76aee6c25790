"""Languages: every interface word is translated, a missing text falls back visibly, and no language is built in."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from generator.languages.choice import autonym, direction, languages_with_all, say
from generator.languages.formats import Formats
from generator.languages.words import WordsError, read_word_book
from generator.model.request import HOUSE
from generator.model.text import Said
from generator.read.content import read_reference, read_settings
from tests.conftest import NewCatalogue
from tests.small_catalogue import PRODUCER, SETTINGS, Catalogue

LOCALES = HOUSE / "themes" / "locales"
TRANSLATED = sorted(path.name for path in LOCALES.iterdir() if path.is_dir())
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
LANGS = st.sampled_from(["id", "en", "ja", "ar", "zh-Hans", "ko"])
WORDS = st.dictionaries(LANGS, st.text(min_size=1, max_size=5), max_size=6)


# Which words a reader gets


def test_the_readers_own_language_comes_first() -> None:
    words = {"id": "Kain", "en": "Cloth", "ar": "قماش"}
    assert say(words, "ar", ("en", "id")) == Said("قماش", "ar", "rtl")
    assert say(words, "ja", ("en", "id")) == Said("Cloth", "en", "ltr", fallback=True)
    assert say({"id": "Kain"}, "ar", ("en", "id")) == Said("Kain", "id", "ltr", fallback=True)
    assert say({"ar": "قماش"}, "ja", ("en", "id")) == Said("قماش", "ar", "rtl", fallback=True)
    assert not say({}, "ar", ("en", "id"))
    assert say({}, "ar", ("en", "id")).dir == "rtl"


@given(WORDS, LANGS, st.lists(LANGS, max_size=3))
def test_there_is_a_text_whenever_there_is_one_at_all(words: dict[str, str], lang: str, fallback: list[str]) -> None:
    said = say(words, lang, fallback)
    assert bool(said) == bool(words)
    if words:
        assert words[said.lang] == said.text
        assert said.fallback == (lang not in words)
        assert said.dir == direction(said.lang)


@pytest.mark.parametrize(
    ("lang", "expected"), [("ar", "rtl"), ("fa-IR", "rtl"), ("he", "rtl"), ("ja", "ltr"), ("id", "ltr")]
)
def test_directions(lang: str, expected: str) -> None:
    assert direction(lang) == expected


def test_a_language_is_complete_when_every_text_there_is_is_written_in_it() -> None:
    texts = [{"id": "a", "en": "b", "ja": "c"}, {}, {"id": "a", "en": "b"}]
    assert languages_with_all(texts, ("ja", "en", "id")) == ("en", "id")
    assert languages_with_all([{}, {}], ("en", "id")) == ()


def test_the_direction_of_every_language_of_the_house_is_the_one_in_its_table() -> None:
    languages = read_reference(HOUSE)[0].languages
    assert len(languages) >= 10
    for code, language in languages.items():
        assert direction(code) == language.dir
        assert autonym(code, languages.values()) == language.autonym
        Formats(code)


# Numbers and dates


@pytest.mark.parametrize("lang", ["id", "en", "zh-Hans", "ja", "ar", "ko", "nl", "de", "ms", "fr", "pl", "es", "hi"])
def test_whole_numbers_and_amounts_are_written_as_cldr_says(lang: str) -> None:
    """They are grouped without asking Babel each time, and must look the same; so must all the others."""
    formats = Formats(lang)
    whole = (0, 7, 999, 1000, 12345, 1234567, 10**9, 12.0, Decimal("43.0"), Decimal("1E+3"))
    for value in (*whole, -1200, Decimal("1.5")):
        assert formats.number(value) == format_decimal(value, locale=formats.locale, numbering_system="latn")
    pattern = formats.locale.currency_formats["standard"].pattern.replace(".00", "")
    for currency in ("USD", "IDR", "JPY", "EUR", "KWD"):
        for amount in (Decimal(0), Decimal("8.00"), Decimal(1300), Decimal(2500000)):
            text = format_currency(
                amount, currency, pattern, formats.locale, currency_digits=False, numbering_system="latn"
            )
            assert formats.money(amount, currency) == formats.isolated(text)


@pytest.mark.parametrize(
    ("lang", "number", "date", "money"),
    [
        ("en", "1,234.5", "November 21, 2026", "$14.50"),
        ("id", "1.234,5", "21 November 2026", "US$14,50"),
        ("ja", "1,234.5", "2026年11月21日", "$14.50"),
        ("zh-Hans", "1,234.5", "2026年11月21日", "US$14.50"),
        ("de", "1.234,5", "21. November 2026", "14,50 $"),
    ],
)
def test_numbers_dates_and_money_are_written_as_each_language_does(
    lang: str, number: str, date: str, money: str
) -> None:
    formats = Formats(lang)
    assert formats.number(Decimal("1234.5")) == number
    assert formats.date(dt.date(2026, 11, 21)) == date
    assert formats.money(Decimal("14.50"), "USD").replace("\xa0", " ") == money
    assert "14" in formats.money(Decimal("14"), "USD")
    assert not re.search(r"[.,]00", formats.money(Decimal("14"), "USD")), "no cents where there are none"


@pytest.mark.parametrize("lang", ["ar", "fa", "en", "ja"])
def test_digits_are_those_of_the_certificates(lang: str) -> None:
    formats = Formats(lang)
    for text in (formats.number(1234), formats.percent(62), formats.money(Decimal("14.5"), "USD")):
        assert re.search("[0-9]", text)
        assert not re.search("[٠-٩۰-۹]", text)


def test_an_arabic_price_keeps_its_order_inside_a_sentence() -> None:
    assert re.fullmatch("\u2066.*14.5.*\u2069", Formats("ar").money(Decimal("14.5"), "USD"))


# Interface words


@cache
def words_in_use() -> frozenset[tuple[str | None, str | tuple[str, ...]]]:
    """Return every interface word of the templates and the program, with its context."""
    found = set()
    options = {"**.html": {"newstyle_gettext": "true", "trimmed": "true", "silent": "false"}}
    for folder, method in (("themes", [("**.html", "jinja2")]), ("generator", [("**.py", "python")])):
        extracted = extract_from_dir(HOUSE / folder, method, options, keywords=KEYWORDS)
        for _, _, message, _, context in extracted:
            found.add((context, message if isinstance(message, str) else tuple(message)))
    return frozenset(found)


def catalogue_of(name: str) -> Catalog:
    with (LOCALES / name / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=name, abort_invalid=True)


def strings_of(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def key_of(message: Message) -> tuple[str | None, str | tuple[str, ...]]:
    return message.context, message.id if isinstance(message.id, str) else tuple(message.id)


def test_every_language_of_the_site_but_english_has_a_file_of_words() -> None:
    site_file, problems = read_settings(HOUSE)
    assert problems == []
    assert site_file is not None
    assert {lang.replace("-", "_") for lang in site_file.settings.languages} - {"en"} <= set(TRANSLATED)


@pytest.mark.parametrize("name", TRANSLATED)
def test_every_interface_word_is_translated_and_none_is_left_over(name: str) -> None:
    messages = [message for message in catalogue_of(name) if message.id]
    done = {key_of(message) for message in messages if not message.fuzzy and all(strings_of(message) or [""])}
    assert words_in_use() - done == set()
    assert {key_of(message) for message in messages} - words_in_use() == set()


@pytest.mark.parametrize("name", TRANSLATED)
def test_translations_fill_in_the_same_values(name: str) -> None:
    for message in catalogue_of(name):
        if not message.id:
            continue
        originals = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = strings_of(message)
        wanted = {value for text in originals for value in re.findall(r"%\((\w+)\)", text)}
        for string in strings:
            found = set(re.findall(r"%\((\w+)\)", string))
            # A form for exactly one or two may say the number in letters.
            assert found <= wanted and wanted - found <= ({"num"} if len(strings) > 1 else set()), message.id
            assert string.count("%") == len(re.findall(r"%\(\w+\)[sd]|%%", string)) + string.count("%%"), message.id


@pytest.mark.parametrize("name", TRANSLATED)
def test_plural_forms_are_those_of_the_language(name: str) -> None:
    catalogue = catalogue_of(name)
    for message in catalogue:
        if message.pluralizable:
            assert len(strings_of(message)) == catalogue.num_plurals, message.id
    assert catalogue.num_plurals == {"ar": 6, "id": 1, "ja": 1, "zh_Hans": 1}.get(name, catalogue.num_plurals)


def test_a_language_without_a_file_speaks_english(tmp_path: Path) -> None:
    book = read_word_book(tmp_path, "ko")
    assert book.gettext("Minimum order") == "Minimum order"
    assert book.ngettext("%(num)s product", "%(num)s products", 2) == "%(num)s products"


@pytest.mark.parametrize("content", [b"hello\n", b"\xff\xfe", b'msgid "a"\nmsgid "b"\n'])
def test_a_broken_file_of_words_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "ko" / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    with pytest.raises(WordsError) as told:
        read_word_book(tmp_path, "ko")
    assert told.value.file == file
    assert told.value.reason


# Seen from the published site


class Reader(HTMLParser):
    """What a page says of its language, and every text marked with another language."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.head: dict[str, str | None] = {}
        self.alternates: dict[str | None, str | None] = {}
        self.canonical: str | None = None
        self.marked: dict[str | None, list[str]] = {}
        self._inside: list[str | None] = []
        self.feed(html.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.head = given
        elif tag == "link" and given.get("rel") == "alternate" and "hreflang" in given:
            self.alternates[given["hreflang"]] = given.get("href")
        elif tag == "link" and given.get("rel") == "canonical":
            self.canonical = given.get("href")
        if tag not in {"meta", "link", "img", "br", "input", "source", "hr"}:
            self._inside.append(given.get("lang"))

    def handle_endtag(self, tag: str) -> None:
        if self._inside:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        for lang in self._inside:
            if lang is not None and data.strip():
                self.marked.setdefault(lang, []).append(data.strip())


@pytest.fixture(scope="module")
def indonesian_only() -> str:
    """Return a record written in its maker's own language alone."""
    return re.sub(r"(?m)^ +en: .*\n", "", PRODUCER).replace(", en: Sarong", "")


def test_a_text_that_fell_back_is_marked_and_not_announced(catalogue: Catalogue, indonesian_only: str) -> None:
    catalogue.producer(text=indonesian_only)
    assert catalogue.build().problems == ()
    own, borrowed = (Reader(catalogue.file(f"{lang}/products/tenun-sari/sarung/index.html")) for lang in ("id", "en"))
    assert own.head["lang"] == "id"
    assert borrowed.head["lang"] == "en"
    assert any("Sarung tenun" in text for text in borrowed.marked["id"])
    assert borrowed.canonical == own.canonical == "https://katalog.test/id/products/tenun-sari/sarung/"
    assert "en" not in own.alternates
    assert borrowed.alternates == {} or "en" not in borrowed.alternates
    sitemaps = b"".join(content for address, content in catalogue.published().items() if "sitemap" in address)
    assert b"/id/products/tenun-sari/sarung/" in sitemaps
    assert b"/en/products/tenun-sari/sarung/" not in sitemaps


def test_a_text_in_both_languages_is_announced_in_both(catalogue: Catalogue) -> None:
    catalogue.producer()
    catalogue.build()
    for lang in ("id", "en"):
        page = Reader(catalogue.file(f"{lang}/products/tenun-sari/sarung/index.html"))
        assert {"id", "en"} <= set(page.alternates)
        assert page.canonical == f"https://katalog.test/{lang}/products/tenun-sari/sarung/"


def test_a_language_needs_no_line_of_code(new_catalogue: NewCatalogue) -> None:
    """Korean, which no settings of a test name elsewhere: a code in the settings is all it takes."""
    catalogue = new_catalogue(settings=SETTINGS.replace("[id, en]", "[ko]"))
    catalogue.producer(swaps={"      en: Handwoven sarong": "      en: Handwoven sarong\n      ko: 수직 사롱"})
    assert catalogue.build().problems == ()
    page = catalogue.file("ko/products/tenun-sari/sarung/index.html")
    assert Reader(page).head["lang"] == "ko"
    assert "수직 사롱".encode() in page
    top = {address.split("/")[0] for address in catalogue.published() if address.endswith("index.html")}
    assert top - {"index.html", "expo"} == {"ko"}


def test_a_broken_file_of_words_stops_the_build_with_its_name(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue.producer()

    def broken(*_: object) -> object:
        raise WordsError(LOCALES / "id" / "LC_MESSAGES" / "messages.po", "line 7")

    monkeypatch.setattr("generator.preparing.read_word_books", broken)
    (found,) = catalogue.build().problems
    assert (found.code, found.place.file) == ("words-broken", "themes/locales/id/LC_MESSAGES/messages.po")
