"""What is remembered of one published folder, and the one place that changes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.foundation.bucket import Bucket
from generator.foundation.packing import packed, unpacked
from generator.foundation.store import Store, Writer
from generator.model.unit import MadeUnit, Planned
from generator.report.problem import Problem
from generator.write.staging import (
    Exchange,
    clear,
    exchange,
    is_complete,
    published_stamp,
    read_owned,
    staging_folder,
    stamp_of,
    weight_of,
    write_owned,
)

if TYPE_CHECKING:
    from generator.write.making import Done

CHECKED = "checked"
"""The place of what ``check`` found, which has no published folder."""


class Rest(Struct, frozen=True):
    """How a run left things: nothing needs doing while nothing of this changes.

    ``pulse`` stands for everything everybody depends on, ``folders`` are the pulses of the producers' folders; the
    result holds from ``since`` to the day before ``until`` (None: as long as the files do). The rest is what the
    run told.
    """

    pulse: str
    folders: Mapping[str, str]
    since: dt.date
    until: dt.date | None
    timezone: str
    problems: tuple[Problem, ...]
    producers: int
    units: int
    addresses: int
    left_out: tuple[str, ...]

    def is_of(self, pulse: str, as_of: dt.date) -> bool:
        """Tell whether everything but the producers' folders is as it was."""
        return self.pulse == pulse and self.since <= as_of and (self.until is None or as_of < self.until)


class Published(Struct, frozen=True):
    """What publishing did: the files written and removed; or the problems for which nothing was published."""

    written: int = 0
    removed: int = 0
    problems: tuple[Problem, ...] = ()


def at_rest(store: Store, out: Path | Bucket) -> Rest | None:
    """Return how a site was left, if it is still as we left it."""
    kind = f"site {out}"
    stamp = _text(store.get(kind, "stamp"))
    if store.get(kind, "pending") is not None or stamp is None or stamp != published_stamp(out):
        return None
    return store.recall(kind, "rest", Rest)


def last_check(store: Store) -> Rest | None:
    """Return what the last check found."""
    return store.recall(CHECKED, "rest", Rest)


def remember_check(store: Store, rest: Rest) -> None:
    """Remember what a check found."""
    with store.transaction() as writer:
        writer.put(CHECKED, "rest", packed(rest))


class SiteMemory:
    """What is remembered of one published folder: its units, and an exchange that was interrupted."""

    def __init__(self, store: Store, out: Path | Bucket) -> None:
        self.store = store
        self.out = out
        self.unit_kind = f"unit {out}"
        self.files_kind = f"files {out}"
        self.blueprint_kind = f"blueprint {out}"
        self.site_kind = f"site {out}"
        self._finish_what_was_interrupted()
        self.stamp = _text(store.get(self.site_kind, "stamp"))
        self.is_known = self.stamp is not None and self.stamp == published_stamp(out)

    @cached_property
    def units(self) -> Mapping[str, MadeUnit]:
        """The units made last; those of a folder whose stamp is not ours any more must all be made again."""
        units = self.store.all(self.unit_kind, MadeUnit)
        return units if self.is_known else {key: replace(made, fingerprint="") for key, made in units.items()}

    def unit(self, key: str) -> MadeUnit | None:
        """Return one unit made last."""
        return self.store.recall(self.unit_kind, key, MadeUnit) if self.is_known else None

    def blueprint(self, key: str) -> bytes:
        """Return the bytes from which one unit can be made again; empty when there are none."""
        return self.store.get(self.blueprint_kind, key) or b""

    def files_before(self, key: str) -> bytes | None:
        """Return the digests of the files of one unit that lie in the published folder, packed."""
        return self.store.get(self.files_kind, key) if self.is_known else None

    def all_addresses(self) -> set[str]:
        """Return every address that was ever ours in the published folder and may still be there."""
        remembered = {address for _, files in self.store.rows(self.files_kind) for address in _digests(files)}
        return remembered | read_owned(self.out)

    def gone(self, planned: Container[str], made: Container[str], partial: bool) -> list[str]:
        """Return the units to forget: those planned no more, and all that cannot be trusted any more."""
        if self.is_known and partial:
            return []
        kept = planned if self.is_known else made
        return [key for key in self.store.keys(self.files_kind) if key not in kept]

    def owner_of(self, address: str) -> str | None:
        """Return the key of the unit that wrote a file."""
        sought = address.encode()
        rows = self.store.rows(self.files_kind)
        return next((key for key, files in rows if sought in files and address in _digests(files)), None)

    def _finish_what_was_interrupted(self) -> None:
        """Complete an exchange that a dead run had begun; if its stage is gone, trust nothing published."""
        work = self.store.recall(self.site_kind, "pending", Exchange)
        if work is None:
            return
        exchange(staging_folder(self.out), self.out, work)
        complete = is_complete(self.out, work)
        with self.store.transaction() as writer:
            writer.forget(self.site_kind, ["pending"] if complete else ["pending", "stamp"])

    def publish(
        self,
        planned: Mapping[str, Planned],
        made: Iterable[Done],
        why: Mapping[str, tuple[str, ...]],
        rest: Rest | None,
        gone: Iterable[str] = (),
    ) -> Published:
        """Remember the units as they are made, then exchange the files. Raises ``OSError``.

        ``gone`` are units that are no more. Without a ``rest`` only some units were wanted: what is not known to be
        ours is left alone then. If a unit could not be made, nothing is remembered and nothing published.
        """
        problems: list[Problem] = []
        with self.store.transaction() as writer:
            change = _Change(self, writer)
            for done in made:
                problems += done.problems
                if not problems:
                    change.enter(done, planned[done.key], why[done.key])
            for key in gone:
                change.forget(key)
            if problems:
                writer.cancel()
                clear(staging_folder(self.out))
                return Published(problems=tuple(problems))
            if not change.is_needed:
                self._come_to(writer, rest)
                return Published()
            remove = () if rest is None and not self.is_known else tuple(sorted(change.before - change.after))
            work = Exchange(tuple(sorted(change.put)), remove, stamp_of(change.weight))
            if change.before != change.after:
                write_owned(self.out, read_owned(self.out) | change.before | change.after)
            # Until the exchange is through, the site is neither as this run leaves it nor as the last one did.
            writer.forget(self.site_kind, ["rest"])
            writer.put(self.site_kind, "pending", packed(work))
            writer.put(self.site_kind, "stamp", work.stamp.encode())
        exchange(staging_folder(self.out), self.out, work)
        with self.store.transaction() as writer:
            writer.forget(self.site_kind, ["pending"])
            self._come_to(writer, rest)
        if remove:
            write_owned(self.out, read_owned(self.out) - set(remove))
        return Published(len(work.put), len(remove))

    def _come_to(self, writer: Writer, rest: Rest | None) -> None:
        """Write down how the site is left, or that it is not known."""
        if rest is None:
            writer.forget(self.site_kind, ["rest"])
        else:
            writer.put(self.site_kind, "rest", packed(rest))


class _Change:
    """One change of a site in the making: addresses before and after of the units it touches, the new weight."""

    def __init__(self, memory: SiteMemory, writer: Writer) -> None:
        self.memory = memory
        self.writer = writer
        self.weight = int(memory.stamp, 16) if memory.is_known and memory.stamp else 0
        self.put: list[str] = []
        self.before: set[str] = set() if memory.is_known else memory.all_addresses()
        self.after: set[str] = set()
        self.is_needed = not memory.is_known

    def enter(self, done: Done, planned: Planned, why: tuple[str, ...]) -> None:
        """Remember a unit as it is now."""
        self._lift(done.key)
        memory, writer = self.memory, self.writer
        made = MadeUnit(planned.parts, planned.fingerprint, why)
        writer.put(memory.unit_kind, done.key, packed(made))
        writer.put(memory.files_kind, done.key, done.files)
        if done.blueprint:
            writer.put(memory.blueprint_kind, done.key, done.blueprint)
        self.weight += done.weight
        files = _digests(done.files)
        # Half a million addresses are in memory once: those that were staged are among those that are there now.
        self.put += files if len(done.changed) == len(files) else done.changed
        self.after.update(files)

    def forget(self, key: str) -> None:
        """Forget a unit that is no more."""
        self._lift(key)
        for kind in (self.memory.unit_kind, self.memory.files_kind, self.memory.blueprint_kind):
            self.writer.forget(kind, [key])

    def _lift(self, key: str) -> None:
        """Take a unit's files out of the reckoning, as they were before."""
        self.is_needed = True
        files = self.memory.files_before(key)
        if files is not None:
            before = _digests(files)
            self.weight -= weight_of(before)
            self.before.update(before)


def _digests(files: bytes) -> dict[str, str]:
    return unpacked(files, dict[str, str])


def _text(content: bytes | None) -> str | None:
    return None if content is None else content.decode("ascii", "replace")
