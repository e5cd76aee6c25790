"""The pool in processes of this machine: forked with all the work inherited, or started afresh."""

from __future__ import annotations

import gc
import multiprocessing
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from generator.foundation.pool import AHEAD, WorkerDied

T = TypeVar("T")
R = TypeVar("R")

COLLECT_EVERY = 200_000
"""Allocations between two garbage collections in a worker: what it makes is short-lived and has few cycles."""

MOST_INHERITED = 10_000
"""Pieces that forked workers inherit. To touch an inherited object, here or there, is to copy the memory page it lies
on: from here on workers start afresh and are sent each piece, which costs a few per cent of time, and no memory."""

_given: dict[str, Any] = {}
"""What a worker process has from its start: the context, and with ``fork`` all the work, inherited unsent."""


def map_in_processes(
    jobs: int,
    context: object,
    function: Callable[..., R],
    work: Sequence[T],
    names: Callable[[T], object],
    matter: Callable[[int], tuple[object, ...]],
    batch: int,
) -> Iterator[R]:
    """Yield the results in the order of the work. Raises ``WorkerDied``.

    ``matter`` gives what is sent along with the piece at this place; at most ``batch`` pieces are sent at once.
    """
    forked = _can_fork() and len(work) <= MOST_INHERITED
    step = max(1, min(batch, len(work) // (jobs * 4) or 1))
    ranges = deque(range(i, min(i + step, len(work))) for i in range(0, len(work), step))
    if forked:
        _given.update(context=context, work=work)
        gc.freeze()
    try:
        with ProcessPoolExecutor(
            max_workers=min(jobs, len(ranges)),
            mp_context=multiprocessing.get_context("fork" if forked else "spawn"),
            initializer=_begin,
            initargs=() if forked else (context,),
        ) as executor:
            waiting: deque[tuple[range, Future[list[R]]]] = deque()
            while ranges or waiting:
                while ranges and len(waiting) < jobs * AHEAD:
                    part = ranges[0]
                    along = [matter(i) if forked else (work[i], *matter(i)) for i in part]
                    try:
                        if forked:
                            answer = executor.submit(_work_inherited, function, part, along)
                        else:
                            answer = executor.submit(_work_sent, function, along)
                    except BrokenProcessPool as broken:
                        # What is waiting tells whose work it was, and may hold answers from before.
                        if waiting:
                            break
                        raise WorkerDied([names(work[i]) for i in part]) from broken
                    waiting.append((ranges.popleft(), answer))
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


def _work_inherited(function: Callable[..., R], part: range, along: Sequence[tuple[object, ...]]) -> list[R]:
    work = _given["work"]
    return [function(_given["context"], work[i], *more) for i, more in zip(part, along, strict=True)]


def _work_sent(function: Callable[..., R], batch: Sequence[tuple[object, ...]]) -> list[R]:
    return [function(_given["context"], *piece) for piece in batch]
