"""The pool: one way to do many small pieces of pure work - here, in other processes, or on a cluster - in order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from msgspec import Struct

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")

SERIAL_BELOW = 12
"""Fewer pieces than this are done in this process: starting workers, or finding a cluster's, would take longer."""
BATCH = 16
"""Pieces that a worker is sent at once, at most."""
AHEAD = 6
"""Batches a worker may have waiting: enough to keep it busy, few enough to keep answers out of memory."""


class WorkerDied(Exception):
    """A worker process ended without an answer, most often because memory ran out; ``pieces`` names its work."""

    def __init__(self, pieces: Sequence[object]) -> None:
        super().__init__(f"a worker process died while working on: {', '.join(map(str, pieces))}")
        self.pieces = tuple(pieces)


class Died(Struct, frozen=True):
    """The answer for a piece of work that killed its worker, and then, alone, another one."""

    piece: str


class ClusterFault(Exception):
    """A cluster that cannot do the work as this machine would; both sentences say why and what to do."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.indonesian = indonesian
        self.english = english

    def __reduce__(self) -> tuple[type[ClusterFault], tuple[str, str]]:
        return ClusterFault, (self.indonesian, self.english)


class Workers(Struct, frozen=True):
    """Who does the work: ``jobs`` processes here (None: one per processor), or the workers of a ``cluster``.

    ``cluster`` is the address of its scheduler (``tcp://scheduler:8786``). Its workers must reach the same files
    at the same paths: ``mark`` is a file this process writes for them to find, and the folders in ``alike`` must
    hold the same bytes there as here.
    """

    jobs: int | None = None
    cluster: str | None = None
    mark: Path = Path()
    alike: tuple[Path, ...] = ()


HERE = Workers()
"""One process per processor of this machine."""


def workers_of(jobs: int | None) -> int:
    """Return how many processes to use: what was asked for, else one per processor."""
    return max(1, jobs if jobs is not None else os.cpu_count() or 1)


class Pool(Generic[C]):
    """Maps a pure function ``(context, piece) -> result`` over pieces of work, in order.

    The context is given to each process once. ``function`` must be importable: a module-level function.
    """

    def __init__(self, context: C, workers: Workers = HERE) -> None:
        self.context = context
        self.workers = workers

    def map(
        self,
        function: Callable[..., R],
        pieces: Iterable[T],
        names: Callable[[T], object] = str,
        fetch: Callable[[T], object] | None = None,
    ) -> Iterator[R]:
        """Yield the results in the order of the pieces. Raises ``WorkerDied``, ``ClusterFault``.

        ``fetch`` gets what a piece needs besides itself; it is asked in this process when the piece's turn comes, so
        that no more of it than necessary is in memory, and ``function`` is called with it as third argument.
        """
        work = list(pieces)
        if len(work) < SERIAL_BELOW or (self.jobs == 1 and self.workers.cluster is None):
            for piece in work:
                yield function(self.context, piece, *(() if fetch is None else (fetch(piece),)))
        else:
            yield from self._map_elsewhere(function, work, names, fetch, BATCH)

    def map_surviving(
        self,
        function: Callable[..., R],
        pieces: Iterable[T],
        names: Callable[[T], object] = str,
        fetch: Callable[[T], object] | None = None,
        batch: int = 1,
    ) -> Iterator[R | Died]:
        """Yield the results in the order of the pieces, like ``map``; one that kills its worker is answered ``Died``.

        No piece is done in this process, however few there are. When a worker dies, what was on its way is done again
        piece by piece, each in a process of its own, until it is known whose work it was.
        """
        work = list(pieces)
        done = 0
        while done < len(work):
            try:
                for answer in self._map_elsewhere(function, work[done:], names, fetch, batch):
                    yield answer
                    done += 1
            except WorkerDied:
                suspects = work[done : done + self.jobs * AHEAD * batch]
                if batch > 1:
                    yield from self.map_surviving(function, suspects, names, fetch)
                else:
                    for piece in suspects:
                        yield self._alone(function, piece, names, fetch)
                done += len(suspects)

    def _alone(
        self,
        function: Callable[..., R],
        piece: T,
        names: Callable[[T], object],
        fetch: Callable[[T], object] | None,
    ) -> R | Died:
        try:
            return next(self._map_elsewhere(function, [piece], names, fetch, 1))
        except WorkerDied:
            return Died(str(names(piece)))

    @property
    def jobs(self) -> int:
        """How many processes work on this machine."""
        return workers_of(self.workers.jobs)

    def _map_elsewhere(
        self,
        function: Callable[..., R],
        work: Sequence[T],
        names: Callable[[T], object],
        fetch: Callable[[T], object] | None,
        batch: int,
    ) -> Iterator[R]:
        def matter(i: int) -> tuple[object, ...]:
            return () if fetch is None else (fetch(work[i]),)

        if self.workers.cluster is None:
            # Each way of working brings machinery that the others need not load.
            from generator.foundation.process_pool import map_in_processes

            yield from map_in_processes(self.jobs, self.context, function, work, names, matter, batch)
        else:
            try:
                from generator.foundation.dask_pool import map_on_cluster
            except ImportError as failure:
                raise ClusterFault(
                    f"Untuk --cluster pasang dulu: pip install 'etalase[cluster]' ({failure}).",
                    f"For --cluster, install first: pip install 'etalase[cluster]' ({failure}).",
                ) from failure
            yield from map_on_cluster(self.workers, self.context, function, work, names, matter, batch)
