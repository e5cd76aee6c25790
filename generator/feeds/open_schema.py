"""What open data say: the one definition of every field, from which the files, their JSON Schema and the CSV follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from generator.model.card import ProductCard
from generator.model.text import Lang, Words

VERSION = 1
"""Grows when a field changes its meaning or goes; new fields leave it as it is."""

ByLanguage = Annotated[
    dict[str, str],
    Meta(description="Texts or addresses by BCP 47 language code; a language that is missing was not written."),
]
Url = Annotated[str, Meta(description="An absolute address.")]
Code = Annotated[str, Meta(description="A code of the catalogue's reference tables, never translated.")]
RegionCode = Annotated[
    str, Meta(description="The regency or city: Kemendagri code, such as 35.06.", pattern=r"^\d{2}\.\d{2}$")
]
Languages = Annotated[tuple[str, ...], Meta(description="The languages in which its own texts are complete.")]


class _Open(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Fields that are empty are left out."""


class OpenPicture(_Open, frozen=True):
    """A photo: its largest JPEG, and a small one."""

    url: Url
    width: Annotated[int, Meta(description="Pixels.", ge=1)]
    height: Annotated[int, Meta(description="Pixels.", ge=1)]
    thumbnail: Url
    alt: ByLanguage = {}


class OpenAmount(_Open, frozen=True):
    """An amount of something."""

    quantity: Annotated[int, Meta(ge=0)]
    unit: Code


class OpenProducer(_Open, frozen=True):
    """A producer who passed curation, with what it agreed to publish."""

    id: Annotated[str, Meta(description="Permanent, and the last part of its address.")]
    name: str
    kind: Code
    region: RegionCode
    url: ByLanguage
    languages: Languages
    district: Annotated[str | None, Meta(description="Where the producer agreed to tell it.")] = None
    tagline: ByLanguage = {}
    curation: Annotated[str | None, Meta(description="The class of the assessment that counts.")] = None
    brand: Annotated[str | None, Meta(description="The communal brand it belongs to.")] = None
    image: OpenPicture | None = None


class OpenProduct(_Open, frozen=True):
    """A product that may be shown."""

    id: Annotated[str, Meta(description="Permanent: its producer's id, a slash, its own.")]
    producer: Annotated[str, Meta(description="The id of its producer, who stands in the same file.")]
    name: ByLanguage
    category: Code
    region: RegionCode
    url: ByLanguage
    languages: Languages
    minimum_order: OpenAmount | None = None
    certifications: Annotated[
        tuple[str, ...], Meta(description="Schemes of certificates that were valid for it on the day of the build.")
    ] = ()
    image: OpenPicture | None = None


class OpenPart(_Open, frozen=True):
    """Producers of one regency or city with their products."""

    schema: Url
    version: int
    region: RegionCode
    producers: tuple[OpenProducer, ...]
    products: tuple[OpenProduct, ...]


class OpenFiles(_Open, frozen=True):
    """The files of a regency or city, and how much stands in them."""

    region: RegionCode
    name: ByLanguage
    catalogue: Url
    csv: Url
    producers: Annotated[int, Meta(ge=1)]
    products: Annotated[int, Meta(ge=0)]


class OpenIndex(_Open, frozen=True):
    """Which files there are. A large regency or city has several; each producer stands in one with its products."""

    schema: Url
    version: int
    name: ByLanguage
    url: Url
    languages: Annotated[tuple[str, ...], Meta(description="The languages of the site.")]
    parts: tuple[OpenFiles, ...]
    csv: Annotated[str | None, Meta(description="All products in one table, while they are few enough.")] = None


class Column(Struct, frozen=True):
    """A column of the tables of products: its name, what stands in it, and how a card fills it."""

    name: str
    description: str
    cell: Callable[[ProductCard], str]


def columns(codes: Sequence[Lang], url: Callable[..., str], image: Callable[[ProductCard], str]) -> list[Column]:
    """Return the columns of the tables of products, for a site in these languages."""
    return [
        Column("id", "The product: its producer's id, a slash, its own.", lambda card: f"{card.producer}/{card.id}"),
        Column("producer", "The id of its producer.", lambda card: card.producer),
        Column("producer_name", "The producer's name.", lambda card: card.producer_name),
        Column("region", "The regency or city: Kemendagri code.", lambda card: card.region),
        Column("category", "Code of its category.", lambda card: card.category),
        Column("minimum_order", "The smallest order, a number.", lambda card: str(card.moq[0]) if card.moq else ""),
        Column("minimum_order_unit", "Code of its unit.", lambda card: card.moq[1] if card.moq else ""),
        Column(
            "certifications",
            "Schemes valid on the day of the build, separated by spaces.",
            lambda c: " ".join(c.schemes),
        ),
        Column("image", "The address of its photo.", image),
        *(_name_column(lang) for lang in codes),
        *(Column(f"url_{lang}", f"Its page in {lang}.", partial(url, lang=lang)) for lang in codes),
    ]


def _name_column(lang: Lang) -> Column:
    return Column(f"name_{lang}", f"Its name in {lang}, where it was written.", lambda card: card.name.get(lang, ""))


def json_schema(url: str, table: Sequence[Column]) -> dict[str, Any]:
    """Return the JSON Schema of the index and the parts, with the columns of the tables among its definitions."""
    (_, _), definitions = msgspec.json.schema_components((OpenIndex, OpenPart), ref_template="#/$defs/{name}")
    row = {
        "title": "ProductRow",
        "description": "A row of products.csv (UTF-8 with a byte order mark, commas, first row: names of columns).",
        "type": "object",
        "properties": {column.name: {"type": "string", "description": column.description} for column in table},
        "required": [column.name for column in table],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": url,
        "title": "Open data of the catalogue",
        "anyOf": [{"$ref": "#/$defs/OpenIndex"}, {"$ref": "#/$defs/OpenPart"}],
        "$defs": {**definitions, "ProductRow": row},
    }


def in_languages(words: Words, codes: Sequence[Lang]) -> dict[str, str]:
    """Return the texts in the site's languages; one that is in none of them as it was written."""
    own = {lang: words[lang] for lang in codes if lang in words}
    return own or dict(words)
