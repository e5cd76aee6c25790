"""The pool: one way to do many small pieces of pure work, here or in other processes, results in order."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Generic, TypeVar

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")

SERIAL_BELOW = 12
"""Fewer pieces than this are done in this process: starting workers would take longer."""
BATCH = 16

_context: dict[str, Any] = {}
"""What a worker process was given when it started; set once by ``_begin``, in workers only."""


class WorkerDied(Exception):
    """A worker process ended without an answer, most often because memory ran out; ``pieces`` names its work."""

    def __init__(self, pieces: Sequence[object]) -> None:
        super().__init__(f"a worker process died while working on: {', '.join(map(str, pieces))}")
        self.pieces = tuple(pieces)


def workers_of(jobs: int | None) -> int:
    """Return how many processes to use: what was asked for, else one per processor."""
    return max(1, jobs if jobs is not None else os.cpu_count() or 1)


class Pool(Generic[C]):
    """Maps a pure function ``(context, piece) -> result`` over pieces of work, in order.

    The context is sent to each process once. ``function`` must be importable: a module-level function.
    """

    def __init__(self, context: C, jobs: int | None = None, serial_below: int = SERIAL_BELOW) -> None:
        self.context = context
        self.jobs = workers_of(jobs)
        self.serial_below = serial_below

    def map(
        self, function: Callable[[C, T], R], pieces: Iterable[T], names: Callable[[T], object] = str
    ) -> Iterator[R]:
        """Yield the results in the order of the pieces. Raises ``WorkerDied``."""
        work = list(pieces)
        if self.jobs == 1 or len(work) < self.serial_below:
            for piece in work:
                yield function(self.context, piece)
            return
        batches = [work[i : i + self._batch(len(work))] for i in range(0, len(work), self._batch(len(work)))]
        start = _start_method()
        with ProcessPoolExecutor(
            max_workers=min(self.jobs, len(batches)),
            mp_context=multiprocessing.get_context(start),
            initializer=_begin,
            initargs=(self.context,),
        ) as executor:
            waiting = [(batch, executor.submit(_work, function, batch)) for batch in batches]
            for batch, answer in waiting:
                try:
                    yield from answer.result()
                except BrokenProcessPool as broken:
                    raise WorkerDied([names(piece) for piece in batch]) from broken

    def _batch(self, count: int) -> int:
        return max(1, min(BATCH, count // (self.jobs * 4) or 1))


def _start_method() -> str:
    """Fork where it is safe and fast (Linux, no other thread running); else a fresh interpreter."""
    if sys.platform == "linux" and threading.active_count() == 1:
        return "fork"
    return "spawn"


def _begin(context: object) -> None:
    _context["given"] = context


def _work(function: Callable[[Any, T], R], batch: Sequence[T]) -> list[R]:
    return [function(_context["given"], piece) for piece in batch]
