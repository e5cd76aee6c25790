"""Run a build as people do, and end it, or look at it, at a chosen moment: by what it leaves on the disk."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal, get_args

from generator.entrypoints.progress import STEPS
from generator.model.request import HOUSE
from generator.write.staging import STAMP, owned_list, published_stamp, stage_beside
from tests.benchmarks.made_producer import AS_OF

Phase = Literal["reading, planning", "rendering, staging", "writing down", "exchanging", "settling"]
"""A run's phases: work is written into the store when all is staged, and a last word when all is exchanged."""
PHASES: tuple[Phase, ...] = get_args(Phase)
EVERY = 0.001
"""Seconds between two looks at what a run leaves on the disk."""
GONE_WITHIN = 5.0
KILLED = -signal.SIGKILL
_USUAL = (*STEPS.values(), "Lihat / look at", "Pratinjau / preview")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: its exit status, the seconds it took, and what it said."""

    status: int
    seconds: float
    said: str

    @property
    def told(self) -> str:
        """What was said to a person beyond the usual: the sentence about what went wrong, or nothing."""
        lines = [line.strip() for line in self.said.splitlines()]
        return " ".join(line for line in lines if line and not line.startswith(_USUAL) and " berkas dalam " not in line)

    @property
    def is_clear(self) -> bool:
        """Tell whether it ended well or with words in both languages, and never with a trace of our code."""
        return "Traceback" not in self.said and (self.status in {0, KILLED} or " / " in self.told)


@dataclass(frozen=True, slots=True)
class Place:
    """A catalogue folder, where it is published, and with how many processes."""

    root: Path
    out: Path
    jobs: int

    def command(self, *options: str, day: str = AS_OF) -> list[str]:
        """Return the command that builds it."""
        command = [sys.executable, "-m", "generator", "build", "--root", str(self.root), "--out", str(self.out)]
        return [*command, "--as-of", day, "--jobs", str(self.jobs), *options]


class Running:
    """A run in a group of processes of its own."""

    def __init__(self, command: Sequence[str]) -> None:
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it has been read
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            command, cwd=HOUSE, stdout=self._said, stderr=subprocess.STDOUT, start_new_session=True
        )

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to all its processes."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def until(self, sign: Callable[[], bool]) -> bool:
        """Wait for a sign; False when the run ended first."""
        while not sign():
            if self.process.poll() is not None:
                return False
            time.sleep(EVERY)
        return True

    def wait(self) -> Ended:
        """Wait for its end."""
        status = self.process.wait()
        seconds = time.monotonic() - self.begun
        self._said.seek(0)
        said = self._said.read().decode("utf-8", "replace")
        self._said.close()
        return Ended(status, seconds, said)

    def kill(self) -> Ended:
        """Kill all its processes at once, and wait until none of them can touch a file any more."""
        self.signal(signal.SIGKILL)
        ended = self.wait()
        until = time.monotonic() + GONE_WITHIN
        while time.monotonic() < until and any(_group(self.process.pid)):
            time.sleep(EVERY)
        return ended


def _group(leader: int) -> list[bool]:
    """Tell of every process of a group whether it still runs."""
    running = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _parent, group = stat.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[:3]
            if int(group) == leader:
                running.append(state not in {"Z", "X"})
    return running


class Signs:
    """What tells from outside how far a run has come; to be made just before it starts.

    ``first`` is the first address of those that the run will exchange, when the site exists already.
    """

    def __init__(self, out: Path, first: str | None = None) -> None:
        files: dict[Phase, Path] = {
            "rendering, staging": stage_beside(out),
            "writing down": owned_list(out),
            "exchanging": out / (first or STAMP),
            "settling": out / STAMP,
        }
        self._before = {phase: (path, _stamp(path)) for phase, path in files.items()}
        self.stamp = published_stamp(out)

    def begun(self, phase: Phase) -> bool:
        """Tell whether a run has come to a phase, or beyond."""
        return any(self._is_signed(each) for each in PHASES[PHASES.index(phase) :])

    def _is_signed(self, phase: Phase) -> bool:
        if phase not in self._before:
            return True
        path, before = self._before[phase]
        return _stamp(path) not in {before, None}


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns


def phases_of(place: Place, first: str | None = None) -> tuple[Ended, dict[Phase, float]]:
    """Build, and measure how many seconds each phase takes."""
    signs = Signs(place.out, first)
    running = Running(place.command())
    moments = []
    for phase in PHASES[1:]:
        running.until(partial(signs.begun, phase))
        moments.append(time.monotonic() - running.begun)
    ended = running.wait()
    starts, ends = [0.0, *moments], [*moments, ended.seconds]
    return ended, {phase: end - start for phase, start, end in zip(PHASES, starts, ends, strict=True)}
