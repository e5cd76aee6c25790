"""Long work shows itself: a bar per step on a terminal, a line per step elsewhere, and where the time went."""

from __future__ import annotations

import cProfile
import io
import pstats
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

STEPS = {
    "read": "Membaca / Reading",
    "gather": "Mengumpulkan / Gathering",
    "curate": "Kurasi / Curating",
    "editorial": "Halaman redaksi / Editorial pages",
    "plan": "Merencanakan / Planning",
    "render": "Membuat halaman / Rendering",
    "write": "Menulis / Writing",
}
WORTH_A_LINE = 1.0
"""Seconds a step must have taken to get a line of its own where no terminal looks on."""
REFRESH_EVERY = 0.1
"""Seconds between two drawings of the bars. They are drawn here, not by a thread: beside a thread nothing may fork."""
MOST_ROWS = 40


@dataclass
class Step:
    """One step of a run: when it began and ended (seconds of one clock), and how many pieces it had."""

    begun: float
    ended: float
    pieces: int

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.ended - self.begun


class Steps:
    """Listens to a run, step by step."""

    def __init__(self, console: Console) -> None:
        self.steps: dict[str, Step] = {}
        self._console = console
        self._bars: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._drawn = 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        """Hear that a step has come so far."""
        now = time.monotonic()
        known = self.steps.setdefault(step, Step(now, now, total))
        known.ended, known.pieces = now, total
        if self._bars is not None:
            self._draw(step, done, total, now)
        elif done == total and known.seconds >= WORTH_A_LINE:
            self._console.print(_line(step, known), highlight=False)

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Draw bars while a terminal looks on."""
        if not self._console.is_terminal:
            yield
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self._console, transient=True, auto_refresh=False) as bars:
            self._bars = bars
            yield
            self._bars = None

    def _draw(self, step: str, done: int, total: int, now: float) -> None:
        assert self._bars is not None
        if step not in self._tasks:
            self._tasks[step] = self._bars.add_task(STEPS[step], total=total)
        self._bars.update(self._tasks[step], completed=done, total=total)
        if done == total or now - self._drawn > REFRESH_EVERY:
            self._bars.refresh()
            self._drawn = now


@contextmanager
def progress_shown(profile: Path | None = None) -> Iterator[Steps]:
    """Show how a run goes; with ``profile``, write there where its time went. Raises ``OSError``."""
    steps = Steps(Console(stderr=True))
    profiler = cProfile.Profile() if profile is not None else None
    with steps.shown():
        if profiler is not None:
            profiler.enable()
        yield steps
        if profiler is not None:
            profiler.disable()
    if profile is not None and profiler is not None:
        profile.write_text(_profile(steps, profiler), encoding="utf-8")


def _line(step: str, told: Step) -> str:
    rate = told.pieces / told.seconds if told.seconds else 0.0
    return f"{STEPS[step]}: {told.pieces} · {told.seconds:.1f} s · {rate:.0f}/s"


def _profile(steps: Steps, profiler: cProfile.Profile) -> str:
    table = "\n".join(_line(step, told) for step, told in steps.steps.items())
    target = io.StringIO()
    statistics = pstats.Stats(profiler, stream=target)
    for order in ("tottime", "cumtime"):
        statistics.sort_stats(order).print_stats(MOST_ROWS)
    note = "Functions of this process only; with --jobs 1 all the work is in it."
    return f"{table}\n\n{note}\n\n{target.getvalue()}"
