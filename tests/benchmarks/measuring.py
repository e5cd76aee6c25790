"""Measure one command: wall and processor seconds, the memory of its whole tree of processes, others' noise."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.1
"""Seconds between two looks at the memory."""
PROC = Path("/proc")
MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: seconds, the peak of the tree's memory (MB), and the share of the machine others took (0 to 1).

    Memory is the sum of proportional set sizes, which counts pages shared by several processes once.
    """

    wall: float
    cpu: float
    peak: float
    noise: float
    said: str


class CommandFailed(Exception):
    """A measured command did not end well; the message is what it said."""


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Measured:
    """Run a command and measure it. Raises ``CommandFailed``."""
    before, busy, begun = resource.getrusage(resource.RUSAGE_CHILDREN), _busy_seconds(), time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    watch = _Watch(process.pid)
    watch.start()
    said, _ = process.communicate()
    wall = time.perf_counter() - begun
    watch.over.set()
    watch.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise CommandFailed(f"{' '.join(command)}: exit {process.returncode}\n{said[-4000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    others = max(0.0, _busy_seconds() - busy - cpu - watch.cost)
    return Measured(wall, cpu, watch.peak / MB, others / (wall * (os.cpu_count() or 1)), said)


class Spell:
    """A spell in the life of a process that goes on: what it and its children have used since ``begun``."""

    def __init__(self, pid: int, begun: float | None = None) -> None:
        self._pid = pid
        self._begun = time.perf_counter() if begun is None else begun
        self._cpu, self._busy = (_tree_seconds(pid) if begun is None else 0.0), _busy_seconds()
        self._watch = _Watch(pid)
        self._watch.start()

    def so_far(self) -> Measured:
        """Return what was used until now."""
        wall = time.perf_counter() - self._begun
        cpu = _tree_seconds(self._pid) - self._cpu
        peak = max(self._watch.peak, sum(_memory(pid) for pid in _tree(self._pid)))
        others = max(0.0, _busy_seconds() - self._busy - cpu - self._watch.cost)
        return Measured(wall, cpu, peak / MB, others / (wall * (os.cpu_count() or 1)), "")

    def over(self) -> Measured:
        """End the spell, and return what was used in it."""
        measured = self.so_far()
        self._watch.over.set()
        self._watch.join()
        return measured


class _Watch(threading.Thread):
    """Looks at a tree of processes again and again; ``cost`` are the seconds the looking itself took."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.root = root
        self.peak = 0
        self.cost = 0.0
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(EVERY):
            begun = time.thread_time()
            self.peak = max(self.peak, sum(_memory(pid) for pid in _tree(self.root)))
            self.cost += time.thread_time() - begun


def _tree(root: int) -> Iterator[int]:
    yield root
    try:
        children = (PROC / f"{root}/task/{root}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in children:
        yield from _tree(int(child))


def _memory(pid: int) -> int:
    """Return a process's proportional set size in bytes; 0 when it is gone or will not tell."""
    try:
        for line in (PROC / f"{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def _tree_seconds(root: int) -> float:
    """Return the processor seconds of a tree of processes, children that have ended included."""
    ticks = 0
    for pid in _tree(root):
        try:
            fields = (PROC / f"{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(int(each) for each in fields[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def _busy_seconds() -> float:
    """Return the processor seconds all programs of the machine have used since it was started."""
    try:
        user, nice, system, _idle, _wait, *rest = (
            (PROC / "stat").read_text(encoding="ascii").splitlines()[0].split()[1:]
        )
    except OSError:
        return 0.0
    ticks = int(user) + int(nice) + int(system) + sum(int(each) for each in rest[:3])
    return ticks / os.sysconf("SC_CLK_TCK")
