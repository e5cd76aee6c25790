"""The benchmark: Etalase from nothing and after each kind of edit, beside the floor and Hugo in the same run.

Run with ``python -m tests.benchmarks.run --producers 1000 --languages id,en,ja,ar --rounds 3 --with floor,hugo``.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from generator.model.request import HOUSE
from tests.benchmarks import floor, page_set
from tests.benchmarks.cases import CASES, TITLES, Trial
from tests.benchmarks.hugo_site import HugoSite, make_site
from tests.benchmarks.made_catalogue import SEED, supply_of
from tests.benchmarks.made_producer import AS_OF
from tests.benchmarks.measuring import MB, Measured, measure
from tests.benchmarks.tools import Tools, fetched

README = Path(__file__).with_name("README.md")
END = "<!-- results: end -->"
NOISY = 0.15
"""Above this share of the machine taken by others, a row is marked."""
COLUMNS = ("", "wall s", "CPU s", "peak MB", "ms a page", "units made", "files", "MB", "× floor", "others")
_TOLD = re.compile(r"(\d+) units made, (\d+) files written")


@dataclass(frozen=True, slots=True)
class Run:
    """One measured build: what it wrote, and of how many pages the whole site is."""

    measured: Measured
    units: int
    files: int
    size: int
    pages: int


@dataclass(frozen=True, slots=True)
class Row:
    """The middle of several runs of the same thing; ``ratio`` is the middle of its ratios to each round's floor."""

    title: str
    wall: float
    cpu: float
    peak: float
    pages: int
    units: int
    files: int
    size: int
    noise: float
    ratio: float | None


class Benchmark:
    """Everybody who takes part, in one folder on one disk."""

    def __init__(self, work: Path, trial: Trial, tools: Tools | None, jobs: int | None) -> None:
        self.work = work
        self.trial = trial
        self.tools = tools
        self.jobs = jobs
        self.runs: dict[str, list[Run]] = {}
        self.hugo: HugoSite | None = None

    def etalase(self, case: str) -> None:
        """Do the case's edit, then run the public command."""
        CASES[case](self.trial)
        command = [sys.executable, "-m", "generator", "build", "--root", str(self.trial.root), "--as-of", AS_OF]
        command += ["--out", str(self.trial.out), *([] if self.jobs is None else ["--jobs", str(self.jobs)])]
        begun = time.time_ns()
        measured = measure(command, HOUSE)
        told = _TOLD.search(measured.said)
        units, files = (int(told[1]), int(told[2])) if told else (0, 0)
        self._keep(f"etalase {case}", measured, self.trial.out, units, files, begun)

    def floor(self) -> None:
        """Have the floor write the files Etalase has published."""
        out, listed = self.work / "floor", self.work / "pages.json"
        files = page_set.published(self.trial.out)
        floor.write_page_list(listed, ((each.owner, each.address, each.size) for each in files))
        command = [sys.executable, str(Path(floor.__file__)), str(listed), str(self.trial.root), str(out)]
        begun = time.time_ns()
        environment = {"PYTHONPATH": str(self.tools.folder)} if self.tools else {}
        self._keep("floor", measure(command, HOUSE, environment), out, 0, len(files), begun)
        shutil.rmtree(out)

    def hugo_build(self, *, tuned: bool) -> None:
        """Have Hugo build its equivalent site."""
        assert self.tools is not None
        if self.hugo is None:
            languages = self.trial.supply.languages
            self.hugo = make_site(self.tools.hugo, self.work / "hugo", self.trial.root, self.trial.out, languages)
        begun = time.time_ns()
        measured = self.hugo.build(tuned=tuned)
        self._keep("hugo tuned" if tuned else "hugo", measured, self.hugo.out, 0, 0, begun)
        shutil.rmtree(self.hugo.out)

    def _keep(self, name: str, measured: Measured, out: Path, units: int, files: int, begun: int) -> None:
        addresses = page_set.published(out)
        written = [each.size for each in addresses if (out / each.address).stat().st_mtime_ns >= begun]
        run = Run(measured, units, files or len(written), sum(written), page_set.pages(addresses))
        self.runs.setdefault(name, []).append(run)
        print(f"  {name:18} {measured.wall:8.2f} s  {measured.cpu:8.2f} s CPU  {measured.peak:6.0f} MB", flush=True)

    def rows(self) -> Iterator[Row]:
        """Yield the middle of each participant's runs."""
        titles = {"floor": "the floor", "hugo": "Hugo", "hugo tuned": "Hugo, tuned"}
        floors = self.runs.get("floor", [])
        for name, runs in self.runs.items():
            ratios = [run.measured.wall / least.measured.wall for run, least in zip(runs, floors, strict=False)]
            title = titles.get(name) or f"Etalase: {TITLES[name.removeprefix('etalase ')]}"
            yield Row(
                title,
                wall=median(run.measured.wall for run in runs),
                cpu=median(run.measured.cpu for run in runs),
                peak=max(run.measured.peak for run in runs),
                pages=runs[-1].pages,
                units=runs[-1].units,
                files=runs[-1].files,
                size=runs[-1].size,
                noise=median(run.measured.noise for run in runs),
                ratio=median(ratios) if ratios else None,
            )


def table(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of the table; ratios are given for whole sites only."""
    yield f"| {' | '.join(COLUMNS)} |"
    yield f"|{'---|' * len(COLUMNS)}"
    for row in rows:
        whole = row.files >= row.pages
        cells = (
            row.title,
            f"{row.wall:.2f}",
            f"{row.cpu:.2f}",
            f"{row.peak:.0f}",
            f"{row.wall / row.pages * 1000:.3f}" if whole else "",
            str(row.units or ""),
            str(row.files),
            f"{row.size / MB:.1f}",
            f"{row.ratio:.1f}" if row.ratio and whole else "",
            f"{row.noise:.0%}{' noisy' if row.noise > NOISY else ''}",
        )
        yield f"| {' | '.join(cells)} |"


def write_readme(heading: str, lines: Sequence[str]) -> None:
    """Put a table into the README, in the place of the older one with the same heading."""
    text = README.read_text(encoding="utf-8")
    own = re.compile(rf"^### {re.escape(heading)}\n.*?(?=^### |{re.escape(END)})", re.MULTILINE | re.DOTALL)
    section = "\n".join([f"### {heading}", "", *lines, "", ""])
    text = own.sub("", text).replace(END, section + END)
    README.write_text(text, encoding="utf-8")


def machine(work: Path) -> str:
    """Describe where a run took place."""
    names = [line.partition(":")[2].strip() for line in _lines(Path("/proc/cpuinfo")) if line.startswith("model name")]
    mounts = [line.split()[1:3] for line in _lines(Path("/proc/mounts"))]
    under = [(len(place), kind) for place, kind in mounts if work.is_relative_to(place)]
    disk = max(under)[1] if under else "unknown"
    processor = names[0] if names else platform.machine()
    return f"{os.cpu_count()} processors ({processor}), files on {disk}, Python {platform.python_version()}"


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def rounds(bench: Benchmark, count: int, cases: Sequence[str], others: Mapping[str, bool]) -> None:
    """Measure everything in turns, so that a busy machine slows all alike."""
    for number in range(count):
        print(f"round {number + 1} of {count}", flush=True)
        for case in cases:
            bench.etalase(case)
            if case == "cold":
                if others["floor"]:
                    bench.floor()
                if others["hugo"]:
                    bench.hugo_build(tuned=False)
                    bench.hugo_build(tuned=True)


def main() -> None:
    """Measure what the command line asks for, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--producers", type=int, default=1000)
    parser.add_argument("--languages", default="id,en,ja,ar")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--with", dest="others", default="floor,hugo", help="floor, hugo, both, or nothing at all")
    parser.add_argument("--cases", default=",".join(CASES))
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--work", type=Path, help="an empty place for all files; a memory disk is quietest")
    parser.add_argument("--write", action="store_true", help="keep the table in README.md")
    asked = parser.parse_args()
    languages = tuple(asked.languages.split(","))
    others = {name: name in asked.others.split(",") for name in ("floor", "hugo")}
    cases = [case for case in CASES if case in asked.cases.split(",")]
    if asked.work:
        asked.work.mkdir(parents=True, exist_ok=True)
    folder = partial(tempfile.TemporaryDirectory, prefix="etalase-", dir=asked.work)
    with folder() as name:
        work = Path(name).resolve()
        trial = Trial.made(work / "catalogue", supply_of(SEED, languages, photos=True), asked.producers)
        bench = Benchmark(work, trial, fetched() if any(others.values()) else None, asked.jobs)
        print("warming up: photo variants", flush=True)
        bench.etalase("cold")
        bench.runs.clear()
        rounds(bench, asked.rounds, cases, others)
        rows = list(bench.rows())
        where = machine(work)
    pages = next(row.pages for row in rows if row.title.startswith("Etalase"))
    heading = f"{asked.producers:,} producers × {len(languages)} languages"
    lines = [f"{pages:,} pages. Middle of {asked.rounds} rounds. {where}.", "", *table(rows)]
    print("\n".join([heading, *lines]))
    if asked.write:
        write_readme(heading, lines)


if __name__ == "__main__":
    main()
