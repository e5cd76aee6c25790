"""Open data: what may be shown and nothing else, as the published schema says, in files that stay small and still."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.feeds import open_data
from generator.feeds.open_schema import OpenIndex, OpenPart, OpenProducer, OpenProduct
from generator.model.card import Card, ProductCard
from generator.model.catalogue import Showcase
from generator.model.picture import Picture
from generator.model.reference import Language
from generator.model.request import HOUSE
from generator.model.settings import Settings, Site
from generator.model.unit import Unit
from generator.read.content import read_reference
from tests.conftest import SampleSite
from tests.small_catalogue import AS_OF, Catalogue

BASE = "https://katalog.test/"
REFERENCE = read_reference(HOUSE)[0]
LANGUAGES = tuple(Language(code=code, autonym=code, dir="ltr") for code in ("id", "en"))
SITE = Site(Settings(languages=("id", "en")), "Katalog", BASE, LANGUAGES)
MOST_BYTES = 2_500_000


# The published files


@pytest.fixture(scope="module")
def data(sample_site: SampleSite) -> Path:
    """Return the folder of the samples' open data."""
    return sample_site.site / "data"


def _base(data: Path) -> str:
    return str(json.loads((data / "catalogue.json").read_bytes())["url"])


def _at(data: Path, url: str) -> Path:
    """Return the published file an address leads to."""
    path = data.parent / url.removeprefix(_base(data))
    return path / "index.html" if url.endswith("/") else path


def _parts(data: Path) -> Iterator[OpenPart]:
    for part in json.loads((data / "catalogue.json").read_bytes())["parts"]:
        yield msgspec.json.decode(_at(data, part["catalogue"]).read_bytes(), type=OpenPart)


def test_every_file_is_what_the_definition_says(data: Path) -> None:
    """No field is missing, unknown or of another type."""
    index = msgspec.json.decode((data / "catalogue.json").read_bytes(), type=OpenIndex)
    assert [part.region for part in _parts(data)] == [part.region for part in index.parts]
    for mention, part in zip(index.parts, _parts(data), strict=True):
        assert (mention.producers, mention.products) == (len(part.producers), len(part.products))
        assert {product.producer for product in part.products} <= {producer.id for producer in part.producers}


def test_every_file_is_what_the_published_schema_says(data: Path) -> None:
    """The schema is read as another program would, which knows nothing of our definition."""
    schema = json.loads((data / "schema.json").read_bytes())
    files = sorted(data.rglob("catalogue*.json"))
    assert len(files) > 5
    for file in files:
        assert list(_faults(schema, schema, json.loads(file.read_bytes()), file.name)) == []
    broken = json.loads(files[-1].read_bytes())
    broken["producers"][0]["phone"] = "+62"
    del broken["producers"][0]["kind"]
    assert list(_faults(schema, schema, broken, "broken"))


def _faults(schema: Any, rule: Any, value: Any, place: str) -> Iterator[str]:
    """Tell where a value is not what a JSON Schema says, for the part of JSON Schema that ours uses."""
    if "$ref" in rule:
        yield from _faults(schema, schema["$defs"][rule["$ref"].rsplit("/", 1)[-1]], value, place)
    if "anyOf" in rule and all(list(_faults(schema, each, value, place)) for each in rule["anyOf"]):
        yield f"{place}: is none of the kinds it may be"
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}
    if "type" in rule and not isinstance(value, kinds[rule["type"]]):
        yield f"{place}: is no {rule['type']}"
    elif isinstance(value, dict):
        known, more = rule.get("properties", {}), rule.get("additionalProperties", True)
        yield from (f"{place}: has no {name}" for name in rule.get("required", ()) if name not in value)
        for name, each in value.items():
            if name in known or isinstance(more, dict):
                yield from _faults(schema, known.get(name, more), each, f"{place}.{name}")
            elif more is False and "properties" in rule:
                yield f"{place}: {name} is not known"
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _faults(schema, rule.get("items", {}), each, f"{place}[{number}]")
    elif isinstance(value, str) and not re.search(rule.get("pattern", ""), value):
        yield f"{place}: {value} is not written like {rule['pattern']}"
    elif isinstance(value, int) and value < rule.get("minimum", value):
        yield f"{place}: {value} is too little"


def test_all_that_is_on_show_is_there_and_nothing_else(data: Path, sample_site: SampleSite) -> None:
    """Whoever curation holds back has no page, and stands in no file."""
    pages = {path.parent.name for path in (data.parent / "en" / "producers").glob("*/index.html")}
    listed = [producer for part in _parts(data) for producer in part.producers]
    assert len(listed) == len({producer.id for producer in listed})
    assert {producer.id for producer in listed} == pages
    withheld = {path.parent.name for path in sample_site.root.glob("producers/*/*/producer.yaml")} - pages
    assert withheld
    everything = b"".join(path.read_bytes() for path in data.rglob("*.*"))
    assert not [name for name in withheld if name.encode() in everything]


def test_every_address_leads_to_a_published_file(data: Path) -> None:
    """Pages in every language, photos, and the files of the data themselves."""
    index = json.loads((data / "catalogue.json").read_bytes())
    assert _at(data, index["csv"]).is_file()
    assert all(_at(data, part["csv"]).is_file() for part in index["parts"])
    for part in _parts(data):
        shown: list[OpenProducer | OpenProduct] = [*part.producers, *part.products]
        for each in shown:
            urls = [*each.url.values(), *((each.image.url, each.image.thumbnail) if each.image else ())]
            assert all(_at(data, url).is_file() for url in urls)


def test_the_tables_say_what_the_files_say(data: Path) -> None:
    """The one table of all products, and those of each regency; their columns are described in the schema."""
    schema = json.loads((data / "schema.json").read_bytes())["$defs"]["ProductRow"]
    products = {product.id: product for part in _parts(data) for product in part.products}
    rows = list(csv.DictReader(io.StringIO((data / "products.csv").read_text(encoding="utf-8-sig"))))
    assert {row["id"] for row in rows} == products.keys()
    assert sum(len(table.read_text(encoding="utf-8-sig").splitlines()) - 1 for table in data.glob("*/*.csv")) == len(
        rows
    )
    for row in rows:
        product = products[row["id"]]
        assert list(row) == schema["required"]
        assert row["certifications"].split() == list(product.certifications)
        assert (row["name_en"], row["url_en"]) == (product.name.get("en", ""), product.url["en"])
        assert row["minimum_order"] == (str(product.minimum_order.quantity) if product.minimum_order else "")


def test_what_a_producer_keeps_private_is_in_no_file(catalogue: Catalogue) -> None:
    """Contacts, numbers of papers and prices are on no card; what consent withholds is off it."""
    catalogue.producer(swaps={"photos: true, story: true,": "photos: false, story: false,"})
    assert catalogue.build().problems == ()
    everything = b"".join(content for address, content in catalogue.published().items() if address.startswith("data/"))
    assert b"tenun-sari/sarung" in everything
    for private in (b"0000-9999", b"tenun-sari.example", b"9999000000099", b"/media/", b"bengawan"):
        assert private not in everything


# The units


def _maker(number: int, region: str = "35.06") -> Card:
    maker = f"batik-{number:05}"
    product = ProductCard("kain", maker, f"Batik {number}", region, "batik", {"id": "Kain"}, None, (5, "pcs"), ("id",))
    return Card(maker, f"Batik {number}", "ukm", region, None, {"id": "Dari desa"}, None, (product,), ("id",), None)


def _showcase(cards: list[Card]) -> Showcase:
    regions = sorted({card.region for card in cards})
    return Showcase(
        as_of=AS_OF,
        reference=REFERENCE,
        cards={card.id: card for card in cards},
        decisions={},
        brands={},
        expos={},
        products=tuple(product for card in cards for product in card.products),
        by_region={code: tuple(card for card in cards if card.region == code) for code in regions},
    )


def _units(cards: list[Card]) -> dict[str, Unit]:
    return {unit.key: unit for unit in open_data.units(_showcase(cards), SITE)}


def test_a_small_regency_has_one_file() -> None:
    """Its address says so."""
    addresses = [address for unit in _units([_maker(1), _maker(2)]).values() for address in unit.files]
    assert sorted(addresses) == [
        "data/catalogue.json",
        "data/kediri/catalogue.json",
        "data/kediri/products.csv",
        "data/products.csv",
        "data/schema.json",
    ]


@given(st.integers(1, 3000))
def test_the_files_of_a_large_regency_stay_small(count: int) -> None:
    """However many producers it has; each of them stands in one file."""
    units = _units([_maker(number) for number in range(count)])
    parts = [unit.given for unit in units.values() if isinstance(unit.given, open_data.PartGiven)]
    assert sorted(card.id for part in parts for card in part.cards) == [f"batik-{number:05}" for number in range(count)]
    assert max(len(part.cards) for part in parts) <= 1.4 * open_data.MOST_MAKERS
    assert ("data/products" in units) == (count <= open_data.MOST_ROWS)


def test_a_newcomer_renews_one_part_and_the_index() -> None:
    """The others stay; where there are very many products there is no table of all of them to renew."""
    cards = [_maker(number, region) for region in ("35.06", "35.24") for number in range(3000)]
    cards = [replace(card, id=f"{card.id}-{card.region}") for card in cards]
    before, after = _units(cards), _units([*cards, _maker(9999)])
    changed = [key for key, unit in after.items() if before.get(key) != unit]
    assert len(after) > 20
    assert len(changed) == 2 and "data/index" in changed


def test_a_full_part_is_small_enough_to_fetch_on_a_slow_line() -> None:
    """As many producers as a part usually holds at most, in ten languages, with three products and photos."""
    codes = ("id", "en", "zh-Hans", "ja", "ar", "ko", "nl", "de", "ms", "fr")
    words = dict.fromkeys(codes, "Kain tenun ikat sutra halus")
    photo = Picture("a" * 32, 1600, 1200, (320, 640, 1280), words, (0.5, 0.5), "depan.jpg")
    card = replace(_maker(1), tagline=words, cover=photo)
    product = replace(card.products[0], name=words, cover=photo)
    cards = tuple(replace(card, id=f"batik-{n}", products=(product,) * 3) for n in range(open_data.MOST_MAKERS))
    unit = Unit("data", "x", open_data.PartGiven(open_data.Publisher(BASE, codes), "35.06", cards), files=("a", "b"))
    assert max(len(file.content) for file in open_data.files(unit)) <= MOST_BYTES


def test_no_cell_of_a_table_is_a_formula() -> None:
    """A spreadsheet would run it."""
    card = replace(_maker(1).products[0], name={"id": '=HYPERLINK("http://x")', "en": "+1"})
    unit = Unit("data", "x", open_data.TableGiven(open_data.Publisher(BASE, ("id", "en")), (card,)))
    (file,) = open_data.files(unit)
    (row,) = csv.DictReader(io.StringIO(file.content.decode("utf-8-sig")))
    assert (row["name_id"], row["name_en"]) == ('\'=HYPERLINK("http://x")', "'+1")
