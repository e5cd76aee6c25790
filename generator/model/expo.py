"""The schemas of an expo edition (``content/expos/<edition>/expo.yaml``) and of a communal brand."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from generator.model.producer import Count, Day, Line, LineIn, ProseIn, Record, SentenceIn, Slug


class Booth(Record):
    """A shop window of one producer in one edition: a selection of catalogue products, never a copy.

    ``products`` empty means all that may be shown.
    """

    producer: Slug
    products: tuple[Slug, ...] = ()
    greeting: SentenceIn = {}


class Hall(Record):
    """A hall groups booths."""

    id: Slug
    name: LineIn
    intro: SentenceIn = {}
    booths: tuple[Booth, ...] = ()


class Session(Record):
    """A session on the programme; ``start`` carries its UTC offset."""

    id: Slug
    start: AwareDatetime
    minutes: Count
    kind: Literal["opening", "business-matching", "diaspora", "talk"]
    title: LineIn
    missions: tuple[Slug, ...] = ()


class Expo(Record):
    """One edition of the expo. Its id is the name of its folder."""

    name: LineIn
    intro: ProseIn = {}
    fictional: bool = False
    opens: Day
    closes: Day
    timezone: Line = "Asia/Jakarta"
    hosts: tuple[Line, ...] = ()
    halls: Annotated[tuple[Hall, ...], Field(min_length=1)]
    sessions: tuple[Session, ...] = ()


class Mark(Record):
    """The brand's collective mark."""

    scheme: Slug | Literal["merek_kolektif"]
    number: Line


class Lot(Record):
    """Products of several members that are pooled; entries are ``producer/product``."""

    lot: Slug
    name: LineIn
    products: Annotated[tuple[str, ...], Field(min_length=1)]


class Brand(Record):
    """A communal brand: several producers, one quality sheet, one supply. Its id is the file's name."""

    name: Line
    tagline: LineIn = {}
    story: ProseIn = {}
    owner: Slug
    mark: Mark | None = None
    standard: SentenceIn = {}
    members: Annotated[tuple[Slug, ...], Field(min_length=1)]
    pool: tuple[Lot, ...] = ()
