"""What a run did, and how it tells of its progress."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.report.problem import Problem
from generator.write.memory import Rest

if TYPE_CHECKING:
    import datetime as dt

    from generator.gather import Gathered
    from generator.model.catalogue import Reading, Reference, Showcase
    from generator.model.settings import Site

Progress = Callable[[str, int, int], None]
"""Told of each step: its name, how much of it is done, and how much there is."""


def no_progress(step: str, done: int, total: int) -> None:
    """Say nothing."""


class Told(Struct, frozen=True):
    """Everything read and gathered: what a run knows before it decides anything."""

    site: Site
    as_of: dt.date
    reference: Reference
    readings: Mapping[str, Reading]
    gathered: Gathered


class Outcome(Struct, frozen=True):
    """What a run did. ``rendered`` are the keys of the units made; ``published`` tells whether the site is new.

    ``told`` and ``showcase`` are None when the run had no need to look at everybody.
    """

    problems: tuple[Problem, ...]
    published: bool = False
    told: Told | None = None
    showcase: Showcase | None = None
    rendered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    producers: int = 0
    units: int = 0
    addresses: int = 0
    written: int = 0
    removed: int = 0
    left_out: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def as_before(rest: Rest) -> Outcome:
    """Tell again what the last run told: a warning does not disappear because nothing changed."""
    return Outcome(
        problems=rest.problems,
        published=True,
        producers=rest.producers,
        units=rest.units,
        addresses=rest.addresses,
        left_out=rest.left_out,
    )
