"""The store: one SQLite file of what a build remembers, written by the main process only."""

from __future__ import annotations

import contextlib
import errno
import pickle
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TypeVar

SCHEMA = """
CREATE TABLE IF NOT EXISTS memory (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (kind, key)
) WITHOUT ROWID;
"""
VERSION = 2
_HELD = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DISK = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
_CHECK_BYTES = 4

T = TypeVar("T")


class StoreBusy(Exception):
    """Another build holds this store."""


class StoreDamaged(Exception):
    """What the file holds is not what was written."""


def with_store(path: Path, work: Callable[[Store], T]) -> T:
    """Do work with the store of this path; where it proves damaged, throw it away and do the work from nothing.

    Raises ``StoreBusy``, and ``OSError`` for a disk that is full or may not be written.
    """
    try:
        with Store(path) as store:
            return work(store)
    except StoreDamaged:
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    with Store(path) as store:
        store.recovered = True
        return work(store)


class Store:
    """Remembered values by kind and key.

    Values are pickled: the file is this machine's own cache, made and read by the same program. Everything a
    run remembers goes in with one transaction, so a run that dies leaves the memory of the run before.
    ``recovered`` tells that an older memory was damaged. Every method raises ``StoreDamaged`` or ``OSError``.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.recovered = False
        path.parent.mkdir(parents=True, exist_ok=True)
        with _faults_of(path):
            self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=0, isolation_level=None)
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("BEGIN EXCLUSIVE")
            if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                connection.execute("DROP TABLE IF EXISTS memory")
                connection.execute(f"PRAGMA user_version={VERSION}")
            connection.execute(SCHEMA)
            connection.execute("SELECT count(*) FROM memory").fetchone()
            connection.execute("COMMIT")
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file, so that the next build can take it."""
        with contextlib.suppress(sqlite3.DatabaseError):
            self._connection.close()

    def get(self, kind: str, key: str) -> object | None:
        """Return one remembered value, or None."""
        query = "SELECT value FROM memory WHERE kind=? AND key=?"
        with _faults_of(self.path):
            row = self._connection.execute(query, (kind, key)).fetchone()
            return None if row is None else _unpacked(row[0], self.path)

    def all(self, kind: str) -> Mapping[str, object]:
        """Return everything remembered of one kind, by key; what cannot be understood any more is forgotten."""
        with _faults_of(self.path):
            rows = self._connection.execute("SELECT key, value FROM memory WHERE kind=?", (kind,))
            found = ((key, _unpacked(value, self.path)) for key, value in rows)
            return {key: value for key, value in found if value is not None}

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Writer]:
        """Write all or nothing."""
        with _faults_of(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield Writer(self._connection)
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")


class Writer:
    """The writing side of one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, kind: str, values: Mapping[str, object]) -> None:
        """Remember values, replacing those of the same key."""
        rows = ((kind, key, _packed(value)) for key, value in values.items())
        self._connection.executemany("INSERT OR REPLACE INTO memory VALUES (?, ?, ?)", rows)

    def forget(self, kind: str, keys: Iterable[str]) -> None:
        """Forget values by key."""
        rows = ((kind, key) for key in keys)
        self._connection.executemany("DELETE FROM memory WHERE kind=? AND key=?", rows)

    def forget_all(self, kind: str) -> None:
        """Forget everything of one kind."""
        self._connection.execute("DELETE FROM memory WHERE kind=?", (kind,))


@contextlib.contextmanager
def _faults_of(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as failure:
        code = getattr(failure, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if code in _HELD:
            raise StoreBusy(str(path)) from failure
        if code in _DISK:
            raise OSError(errno.EIO, str(failure), str(path)) from failure
        raise StoreDamaged(str(path)) from failure


def _packed(value: object) -> bytes:
    # SQLite does not notice a byte that the disk has changed, and a changed digit would be published.
    content = pickle.dumps(value, protocol=5)
    return zlib.crc32(content).to_bytes(_CHECK_BYTES, "big") + content


def _unpacked(value: object, path: Path) -> object | None:
    """Return the value, or None when it was written by code that is no more: then it is simply made again."""
    if not isinstance(value, bytes):
        raise StoreDamaged(str(path))
    content = memoryview(value)[_CHECK_BYTES:]
    if zlib.crc32(content).to_bytes(_CHECK_BYTES, "big") != value[:_CHECK_BYTES]:
        raise StoreDamaged(str(path))
    try:
        return pickle.loads(content)  # type: ignore[no-any-return]
    except (
        pickle.UnpicklingError,
        AttributeError,
        ImportError,
        EOFError,
        TypeError,
        ValueError,
        IndexError,
        KeyError,
    ):
        return None
