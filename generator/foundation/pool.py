"""The pool: one way to do many small pieces of pure work, here or in other processes, results in order."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Generic, TypeVar

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")

SERIAL_BELOW = 12
"""Fewer pieces than this are done in this process: starting workers would take longer."""
BATCH = 16

AHEAD = 6
"""Batches a worker may have waiting: enough to keep it busy, few enough to keep answers out of memory."""
COLLECT_EVERY = 200_000
"""Allocations between two garbage collections in a worker: what it makes is short-lived and has few cycles."""

_given: dict[str, Any] = {}
"""What a worker process has from its start: the context, and with ``fork`` all the work, inherited unsent."""


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

    The context is given to each process once. ``function`` must be importable: a module-level function.
    """

    def __init__(self, context: C, jobs: int | None = None, serial_below: int = SERIAL_BELOW) -> None:
        self.context = context
        self.jobs = workers_of(jobs)
        self.serial_below = serial_below

    def map(
        self,
        function: Callable[..., R],
        pieces: Iterable[T],
        names: Callable[[T], object] = str,
        fetch: Callable[[T], object] | None = None,
    ) -> Iterator[R]:
        """Yield the results in the order of the pieces. Raises ``WorkerDied``.

        ``fetch`` gets what a piece needs besides itself; it is asked in this process when the piece's turn comes, so
        that no more of it than necessary is in memory, and ``function`` is called with it as third argument.
        """
        work = list(pieces)
        if self.jobs == 1 or len(work) < self.serial_below:
            for piece in work:
                yield function(self.context, piece, *(() if fetch is None else (fetch(piece),)))
            return
        forked = _can_fork()
        step = max(1, min(BATCH, len(work) // (self.jobs * 4) or 1))
        ranges = deque(range(i, min(i + step, len(work))) for i in range(0, len(work), step))
        if forked:
            _given.update(context=self.context, work=work)
            gc.freeze()
        try:
            with ProcessPoolExecutor(
                max_workers=min(self.jobs, len(ranges)),
                mp_context=multiprocessing.get_context("fork" if forked else "spawn"),
                initializer=_begin,
                initargs=() if forked else (self.context,),
            ) as executor:
                waiting: deque[tuple[range, Future[list[R]]]] = deque()
                while ranges or waiting:
                    while ranges and len(waiting) < self.jobs * AHEAD:
                        part = ranges.popleft()
                        fetched = [() if fetch is None else (fetch(work[i]),) for i in part]
                        if forked:
                            waiting.append((part, executor.submit(_work_inherited, function, part, fetched)))
                        else:
                            sent = [work[i] for i in part]
                            waiting.append((part, executor.submit(_work_sent, function, sent, fetched)))
                    part, answer = waiting.popleft()
                    try:
                        yield from answer.result()
                    except BrokenProcessPool as broken:
                        raise WorkerDied([names(work[i]) for i in part]) from broken
        finally:
            if forked:
                _given.clear()
                gc.unfreeze()


def _can_fork() -> bool:
    """Fork where it is safe and fast (Linux, no other thread running); else start a fresh interpreter."""
    return sys.platform == "linux" and threading.active_count() == 1


def _begin(*context: object) -> None:
    # A profiler of the main process would go on in every worker, and its figures be lost there.
    sys.setprofile(None)
    if context:
        _given["context"] = context[0]
    gc.freeze()
    gc.set_threshold(COLLECT_EVERY)


def _work_inherited(function: Callable[..., R], part: range, fetched: Sequence[tuple[object, ...]]) -> list[R]:
    work = _given["work"]
    return [function(_given["context"], work[i], *more) for i, more in zip(part, fetched, strict=True)]


def _work_sent(function: Callable[..., R], batch: Sequence[object], fetched: Sequence[tuple[object, ...]]) -> list[R]:
    return [function(_given["context"], piece, *more) for piece, more in zip(batch, fetched, strict=True)]
