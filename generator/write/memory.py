"""What is remembered of one published folder, and the one place that changes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from generator.foundation.bucket import Bucket
from generator.foundation.store import Store
from generator.model.unit import MadeUnit, Planned
from generator.report.problem import Problem
from generator.write.making import Done
from generator.write.staging import (
    Exchange,
    exchange,
    is_complete,
    published_stamp,
    read_owned,
    staging_folder,
    stamp_of,
    write_owned,
)


class Rest(Struct, frozen=True):
    """How a site was left by its last complete build: nothing needs doing while nothing of this changes.

    ``pulse`` stands for everything the build depended on; its result holds from ``since`` to the day before
    ``until`` (None: as long as the files do). The rest is what the build told.
    """

    pulse: str
    since: dt.date
    until: dt.date | None
    timezone: str
    problems: tuple[Problem, ...]
    units: int
    addresses: int
    left_out: tuple[str, ...]

    def holds(self, pulse: str, as_of: dt.date) -> bool:
        """Tell whether a build would give the same site again."""
        return self.pulse == pulse and self.since <= as_of and (self.until is None or as_of < self.until)


def at_rest(store: Store, out: Path | Bucket) -> Rest | None:
    """Return how a site was left, if it is still as we left it."""
    kind = f"site {out}"
    rest, stamp = store.get(kind, "rest"), store.get(kind, "stamp")
    if not isinstance(rest, Rest) or store.get(kind, "pending") is not None:
        return None
    return rest if stamp is not None and stamp == published_stamp(out) else None


class SiteMemory:
    """What is remembered of one published folder: its units, and an exchange that was interrupted."""

    def __init__(self, store: Store, out: Path | Bucket) -> None:
        self.store = store
        self.out = out
        self.unit_kind = f"unit {out}"
        self.site_kind = f"site {out}"
        self.units: dict[str, MadeUnit] = {}
        self.is_known = False
        self._finish_what_was_interrupted()
        self._recall()

    def _recall(self) -> None:
        """Recall the units; those of a folder whose stamp is not ours any more must all be made again."""
        self.units = cast(dict[str, MadeUnit], dict(self.store.all(self.unit_kind)))
        self.is_known = self._matches_stamp()
        if not self.is_known:
            self.units = {key: replace(made, fingerprint="") for key, made in self.units.items()}

    def _matches_stamp(self) -> bool:
        stamp = self.store.get(self.site_kind, "stamp")
        return stamp is not None and stamp == published_stamp(self.out)

    def _finish_what_was_interrupted(self) -> None:
        """Complete an exchange that a dead run had begun; if its stage is gone, trust nothing published."""
        work = self.store.get(self.site_kind, "pending")
        if not isinstance(work, Exchange):
            return
        exchange(staging_folder(self.out), self.out, work)
        complete = is_complete(self.out, work)
        with self.store.transaction() as writer:
            writer.forget(self.site_kind, ["pending"] if complete else ["pending", "stamp"])

    def publish(
        self,
        planned: Mapping[str, Planned],
        made: Sequence[Done],
        why: Mapping[str, tuple[str, ...]],
        rest: Rest | None,
    ) -> tuple[int, int]:
        """Remember the new units, then exchange the files; return how many were written and removed.

        Without a ``rest`` only some units were wanted: nothing is removed then. Raises ``OSError``.
        """
        partial = rest is None
        fresh = {
            done.key: MadeUnit(
                planned[done.key].parts, planned[done.key].fingerprint, done.staged.outputs, why[done.key]
            )
            for done in made
        }
        kept = {key: unit for key, unit in self.units.items() if key in planned and unit.fingerprint}
        after = kept | fresh
        outputs = {address: digest for unit in after.values() for address, digest in unit.outputs.items()}
        if self.is_known:
            gone = [] if partial else [key for key in self.units if key not in planned]
        else:
            gone = [key for key in self.units if key not in fresh]
        before = {address for unit in self.units.values() for address in unit.outputs}
        if not self.is_known:
            before |= read_owned(self.out)
        put = tuple(sorted(address for done in made for address in done.staged.changed))
        remove = () if partial else tuple(sorted(before - outputs.keys()))
        stamp = stamp_of(outputs)
        if not put and not remove and not fresh and not gone and self.is_known:
            self._come_to(rest)
            return 0, 0
        work = Exchange(put, remove, stamp)
        owned = outputs.keys() if not partial else before | outputs.keys()
        if owned != before or not self.is_known:
            write_owned(self.out, before | owned)
        with self.store.transaction() as writer:
            writer.put(self.unit_kind, fresh)
            writer.forget(self.unit_kind, gone)
            writer.put(self.site_kind, {"pending": work, "stamp": stamp})
        exchange(staging_folder(self.out), self.out, work)
        with self.store.transaction() as writer:
            writer.forget(self.site_kind, ["pending"])
        if owned != before:
            write_owned(self.out, owned)
        self._come_to(rest)
        return len(put), len(remove)

    def _come_to(self, rest: Rest | None) -> None:
        """Write down how the site is left, or that it is not known."""
        with self.store.transaction() as writer:
            if rest is None:
                writer.forget(self.site_kind, ["rest"])
            else:
                writer.put(self.site_kind, {"rest": rest})
