"""Long work shows itself: a bar per step on a terminal, a line per step elsewhere, and where the time went."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cProfile import Profile

    from rich.progress import Progress, TaskID

STEPS = {
    "read": "Membaca / Reading",
    "gather": "Mengumpulkan / Gathering",
    "curate": "Kurasi / Curating",
    "editorial": "Halaman redaksi / Editorial pages",
    "plan": "Merencanakan / Planning",
    "photos": "Foto / Photos",
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
    """One step of a run: when it began and ended (seconds of one clock), and how many pieces it had and did."""

    begun: float
    ended: float
    pieces: int
    done: int = 0

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.ended - self.begun


class Steps:
    """Listens to a run, step by step; ``bars`` tells whether to draw them."""

    def __init__(self, bars: bool) -> None:
        self.steps: dict[str, Step] = {}
        self._is_drawing = bars
        self._bars: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._drawn = 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        """Hear that a step has come so far."""
        now = time.monotonic()
        known = self.steps.setdefault(step, Step(now, now, total))
        is_over = known.done == known.pieces == done == total and done > 0
        known.ended, known.pieces, known.done = now, total, done
        if self._is_drawing:
            self._draw(step, done, total, now)
        elif done == total and not is_over and known.seconds >= WORTH_A_LINE:
            print(_line(step, known), file=sys.stderr)

    def end(self) -> None:
        """Take the bars away."""
        if self._bars is not None:
            self._bars.stop()

    def _draw(self, step: str, done: int, total: int, now: float) -> None:
        if self._bars is None:
            self._bars = _bars()
            self._bars.start()
        if step not in self._tasks:
            self._tasks[step] = self._bars.add_task(STEPS[step], total=total)
        self._bars.update(self._tasks[step], completed=done, total=total)
        if done == total or now - self._drawn > REFRESH_EVERY:
            self._bars.refresh()
            self._drawn = now


def _bars() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)


@contextmanager
def progress_shown(profile: Path | None = None) -> Iterator[Steps]:
    """Show how a run goes; with ``profile``, write there where its time went. Raises ``OSError``."""
    steps = Steps(bars=sys.stderr.isatty())
    try:
        if profile is None:
            yield steps
            return
        from cProfile import Profile

        with Profile() as profiler:
            yield steps
        profile.write_text(_profile(steps, profiler), encoding="utf-8")
    finally:
        steps.end()


def _line(step: str, told: Step) -> str:
    rate = told.pieces / told.seconds if told.seconds else 0.0
    return f"{STEPS[step]}: {told.pieces} · {told.seconds:.1f} s · {rate:.0f}/s"


def _profile(steps: Steps, profiler: Profile) -> str:
    import pstats

    table = "\n".join(_line(step, told) for step, told in steps.steps.items())
    target = io.StringIO()
    statistics = pstats.Stats(profiler, stream=target)
    for order in ("tottime", "cumtime"):
        statistics.sort_stats(order).print_stats(MOST_ROWS)
    note = "Functions of this process only; with --jobs 1 all the work is in it."
    return f"{table}\n\n{note}\n\n{target.getvalue()}"
