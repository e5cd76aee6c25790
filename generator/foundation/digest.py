"""Digests: short names for contents, the same on every machine and in every run."""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.foundation.packing import packed

DIGEST_SIZE = 16
"""Bytes of a digest; 128 bits keep a chance of collision negligible for billions of contents."""


def digest_bytes(content: bytes) -> str:
    """Return the digest of some bytes, as hexadecimal text."""
    return hashlib.blake2b(content, digest_size=DIGEST_SIZE).hexdigest()


def checksum(content: bytes) -> str:
    """Return a digest of a published file, to tell whether its bytes are those of before.

    Half a million pages are summed in every whole build: processors compute SHA-256 themselves, in a third of the time.
    """
    return hashlib.sha256(content, usedforsecurity=False).hexdigest()[: 2 * DIGEST_SIZE]


def digest_value(value: object) -> str:
    """Return the digest of a frozen value: structures, records, mappings, sequences, texts, numbers, dates.

    Raises ``TypeError`` for anything whose content is not plainly visible.
    """
    return digest_bytes(packed(value))


def digest_files(files: list[tuple[str, Path]]) -> str:
    """Return the digest of named files: their names and bytes, in order of name."""
    whole = hashlib.blake2b(digest_size=DIGEST_SIZE)
    for name, path in sorted(files):
        content = path.read_bytes()
        whole.update(f"{name}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()
