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


def digest_value(value: object) -> str:
    """Return the digest of a frozen value: dataclasses, records, mappings, sequences, texts, numbers, dates.

    Raises ``TypeError`` for anything whose content is not plainly visible.
    """
    return digest_bytes(repr(_plain(value)).encode())


def digest_files(files: list[tuple[str, Path]]) -> str:
    """Return the digest of named files: their names and bytes, in order of name."""
    whole = hashlib.blake2b(digest_size=DIGEST_SIZE)
    for name, path in sorted(files):
        content = path.read_bytes()
        whole.update(f"{name}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | float() | str() | bytes():
            return value
        case Decimal() | dt.date() | Path():
            return str(value)
        case tuple() | list():
            return [_plain(item) for item in value]
        case frozenset() | set():
            return sorted(repr(_plain(item)) for item in value)
        case Mapping():
            return [(str(key), _plain(item)) for key, item in value.items()]
        case BaseModel():
            return [type(value).__name__, value.model_dump_json()]
    if dataclasses.is_dataclass(value):
        fields = [_plain(getattr(value, field.name)) for field in dataclasses.fields(value)]
        return [type(value).__name__, fields]
    raise TypeError(f"a {type(value).__name__} has no visible content to digest")
