"""Open data: an index, and the producers and products of each regency, from cards alone, in files of bounded size."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import Struct

from generator.feeds.open_schema import (
    VERSION,
    Column,
    OpenAmount,
    OpenFiles,
    OpenIndex,
    OpenPart,
    OpenPicture,
    OpenProducer,
    OpenProduct,
    columns,
    in_languages,
    json_schema,
)
from generator.foundation.digest import digest_bytes
from generator.model.card import Card, ProductCard
from generator.model.catalogue import Showcase
from generator.model.picture import Picture
from generator.model.settings import Site
from generator.model.text import Lang, Words
from generator.model.unit import File, Unit
from generator.pages.addresses import at, producer_pattern, product_pattern

KIND = "data"
INDEX, SCHEMA, TABLE = "data/catalogue.json", "data/schema.json", "data/products.csv"
MOST_MAKERS = 250
"""A part has about so many producers at most: some 700 kB in four languages."""
MOST_ROWS = 5_000
"""With more products there is no table of all of them, only one by part."""
_FORMULA = ("=", "+", "-", "@", "\t")


class Publisher(Struct, frozen=True):
    """Who publishes: the site's address, which begins all others, and its languages."""

    base_url: str
    codes: tuple[Lang, ...]


class SchemaGiven(Struct, frozen=True):
    """What the described schema is made from."""

    publisher: Publisher


class PartGiven(Struct, frozen=True):
    """The cards of a regency, or of one of several shares of it."""

    publisher: Publisher
    region: str
    cards: tuple[Card, ...]


class PartMention(Struct, frozen=True):
    """A part in the index: its regency, its folder and number, and how much stands in it."""

    region: str
    name: Words
    files: tuple[str, str]
    producers: int
    products: int


class IndexGiven(Struct, frozen=True):
    """The parts that the index names; ``whole`` tells that there is a table of all products too."""

    publisher: Publisher
    name: Words
    parts: tuple[PartMention, ...]
    whole: bool


class TableGiven(Struct, frozen=True):
    """All products, while they are few enough for one table."""

    publisher: Publisher
    products: tuple[ProductCard, ...]


def units(showcase: Showcase, site: Site) -> Iterator[Unit]:
    """Yield the schema, the index, the parts of every regency with a producer, and perhaps the one table."""
    publisher = Publisher(site.base_url, site.codes)
    yield Unit(kind=KIND, key="data/schema", given=SchemaGiven(publisher), files=(SCHEMA,))
    mentions: list[PartMention] = []
    for code, cards in showcase.by_region.items():
        region = showcase.reference.regions[code]
        for suffix, shelf in _shelves(cards):
            folder = f"data/{region.slug}"
            files = (f"{folder}/catalogue{suffix}.json", f"{folder}/products{suffix}.csv")
            products = sum(len(card.products) for card in shelf)
            mentions.append(PartMention(code, region.name, files, len(shelf), products))
            yield Unit(
                kind=KIND, key=f"data/{region.slug}{suffix}", given=PartGiven(publisher, code, shelf), files=files
            )
    whole = len(showcase.products) <= MOST_ROWS
    if whole:
        yield Unit(kind=KIND, key="data/products", given=TableGiven(publisher, showcase.products), files=(TABLE,))
    name = site.settings.title or dict.fromkeys(site.codes, site.name)
    yield Unit(kind=KIND, key="data/index", given=IndexGiven(publisher, name, tuple(mentions), whole), files=(INDEX,))


def _shelves(cards: tuple[Card, ...]) -> Iterator[tuple[str, tuple[Card, ...]]]:
    """Share a regency's producers out; a producer's share follows from its id alone.

    How many shares there are is a power of two, so that it seldom changes.
    """
    count = 1 << ((len(cards) - 1) // MOST_MAKERS).bit_length()
    shelves: dict[int, list[Card]] = {}
    for card in cards:
        number = int(digest_bytes(card.id.encode())[:8], 16) % count if count > 1 else 0
        shelves.setdefault(number, []).append(card)
    for number, shelf in sorted(shelves.items()):
        yield (f"-{number + 1}" if count > 1 else ""), tuple(sorted(shelf, key=lambda card: card.id))


def files(unit: Unit) -> Iterator[File]:
    """Write the files of one unit."""
    given = unit.given
    if isinstance(given, SchemaGiven):
        publisher = given.publisher
        yield File(SCHEMA, _readable(json_schema(publisher.base_url + SCHEMA, _columns(publisher))))
    elif isinstance(given, IndexGiven):
        yield File(INDEX, _readable(_index(given)))
    elif isinstance(given, PartGiven):
        catalogue, table = unit.files
        yield File(catalogue, msgspec.json.encode(_part(given)) + b"\n")
        yield File(table, _table(given.publisher, (product for card in given.cards for product in card.products)))
    elif isinstance(given, TableGiven):
        yield File(TABLE, _table(given.publisher, given.products))
    else:
        raise TypeError(f"{unit.key} was given nothing open data are made from")


def _index(given: IndexGiven) -> OpenIndex:
    base, codes = given.publisher.base_url, given.publisher.codes
    return OpenIndex(
        schema=base + SCHEMA,
        version=VERSION,
        name=in_languages(given.name, codes),
        url=base,
        languages=codes,
        csv=base + TABLE if given.whole else None,
        parts=tuple(
            OpenFiles(
                region=part.region,
                name=in_languages(part.name, codes),
                catalogue=base + part.files[0],
                csv=base + part.files[1],
                producers=part.producers,
                products=part.products,
            )
            for part in given.parts
        ),
    )


def _part(given: PartGiven) -> OpenPart:
    publisher = given.publisher
    return OpenPart(
        schema=publisher.base_url + SCHEMA,
        version=VERSION,
        region=given.region,
        producers=tuple(_producer(publisher, card) for card in given.cards),
        products=tuple(_product(publisher, product) for card in given.cards for product in card.products),
    )


def _producer(publisher: Publisher, card: Card) -> OpenProducer:
    return OpenProducer(
        id=card.id,
        name=card.name,
        kind=card.kind,
        region=card.region,
        district=card.district,
        tagline=in_languages(card.tagline, publisher.codes),
        curation=card.curation,
        brand=card.brand,
        languages=card.languages,
        image=_picture(publisher, card.cover),
        url=_urls(publisher, producer_pattern(card.id)),
    )


def _product(publisher: Publisher, card: ProductCard) -> OpenProduct:
    return OpenProduct(
        id=f"{card.producer}/{card.id}",
        producer=card.producer,
        name=in_languages(card.name, publisher.codes),
        category=card.category,
        region=card.region,
        minimum_order=None if card.moq is None else OpenAmount(*card.moq),
        certifications=card.schemes,
        languages=card.languages,
        image=_picture(publisher, card.cover),
        url=_urls(publisher, product_pattern(card.producer, card.id)),
    )


def _picture(publisher: Publisher, picture: Picture | None) -> OpenPicture | None:
    if picture is None:
        return None
    large, small = picture.widths[-1], picture.widths[0]
    return OpenPicture(
        url=publisher.base_url + picture.address(large, "jpg"),
        width=large,
        height=picture.height_at(large),
        thumbnail=publisher.base_url + picture.address(small, "jpg"),
        alt=in_languages(picture.alt, publisher.codes),
    )


def _urls(publisher: Publisher, pattern: str) -> dict[str, str]:
    return {lang: publisher.base_url + at(pattern, lang) for lang in publisher.codes}


def _columns(publisher: Publisher) -> list[Column]:
    def url(card: ProductCard, lang: Lang) -> str:
        return publisher.base_url + at(product_pattern(card.producer, card.id), lang)

    def image(card: ProductCard) -> str:
        picture = _picture(publisher, card.cover)
        return "" if picture is None else picture.url

    return columns(publisher.codes, url, image)


def _table(publisher: Publisher, products: Iterable[ProductCard]) -> bytes:
    """Write a table that spreadsheets open as they should: with a byte order mark, and no cell a formula."""
    table = _columns(publisher)
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(column.name for column in table)
    for card in products:
        writer.writerow(_harmless(column.cell(card)) for column in table)
    return target.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _readable(value: Mapping[str, object] | OpenIndex) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
