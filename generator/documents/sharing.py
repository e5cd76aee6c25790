"""The sharing cards that links show: of each producer with its products, of each booth, of each expo edition."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from msgspec import Struct

from generator.model.catalogue import Showcase
from generator.model.settings import Site
from generator.model.text import Direction, Said, Words
from generator.model.unit import Unit
from generator.pages.cards import ground_of, place_of
from generator.pages.desk import Desk
from generator.pages.expo import LobbyGiven
from generator.pages.expo_booth import BoothGiven
from generator.pages.expo_concourse import interval
from generator.photos.sharing import Copy, Subject, address, producer_subject, product_subject, stem

KIND = "sharing"


class SharingGiven(Struct, frozen=True):
    """What the cards of a unit show, by the stems of their addresses."""

    subjects: tuple[tuple[str, Subject], ...]


def units(showcase: Showcase, pages: Iterable[Unit], site: Site) -> Iterator[Unit]:
    """Yield the cards of every published producer, and those of the booths and lobbies among the planned pages."""
    if not site.sharing:
        return
    for name, card in showcase.cards.items():
        products = tuple((product.sharing, product_subject(product)) for product in card.products)
        yield _unit(name, ((card.sharing, producer_subject(card)), *products), site, name)
    for unit in pages:
        for part in unit.parts or (unit,):
            if isinstance(part.given, BoothGiven | LobbyGiven):
                subject = part.given.sharing
                yield _unit(subject.key, ((stem(subject), subject),), site, subject.owner)


def copy_of(subject: Subject, desk: Desk) -> Copy:
    """Write what a card shows in one language, as pages do."""
    details = [_said(desk, text) for text in subject.details]
    if subject.days is not None:
        details.append(Said(interval(desk, *subject.days), desk.lang, desk.dir))
    if subject.region is not None:
        details.append(Said(place_of(desk, subject.region), desk.lang, desk.dir))
    if subject.here:
        details.append(desk.say(desk.site.settings.region))
    return Copy(
        lang=desk.lang,
        dir=desk.dir,
        title=_said(desk, subject.title),
        details=tuple(said for said in details if said),
        site=desk.say(desk.site.settings.title) or _said(desk, desk.site.name),
        mark=str(subject.mark or ""),
        cloth=ground_of(subject.cloth),
    )


def _said(desk: Desk, text: str | Words) -> Said:
    """Say words in the page's language; a name is as it is, in the direction of its own letters."""
    return Said(text, desk.lang, _direction(text)) if isinstance(text, str) else desk.say(text)


def _direction(name: str) -> Direction:
    kinds = (unicodedata.bidirectional(character) for character in name)
    return "rtl" if next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L") != "L" else "ltr"


def _unit(key: str, subjects: tuple[tuple[str, Subject], ...], site: Site, owner: str) -> Unit:
    files = tuple(address(of, site, lang) for of, _ in subjects for lang in site.codes)
    return Unit(KIND, f"{KIND}/{key}", SharingGiven(subjects), files=files, photos_of=owner or None)
