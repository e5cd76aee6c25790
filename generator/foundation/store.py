"""The store: one SQLite file of what a build remembers, written by the main process only."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from generator.foundation.packing import Unpackable, unpacked

SCHEMA = """
CREATE TABLE IF NOT EXISTS memory (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (kind, key)
);
"""
VERSION = 5
_HELD = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DISK = {
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_READONLY: errno.EROFS,
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
    """Remembered contents (bytes) by kind and key.

    Everything a run remembers goes in with one transaction, so a run that dies leaves the memory of the run
    before. ``recovered`` tells that an older memory was damaged. Every method raises ``StoreDamaged`` or
    ``OSError``.
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

    def get(self, kind: str, key: str) -> bytes | None:
        """Return what is remembered under one key, or None."""
        query = "SELECT value FROM memory WHERE kind=? AND key=?"
        with _faults_of(self.path):
            row = self._connection.execute(query, (kind, key)).fetchone()
            return None if row is None else _sound(row[0], self.path)

    def recall(self, kind: str, key: str, form: type[T]) -> T | None:
        """Return one remembered value; None when there is none, or when other code wrote it."""
        content = self.get(kind, key)
        return None if content is None else _understood(content, form)

    def rows(self, kind: str) -> Iterator[tuple[str, bytes]]:
        """Yield everything remembered of one kind, in order of key."""
        with _faults_of(self.path):
            rows = self._connection.execute("SELECT key, value FROM memory WHERE kind=? ORDER BY key", (kind,))
            for key, value in rows:
                yield key, _sound(value, self.path)

    def keys(self, kind: str) -> tuple[str, ...]:
        """Return the keys of one kind, in order."""
        with _faults_of(self.path):
            rows = self._connection.execute("SELECT key FROM memory WHERE kind=? ORDER BY key", (kind,))
            return tuple(key for (key,) in rows)

    def all(self, kind: str, form: type[T]) -> dict[str, T]:
        """Return all values of one kind, by key; what other code wrote is forgotten: it is simply made again."""
        found = ((key, _understood(content, form)) for key, content in self.rows(kind))
        return {key: value for key, value in found if value is not None}

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Writer]:
        """Write all or nothing."""
        with _faults_of(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            writer = Writer(self._connection)
            try:
                yield writer
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("ROLLBACK" if writer.cancelled else "COMMIT")


class Writer:
    """The writing side of one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.cancelled = False

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Remember a content, replacing what was there."""
        # SQLite does not notice a byte that the disk has changed, and a changed digit would be published.
        value = zlib.crc32(content).to_bytes(_CHECK_BYTES, "big") + content
        self._connection.execute("INSERT OR REPLACE INTO memory VALUES (?, ?, ?)", (kind, key, value))

    def forget(self, kind: str, keys: Iterable[str]) -> None:
        """Forget contents by key."""
        rows = ((kind, key) for key in keys)
        self._connection.executemany("DELETE FROM memory WHERE kind=? AND key=?", rows)

    def cancel(self) -> None:
        """Remember nothing of this transaction."""
        self.cancelled = True


@contextlib.contextmanager
def _faults_of(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as failure:
        code = getattr(failure, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if code in _HELD:
            raise StoreBusy(str(path)) from failure
        if code in _DISK:
            raise OSError(_DISK[code], str(failure), str(path)) from failure
        raise StoreDamaged(str(path)) from failure


def _sound(value: object, path: Path) -> bytes:
    if not isinstance(value, bytes) or zlib.crc32(memoryview(value)[_CHECK_BYTES:]) != int.from_bytes(
        value[:_CHECK_BYTES], "big"
    ):
        raise StoreDamaged(str(path))
    return value[_CHECK_BYTES:]


def _understood(content: bytes, form: type[T]) -> T | None:
    try:
        return unpacked(content, form)
    except Unpackable:
        return None
