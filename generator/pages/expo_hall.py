"""A hall of an expo edition: an aisle of booth fronts."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.model.catalogue import Showcase
from generator.model.picture import Picture
from generator.model.settings import Site
from generator.model.text import Said, Words
from generator.model.unit import Page, Unit
from generator.pages.addresses import booth_pattern, expo_pattern
from generator.pages.cards import place_of
from generator.pages.desk import Desk
from generator.pages.expo_concourse import (
    Concourse,
    EditionCard,
    HallSign,
    Stand,
    concourse,
    edition_card,
    entry,
    hall_pattern,
    hall_sign,
    inside,
    motifs,
    stands,
)
from generator.pages.frame import Frame, frame
from generator.pages.links import root_of
from generator.pages.pictures import PictureView, picture_view
from generator.pages.source import Source

TEMPLATE = "expo/hall.html"
GOODS = 3
"""How many products a booth's front names."""


class Front(Struct, frozen=True):
    """A booth seen from the aisle: what its producer's card says, and the first goods of the selection."""

    number: int
    producer: str
    name: str
    region: str
    tagline: Words
    cover: Picture | None
    goods: tuple[Words, ...]
    products: int


class HallGiven(Struct, frozen=True):
    """All a hall shows. ``others`` are the edition's other halls."""

    edition: EditionCard
    hall: HallSign
    intro: Words
    fronts: tuple[Front, ...]
    others: tuple[HallSign, ...]


class FrontView(Struct, frozen=True):
    """A booth's front; ``more`` counts the goods that are not named."""

    href: str
    number: str
    name: str
    place: str
    tagline: Said
    picture: PictureView | None
    goods: tuple[Said, ...]
    more: int


class HallLink(Struct, frozen=True):
    """The way to another hall."""

    href: str
    name: Said
    motif: str


class HallView(Struct, frozen=True):
    """What a hall shows."""

    frame: Frame
    concourse: Concourse
    name: Said
    intro: Said
    fronts: tuple[FrontView, ...]
    others: tuple[HallLink, ...]


def units(showcase: Showcase, site: Site) -> Iterator[Unit]:
    """Yield every hall of every edition, the empty ones too: their addresses are printed on paper."""
    for edition, expo in showcase.expos.items():
        dress = motifs(expo.halls)
        signs = tuple(hall_sign(hall, dress) for hall in expo.halls)
        card = edition_card(edition, expo, showcase.as_of)
        for hall in expo.halls:
            fronts = tuple(_front(stand) for stand in stands(hall, showcase))
            others = tuple(sign for sign in signs if sign.id != hall.id)
            texts = [hall.name, hall.intro, *(front.tagline for front in fronts)]
            yield Unit(
                "hall",
                f"hall/{edition}/{hall.id}",
                HallGiven(card, hall_sign(hall, dress), hall.intro, fronts, others),
                (entry(hall_pattern(edition, hall.id), texts, site),),
                templates=(TEMPLATE,),
            )


def pages(unit: Unit, desk: Desk, source: Source | None) -> Iterator[Page]:
    """Yield the hall in one language."""
    given, page = unit.given, unit.entries[0]
    if not isinstance(given, HallGiven):
        return
    address = page.address(desk.lang)
    root = root_of(address)
    around = concourse(desk, root, given.edition, given.hall.motif)
    name, intro = desk.say(given.hall.name), desk.say(given.intro)
    cover = next((front.cover for front in given.fronts if front.cover is not None), None)
    values = {"hall": name.text, "expo": around.name.text}
    view = HallView(
        frame=frame(
            desk,
            page,
            kind="hall",
            section="expo",
            title=desk.words.gettext("%(hall)s at %(expo)s") % values,
            description=intro.text or desk.words.gettext("%(hall)s at %(expo)s: walk along its booths.") % values,
            crumbs=(
                (around.name.text, inside("", expo_pattern(given.edition.id), desk.lang)),
                (name.text, None),
            ),
            image=cover,
            image_alt="" if cover is None else desk.label(cover.alt),
        ),
        concourse=around,
        name=name,
        intro=intro,
        fronts=tuple(_front_view(desk, root, given.edition.id, front) for front in given.fronts),
        others=tuple(
            HallLink(
                inside(root, hall_pattern(given.edition.id, sign.id), desk.lang),
                desk.say(sign.name),
                sign.motif,
            )
            for sign in given.others
        ),
    )
    yield Page(f"{address}index.html", desk.lang, TEMPLATE, view)


def _front(stand: Stand) -> Front:
    covers = (stand.card.cover, *(product.cover for product in stand.products))
    return Front(
        number=stand.number,
        producer=stand.card.id,
        name=stand.card.name,
        region=stand.card.region,
        tagline=stand.card.tagline,
        cover=next((cover for cover in covers if cover is not None), None),
        goods=tuple(product.name for product in stand.products[:GOODS]),
        products=len(stand.products),
    )


def _front_view(desk: Desk, root: str, edition: str, front: Front) -> FrontView:
    return FrontView(
        href=inside(root, booth_pattern(edition, front.producer), desk.lang),
        number=desk.formats.number(front.number),
        name=front.name,
        place=place_of(desk, front.region),
        tagline=desk.say(front.tagline),
        picture=picture_view(desk, root, front.cover, "card", front.name),
        goods=tuple(desk.say(name) for name in front.goods),
        more=front.products - len(front.goods),
    )
