"""What is remembered of one published folder, and the one place that changes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from generator.foundation.store import Store
from generator.model.unit import MadeUnit, Planned
from generator.write.making import Done
from generator.write.staging import (
    Exchange,
    exchange,
    published_stamp,
    read_owned,
    staging_folder,
    stamp_of,
    write_owned,
)


class SiteMemory:
    """What is remembered of one published folder: its units, and an exchange that was interrupted."""

    def __init__(self, store: Store, out: Path) -> None:
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
        complete = all((self.out / address).is_file() for address in work.put)
        with self.store.transaction() as writer:
            writer.forget(self.site_kind, ["pending"] if complete else ["pending", "stamp"])

    def publish(
        self,
        planned: Mapping[str, Planned],
        made: Sequence[Done],
        why: Mapping[str, tuple[str, ...]],
        *,
        partial: bool,
    ) -> tuple[int, int]:
        """Remember the new units, then exchange the files; return how many were written and removed.

        ``partial`` tells that only some units were wanted: nothing is removed then. Raises ``OSError``.
        """
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
        return len(put), len(remove)
