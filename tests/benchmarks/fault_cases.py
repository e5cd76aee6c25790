"""The faults: what befalls builds of the two editions, and what the person is told each time."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from generator.write.staging import published_stamp
from tests.benchmarks.fault_disk import SmallDisk, memory_free, mounted_on_itself, small_disk
from tests.benchmarks.fault_ground import EARLIER, Ground, Row, case
from tests.benchmarks.fault_run import KILLED, Ended, Phase, Place, Running, Signs
from tests.benchmarks.fault_site import room_for

KILL = frozenset({KILLED})
DONE = frozenset({0})
BUSY = frozenset({0, 2})
YEAR = 365 * 24 * 3600.0
MIB = 1 << 20
SPARE = 4 << 30
"""Bytes of memory that builds need beside a site that lies in memory."""
COLD: Mapping[Phase, float] = {
    "reading, planning": 0.4,
    "rendering, staging": 0.3,
    "writing down": 0.2,
    "settling": 0.1,
}
"""How the kills of a build from nothing are spread over its phases; its exchange is the renaming of one folder."""
EDIT: Mapping[Phase, float] = {
    "reading, planning": 0.3,
    "rendering, staging": 0.2,
    "writing down": 0.1,
    "exchanging": 0.3,
    "settling": 0.1,
}
"""How the kills of a build after edits are spread over its phases."""
MENDING: tuple[tuple[Phase, float], ...] = (("exchanging", 0.8), ("reading, planning", 1.0), ("exchanging", 0.8))
"""Where a run, the one that mends it, and the next one are killed: up to which part of a phase."""
TRIES = 4
ROOMS = (0.05, 0.5, 0.9, 0.99, 1.01)
"""Parts of the room an edit needs that are left on the disk."""
BYTES = 200
"""So many bytes of a store are damaged."""


def moments(shares: Mapping[Phase, float], kills: int, chance: random.Random) -> Iterator[tuple[Phase, list[float]]]:
    """Yield phases with the parts of them (0 to 1) at which to kill: random, yet spread over all of a phase."""
    for phase, share in shares.items():
        count = max(1, round(kills * share))
        yield phase, [(place + chance.random()) / count for place in range(count)]


def killed(ground: Ground, phase: Phase, part: float, seconds: float) -> tuple[Ended, float]:
    """Start a build and kill it when it is at some part of a phase that takes so many seconds."""
    signs = Signs(ground.place.out, ground.first)
    running = Running(ground.place.command())
    if running.until(partial(signs.begun, phase)):
        time.sleep(part * seconds)
    after = time.monotonic() - running.begun
    return running.kill(), after


def kill_cold(ground: Ground, rows: list[Row]) -> None:
    """kill -9 while the site is built from nothing."""
    edition, phases = ground.editions.edition, ground.phases("cold")
    chance = random.Random(f"{ground.seed}/cold")
    unfinished = 0
    for phase, parts in moments(COLD, ground.kills, chance):
        with case(rows, "kill -9", f"kill -9, from nothing, {phase}", KILL, must_tell=False) as made:
            for number, part in enumerate(parts):
                if not unfinished:
                    ground.forget()
                for attempt in range(TRIES):
                    ended, after = killed(ground, phase, part / 2**attempt, phases[phase])
                    if ended.status != 0:
                        break
                    made.mended(ground.mended(edition)[1])
                    ground.forget()
                made.ended(ended, after)
                seen = ground.seen(None, edition, None)
                made.saw(seen, "nothing", "new")
                unfinished += 1
                if seen.state == "new" or unfinished >= ground.finish_every or number == len(parts) - 1:
                    made.mended(ground.mended(edition)[1])
                    unfinished = 0


def kill_edit(ground: Ground, rows: list[Row]) -> None:
    """kill -9 while some names, one producer more and one less are built into a complete site."""
    phases = ground.phases("edit")
    chance = random.Random(f"{ground.seed}/edit")
    for phase, parts in moments(EDIT, ground.kills, chance):
        with case(rows, "kill -9", f"kill -9, after edits, {phase}", KILL, must_tell=False) as made:
            for part in parts:
                for attempt in range(TRIES):
                    old, new = ground.editions.edition, ground.editions.turn()
                    stamp = published_stamp(ground.place.out)
                    ended, after = killed(ground, phase, part / 2**attempt, phases[phase])
                    if ended.status != 0:
                        made.ended(ended, after)
                        made.saw(ground.seen(old, new, stamp))
                    made.mended(ground.mended(new)[1])
                    if ended.status != 0:
                        break
    with case(rows, "kill -9", "kill -9, then once more while the next run mends", KILL, must_tell=False) as made:
        for _ in range(max(1, ground.kills // 5)):
            old, new = ground.editions.edition, ground.editions.turn()
            stamp = published_stamp(ground.place.out)
            for phase, share in MENDING:
                ended, after = killed(ground, phase, chance.random() * share, phases[phase])
                if ended.status != 0:
                    made.ended(ended, after)
                    made.saw(ground.seen(old, new, stamp))
            made.mended(ground.mended(new)[1])
    with case(
        rows, "kill -9", "kill -9 while files are exchanged, then the edit is taken back", KILL, must_tell=False
    ) as made:
        for part in (0.2, 0.6):
            old, new = ground.editions.edition, ground.editions.turn()
            stamp = published_stamp(ground.place.out)
            ended, after = killed(ground, "exchanging", part, phases["exchanging"])
            if ended.status != 0:
                made.ended(ended, after)
                made.saw(ground.seen(old, new, stamp))
            ground.editions.turn(old)
            made.mended(ground.mended(old)[1])


def two_at_once(ground: Ground, rows: list[Row]) -> None:
    """A second build is told to wait, and disturbs nothing."""
    with case(rows, "two builds", "two builds started together", BUSY, must_tell=False) as made:
        new = ground.editions.turn()
        both = [Running(ground.place.command()) for _ in range(2)]
        for running in both:
            made.ended(running.wait())
        if sorted(made.row.statuses) != [0, 2]:
            made.fault(f"one should build and the other give way, but they ended with {made.row.statuses}")
        made.mended(ground.mended(new)[1])
    with case(rows, "two builds", "a second build, while the first renders", frozenset({2})) as made:
        old, new = ground.editions.edition, ground.editions.turn()
        signs = Signs(ground.place.out, ground.first)
        first = Running(ground.place.command())
        if not first.until(partial(signs.begun, "rendering, staging")):
            made.fault("the first build was never seen rendering")
        first.signal(signal.SIGSTOP)
        made.ended(ground.run())
        made.saw(ground.seen(old, new, signs.stamp))
        first.signal(signal.SIGCONT)
        ended = first.wait()
        if ended.status:
            made.fault(f"the first build ended with {ended.status}: {ended.said[-300:]}")
        made.mended(ground.mended(new)[1])


def read_only(ground: Ground, rows: list[Row]) -> None:
    """Folders that may not be written. The super-user may write anything, so they are mounted read-only."""
    folders = {
        "the folder of the site may not be written": ground.place.out.parent,
        "the site itself may not be written": ground.place.out,
        "the memory may not be written": ground.cache,
    }
    for title, folder in folders.items():
        with case(rows, "read-only", title) as made:
            old, new = ground.editions.edition, ground.editions.turn()
            stamp = published_stamp(ground.place.out)
            with mounted_on_itself(folder, read_only=True):
                made.ended(ground.run())
                made.saw(ground.seen(old, new, stamp))
            made.mended(ground.mended(new)[1])
    with case(rows, "read-only", "the site is a mount of its own (a volume)", DONE, must_tell=False) as made:
        old, new = ground.editions.edition, ground.editions.turn()
        stamp = published_stamp(ground.place.out)
        with mounted_on_itself(ground.place.out, read_only=False):
            made.ended(ground.run())
            made.saw(ground.seen(old, new, stamp), "new")
        made.mended(ground.mended(new)[1])


def full_disk_for_the_site(ground: Ground, rows: list[Row]) -> None:
    """Too little room for the site: from nothing, and for an edit."""
    first = ground.editions.edition
    whole = room_for(ground.reference(first), {})
    needed, free = whole + SPARE, memory_free()
    if free < needed:
        fault = f"not tried: the site on a disk in memory needs {needed >> 30} GB, {free >> 30} GB are free"
        rows.append(Row("disk full", "no room for the site", faults=(fault,)))
        return
    place = Place(ground.editions.root, ground.work / "small" / "site", ground.jobs)
    with small_disk(place.out.parent, whole // 2) as disk:
        with case(rows, "disk full", "no room for the site, from nothing") as made:
            made.ended(Running(place.command()).wait())
            made.saw(ground.seen(None, first, None, place.out), "nothing")
            disk.resize(whole * 3)
            made.mended(ground.mended(first, place)[1])
        with case(
            rows, "disk full", f"no room for an edit ({', '.join(f'{room:.0%}' for room in ROOMS)} of it)"
        ) as made:
            for room in ROOMS:
                old, new = ground.editions.edition, ground.editions.turn()
                stamp = published_stamp(place.out)
                need = room_for(ground.reference(new), ground.reference(old))
                disk.leave_room(int(need * room))
                ended = Running(place.command()).wait()
                if ended.status or room < 1:
                    made.ended(ended)
                made.saw(ground.seen(old, new, stamp, place.out))
                disk.resize(whole * 3)
                made.mended(ground.mended(new, place)[1])
    made_here = ground.mended(ground.editions.edition)[1]
    if made_here:
        rows.append(Row("disk full", "the usual site after all that", clean=False, faults=made_here))


def full_disk_for_the_memory(ground: Ground, rows: list[Row]) -> None:
    """Too little room for the store, the templates and the editorial pages."""
    aside = ground.cache.with_name("aside")
    with _on_small_disk(ground.cache, aside) as disk:
        for title, room in (("none at all", 0), ("a little", 256 * 1024)):
            with case(rows, "disk full", f"no room for the memory, {title}") as made:
                old, new = ground.editions.edition, ground.editions.turn()
                stamp = published_stamp(ground.place.out)
                disk.leave_room(room)
                made.ended(ground.run())
                made.saw(ground.seen(old, new, stamp))
                disk.resize(8 << 30)
                made.mended(ground.mended(new)[1])
        with case(rows, "disk full", "no room for the memory, from nothing") as made:
            ground.forget()
            disk.leave_room(MIB)
            made.ended(ground.run())
            made.saw(ground.seen(None, ground.editions.edition, None), "nothing")
            disk.resize(8 << 30)
            made.mended(ground.mended(ground.editions.edition)[1])


@contextmanager
def _on_small_disk(folder: Path, aside: Path) -> Iterator[SmallDisk]:
    """Move a folder's content onto a disk of its own, and back."""
    shutil.rmtree(aside, ignore_errors=True)
    folder.rename(aside)
    with small_disk(folder, 8 << 30) as disk:
        shutil.copytree(aside, folder, dirs_exist_ok=True)
        shutil.rmtree(aside)
        yield disk
        shutil.copytree(folder, aside)
    folder.rmdir()
    aside.rename(folder)


def damaged_store(ground: Ground, rows: list[Row]) -> None:
    """A store that is not what was written."""
    chance = random.Random(f"{ground.seed}/store")
    damages: Mapping[str, tuple[bool, Callable[[bytes], bytes]]] = {
        f"{BYTES} bytes of the memory changed": (True, lambda content: _flipped(content, chance, BYTES)),
        "one byte of the memory changed": (False, lambda content: _flipped(content, chance, 1)),
        "half of the memory cut off": (True, lambda content: content[: len(content) // 2]),
        "the memory is empty": (False, lambda content: b""),
    }
    for title, (must_tell, damage) in damages.items():
        if ground.is_large and not must_tell:
            continue
        with case(rows, "damaged memory", title, DONE, must_tell=must_tell) as made:
            new = ground.editions.turn()
            ground.store.write_bytes(damage(ground.store.read_bytes()))
            ended, found = ground.mended(new)
            made.ended(ended)
            made.mended(found)
    with case(rows, "damaged memory", "the memory is gone", DONE, must_tell=False) as made:
        new = ground.editions.turn()
        ground.store.unlink()
        ended, found = ground.mended(new)
        made.ended(ended)
        made.mended(found)
    phases = ground.phases("edit")
    for title, back in (("the next run", False), ("the edit is taken back", True)):
        with case(
            rows, "damaged memory", f"kill -9, the newest memory (-wal) lost, {title}", KILL, must_tell=False
        ) as made:
            for part in (0.1, 0.4, 0.7):
                old, new = ground.editions.edition, ground.editions.turn()
                stamp = published_stamp(ground.place.out)
                ended, after = killed(ground, "exchanging", part, phases["exchanging"])
                if ended.status == 0:
                    continue
                made.ended(ended, after)
                made.saw(ground.seen(old, new, stamp))
                for suffix in ("-wal", "-shm"):
                    ground.store.with_name(ground.store.name + suffix).unlink(missing_ok=True)
                wanted = ground.editions.turn(old) if back else new
                made.mended(ground.mended(wanted)[1])
                _start_afresh_where_wrong(ground, made.row)
    with case(
        rows, "damaged memory", "an older memory came back (a copy of the day before)", DONE, must_tell=False
    ) as made:
        copy = ground.store.read_bytes()
        old, new = ground.editions.edition, ground.editions.turn()
        made.mended(ground.mended(new)[1])
        ground.store.write_bytes(copy)
        ground.editions.turn(old)
        ended, found = ground.mended(old)
        made.ended(ended)
        made.mended(found)
    with closing(sqlite3.connect(ground.store)) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _start_afresh_where_wrong(ground: Ground, row: Row) -> None:
    """A site that stays wrong would make every later case look wrong."""
    if row.clean is False:
        ground.forget()
        ground.rest()


def _flipped(content: bytes, chance: random.Random, count: int) -> bytes:
    changed = bytearray(content)
    for _ in range(count):
        changed[chance.randrange(len(changed))] ^= 1 + chance.randrange(255)
    return bytes(changed)


def clock(ground: Ground, rows: list[Row]) -> None:
    """Days and file times that go backwards."""
    with case(
        rows, "clock", f"a build for an earlier day ({EARLIER}), then again for the later one", DONE, must_tell=False
    ) as made:
        ground.earlier()
        name = f"{ground.editions.edition} {EARLIER}"
        made.mended(ground.mended(ground.editions.edition)[1])
        ended, found = ground.mended(name, day=EARLIER)
        made.ended(ended)
        made.mended(found)
        made.mended(ground.mended(ground.editions.edition)[1])
    times = {"in the future": time.time() + 20 * YEAR, "twenty years ago": time.time() - 20 * YEAR}
    for title, modified in times.items():
        with case(rows, "clock", f"edited files have times {title}", DONE, must_tell=False) as made:
            new = ground.editions.turn(modified=modified)
            ended, found = ground.mended(new)
            made.ended(ended)
            made.mended(found)
    with case(rows, "clock", "memory and stamp have times in the future", DONE, must_tell=False) as made:
        new = ground.editions.turn()
        for path in (ground.store, ground.place.out / ".etalase"):
            os.utime(path, (times["in the future"],) * 2)
        ended, found = ground.mended(new)
        made.ended(ended)
        made.mended(found)
    with case(rows, "clock", "a digit changed; size and time of the file as before", DONE, must_tell=False) as made:
        ground.editions.swap_a_digit()
        made.ended(ground.run())
        if ground.witness.look(ground.place.out) == ground.reference(ground.editions.edition):
            made.fault("the new digit is not on the site")
        ground.editions.swap_a_digit()
        ended, found = ground.mended(ground.editions.edition)
        made.ended(ended)
        made.mended(found)
    if shutil.which("faketime"):
        with case(rows, "clock", "the system's clock a year behind (faketime)", DONE, must_tell=False) as made:
            new = ground.editions.turn()
            made.ended(Running(["faketime", "-f", "-365d", *ground.place.command()]).wait())
            made.mended(ground.mended(new)[1])


GROUPS: Mapping[str, tuple[Callable[[Ground, list[Row]], None], ...]] = {
    "kill": (kill_cold, kill_edit),
    "together": (two_at_once,),
    "readonly": (read_only,),
    "full": (full_disk_for_the_site, full_disk_for_the_memory),
    "damaged": (damaged_store,),
    "clock": (clock,),
}
