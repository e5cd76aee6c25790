"""Digests: short names for contents, the same on every machine and in every run."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel

DIGEST_SIZE = 16
"""Bytes of a digest; 128 bits keep a chance of collision negligible for billions of contents."""


def digest_bytes(content: bytes) -> str:
    """Return the digest of some bytes, as hexadecimal text."""
    return hashlib.blake2b(content, digest_size=DIGEST_SIZE).hexdigest()


Known = dict[int, tuple[object, str]]
"""Digests of values already met, by identity; the value is kept so that its identity stays its own."""


def digest_value(value: object, once: tuple[type, ...] = (), known: Known | None = None) -> str:
    """Return the digest of a frozen value: dataclasses, records, mappings, sequences, texts, numbers, dates.

    Values of the types in ``once`` stand in others by their own digest, looked up in ``known`` after the first time:
    a card shown by a dozen units is spelled out once. Raises ``TypeError`` for anything whose content is not plainly
    visible.
    """
    return digest_bytes(repr(_plain(value, once, {} if known is None else known)).encode())


def digest_files(files: list[tuple[str, Path]]) -> str:
    """Return the digest of named files: their names and bytes, in order of name."""
    whole = hashlib.blake2b(digest_size=DIGEST_SIZE)
    for name, path in sorted(files):
        content = path.read_bytes()
        whole.update(f"{name}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()


def _plain(value: Any, once: tuple[type, ...], known: Known) -> Any:
    kind = value.__class__
    if kind in _VISIBLE:
        return value
    if kind in once:
        met = known.get(id(value))
        if met is None:
            met = known[id(value)] = (value, digest_bytes(repr(_spelled(value, once, known)).encode()))
        return met[1]
    match value:
        case tuple() | list():
            return [_plain(item, once, known) for item in value]
        case Decimal() | dt.date() | Path():
            return str(value)
        case frozenset() | set():
            return sorted(repr(_plain(item, once, known)) for item in value)
        case Mapping():
            return [(str(key), _plain(item, once, known)) for key, item in value.items()]
        case BaseModel():
            return [kind.__name__, value.model_dump_json()]
    return _spelled(value, once, known)


def _spelled(value: Any, once: tuple[type, ...], known: Known) -> Any:
    if not dataclasses.is_dataclass(value):
        raise TypeError(f"a {type(value).__name__} has no visible content to digest")
    fields = [_plain(getattr(value, field.name), once, known) for field in dataclasses.fields(value)]
    return [type(value).__name__, fields]


_VISIBLE = {type(None), bool, int, float, str, bytes}
