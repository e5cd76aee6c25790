"""The expo's pages: which booths stand, what they may show, and that a copied folder opens by double click."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from playwright.sync_api import sync_playwright

from generator.foundation.digest import digest_value
from generator.foundation.templates import environment, render
from generator.languages.formats import Formats
from generator.languages.words import read_word_book
from generator.model.card import Card, ProductCard
from generator.model.catalogue import Reference, Showcase
from generator.model.decision import Decision, ProductDecision
from generator.model.expo import Expo
from generator.model.picture import Picture
from generator.model.producer import Producer
from generator.model.reference import Category, Label, Language, Mission, Region
from generator.model.settings import Settings, Site
from generator.model.unit import Page, Unit
from generator.pages import expo, expo_booth, expo_editions, expo_hall
from generator.pages.desk import Desk
from generator.pages.expo_concourse import MOTIFS, edition_card, motifs, utc_offset
from generator.pages.source import Source

THEMES = Path(__file__).parent.parent / "themes"
STATIC = THEMES / "expo" / "static"
LANGUAGES = (
    Language(code="en", autonym="English", dir="ltr"),
    Language(code="id", autonym="Bahasa Indonesia", dir="ltr"),
    Language(code="ar", autonym="العربية", dir="rtl"),
)
PICTURE = Picture("abc", 1600, 1200, (480, 960, 1600), {"en": "A cloth"}, (0.5, 0.25), "producers/x/y/photos/a.jpg")
PHONE, EMAIL = "+62 800-0000-0001", "halo@maker.example"
FAR_AWAY = re.compile(r"^(?:https?:|mailto:|#)")


def _label(code: str, name: str) -> Label:
    return Label(id=code, name={"en": name})


def _region() -> Region:
    name = {"en": "Lamongan Regency"}
    fixed: dict[str, Any] = {"type": "kabupaten", "province": "35", "lat": -7.0, "lng": 112.0}
    return Region(code="35.24", slug="lamongan", name=name, short="Lamongan", **fixed)


REFERENCE = Reference(
    regions={"35.24": _region()},
    residencies={},
    sectors={},
    categories={"ikat": Category(id="ikat", name={"en": "Ikat"}, sector="craft", hs6=("621132",))},
    certifications={},
    curations={},
    units={"pcs": _label("pcs", "pcs")},
    incoterms={},
    payments={},
    ports={"IDSUB": _label("IDSUB", "Tanjung Perak, Surabaya")},
    producer_kinds={"ikm": _label("ikm", "Small manufacturer")},
    curation_classes={},
    missions={
        name: Mission(id=name, kind=kind, city={"en": city}, country=country, site_language="en")
        for name, kind, city, country in (
            ("kbri-tokyo", "KBRI", "Tokyo", "JP"),
            ("itpc-osaka", "ITPC", "Osaka", "JP"),
            ("kbri-singapura", "KBRI", "Singapore", "SG"),
        )
    },
    hs_titles={},
    kbli=frozenset(),
    languages={language.code: language for language in LANGUAGES},
)


def _expo(**halls: list[dict[str, Any]]) -> Expo:
    return Expo.model_validate(
        {
            "name": {"en": "Sample Expo"},
            "opens": "2026-11-24",
            "closes": "2026-12-08",
            "hosts": ["The host"],
            "halls": [{"id": hall, "name": {"en": f"Hall {hall}"}, "booths": booths} for hall, booths in halls.items()],
            "sessions": [
                {
                    "id": "matching",
                    "start": "2026-11-25T06:00:00+00:00",
                    "minutes": 120,
                    "kind": "business-matching",
                    "title": {"en": "Matching"},
                    "missions": ["kbri-tokyo", "itpc-osaka", "kbri-singapura"],
                }
            ],
        }
    )


def _card(producer: str, *products: str) -> Card:
    name, region = f"Maker {producer}", "35.24"
    cards = tuple(
        ProductCard(one, producer, name, region, "ikat", {"en": one.title()}, PICTURE, (5, "pcs"), ("en",))
        for one in products
    )
    return Card(producer, name, "ikm", region, None, {"en": f"Tagline {producer}"}, PICTURE, cards, ("en",), None)


def _site() -> Site:
    settings = Settings(languages=tuple(one.code for one in LANGUAGES), title={"en": "The Site"})
    return Site(settings, "Site", "https://site.example/base/", LANGUAGES)


def _showcase(edition: Expo, *cards: Card) -> Showcase:
    return Showcase(dt.date(2026, 11, 15), REFERENCE, {card.id: card for card in cards}, {}, {}, {"edition": edition})


def _record(**changes: Any) -> Producer:
    product: dict[str, Any] = {
        "category": "ikat",
        "hs6": "621132",
        "moq": {"qty": 50, "unit": "pcs"},
        "port": "IDSUB",
        "photos": [{"file": "a.jpg"}],
        "price": {"min": "12", "max": "15", "unit": "pcs", "incoterm": "FOB", "valid_until": "2027-06-30"},
    }
    fields: dict[str, Any] = {
        "name": "Maker one",
        "kind": "ikm",
        "region": "35.24",
        "tagline": {"en": "Tagline one"},
        "story": {"en": "Five days *on the loom*."},
        "photos": [{"file": "a.jpg"}],
        "contact": {"phone": PHONE, "email": EMAIL, "languages": ["id"]},
        "consent": {"profile": True},
        "products": [
            {**product, "id": "sarung", "name": {"en": "Sarong"}},
            {**product, "id": "kain", "name": {"en": "Cloth"}},
            {**product, "id": "secret", "name": {"en": "Withheld thing"}},
        ],
    }
    return Producer.model_validate({**fields, **changes})


def _source(consent: bool = True, prices: tuple[str, ...] = ("sarung", "kain")) -> Source:
    decided = tuple(ProductDecision(name, name != "secret", (), ()) for name in ("sarung", "kain", "secret"))
    flags = (consent,) * 6
    decision = Decision("one", True, (), decided, (), (), (), None, *flags, prices if consent else ())
    return Source(_record(), decision, {"a.jpg": PICTURE})


def _desk(lang: str, site: Site) -> Desk:
    return Desk(lang, site, REFERENCE, read_word_book(THEMES / "none", lang), Formats(lang))


def _render(page: Page) -> str:
    words = read_word_book(THEMES / "none", page.lang)
    return render(environment(THEMES, {}, words), page.template, page.view)


def _everything(showcase: Showcase, site: Site, source: Source | None = None) -> Iterator[tuple[Unit, list[Page]]]:
    for module in (expo_editions, expo, expo_hall, expo_booth):
        for unit in module.units(showcase, site):
            given = (source or _source()) if unit.source else None
            yield unit, [page for lang in site.codes for page in module.pages(unit, _desk(lang, site), given)]


@pytest.fixture(scope="module")
def rendered() -> Mapping[str, str]:
    """Every page of an expo of three makers in three languages, by address."""
    edition = _expo(wastra=[{"producer": "one"}, {"producer": "two"}], pangan=[{"producer": "one"}], alam=[])
    showcase = _showcase(edition, _card("one", "sarung", "kain"), _card("two", "tas"))
    units = _everything(showcase, _site())
    return {
        page.address: _render(page) for unit, pages in units for page in pages if "/booths/two/" not in page.address
    }


def test_every_unit_makes_exactly_the_files_it_announced() -> None:
    edition = _expo(wastra=[{"producer": "one"}], alam=[])
    for unit, pages in _everything(_showcase(edition, _card("one", "sarung", "kain")), _site()):
        assert sorted(page.address for page in pages) == sorted(unit.addresses)


def test_a_withheld_producer_has_no_booth_and_its_hall_does_not_mention_it() -> None:
    edition = _expo(wastra=[{"producer": "gone"}, {"producer": "one"}])
    showcase = _showcase(edition, _card("one", "sarung"))
    assert [unit.source for unit in expo_booth.units(showcase, _site())] == ["one"]
    (hall,) = expo_hall.units(showcase, _site())
    assert "gone" not in repr(hall.given)


def test_a_booth_selects_published_products_and_no_selection_means_all() -> None:
    chosen = {"producer": "one", "products": ["kain", "secret", "sarung"]}
    nothing = {"producer": "two", "products": ["secret"]}
    edition = _expo(wastra=[chosen, nothing, {"producer": "three"}])
    cards = (_card("one", "sarung", "kain"), _card("two", "tas"), _card("three", "vas", "piring"))
    booths = {unit.source: unit.given for unit in expo_booth.units(_showcase(edition, *cards), _site())}
    assert booths.keys() == {"one", "three"}, "a booth of which nothing may be shown is left out"
    assert isinstance(booths["one"], expo_booth.BoothGiven)
    assert isinstance(booths["three"], expo_booth.BoothGiven)
    assert booths["one"].products == ("kain", "sarung")
    assert booths["three"].products == ("vas", "piring")


def test_a_producer_in_two_halls_owns_one_booth() -> None:
    edition = _expo(wastra=[{"producer": "one"}], pangan=[{"producer": "one"}])
    units = list(expo_booth.units(_showcase(edition, _card("one", "sarung")), _site()))
    assert [unit.key for unit in units] == ["booth/edition/one"]


def test_booths_lead_to_the_neighbours_that_are_there() -> None:
    edition = _expo(wastra=[{"producer": name} for name in ("one", "gone", "two", "three")])
    cards = (_card("one", "a"), _card("two", "b"), _card("three", "c"))
    given = {unit.source: unit.given for unit in expo_booth.units(_showcase(edition, *cards), _site())}
    middle = given["two"]
    assert isinstance(middle, expo_booth.BoothGiven)
    assert middle.previous is not None and middle.previous.producer == "one"
    assert middle.next is not None and middle.next.producer == "three"
    assert (middle.number, middle.of) == (2, 3)


def test_a_neighbours_new_order_size_leaves_a_booth_as_it_is() -> None:
    edition = _expo(wastra=[{"producer": "one"}, {"producer": "two"}])
    two = _card("two", "tas")
    changed = structs.replace(two, products=(structs.replace(two.products[0], moq=(99, "pcs")),))
    before, after = (
        next(iter(expo_booth.units(_showcase(edition, _card("one", "sarung"), card), _site()))).given
        for card in (two, changed)
    )
    assert digest_value(before) == digest_value(after)


@pytest.mark.parametrize(
    ("as_of", "state"),
    [("2026-11-23", "before"), ("2026-11-24", "live"), ("2026-12-08", "live"), ("2026-12-09", "after")],
)
def test_the_state_follows_the_builds_date(as_of: str, state: str) -> None:
    assert edition_card("edition", _expo(wastra=[]), dt.date.fromisoformat(as_of)).state == state


def test_the_browser_is_told_when_the_edition_begins_and_ends(rendered: Mapping[str, str]) -> None:
    lobby = rendered["expo/edition/en/index.html"]
    assert 'data-opens="2026-11-24T00:00:00+07:00" data-closes="2026-12-09T00:00:00+07:00"' in lobby
    assert 'data-state="before"' in lobby


def test_the_programme_keeps_the_editions_time_and_names_the_missions(rendered: Mapping[str, str]) -> None:
    lobby = rendered["expo/edition/en/index.html"]
    assert '<time datetime="2026-11-25T13:00:00+07:00">13:00–15:00</time>' in lobby
    assert "UTC+7" in lobby
    assert "<b>Japan</b> Tokyo and Osaka" in lobby
    assert "<b>Singapore</b></li>" in lobby


@pytest.mark.parametrize(("minutes", "text"), [(420, "UTC+7"), (330, "UTC+5:30"), (0, "UTC+0"), (-210, "UTC−3:30")])
def test_distances_from_utc(minutes: int, text: str) -> None:
    zone = dt.timezone(dt.timedelta(minutes=minutes))
    assert utc_offset(dt.datetime(2026, 11, 24, tzinfo=zone)) == text


def test_a_booth_shows_its_goods_and_nothing_withheld(rendered: Mapping[str, str]) -> None:
    booth = rendered["expo/edition/en/booths/one/index.html"]
    assert "Sarong" in booth and "Cloth" in booth
    assert "Withheld thing" not in booth
    assert "Five days <em>on the loom</em>." in booth
    assert "https://wa.me/6280000000001" in booth
    assert 'data-expires="2027-06-30"' in booth
    assert 'href="../../../../../en/products/one/sarung/index.html"' in booth


def test_without_consent_a_booth_shows_no_contact_story_picture_or_price() -> None:
    showcase = _showcase(_expo(wastra=[{"producer": "one"}]), _card("one", "sarung", "kain"))
    (unit,) = expo_booth.units(showcase, _site())
    (page,) = expo_booth.pages(unit, _desk("en", _site()), _source(consent=False))
    booth = _render(page)
    for private in (PHONE, "wa.me", EMAIL, "on the loom", "<img", "$12"):
        assert private not in booth
    assert "50\u00a0pcs" in booth


def test_a_price_that_is_no_longer_valid_is_not_shown() -> None:
    site = _site()
    showcase = _showcase(_expo(wastra=[{"producer": "one"}]), _card("one", "sarung"))
    (unit,) = expo_booth.units(showcase, site)
    (page,) = expo_booth.pages(unit, _desk("en", site), _source(prices=()))
    assert "$12" not in _render(page)


def test_links_name_files_so_that_a_copied_folder_opens(rendered: Mapping[str, str]) -> None:
    for address, html in rendered.items():
        for link in re.findall(r'<a [^>]*href="([^"]+)"', html):
            assert FAR_AWAY.match(link) or link.endswith(("/index.html", ".jpg")), (address, link)


def test_links_among_expo_pages_lead_somewhere(rendered: Mapping[str, str]) -> None:
    for address, html in rendered.items():
        for link in re.findall(r'<a [^>]*href="([^"]+)"', html):
            if FAR_AWAY.match(link):
                continue
            target = (Path("/") / address).parent.joinpath(link).resolve().as_posix().lstrip("/")
            if target.startswith("expo/") and "/booths/two/" not in target:
                assert target in rendered, (address, link)


def test_no_page_carries_inline_style_or_script(rendered: Mapping[str, str]) -> None:
    for address, html in rendered.items():
        assert not re.search(r"<style|\sstyle=|<script(?! src=)|\son[a-z]+=", html), address


def test_a_fallback_is_marked_and_not_announced(rendered: Mapping[str, str]) -> None:
    booth = rendered["expo/edition/ar/booths/one/index.html"]
    assert '<html lang="ar" dir="rtl">' in booth
    assert '<span lang="en" dir="ltr">Sarong</span> <small class="tongue">' in booth
    assert '<link rel="canonical" href="https://site.example/base/expo/edition/en/booths/one/">' in booth
    assert "hreflang" not in booth.split("</head>")[0]
    english = rendered["expo/edition/en/booths/one/index.html"].split("</head>")[0]
    assert 'hreflang="en"' in english and 'hreflang="x-default"' in english and 'hreflang="ar"' not in english


def test_halls_without_booths_keep_their_address(rendered: Mapping[str, str]) -> None:
    assert "still being set up" in rendered["expo/edition/en/halls/alam/index.html"]


def test_the_list_of_editions_has_a_door_per_language(rendered: Mapping[str, str]) -> None:
    html = rendered["expo/index.html"]
    assert 'href="../expo/edition/ar/index.html" lang="ar" hreflang="ar" dir="rtl"' in html


def test_no_edition_at_all_is_still_a_page() -> None:
    showcase = structs.replace(_showcase(_expo(wastra=[])), expos={})
    (unit,) = expo_editions.units(showcase, _site())
    (page,) = expo_editions.pages(unit, _desk("en", _site()), None)
    assert "No edition has been announced yet." in _render(page)


def test_halls_of_one_edition_wear_different_cloths() -> None:
    names = [f"hall-{number}" for number in range(len(MOTIFS))]
    halls = _expo(**{name: [] for name in names}).halls
    assert set(motifs(halls).values()) == set(MOTIFS)
    assert motifs(halls[:1])["hall-0"] == motifs(halls)["hall-0"], "a new hall does not undress the first"


def test_every_cloth_is_drawn_and_dyed() -> None:
    css = (STATIC / "expo.css").read_text(encoding="utf-8")
    for motif in MOTIFS:
        assert (STATIC / f"{motif}.svg").is_file()
        assert f'[data-motif="{motif}"] {{ --motif: url("{motif}.svg");' in css


def test_style_and_script_stay_small_and_mirror() -> None:
    css = (STATIC / "expo.css").read_bytes()
    assert len(css) <= 30_000
    assert (STATIC / "expo.js").stat().st_size <= 4_000
    assert not re.search(rb"(?:margin|padding|border|text-align)[a-z-]*(?:-left|-right|:\s*(?:left|right))", css)
    assert b"http" not in css


def test_a_copy_read_later_tells_the_readers_own_time_and_what_has_passed(
    rendered: Mapping[str, str], tmp_path: Path
) -> None:
    booth = tmp_path / "expo/edition/en/booths/one/index.html"
    booth.parent.mkdir(parents=True)
    booth.write_text(rendered["expo/edition/en/booths/one/index.html"], encoding="utf-8")
    shutil.copytree(STATIC, tmp_path / "expo/assets")
    seen: list[tuple[str | None, bool, bool, bool]] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for moment in ("2026-11-20T00:00:00Z", "2026-11-25T07:00:00Z", "2026-12-08T17:00:00Z", "2027-07-02T00:00:00Z"):
            page = browser.new_page(timezone_id="Europe/Berlin")
            page.clock.set_fixed_time(moment)
            page.goto(booth.as_uri())
            own = page.locator("[data-own]").inner_text() if page.locator("[data-own]").is_visible() else ""
            now, price = page.locator("[data-now]").is_visible(), page.locator(".tag").first.is_visible()
            seen.append((page.locator(".state").get_attribute("data-state"), "07:00" in own, now, price))
            page.close()
        browser.close()
    assert seen == [
        ("before", True, False, True),
        ("live", True, True, True),
        ("after", False, False, True),
        ("after", False, False, False),
    ]
