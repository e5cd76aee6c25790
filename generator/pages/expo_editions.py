"""The list of expo editions at ``/expo/``: one page for all languages, with a door to each."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.model.catalogue import Showcase
from generator.model.settings import Site
from generator.model.text import Direction, Lang
from generator.model.unit import Entry, Page, Unit
from generator.pages.addresses import expo_pattern
from generator.pages.desk import Desk
from generator.pages.expo_concourse import (
    EDITIONS,
    Concourse,
    EditionCard,
    concourse,
    edition_card,
    inside,
    motifs,
)
from generator.pages.frame import Frame, frame
from generator.pages.links import root_of
from generator.pages.source import Source

TEMPLATE = "expo/editions.html"


class EditionsGiven(Struct, frozen=True):
    """All editions with the cloth of their first hall, the newest first."""

    editions: tuple[tuple[EditionCard, str], ...]


class LanguageDoor(Struct, frozen=True):
    """The way into an edition in one language."""

    lang: Lang
    dir: Direction
    autonym: str
    href: str


class EditionView(Struct, frozen=True):
    """One edition in the list."""

    about: Concourse
    doors: tuple[LanguageDoor, ...]


class EditionsView(Struct, frozen=True):
    """What the list of editions shows."""

    frame: Frame
    editions: tuple[EditionView, ...]


def units(showcase: Showcase, site: Site) -> Iterator[Unit]:
    """Yield the one list, even of no editions: its address is printed on paper."""
    speaks = (site.settings.chooser_language,)
    cards = (
        (edition_card(edition, expo, showcase.as_of), motifs(expo.halls)[expo.halls[0].id])
        for edition, expo in showcase.expos.items()
    )
    given = EditionsGiven(tuple(sorted(cards, key=lambda pair: (pair[0].opens, pair[0].id), reverse=True)))
    yield Unit("expos", "expos", given, (Entry(EDITIONS, speaks, speaks),), templates=(TEMPLATE,))


def pages(unit: Unit, desk: Desk, source: Source | None) -> Iterator[Page]:
    """Yield the list, in the language the site greets strangers in and in no other."""
    given, page = unit.given, unit.entries[0]
    if not isinstance(given, EditionsGiven) or desk.lang not in page.written:
        return
    root = root_of(EDITIONS)
    yield Page(
        f"{EDITIONS}index.html",
        desk.lang,
        TEMPLATE,
        EditionsView(
            frame=frame(
                desk,
                page,
                kind="expos",
                section="expo",
                title=desk.words.gettext("Virtual expos"),
                description=desk.words.gettext("All editions of the virtual expo, in every language of the site."),
            ),
            editions=tuple(
                EditionView(concourse(desk, root, card, motif), _doors(desk, root, card))
                for card, motif in given.editions
            ),
        ),
    )


def _doors(desk: Desk, root: str, card: EditionCard) -> tuple[LanguageDoor, ...]:
    return tuple(
        LanguageDoor(
            language.code,
            language.dir,
            language.autonym,
            inside(root, expo_pattern(card.id), language.code),
        )
        for language in desk.site.languages
    )
