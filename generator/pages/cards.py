"""Cards as lists and neighbours show them: a product's tile, a maker's tile, a group's tile, a link."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from generator.foundation.digest import digest_bytes
from generator.model.card import Card, ProductCard
from generator.model.picture import Picture
from generator.model.text import Said
from generator.pages.addresses import at, producer_pattern, product_pattern
from generator.pages.desk import Desk
from generator.pages.pictures import PictureView, picture_view

GROUNDS = 4
"""How many dyed grounds stand in for a missing photo."""
MOST_DRAWN = 4_000
"""Tiles a desk keeps at most: some 4 MB."""


class Link(Struct, frozen=True):
    """A word that leads somewhere inside the site, with an optional remark such as a count."""

    text: str
    href: str
    remark: str = ""


class ProductTile(Struct, frozen=True):
    """A product in a grid. ``ground`` (0 to 3) is the dyed ground shown when there is no photo."""

    href: str
    name: Said
    maker: str
    place: str
    picture: PictureView | None
    badges: tuple[str, ...]
    moq: str
    ground: int


class MakerTile(Struct, frozen=True):
    """A producer in a grid; ``curation`` is the label of the class that counts today, or empty."""

    href: str
    name: str
    kind: str
    tagline: Said
    place: str
    picture: PictureView | None
    curation: str
    count: str
    ground: int


class GroupTile(Struct, frozen=True):
    """A category or the like as a picture with its name."""

    href: str
    name: str
    count: str
    picture: PictureView | None
    ground: int


def product_count(desk: Desk, number: int) -> str:
    """Say how many products: ``12 products``."""
    text = desk.words.ngettext("%(num)s product", "%(num)s products", number)
    return text % {"num": desk.formats.number(number)}


def maker_count(desk: Desk, number: int) -> str:
    """Say how many makers: ``3 makers``."""
    text = desk.words.ngettext("%(num)s maker", "%(num)s makers", number)
    return text % {"num": desk.formats.number(number)}


def place_of(desk: Desk, region: str, district: str | None = None) -> str:
    """Name a regency or city, with the district where it may be shown."""
    name = desk.label(desk.reference.regions[region].name)
    if district is None:
        return name
    return desk.words.gettext("%(district)s, %(region)s") % {"district": district, "region": name}


def product_tile(desk: Desk, root: str, card: ProductCard) -> ProductTile:
    """Show a product's card on a page at ``root``; the same card is shown alike on all pages equally deep."""
    known = desk.drawn.get((root, id(card)))
    if known is not None and known[0] is card and isinstance(known[1], ProductTile):
        return known[1]
    tile = _product_tile(desk, root, card)
    if len(desk.drawn) >= MOST_DRAWN:
        desk.drawn.clear()
    desk.drawn[root, id(card)] = (card, tile)
    return tile


def _product_tile(desk: Desk, root: str, card: ProductCard) -> ProductTile:
    name = desk.say(card.name)
    moq = ""
    if card.moq is not None:
        moq = desk.words.gettext("from %(quantity)s") % {"quantity": desk.quantity(*card.moq)}
    return ProductTile(
        href=root + at(product_pattern(card.producer, card.id), desk.lang),
        name=name,
        maker=card.producer_name,
        place=place_of(desk, card.region),
        picture=picture_view(desk, root, card.cover, "card", name.text),
        badges=tuple(desk.label(desk.reference.certifications[scheme].short) for scheme in card.badges),
        moq=moq,
        ground=ground_of(card.category),
    )


def maker_tile(desk: Desk, root: str, card: Card) -> MakerTile:
    """Show a producer's card on a page at ``root``."""
    curation = "" if card.curation is None else desk.label(desk.reference.curation_classes[card.curation].name)
    return MakerTile(
        href=root + at(producer_pattern(card.id), desk.lang),
        name=card.name,
        kind=desk.label(desk.reference.producer_kinds[card.kind].name),
        tagline=desk.say(card.tagline),
        place=place_of(desk, card.region),
        picture=picture_view(desk, root, card.cover or _any_cover(card), "card", card.name),
        curation=curation,
        count=product_count(desk, len(card.products)),
        ground=ground_of(card.id),
    )


def group_tile(
    desk: Desk, root: str, pattern: str, name: str, count: int, cover: Picture | None, ground: int
) -> GroupTile:
    """Show a group of products by one of its photos, which says nothing the name does not say."""
    view = picture_view(desk, root, cover, "card")
    return GroupTile(root + at(pattern, desk.lang), name, product_count(desk, count), view, ground)


def group_cover(cards: tuple[ProductCard, ...]) -> Picture | None:
    """Choose the photo that stands for a group: always the same one while its product stays."""
    covers = [(digest_bytes(f"{card.producer}/{card.id}".encode()), card.cover) for card in cards if card.cover]
    return min(covers, key=lambda pair: pair[0])[1] if covers else None


@lru_cache(maxsize=4096)
def ground_of(name: str) -> int:
    """Choose a dyed ground for a name: always the same one."""
    return int(digest_bytes(name.encode())[:4], 16) % GROUNDS


def _any_cover(card: Card) -> Picture | None:
    return next((product.cover for product in card.products if product.cover is not None), None)
