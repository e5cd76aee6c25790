"""The catalogue's pages: what consent and curation let them show, and that nothing written can act on them."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from generator.foundation.digest import digest_value
from generator.foundation.templates import environment, render
from generator.languages.formats import Formats
from generator.languages.words import WordBook, read_word_book
from generator.model.card import Card, ProductCard
from generator.model.catalogue import Reference, Showcase
from generator.model.decision import Decision, ProductDecision
from generator.model.photo_recipe import MARKS
from generator.model.picture import Picture
from generator.model.producer import Producer
from generator.model.settings import Settings, Site
from generator.model.unit import Unit
from generator.pages.desk import Desk
from generator.pages.kinds import KINDS
from generator.pages.source import Source
from generator.read.content import read_reference

HOUSE = Path(__file__).parent.parent
SHELL = "{% block head %}{% endblock %}{% block content %}{% endblock %}{% block scripts %}{% endblock %}"
CATALOGUE_KINDS = [name for name in KINDS if name not in {"expo", "expos", "hall", "booth"}]
HOSTILE = "</script><script>alert(1)</script>"
PHONE, EMAIL = "0800-0000-0001", "halo@maker.example"
SECRET = "open stitches on the hem"


@pytest.fixture(scope="module")
def reference() -> Reference:
    return read_reference(HOUSE)[0]


@pytest.fixture(scope="module")
def words() -> dict[str, WordBook]:
    return {lang: read_word_book(HOUSE / "themes" / "locales", lang) for lang in ("id", "en", "ar")}


def _site(reference: Reference) -> Site:
    languages = tuple(reference.languages[code] for code in ("id", "en", "ar"))
    settings = Settings(languages=("id", "en", "ar"), title={"en": "The Site"}, region={"en": "East Java"})
    return Site(settings, "Site", "https://site.example/base/", languages)


def _record(**changes: Any) -> Producer:
    product = {
        "id": "sarung",
        "category": "tenun-ikat",
        "name": {"id": "Sarung", "en": HOSTILE},
        "hs6": "621132",
        "moq": {"qty": 50, "unit": "pcs"},
        "lead_time_days": 45,
        "packing": {"carton_cm": [60, 40, 40], "units_per_carton": 50},
        "incoterms": {"FOB": "Tanjung Perak, Surabaya"},
        "price": {"min": "14.5", "max": "18", "unit": "pcs", "incoterm": "FOB", "valid_until": "2027-06-30"},
        "photos": [{"file": "a.jpg"}],
    }
    fields: dict[str, Any] = {
        "name": "Tenun",
        "kind": "ikm",
        "region": "35.24",
        "tagline": {"id": "Riak"},
        "story": {"id": "Lima hari."},
        "fictional": True,
        "contact": {"phone": PHONE, "email": EMAIL},
        "certifications": [
            {"scheme": "nib", "number": "9999000000001"},
            {"scheme": "fda_ffr", "number": "12345678901", "expires": "2027-01-31", "scope": ["sarung"]},
        ],
        "curation": [
            {
                "program": "rumah-kurasi",
                "body": "Rumah Kurasi",
                "date": "2025-09-09",
                "class": "export",
                "scores": {"quality": 97},
                "notes": [{"aspect": "quality", "finding": {"en": SECRET}}],
            }
        ],
        "products": [product, {"id": "withheld", "category": "batik", "name": {"id": "Rahasia"}, "hs6": "520852"}],
    }
    return Producer.model_validate(fields | changes)


def _decision(**changes: bool) -> Decision:
    shows = dict.fromkeys(("phone", "email", "address", "district", "story", "photos"), True) | changes
    prices = ("sarung",) if shows.pop("prices", True) else ()
    return Decision(
        producer="tenun",
        published=True,
        reasons=(),
        products=(ProductDecision("sarung", True, (), (0, 1)), ProductDecision("withheld", False, (), ())),
        certificates=(),
        shown_certificates=(0, 1),
        dropped_badges=(),
        assessment=0,
        shown_prices=prices,
        **{f"show_{name}": value for name, value in shows.items()},
    )


PICTURE = Picture("abc", 1600, 1200, (480, 960, 1600), {"en": "A cloth"}, (0.5, 0.25), "producers/x/tenun/photos/a.jpg")


def _showcase(reference: Reference, *cards: Card) -> Showcase:
    products = tuple(product for card in cards for product in card.products)
    return Showcase(
        as_of=dt.date(2026, 11, 21),
        reference=reference,
        cards={card.id: card for card in cards},
        decisions={},
        brands={},
        expos={},
        products=products,
        by_category={"tenun-ikat": products} if products else {},
        by_region={"35.24": cards} if cards else {},
        by_scheme={"nib": products} if products else {},
    )


def _card() -> Card:
    names = {"id": "Sarung", "en": HOSTILE}
    product = ProductCard(
        "sarung", "tenun", "Tenun", "35.24", "tenun-ikat", names, PICTURE, (50, "pcs"), ("id",), ("nib",)
    )
    return Card("tenun", "Tenun", "ikm", "35.24", None, {"id": "Riak"}, None, (product,), ("id",), None, "export")


def _rendered(
    reference: Reference,
    words: dict[str, WordBook],
    showcase: Showcase,
    source: Source | None = None,
    site: Site | None = None,
) -> dict[str, str]:
    site = site or _site(reference)
    made: dict[str, str] = {}
    for lang in site.codes:
        desk = Desk(lang, site, reference, words[lang], Formats(lang))
        templates = environment(HOUSE / "themes", {"shell.html": SHELL}, words[lang])
        for kind in CATALOGUE_KINDS:
            for unit in KINDS[kind].units(showcase, site):
                for page in KINDS[kind].pages(unit, desk, source if unit.source else None):
                    assert page.address in unit.addresses
                    assert page.template in unit.templates
                    assert page.address not in made
                    made[page.address] = render(templates, page.template, page.view)
                assert digest_value(unit.given)
    return made


def _product_page(reference: Reference, words: dict[str, WordBook], decision: Decision, **changes: Any) -> str:
    source = Source(_record(**changes), decision, {"a.jpg": PICTURE})
    return _rendered(reference, words, _showcase(reference, _card()), source)["en/products/tenun/sarung/index.html"]


def test_every_address_has_one_owner_and_every_page_is_written(
    reference: Reference, words: dict[str, WordBook]
) -> None:
    showcase, site = _showcase(reference, _card()), _site(reference)
    source = Source(_record(), _decision(), {"a.jpg": PICTURE})
    owned = [
        address for kind in CATALOGUE_KINDS for unit in KINDS[kind].units(showcase, site) for address in unit.addresses
    ]
    assert len(owned) == len(set(owned))
    assert set(_rendered(reference, words, showcase, source)) == set(owned)


def test_an_empty_catalogue_still_has_its_lists(reference: Reference, words: dict[str, WordBook]) -> None:
    made = _rendered(reference, words, _showcase(reference))
    for name in ("", "products/", "producers/", "categories/", "regions/", "certifications/", "brands/"):
        assert f"en/{name}index.html" in made
    assert "Nothing is on show yet" in made["en/products/index.html"]


def test_what_a_buyer_asks_first_is_there(reference: Reference, words: dict[str, WordBook]) -> None:
    page = _product_page(reference, words, _decision())
    for fact in ("moq", "lead-time", "price", "hs", "carton", "incoterms"):
        assert f'data-fact="{fact}"' in page
    assert "0.096" in page
    assert "FOB Tanjung Perak, Surabaya" in page
    assert "Fictional sample" in page


def test_only_what_consent_allows_is_shown(reference: Reference, words: dict[str, WordBook]) -> None:
    open_page = html.unescape(_product_page(reference, words, _decision()))
    assert "https://wa.me/6280000000001?text=" in open_page
    assert f"mailto:{EMAIL}" in open_page
    assert f"media/abc{MARKS['webp']}-480.webp" in open_page
    shy = html.unescape(
        _product_page(reference, words, _decision(phone=False, email=False, prices=False, photos=False))
    )
    assert "wa.me" not in shy
    assert PHONE not in shy
    assert EMAIL not in shy
    assert 'data-fact="price"' not in shy
    assert "14.5" not in shy
    assert "media/abc" not in shy.split("The maker", 1)[0]


def test_scores_notes_and_private_numbers_never_appear(reference: Reference, words: dict[str, WordBook]) -> None:
    assert not reference.certifications["fda_ffr"].number_public
    page = _product_page(reference, words, _decision())
    assert "9999000000001" in page
    assert "12345678901" not in page
    assert SECRET not in page
    assert "97" not in re.sub(r"<[^>]*>", "", page.split('class="curated"', 1)[1].split("</dl>", 1)[0])


def test_a_withheld_product_is_nowhere(reference: Reference, words: dict[str, WordBook]) -> None:
    source = Source(_record(), _decision(), {"a.jpg": PICTURE})
    for page in _rendered(reference, words, _showcase(reference, _card()), source).values():
        assert "Rahasia" not in page


def test_certificates_carry_their_expiry_in_data(reference: Reference, words: dict[str, WordBook]) -> None:
    assert 'data-expires="2027-01-31"' in _product_page(reference, words, _decision())


def test_a_price_that_may_not_be_shown_is_nowhere(reference: Reference, words: dict[str, WordBook]) -> None:
    page = _product_page(reference, words, _decision(prices=False))
    assert 'data-fact="price"' not in page
    assert "priceSpecification" not in page


def test_structured_data_is_json_that_cannot_leave_its_block(reference: Reference, words: dict[str, WordBook]) -> None:
    page = _product_page(reference, words, _decision())
    assert "<script>alert" not in page
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    product, trail = json.loads(block)["@graph"]
    assert product["name"] == HOSTILE
    assert product["category"]["codeValue"] == "621132"
    assert product["offers"]["eligibleQuantity"] == {
        "@type": "QuantitativeValue",
        "minValue": 50,
        "unitCode": "C62",
    }
    assert trail["itemListElement"][-1]["item"] == "https://site.example/base/en/products/tenun/sarung/"


def test_a_page_in_another_language_says_so_and_points_to_the_original(
    reference: Reference, words: dict[str, WordBook]
) -> None:
    showcase, site = _showcase(reference, _card()), _site(reference)
    (unit,) = KINDS["producer"].units(showcase, site)
    source = Source(_record(), _decision(), {"a.jpg": PICTURE})
    desk = Desk("en", site, reference, words["en"], Formats("en"))
    maker, _ = KINDS["producer"].pages(unit, desk, source)
    view: Any = maker.view
    assert view.fallback_note == "Not yet translated: shown in Indonesian."
    assert not view.frame.indexed
    assert view.frame.canonical == "https://site.example/base/id/producers/tenun/"


def test_a_telephone_number_touches_no_unit_but_the_producers_own(reference: Reference) -> None:
    """Cards carry no contacts: what units are given does not know the telephone number."""
    units: list[Unit] = [
        unit for kind in CATALOGUE_KINDS for unit in KINDS[kind].units(_showcase(reference, _card()), _site(reference))
    ]
    assert [unit.key for unit in units if unit.source] == ["producer/tenun"]
    assert all(PHONE not in repr(unit.given) for unit in units)


def test_the_404_page_works_at_any_depth(reference: Reference, words: dict[str, WordBook]) -> None:
    page = _rendered(reference, words, _showcase(reference))["404.html"]
    assert re.findall(r'href="([^"]*)"', page) == ["/base/id/", "/base/en/", "/base/ar/"]


def test_the_chooser_offers_every_language_and_leads_nobody_away(
    reference: Reference, words: dict[str, WordBook]
) -> None:
    page = _rendered(reference, words, _showcase(reference))["index.html"]
    assert re.findall(r'href="(\w+/)"', page) == ["id/", "en/", "ar/"]
    assert "http-equiv" not in page
