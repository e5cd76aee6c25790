"""What one look at a photo told, kept by the photo's content: nobody is looked at twice."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from generator.foundation.atomic import replace_file
from generator.foundation.bucket import Bucket
from generator.foundation.packing import Unpackable, packed, unpacked

VERSION = 2
"""Raise it when the same photo gives another look."""

Advice = tuple[str, tuple[tuple[str, str], ...]]
"""A problem's code with the values of its sentence."""


class Look(Struct, frozen=True):
    """What one look told.

    ``width`` and ``height`` (px) are those of the upright original. ``blur`` is a tiny WebP in base64, ``colour`` the
    dominant colour (``a07040``). ``advice`` is what the editor should be told. ``marks`` is the
    fingerprint by which the same photo is known elsewhere, empty for one that shows too little
    (``advice_likeness.py``).
    """

    width: int
    height: int
    blur: str
    colour: str
    advice: tuple[Advice, ...] = ()
    marks: bytes = b""


def look_through_cache(cache: Path | Bucket, digest: str, content: bytes) -> Look:
    """Return the look at a photo, by the digest of its bytes; taken first where none is kept. Raises ``PhotoError``."""
    name = f"{digest}.look-{VERSION}"
    kept = cache.read_all([name]).get(name) if isinstance(cache, Bucket) else _kept(cache / name)
    if kept is not None:
        try:
            return unpacked(kept, Look)
        except Unpackable:
            kept = None
    from generator.photos.looking import look_at

    look = look_at(content)
    if isinstance(cache, Bucket):
        cache.write({name: packed(look)})
    else:
        cache.mkdir(parents=True, exist_ok=True)
        replace_file(cache / name, packed(look))
    return look


def _kept(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
