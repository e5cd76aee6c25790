"""The pool on a cluster: dask.distributed's workers do the work, and what they answer is the same as here.

Nothing is trusted to be alike: every worker process shows, before its first piece, that it runs the same program,
sees this machine's files and would draw the same pixels. A worker that dies is replaced by another, which does its
pieces again; a build that dies leaves nothing behind that a later one could take for its own.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import platform
import socket
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import dask
from msgspec import Struct

from generator.foundation.atomic import replace_file, sole_name
from generator.foundation.code_digest import code_digest
from generator.foundation.digest import digest_files
from generator.foundation.pool import ClusterFault, WorkerDied, Workers

# The library's own log would bury the one sentence that says what happened. It reads this when it is imported.
dask.config.set({"logging": {"distributed": "critical", "distributed.client": "critical"}})

from distributed import Client, Future, KilledWorker  # noqa: E402

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")

AHEAD = 3
"""Batches a worker may have waiting; what they answer lies in the workers' memory until it is asked for."""
BATCH_SECONDS = 0.5
"""What a batch should take: long beside the few milliseconds of sending it, short beside the end of a build."""
CONNECT_SECONDS = 8.0
LOOK_SECONDS = 2.0
"""How often to look who works for us while an answer is awaited."""
PATIENCE_SECONDS = 60.0
"""How long to wait for a first worker, or for another when all have gone: a manager may be starting them."""
KEPT = 2
"""Contexts a worker process keeps: this build's, and one of somebody else who uses the same cluster."""


class Terms(Struct, frozen=True):
    """What a worker process must find as it is here."""

    code: str
    machine: str
    mark: str
    token: str
    alike: tuple[tuple[str, str], ...]


class _Sent(Struct, frozen=True):
    """One batch on its way: which pieces, and the answer to come."""

    part: range
    future: Future[Any]


def map_on_cluster(
    workers: Workers,
    context: object,
    function: Callable[..., R],
    work: Sequence[T],
    names: Callable[[T], object],
    matter: Callable[[int], tuple[object, ...]],
    batch: int,
) -> Iterator[R]:
    """Yield the results in the order of the work. Raises ``WorkerDied``, ``ClusterFault``.

    ``matter`` gives what is sent along with the piece at this place; at most ``batch`` pieces are sent at once.
    """
    terms = _terms(workers)
    with _connected(str(workers.cluster)) as client:
        crew = _Crew(client, terms)
        given = client.submit(_keep, pickle.dumps(context, protocol=5), key=f"context-{terms.token}")
        waiting: deque[_Sent] = deque()
        begun = size = 0
        while begun < len(work) or waiting:
            many = crew.count_now()
            while begun < len(work) and len(waiting) < many * AHEAD:
                fair = max(1, len(work) // (many * 4))
                size = min(size or 1, fair, batch)
                part = range(begun, min(begun + size, len(work)))
                pieces = pickle.dumps([(work[i], *matter(i)) for i in part], protocol=5)
                key = f"{function.__name__}-{terms.token}-{begun}"
                waiting.append(_Sent(part, client.submit(_do, terms, given, function, pieces, key=key, pure=False)))
                begun = part.stop
            sent = waiting.popleft()
            seconds, answers = crew.answer(sent, [names(work[i]) for i in sent.part])
            each = seconds / len(sent.part)
            size = max(1, min(batch, int(BATCH_SECONDS / each) if each else batch))
            yield from answers


def _terms(workers: Workers) -> Terms:
    token = sole_name()
    workers.mark.parent.mkdir(parents=True, exist_ok=True)
    replace_file(workers.mark, token.encode())
    alike = tuple((str(folder), _look(str(folder))) for folder in workers.alike)
    return Terms(code_digest(), platform.machine(), str(workers.mark), token, alike)


@contextlib.contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        # The library tries again and again; a door where nobody listens can be told at once.
        parts = urlsplit(address)
        socket.create_connection((parts.hostname or "", parts.port or 0), timeout=CONNECT_SECONDS).close()
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as failure:
        raise ClusterFault(
            f"Penjadwal klaster {address} tidak menjawab: {failure}. Benarkah alamatnya, dan apakah ia berjalan?",
            f"The cluster's scheduler {address} does not answer: {failure}. Is the address right, and is it running?",
        ) from failure
    try:
        yield client
    finally:
        # Its futures go with it: the scheduler forgets whatever nobody waits for any more.
        client.close()  # type: ignore[no-untyped-call]


class _Crew:
    """The workers as this build knows them: how many there are, and that each was found alike."""

    def __init__(self, client: Client, terms: Terms) -> None:
        self.client = client
        self._count = 0
        self._seen = self._looked = time.monotonic()
        self._look()
        while not self._count:
            time.sleep(LOOK_SECONDS / 4)
            self._look()
        compared: Mapping[str, object] = client.run(_compare, terms, on_error="return")
        for address, found in compared.items():
            if isinstance(found, ClusterFault):
                raise found
            if isinstance(found, Exception):
                raise _other_program(address) from found

    def count_now(self) -> int:
        """Return how many workers there are, as of a moment ago; one at least, because others may be coming."""
        if time.monotonic() - self._looked > LOOK_SECONDS:
            self._look()
        return max(1, self._count)

    def answer(self, sent: _Sent, names: Sequence[object]) -> tuple[float, list[Any]]:
        """Wait for a batch, however many workers are lost meanwhile, while there is any."""
        while True:
            try:
                seconds, answers = sent.future.result(timeout=LOOK_SECONDS)
                return seconds, pickle.loads(answers)
            except TimeoutError:
                # A piece of work may itself have raised this.
                if sent.future.status == "error":
                    raise
                self._look()
            except KilledWorker as killed:
                raise WorkerDied(names) from killed
            except CancelledError as lost:
                raise _lost() from lost

    def _look(self) -> None:
        """Count the workers. Raises ``ClusterFault`` when there have been none for too long."""
        try:
            self._count = len(self.client.nthreads())  # type: ignore[no-untyped-call]
        except (OSError, ValueError, CancelledError) as failure:
            raise _lost() from failure
        self._looked = time.monotonic()
        if self._count:
            self._seen = self._looked
        elif self._looked - self._seen > PATIENCE_SECONDS:
            raise ClusterFault(
                f"Klaster tidak punya pekerja sejak {PATIENCE_SECONDS:.0f} detik. Jalankan dask worker, lalu ulangi.",
                f"The cluster has had no worker for {PATIENCE_SECONDS:.0f} seconds. Start dask workers and run again.",
            )


def _lost() -> ClusterFault:
    return ClusterFault(
        "Hubungan dengan penjadwal klaster terputus. Situs lama tetap utuh; ulangi bila klaster berjalan lagi.",
        "The cluster's scheduler was lost. The published site is whole; run again when the cluster is back.",
    )


def _other_program(worker: str) -> ClusterFault:
    return ClusterFault(
        f"Pekerja {worker} menjalankan Etalase atau pustaka versi lain: pasang versi yang sama, lalu mulai ulang.",
        f"The worker {worker} runs another Etalase, or other libraries: install the same version there and restart it.",
    )


def _other_files(worker: str, path: str) -> ClusterFault:
    return ClusterFault(
        f"Pekerja {worker} tidak melihat {path} seperti komputer ini: katalog, tema, dan hasil harus di disk bersama.",
        f"The worker {worker} does not see {path} as this machine does: catalogue, themes and output must be shared.",
    )


# What follows runs in the workers.

_alone = threading.Lock()
"""A context and what is built on it belong to one thread; whoever starts workers with more gains nothing."""
_contexts: OrderedDict[str, Any] = OrderedDict()


def _keep(context: bytes) -> bytes:
    """Let the scheduler hold the context: a worker that joins late gets it too, even if all others have gone."""
    return context


def _do(terms: Terms, context: bytes, function: Callable[..., R], batch: bytes) -> tuple[float, bytes]:
    """Do one batch; return the seconds it took, and the answers packed."""
    with _alone:
        if terms.token not in _contexts:
            _compare(terms)
            while len(_contexts) >= KEPT:
                _contexts.popitem(last=False)
            _contexts[terms.token] = pickle.loads(context)
        given = _contexts[terms.token]
        begun = time.monotonic()
        answers = [function(given, *piece) for piece in pickle.loads(batch)]
        return time.monotonic() - begun, pickle.dumps(answers, protocol=5)


def _compare(terms: Terms) -> None:
    """Find out whether this process would do the work as the one that asks. Raises ``ClusterFault``."""
    name = f"{socket.gethostname()}, PID {os.getpid()}"
    if (code_digest(), platform.machine()) != (terms.code, terms.machine):
        raise _other_program(name)
    for path, expected in ((terms.mark, terms.token), *terms.alike):
        if _look(path) != expected:
            raise _other_files(name, path)


def _look(path: str) -> str:
    """Return what stands for a place: a file's text, or the digest of all files of a folder; nothing if it is none."""
    top = Path(path)
    if top.is_dir():
        return digest_files([(file.relative_to(top).as_posix(), file) for file in top.rglob("*") if file.is_file()])
    try:
        return top.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""
