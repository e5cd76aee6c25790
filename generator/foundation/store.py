"""The store: one SQLite file of what a build remembers, written by the main process only."""

from __future__ import annotations

import contextlib
import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType

SCHEMA = """
CREATE TABLE IF NOT EXISTS memory (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (kind, key)
) WITHOUT ROWID;
"""
VERSION = 1


class StoreBusy(Exception):
    """Another build holds this store."""


class Store:
    """Remembered values by kind and key.

    Values are pickled: the file is this machine's own cache, made and read by the same program. Everything a
    run remembers goes in with one transaction, so a run that dies leaves the memory of the run before.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.recovered = False
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = self._open()
        except sqlite3.DatabaseError as failure:
            if "locked" in str(failure):
                raise StoreBusy(str(path)) from failure
            self._set_aside()
            self._connection = self._open()
            self.recovered = True

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

    def _set_aside(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            damaged = self.path.with_name(self.path.name + suffix)
            damaged.unlink(missing_ok=True)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file, so that the next build can take it."""
        self._connection.close()

    def get(self, kind: str, key: str) -> object | None:
        """Return one remembered value, or None."""
        row = self._connection.execute("SELECT value FROM memory WHERE kind=? AND key=?", (kind, key)).fetchone()
        return None if row is None else _unpickled(row[0])

    def all(self, kind: str) -> Mapping[str, object]:
        """Return everything remembered of one kind, by key; what cannot be understood any more is forgotten."""
        rows = self._connection.execute("SELECT key, value FROM memory WHERE kind=?", (kind,))
        found = ((key, _unpickled(value)) for key, value in rows)
        return {key: value for key, value in found if value is not None}

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Writer]:
        """Write all or nothing."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield Writer(self._connection)
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


class Writer:
    """The writing side of one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, kind: str, values: Mapping[str, object]) -> None:
        """Remember values, replacing those of the same key."""
        rows = ((kind, key, pickle.dumps(value, protocol=5)) for key, value in values.items())
        self._connection.executemany("INSERT OR REPLACE INTO memory VALUES (?, ?, ?)", rows)

    def forget(self, kind: str, keys: Iterable[str]) -> None:
        """Forget values by key."""
        rows = ((kind, key) for key in keys)
        self._connection.executemany("DELETE FROM memory WHERE kind=? AND key=?", rows)

    def forget_all(self, kind: str) -> None:
        """Forget everything of one kind."""
        self._connection.execute("DELETE FROM memory WHERE kind=?", (kind,))


def _unpickled(value: bytes) -> object | None:
    """Return the value, or None when it was written by code that is no more: then it is simply made again."""
    try:
        return pickle.loads(value)  # type: ignore[no-any-return]
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
