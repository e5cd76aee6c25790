"""The concourse of an expo edition: what all its pages share - dates, dyes, programme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_interval, format_skeleton, format_time, get_timezone_location
from msgspec import Struct

from generator.foundation.digest import digest_bytes
from generator.languages.choice import languages_with_all
from generator.model.card import Card, ProductCard
from generator.model.catalogue import Showcase
from generator.model.expo import Booth, Expo, Hall, Session
from generator.model.settings import Site
from generator.model.text import Lang, Said, Words
from generator.model.unit import Entry
from generator.pages.addresses import at, expo_pattern
from generator.pages.desk import Desk

State = Literal["before", "live", "after"]

EDITIONS = "expo/"
"""Where the list of all editions lives; it has one language, like the site's chooser."""

MOTIFS = ("ikat", "parang", "truntum", "gelombang", "anyaman", "tumpal", "kawung")
"""The cloths halls are dressed in, each with a dye in the stylesheet; their order decides who wears which."""


class EditionCard(Struct, frozen=True):
    """What every page of an edition may show of it. ``state`` is that of the build's date."""

    id: str
    name: Words
    fictional: bool
    opens: dt.date
    closes: dt.date
    timezone: str
    state: State


class HallSign(Struct, frozen=True):
    """A hall as other pages of the edition show it."""

    id: str
    name: Words
    motif: str


class Stand(Struct, frozen=True):
    """A booth that may be shown: its place in its hall (from 1), the producer's card, the products chosen."""

    number: int
    booth: Booth
    card: Card
    products: tuple[ProductCard, ...]


class Concourse(Struct, frozen=True):
    """What every expo template shows around its own matter.

    ``opens`` and ``closes`` are dates for people, the ``_at`` ones instants (ISO 8601) for the browser: the
    edition ends when its last day does. ``tongues`` names languages that a text may have fallen back to.
    """

    name: Said
    dates: str
    opens: str
    closes: str
    opens_at: str
    closes_at: str
    state: State
    fictional: bool
    lobby: str
    editions: str
    catalogue: str
    motif: str
    tongues: Mapping[Lang, str]


class MissionGroup(Struct, frozen=True):
    """The cities of one country from which missions take part; a city that is its country needs no second mention."""

    country: str
    cities: str


class SessionView(Struct, frozen=True):
    """A session in the edition's own time; ``start`` and ``end`` are instants (ISO 8601) for the browser."""

    kind: str
    title: Said
    start: str
    end: str
    day: str
    weekday: str
    date: str
    time: str
    offset: str
    missions: tuple[MissionGroup, ...]


def hall_pattern(edition: str, hall: str) -> str:
    """Return where a hall lives."""
    return f"{expo_pattern(edition)}halls/{hall}/"


def inside(root: str, pattern: str, lang: Lang) -> str:
    """Return the link to a page by its file, because folders do not open from ``file://``."""
    return f"{root}{at(pattern, lang)}index.html"


def edition_card(edition: str, expo: Expo, as_of: dt.date) -> EditionCard:
    """Take an edition's card on a date."""
    state: State = "before" if as_of < expo.opens else "live" if as_of <= expo.closes else "after"
    return EditionCard(edition, expo.name, expo.fictional, expo.opens, expo.closes, expo.timezone, state)


def motifs(halls: Iterable[Hall]) -> Mapping[str, str]:
    """Dress halls in cloths: each by the digest of its id, the next free one where two would be alike."""
    worn: dict[str, str] = {}
    for hall in halls:
        first = int(digest_bytes(hall.id.encode())[:8], 16)
        choice = [MOTIFS[(first + step) % len(MOTIFS)] for step in range(len(MOTIFS))]
        worn[hall.id] = next((motif for motif in choice if motif not in worn.values()), choice[0])
    return worn


def hall_sign(hall: Hall, dress: Mapping[str, str]) -> HallSign:
    """Take a hall's sign."""
    return HallSign(hall.id, hall.name, dress[hall.id])


def stands(hall: Hall, showcase: Showcase) -> tuple[Stand, ...]:
    """List the booths of a hall that may be shown, in the hall's order.

    A booth whose producer is withheld, or of whose selection nothing may be shown, is not there at all.
    """
    found: list[Stand] = []
    for booth in hall.booths:
        card = showcase.cards.get(booth.producer)
        if card is None:
            continue
        chosen = {product.id: product for product in card.products}
        products = tuple(chosen[name] for name in booth.products or chosen if name in chosen)
        if products:
            found.append(Stand(len(found) + 1, booth, card, products))
    return tuple(found)


def entry(pattern: str, texts: Iterable[Words], site: Site, *, among: Iterable[Iterable[Lang]] = ()) -> Entry:
    """Make the entry of a page in every language, announced where all its own texts are written.

    ``among`` narrows further to the languages in which what it shows of producers is complete.
    """
    complete = languages_with_all(texts, site.codes)
    sets = [frozenset(languages) for languages in among]
    return Entry(pattern, site.codes, tuple(lang for lang in complete if all(lang in some for some in sets)))


def concourse(desk: Desk, root: str, card: EditionCard, motif: str) -> Concourse:
    """Make what every page of the edition shows around its own matter."""
    zone = ZoneInfo(card.timezone)
    ends = card.closes + dt.timedelta(days=1)
    known = {language.code for language in desk.site.languages}.union(desk.site.settings.fallback)
    return Concourse(
        name=desk.say(card.name),
        dates=interval(desk, card.opens, card.closes),
        opens=desk.formats.date(card.opens),
        closes=desk.formats.date(card.closes),
        opens_at=dt.datetime.combine(card.opens, dt.time(), zone).isoformat(),
        closes_at=dt.datetime.combine(ends, dt.time(), zone).isoformat(),
        state=card.state,
        fictional=card.fictional,
        lobby=inside(root, expo_pattern(card.id), desk.lang),
        editions=f"{root}{EDITIONS}index.html",
        catalogue=f"{root}{desk.lang}/index.html",
        motif=motif,
        tongues={code: desk.formats.language(code) for code in sorted(known)},
    )


def interval(desk: Desk, start: dt.date, end: dt.date) -> str:
    """Write a span of days in the language's middle form."""
    return str(format_interval(start, end, "yMMMd", locale=desk.formats.locale))


def month_and_year(desk: Desk, day: dt.date) -> str:
    """Write a date without its day."""
    return str(format_skeleton("yMMMM", day, locale=desk.formats.locale))


def weekday(desk: Desk, day: dt.date) -> str:
    """Write the day of the week."""
    return str(format_date(day, "EEEE", locale=desk.formats.locale))


def zone_city(desk: Desk, timezone: str) -> str:
    """Name the city whose time a time zone is."""
    return str(get_timezone_location(timezone, locale=desk.formats.locale, return_city=True))


def session_view(desk: Desk, session: Session, timezone: str) -> SessionView:
    """Show a session in the edition's own time, with its distance from UTC."""
    start = session.start.astimezone(ZoneInfo(timezone))
    end = start + dt.timedelta(minutes=session.minutes)
    locale = desk.formats.locale
    return SessionView(
        kind=session.kind,
        title=desk.say(session.title),
        start=start.isoformat(),
        end=end.isoformat(),
        day=str(start.day),
        weekday=weekday(desk, start.date()),
        date=desk.formats.date(start.date()),
        time=f"{format_time(start, 'HH:mm', locale=locale)}–{format_time(end, 'HH:mm', locale=locale)}",
        offset=utc_offset(start),
        missions=tuple(_mission_groups(desk, session.missions)),
    )


def utc_offset(moment: dt.datetime) -> str:
    """Write a moment's distance from UTC: ``UTC+7``, ``UTC+5:30``."""
    minutes = round((moment.utcoffset() or dt.timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes >= 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"


def _mission_groups(desk: Desk, missions: tuple[str, ...]) -> Iterator[MissionGroup]:
    by_country: dict[str, dict[str, None]] = {}
    for name in missions:
        mission = desk.reference.missions[name]
        by_country.setdefault(mission.country, {})[desk.label(mission.city)] = None
    for code, cities in by_country.items():
        country = desk.formats.country(code)
        yield MissionGroup(country, desk.formats.list([city for city in cities if city not in country]))
