"""The benchmark: Etalase from nothing and after each kind of edit, beside the floor and Hugo in the same run.

Run with ``python -m tests.benchmarks.run --producers 1000 --languages id,en,ja,ar --rounds 3 --with floor,hugo``.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from statistics import median

from generator.model.request import HOUSE
from tests.benchmarks import composing, floor, page_set
from tests.benchmarks.cases import CASES, LARGE_CASES, Trial
from tests.benchmarks.hugo_site import HugoSite, make_site
from tests.benchmarks.made_catalogue import SEED, supply_of
from tests.benchmarks.made_producer import AS_OF, BRANDED
from tests.benchmarks.measuring import MB, Measured, measure
from tests.benchmarks.results import machine, write_readme
from tests.benchmarks.serving import measure_preview
from tests.benchmarks.tools import Tools, fetched

NOISY = 0.15
"""Above this share of the machine taken by others, a row is marked."""
COLUMNS = ("", "wall s", "CPU s", "peak MB", "ms a page", "units made", "files", "MB", "× floor", "others")
TITLES = {
    "floor": "the floor",
    "hugo": "Hugo",
    "hugo tuned": "Hugo, tuned",
    "composing": "composing the YAML, two processes",
    "preview first": "Etalase: preview, start to first page",
    "preview ready": "Etalase: preview, start to all up to date",
    "preview edit": "Etalase: preview, saved to shown (a phone number)",
}
LARGE = 10_000
"""From so many producers on, one round of fewer cases is measured, and no Hugo, unless asked for."""
SMALL = 1000
"""Photos' variants of more producers than this are made by so many: the pictures are the same."""
_TOLD = re.compile(r"(\d+) units made, (\d+) files written")


@dataclass(frozen=True, slots=True)
class Run:
    """One measured run: what it wrote, and of how many pages the whole site is, if it made one."""

    measured: Measured
    units: int = 0
    files: int = 0
    size: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """The middle of several runs of the same thing.

    ``ratio`` is the middle of its ratios to ``against`` in the same round: the floor, or composing the YAML.
    """

    title: str
    against: str
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

    def etalase(self, name: str) -> None:
        """Do the case's edit, then run the public command."""
        case = CASES[name]
        case.edit(self.trial)
        if case.command == "serve":
            self._preview()
            return
        trial = self._tiny if name == "start" else self.trial
        command = [sys.executable, "-m", "generator", case.command, "--root", str(trial.root), "--as-of", AS_OF]
        command += ["--out", str(trial.out), *([] if self.jobs is None else ["--jobs", str(self.jobs)])]
        if name == "start":
            measure(command, HOUSE)
        begun = time.time_ns()
        with trial.memory_apart() if case.apart else nullcontext():
            measured = measure(command, HOUSE)
        told = _TOLD.search(measured.said)
        units, files = (int(told[1]), int(told[2])) if told else (0, 0)
        if case.command == "build":
            self._keep(f"etalase {name}", measured, self.trial.out, units, files, begun)
        else:
            self._take_down(f"etalase {name}", Run(measured))
        if name == "check-cold":
            self._compose()

    @cached_property
    def _tiny(self) -> Trial:
        return Trial.made(self.work / "tiny", self.trial.supply, BRANDED)

    def _compose(self) -> None:
        """Compose the same YAML, and nothing else."""
        command = [sys.executable, str(Path(composing.__file__)), str(self.trial.root)]
        self._take_down("composing", Run(measure(command, HOUSE)))

    def _preview(self) -> None:
        """Start the preview, then edit."""
        first = next(self.trial.numbers)
        served = measure_preview(
            self.trial.root, self.trial.out, self.trial.page, lambda number: self.trial.give_number(first + number)
        )
        self._take_down("preview first", Run(served.first))
        self._take_down("preview ready", Run(served.ready))
        middle = sorted(served.edits, key=lambda each: each.wall)[len(served.edits) // 2]
        self._take_down("preview edit", Run(middle))

    def warm_photos(self) -> None:
        """Make the photos' variants: by a small catalogue of the same pictures where the whole one would take long."""
        kept = self.trial.cache / "photos"
        if kept.is_dir():
            return
        print("warming up: photo variants", flush=True)
        if self.trial.producers <= SMALL:
            self.etalase("cold")
            self.runs.clear()
            return
        small = Trial.made(self.work / "small", self.trial.supply, SMALL)
        command = [sys.executable, "-m", "generator", "build", "--root", str(small.root), "--as-of", AS_OF]
        measure([*command, "--out", str(small.out), "--languages", self.trial.supply.languages[0]], HOUSE)
        self.trial.cache.mkdir(parents=True, exist_ok=True)
        (small.cache / "photos").rename(kept)
        shutil.rmtree(small.root)

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
        self._take_down(name, run)

    def _take_down(self, name: str, run: Run) -> None:
        self.runs.setdefault(name, []).append(run)
        measured = run.measured
        print(f"  {name:18} {measured.wall:8.2f} s  {measured.cpu:8.2f} s CPU  {measured.peak:6.0f} MB", flush=True)

    def rows(self) -> Iterator[Row]:
        """Yield the middle of each participant's runs."""
        for name, runs in self.runs.items():
            against = "composing" if name == "etalase check-cold" else "floor"
            floors = self.runs.get(against, [])
            ratios = [run.measured.wall / least.measured.wall for run, least in zip(runs, floors, strict=False)]
            yield Row(
                TITLES.get(name) or f"Etalase: {CASES[name.removeprefix('etalase ')].title}",
                against,
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
        whole = bool(row.pages) and row.files >= row.pages
        ratio = f"{row.ratio:.1f}" if row.ratio and whole else ""
        if row.ratio and row.against == "composing":
            ratio = f"{row.ratio:.1f} × composing"
        cells = (
            row.title,
            f"{row.wall:.2f}",
            f"{row.cpu:.2f}",
            f"{row.peak:.0f}",
            f"{row.wall / row.pages * 1000:.3f}" if whole else "",
            str(row.units or ""),
            str(row.files) if row.pages else "",
            f"{row.size / MB:.1f}" if row.pages else "",
            ratio,
            f"{row.noise:.0%}{' noisy' if row.noise > NOISY else ''}",
        )
        yield f"| {' | '.join(cells)} |"


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
    parser.add_argument("--rounds", type=int, help="default: 3; 1 for a large catalogue")
    parser.add_argument("--with", dest="others", help="floor, hugo, both, or nothing at all")
    parser.add_argument("--cases", help=f"some of {','.join(CASES)}")
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--work", type=Path, help="an empty place for all files; a memory disk is quietest")
    parser.add_argument("--keep", type=Path, help="a place for all files that stay, and are taken up again next time")
    parser.add_argument("--write", action="store_true", help="keep the table in README.md")
    asked = parser.parse_args()
    large = asked.producers >= LARGE
    languages = tuple(asked.languages.split(","))
    wanted = (asked.others if asked.others is not None else "floor" if large else "floor,hugo").split(",")
    others = {name: name in wanted for name in ("floor", "hugo")}
    named = asked.cases.split(",") if asked.cases else LARGE_CASES if large else CASES
    if unknown := set(named) - set(CASES):
        parser.error(f"no such cases: {', '.join(sorted(unknown))}")
    cases = [case for case in CASES if case in named]
    count = asked.rounds or (1 if large else 3)
    place = asked.keep or asked.work
    if place:
        place.mkdir(parents=True, exist_ok=True)
    folder = partial(tempfile.TemporaryDirectory, prefix="etalase-", dir=asked.work)
    with nullcontext(str(asked.keep)) if asked.keep else folder() as name:
        work = Path(name).resolve()
        trial = Trial.made(work / "catalogue", supply_of(SEED, languages, photos=True), asked.producers)
        bench = Benchmark(work, trial, fetched() if any(others.values()) else None, asked.jobs)
        bench.warm_photos()
        if "cold" not in cases:
            print("bringing the site to rest", flush=True)
            bench.etalase("nothing")
            bench.runs.clear()
        try:
            rounds(bench, count, cases, others)
        finally:
            trial.take_back()
        rows = list(bench.rows())
        where = machine(work)
    pages = next((row.pages for row in rows if row.pages), 0)
    heading = f"{asked.producers:,} producers × {len(languages)} languages"
    lines = [f"{pages:,} pages. Middle of {count} rounds. {where}.", "", *table(rows)]
    print("\n".join([heading, *lines]))
    if asked.write:
        write_readme("results", heading, lines)


if __name__ == "__main__":
    main()
