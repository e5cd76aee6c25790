"""Faults at any size: killed builds, full and read-only disks, damaged memory, wrong clocks, two builds at once.

Run with ``python -m tests.benchmarks.faults --producers 300 --work DIR``. It needs the super-user, to mount disks.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.fault_cases import GROUPS
from tests.benchmarks.fault_disk import MountRefused, small_disk
from tests.benchmarks.fault_editions import TwoEditions
from tests.benchmarks.fault_ground import LARGE, Ground, Row
from tests.benchmarks.fault_run import KILLED
from tests.benchmarks.made_catalogue import SEED, supply_of
from tests.benchmarks.results import machine, write_readme

FINISH_EVERY = 5
"""In a large catalogue, so many kills of a build from nothing happen before one is let finish."""
TOLD = 170
"""So many characters of a sentence go into the table."""
MIB = 1 << 20


def table(rows: Sequence[Row], work: Path) -> Iterator[str]:
    """Yield the lines of the table, and below it every finding."""
    yield "| case | runs | exit | told | the site right after | next build equals a clean one |"
    yield "|---|---|---|---|---|---|"
    for row in rows:
        statuses = ", ".join("killed" if status == KILLED else str(status) for status in sorted(set(row.statuses)))
        states = ", ".join(f"{state} ×{count}" for state, count in Counter(row.states).items())
        clean = {None: "", True: "yes", False: "**NO**"}[row.clean]
        title = row.case if row.passed else f"**{row.case}**"
        yield f"| {title} | {len(row.statuses)} | {statuses} | {_told(row, work)} | {states} | {clean} |"
    failed = [row for row in rows if not row.passed]
    yield ""
    yield f"{len(rows) - len(failed)} of {len(rows)} cases passed."
    for row in failed:
        yield f"- {row.case}: {'; '.join(fault.replace(str(work), '…') for fault in row.faults[:3])}"


def _told(row: Row, work: Path) -> str:
    told = " ".join(row.told.replace(str(work), "…").split()).replace("|", "\\|")
    return told if len(told) <= TOLD else f"{told[: TOLD - 1]}…"


def may_mount(work: Path) -> None:
    """End the program, with a reason, where disks cannot be mounted."""
    try:
        with small_disk(work / "trial", MIB):
            pass
    except MountRefused as refused:
        raise SystemExit(f"full and read-only disks are made by mounting, which is refused here: {refused}") from None
    (work / "trial").rmdir()


def main() -> None:
    """Run the groups of cases the command line asks for, and print the table; 1 when anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--producers", type=int, default=300)
    parser.add_argument("--languages", default="id,en,ja,ar")
    parser.add_argument("--work", type=Path, required=True, help="a place for catalogue and sites; kept for next time")
    parser.add_argument("--kills", type=int, default=10, help="of a build from nothing, and as many after edits")
    parser.add_argument("--finish-every", type=int, help="kills from nothing before one is let finish")
    parser.add_argument("--cases", default=",".join(GROUPS), help=f"some of {','.join(GROUPS)}")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--write", action="store_true", help="keep the table in README.md")
    asked = parser.parse_args()
    unknown = set(asked.cases.split(",")) - set(GROUPS)
    if unknown:
        parser.error(f"no such cases: {', '.join(sorted(unknown))}")
    work = asked.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    if {"readonly", "full"} & set(asked.cases.split(",")):
        may_mount(work)
    begun = time.monotonic()
    languages = tuple(asked.languages.split(","))
    editions = TwoEditions.made(work / "catalogue", supply_of(SEED, languages, photos=True), asked.producers)
    every = asked.finish_every or (FINISH_EVERY if asked.producers >= LARGE else 1)
    ground = Ground(work, editions, asked.jobs, asked.kills, every, asked.seed)
    ground.prepare()
    rows: list[Row] = []
    for name, cases in GROUPS.items():
        if name in asked.cases.split(","):
            print(f"{name}, {time.monotonic() - begun:.0f} s", flush=True)
            for each in cases:
                each(ground, rows)
    files = len(ground.reference("first"))
    seconds = ground.references.seconds
    heading = f"{asked.producers:,} producers × {len(languages)} languages"
    lines = [
        f"{files:,} files; a build from nothing takes {seconds['cold']:.1f} s, after edits {seconds['edit']:.1f} s; "
        f"all cases {(time.monotonic() - begun) / 60:.0f} min. {machine(work)}.",
        "",
        *table(rows, work),
    ]
    print("\n".join([heading, *lines]))
    if asked.write:
        write_readme("faults", heading, lines)
    sys.exit(0 if all(row.passed for row in rows) else 1)


if __name__ == "__main__":
    main()
