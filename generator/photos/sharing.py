"""Sharing cards by name: what each shows in any language, and the address that follows from it before pixels exist."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.foundation.digest import digest_bytes, digest_value
from generator.languages.choice import say
from generator.model.card import Card, ProductCard
from generator.model.catalogue import Reference
from generator.model.picture import Picture
from generator.model.settings import Site
from generator.model.text import Direction, Lang, Said, Words
from generator.photos.sharing_fonts import FONTS, Shelf, identity

SIZE = (1200, 630)
"""Width and height (px) of every sharing card, as OpenGraph readers expect them."""
LAYOUT = "catalogue/sharing/card.typ"
"""The layout of all cards, below the themes; a theme without it has no sharing cards."""
MOTIFS = "catalogue/static"
VERSION = 1
"""Raise it when the same layout, fonts and texts give other pixels."""


class Subject(Struct, frozen=True):
    """What one sharing card shows, in no language yet.

    A text that is one string is a name, the same everywhere. ``days`` are the first and the last; ``here`` tells that
    the site's own region is shown; ``mark`` is the number on a booth's flag, 0 for none; ``photo`` is the address of
    the largest JPEG and the focal point of a photo of the producer ``owner``. Without a photo the card is dyed cloth,
    chosen by ``cloth``.
    """

    key: str
    title: str | Words
    cloth: str
    owner: str
    details: tuple[str | Words, ...] = ()
    region: str | None = None
    days: tuple[dt.date, dt.date] | None = None
    here: bool = False
    mark: int = 0
    photo: tuple[str, tuple[float, float]] | None = None


class Copy(Struct, frozen=True):
    """What stands on one card in one language; ``cloth`` is the number of the dyed cloth where there is no photo."""

    lang: Lang
    dir: Direction
    title: Said
    details: tuple[Said, ...]
    site: Said
    mark: str = ""
    cloth: int = 0


def product_subject(card: ProductCard) -> Subject:
    """Tell what the sharing card of a product shows."""
    return Subject(
        key=f"product/{card.producer}/{card.id}",
        title=card.name,
        cloth=card.category,
        owner=card.producer,
        details=(card.producer_name,),
        region=card.region,
        photo=_photo(card.cover),
    )


def producer_subject(card: Card) -> Subject:
    """Tell what the sharing card of a producer shows."""
    return Subject(
        key=f"producer/{card.id}",
        title=card.name,
        cloth=card.id,
        owner=card.id,
        details=(card.tagline,) if card.tagline else (),
        region=card.region,
        photo=_photo(card.cover),
    )


def booth_subject(
    edition: str, expo: Words, hall: Words, number: int, card: Card, products: tuple[ProductCard, ...]
) -> Subject:
    """Tell what the sharing card of a booth shows: its maker, where it stands, and something from its window."""
    covers = (*(product.cover for product in products), card.cover)
    return Subject(
        key=f"booth/{edition}/{card.id}",
        title=card.name,
        cloth=card.id,
        owner=card.id,
        details=(expo, hall),
        mark=number,
        photo=_photo(next((cover for cover in covers if cover is not None), None)),
    )


def edition_subject(
    edition: str, expo: Words, days: tuple[dt.date, dt.date], cover: Picture | None, owner: str
) -> Subject:
    """Tell what the sharing card of an expo edition shows; ``owner`` is the producer whose photo ``cover`` is."""
    return Subject(
        key=f"expo/{edition}", title=expo, cloth=edition, owner=owner, days=days, here=True, photo=_photo(cover)
    )


def with_product_card(card: ProductCard) -> ProductCard:
    """Put on a product's card what stands for its sharing card."""
    return replace(card, sharing=stem(product_subject(card)))


def with_producer_card(card: Card) -> Card:
    """Put on a producer's card what stands for its sharing card."""
    return replace(card, sharing=stem(producer_subject(card)))


def stem(subject: Subject) -> str:
    """Return the part of a card's address that stands for what it shows, the same in all languages."""
    return digest_value(subject)[:16]


def address(of: str, site: Site, lang: Lang) -> str:
    """Return the permanent address of a card in one language, relative to the site's root, by its stem."""
    return f"media/{of}-{site.sharing[lang]}-{lang}.jpg"


def largest_address(picture: Picture) -> str:
    """Return the address of the variant from which cards are made; it changes with the photo and its recipe."""
    return picture.address(picture.widths[-1], "jpg")


def grounds(site: Site, reference: Reference, themes: Path) -> Mapping[Lang, str]:
    """Digest what all cards of a language stand on: layout, fonts, the site's name, the names of regions.

    Nothing when the site or its theme has no cards. Raises ``OSError``.
    """
    if not site.settings.sharing_cards or not (themes / LAYOUT).is_file():
        return {}
    fallback = site.settings.fallback
    drawn = [digest_bytes(file.read_bytes()) for file in sorted([themes / LAYOUT, *(themes / MOTIFS).glob("*.svg")])]
    common = digest_value((VERSION, drawn, fallback, {code: each.name for code, each in reference.regions.items()}))
    shelf = Shelf(themes / FONTS)
    fonts = {lang: [font.path for font in shelf.fonts_of(lang)] for lang in site.codes}
    known = {path: identity(path) for path in {path for paths in fonts.values() for path in paths}}
    found: dict[Lang, str] = {}
    for lang, paths in fonts.items():
        name = say(site.settings.title, lang, fallback).text or site.name
        region = say(site.settings.region, lang, fallback).text
        found[lang] = digest_value((common, lang, name, region, [known[path] for path in paths]))[:8]
    return found


def _photo(cover: Picture | None) -> tuple[str, tuple[float, float]] | None:
    return None if cover is None else (largest_address(cover), cover.focus)
