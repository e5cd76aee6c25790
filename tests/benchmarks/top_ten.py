"""The profile's top ten: where a build from nothing spends its time, main process and workers together.

Run with ``python -m tests.benchmarks.top_ten --producers 1000 [--house BEFORE=DIR --house AFTER=.]``: each house is a
checkout of Etalase, so that one command makes the table of before and after. It needs ``py-spy``.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.model.request import HOUSE
from tests.benchmarks.cases import Trial
from tests.benchmarks.made_catalogue import SEED, supply_of
from tests.benchmarks.made_producer import AS_OF
from tests.benchmarks.results import machine, write_readme

RATE = 200
"""Looks at every process in a second."""
TOP = 10
WAITING = ("(threading.py)", "(selectors.py)", "(subprocess.py)", "(multiprocessing/connection.py)")
"""Who stands there waits for another process, and spends nothing."""
TRUNK = 0.5
"""What takes more than this part of all time with its callees is the trunk everything hangs on."""
_FRAME = re.compile(r"(?P<name>.+) \((?P<file>[^()]*?)(?::\d+)?\)$")
_PROCESS = "process "
_SITE_PACKAGES = "site-packages/"


@dataclass(frozen=True, slots=True)
class Profile:
    """Seconds by function: ``own`` in it alone, ``all`` with everything it called; ``total`` of all processes."""

    own: Mapping[str, float]
    all: Mapping[str, float]
    total: float


def spy() -> str:
    """Return the path of py-spy. Ends the program with a reason where there is none."""
    beside = Path(sys.executable).with_name("py-spy")
    found = str(beside) if beside.is_file() else shutil.which("py-spy")
    if found is None:
        raise SystemExit("py-spy is not installed; it looks into running processes: python -m pip install py-spy")
    return found


def take(house: Path, root: Path, out: Path, jobs: int) -> Profile:
    """Build from nothing with the program of a house, and look at it while it works."""
    with tempfile.TemporaryDirectory() as scratch:
        raw = Path(scratch) / "stacks.txt"
        build = [sys.executable, "-m", "generator", "build", "--root", str(root), "--out", str(out)]
        build += ["--as-of", AS_OF, "--jobs", str(jobs)]
        command = [spy(), "record", "--subprocesses", "--function", "--full-filenames", "--rate", str(RATE)]
        command += ["--format", "raw", "--output", str(raw), "--", *build]
        environment = {**os.environ, "PYTHONPATH": str(house)}
        done = subprocess.run(command, cwd=house, env=environment, capture_output=True, text=True, check=False)
        if done.returncode or not raw.is_file():
            raise SystemExit(f"py-spy ended with {done.returncode}:\n{done.stdout[-1000:]}{done.stderr[-2000:]}")
        return read_stacks(raw.read_text(encoding="utf-8", errors="replace").splitlines(), house)


def read_stacks(lines: Sequence[str], house: Path) -> Profile:
    """Add up collapsed stacks, ``frame;frame;frame count``: every look is worth 1/``RATE`` seconds."""
    own: Counter[str] = Counter()
    everything: Counter[str] = Counter()
    total = 0
    for line in lines:
        stack, _, count = line.rpartition(" ")
        frames = [_named(frame, house) for frame in stack.split(";") if not frame.startswith(_PROCESS)]
        if not frames or not count.isdigit() or frames[-1].endswith(WAITING):
            continue
        looks = int(count)
        total += looks
        own[frames[-1]] += looks
        for frame in set(frames):
            everything[frame] += looks
    seconds = [{name: looks / RATE for name, looks in counted.items()} for counted in (own, everything)]
    return Profile(seconds[0], seconds[1], total / RATE)


def _named(frame: str, house: Path) -> str:
    """Write a frame as ``function (file)``: files of the house from its folder on, others from their package on."""
    found = _FRAME.match(frame)
    if not found:
        return frame
    file = found["file"].removeprefix(f"{house}/").rpartition(_SITE_PACKAGES)[2]
    return f"{found['name']} ({re.sub(r'^.*/lib/python3[.0-9]*/', '', file)})"


def table(profiles: Mapping[str, Profile]) -> Iterator[str]:
    """Yield the top ten of each profile by a function's own time; the longest with its callees stand below."""
    for name, profile in profiles.items():
        yield f"**{name}**, {profile.total:.1f} s in all processes"
        yield ""
        yield "| own s | % | function | with callees s |"
        yield "|---|---|---|---|"
        for function, seconds in sorted(profile.own.items(), key=lambda each: -each[1])[:TOP]:
            share = seconds / profile.total if profile.total else 0.0
            yield f"| {seconds:.2f} | {share:.0%} | `{function}` | {profile.all[function]:.2f} |"
        yield ""
        ours = [(f, s) for f, s in profile.all.items() if "(generator/" in f and s < TRUNK * profile.total]
        longest = sorted(ours, key=lambda each: -each[1])[:TOP]
        yield "With callees: " + ", ".join(f"`{function}` {seconds:.1f}" for function, seconds in longest) + "."
        yield ""


def main() -> None:
    """Profile builds of the same made catalogue by each house, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--producers", type=int, default=1000)
    parser.add_argument("--languages", default="id,en,ja,ar")
    parser.add_argument("--house", action="append", metavar="NAME=DIR", help="a checkout; default: this one")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--work", type=Path, help="a place for all files; a memory disk is quietest")
    parser.add_argument("--write", action="store_true", help="keep the table in README.md")
    asked = parser.parse_args()
    spy()
    houses = dict(each.split("=", 1) for each in asked.house or [f"now={HOUSE}"])
    languages = tuple(asked.languages.split(","))
    profiles: dict[str, Profile] = {}
    with tempfile.TemporaryDirectory(prefix="etalase-", dir=asked.work) as name:
        work = Path(name).resolve()
        trial = Trial.made(work / "catalogue", supply_of(SEED, languages, photos=True), asked.producers)
        shutil.rmtree(trial.root / "themes")
        shutil.rmtree(trial.root / "content" / "reference")
        for title, house in houses.items():
            for _ in ("photos", "profile"):
                trial.undo()
                profiles[title] = take(Path(house).resolve(), trial.root, trial.out, asked.jobs)
            print(f"{title}: {profiles[title].total:.1f} s", flush=True)
        where = machine(work)
    heading = f"Top ten, {asked.producers:,} producers × {len(languages)} languages, from nothing"
    lines = [f"Looked at {RATE} times a second with py-spy. {where}.", "", *table(profiles)]
    print("\n".join([heading, *lines]))
    if asked.write:
        write_readme("profile", heading, lines)


if __name__ == "__main__":
    main()
