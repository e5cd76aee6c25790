"""The lobby of an expo edition: dates, halls as doors, the programme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from markupsafe import Markup
from msgspec import Struct

from generator.foundation.markdown_text import to_html
from generator.model.catalogue import Showcase
from generator.model.expo import Expo, Session
from generator.model.picture import Picture
from generator.model.settings import Site
from generator.model.text import Said, Words
from generator.model.unit import Page, Unit
from generator.pages.addresses import expo_pattern
from generator.pages.desk import Desk
from generator.pages.expo_concourse import (
    Concourse,
    EditionCard,
    HallSign,
    SessionView,
    Stand,
    concourse,
    edition_card,
    entry,
    hall_pattern,
    hall_sign,
    inside,
    month_and_year,
    motifs,
    session_view,
    stands,
    weekday,
    zone_city,
)
from generator.pages.frame import Frame, frame
from generator.pages.links import root_of
from generator.pages.pictures import PictureView, picture_view
from generator.pages.source import Source
from generator.photos.sharing import Subject, edition_subject, stem

TEMPLATE = "expo/lobby.html"


class Door(Struct, frozen=True):
    """A hall as the lobby shows it: how many booths and products, and one picture from inside."""

    hall: HallSign
    intro: Words
    booths: int
    products: int
    cover: Picture | None


class LobbyGiven(Struct, frozen=True):
    """All a lobby shows."""

    edition: EditionCard
    intro: Words
    hosts: tuple[str, ...]
    doors: tuple[Door, ...]
    sessions: tuple[Session, ...]
    sharing: Subject


class Leaf(Struct, frozen=True):
    """A day as a leaf of a calendar: big number, month with year, weekday; ``iso`` for machines."""

    iso: str
    day: str
    month: str
    weekday: str
    spoken: str


class DoorView(Struct, frozen=True):
    """A hall's door."""

    href: str
    name: Said
    intro: Said
    motif: str
    booths: int
    products: int
    picture: PictureView | None


class LobbyView(Struct, frozen=True):
    """What the lobby shows. ``intro_html`` is ``intro`` as HTML; the programme keeps the time of ``city``."""

    frame: Frame
    concourse: Concourse
    intro: Said
    intro_html: Markup
    opens: Leaf
    closes: Leaf
    hosts: tuple[str, ...]
    doors: tuple[DoorView, ...]
    sessions: tuple[SessionView, ...]
    city: str


def units(showcase: Showcase, site: Site) -> Iterator[Unit]:
    """Yield the lobby of every edition."""
    for edition, expo in showcase.expos.items():
        dress = motifs(expo.halls)
        doors = []
        for hall in expo.halls:
            shown = stands(hall, showcase)
            count = sum(len(stand.products) for stand in shown)
            doors.append(Door(hall_sign(hall, dress), hall.intro, len(shown), count, _cover(shown)))
        sessions = tuple(sorted(expo.sessions, key=lambda session: session.start))
        card = edition_card(edition, expo, showcase.as_of)
        texts = [expo.name, expo.intro, *(session.title for session in sessions)]
        texts += [text for hall in expo.halls for text in (hall.name, hall.intro)]
        yield Unit(
            "expo",
            f"expo/{edition}",
            LobbyGiven(card, expo.intro, expo.hosts, tuple(doors), sessions, _subject(edition, expo, showcase)),
            (entry(expo_pattern(edition), texts, site),),
            templates=(TEMPLATE,),
        )


def pages(unit: Unit, desk: Desk, source: Source | None) -> Iterator[Page]:
    """Yield the lobby in one language."""
    given, page = unit.given, unit.entries[0]
    if not isinstance(given, LobbyGiven):
        return
    card = given.edition
    address = page.address(desk.lang)
    root = root_of(address)
    around = concourse(desk, root, card, given.doors[0].hall.motif)
    cover = next((door.cover for door in given.doors if door.cover is not None), None)
    intro = desk.say(given.intro)
    view = LobbyView(
        frame=frame(
            desk,
            page,
            kind="expo",
            section="expo",
            title=around.name.text,
            description=desk.words.gettext("%(expo)s, %(dates)s: halls, booths and programme.")
            % {"expo": around.name.text, "dates": around.dates},
            crumbs=((around.name.text, None),),
            image=cover,
            image_alt="" if cover is None else desk.label(cover.alt),
            sharing=stem(given.sharing),
        ),
        concourse=around,
        intro=intro,
        intro_html=to_html(intro.text),
        opens=_leaf(desk, card.opens),
        closes=_leaf(desk, card.closes),
        hosts=given.hosts,
        doors=tuple(_door(desk, root, card.id, door) for door in given.doors),
        sessions=tuple(session_view(desk, session, card.timezone) for session in given.sessions),
        city=zone_city(desk, card.timezone),
    )
    yield Page(f"{address}index.html", desk.lang, TEMPLATE, view)


def _cover(shown: tuple[Stand, ...]) -> Picture | None:
    """Take the first picture a visitor meets in a hall."""
    pictures = (picture for stand in shown for picture in (stand.card.cover, stand.products[0].cover))
    return next((picture for picture in pictures if picture is not None), None)


def _subject(edition: str, expo: Expo, showcase: Showcase) -> Subject:
    """Tell what the edition's sharing card shows: the picture of the first door that has one."""
    met = (stand for hall in expo.halls for stand in stands(hall, showcase))
    covers = ((_cover((stand,)), stand.card.id) for stand in met)
    cover, owner = next((pair for pair in covers if pair[0] is not None), (None, ""))
    return edition_subject(edition, expo.name, (expo.opens, expo.closes), cover, owner)


def _leaf(desk: Desk, day: dt.date) -> Leaf:
    return Leaf(day.isoformat(), str(day.day), month_and_year(desk, day), weekday(desk, day), desk.formats.date(day))


def _door(desk: Desk, root: str, edition: str, door: Door) -> DoorView:
    name = desk.say(door.hall.name)
    return DoorView(
        href=inside(root, hall_pattern(edition, door.hall.id), desk.lang),
        name=name,
        intro=desk.say(door.intro),
        motif=door.hall.motif,
        booths=door.booths,
        products=door.products,
        picture=picture_view(desk, root, door.cover, "card", name.text),
    )
