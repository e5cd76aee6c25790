"""Blank the metadata inside a HEIC or AVIF file: its bytes become nought, and no other byte moves.

The boxes are those of ISO/IEC 14496-12 (``meta``, ``iinf``, ``iloc``) and 23008-12 (items of the types Exif and mime).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from msgspec import Struct

EXIF, XMP, REST = "EXIF", "XMP", "REST"
_MOVING = (b"mpvd", b"sefd")
"""Boxes in which Samsung's phones append a video and their own notes."""
BLANK_EXIF = b"\0\0\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"
"""Where the block begins, and a block without any entry."""


class Box(Struct, frozen=True):
    """A box: its kind, and where its body begins and ends in the file."""

    kind: bytes
    head: int
    start: int
    end: int


def without_items(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return the file with its Exif and XMP blanked, what phones append cut off, and what was found.

    Raises ``IndexError`` or ``struct.error`` where the boxes are not what the standard says.
    """
    top = list(_boxes(content, 0, len(content)))
    meta = next((box for box in top if box.kind == b"meta"), None)
    if meta is None:
        return content, ()
    inner = {box.kind: box for box in _boxes(content, meta.start + 4, meta.end)}
    if b"iinf" not in inner or b"iloc" not in inner:
        return content, ()
    items = dict(_metadata_items(content, inner[b"iinf"]))
    data = inner[b"idat"].start if b"idat" in inner else 0
    blanked, found = bytearray(content), set[str]()
    for item, start, size in _extents(content, inner[b"iloc"], data):
        name = items.get(item)
        if name is None or start + size > len(content):
            continue
        blank = (BLANK_EXIF if name == EXIF and size >= len(BLANK_EXIF) else b"").ljust(
            size, b"\0" if name == EXIF else b" "
        )
        if blanked[start : start + size] != blank:
            blanked[start : start + size] = blank
            found.add(name)
    end = len(content)
    for box in reversed(top):
        if box.kind not in _MOVING:
            break
        end = box.head
        found.add(REST)
    return bytes(blanked[:end]), tuple(sorted(found))


def _boxes(content: bytes, place: int, end: int) -> Iterator[Box]:
    while place + 8 <= end:
        size, kind = struct.unpack_from(">I4s", content, place)
        start = place + 8
        if size == 1:
            size, start = struct.unpack_from(">Q", content, start)[0], start + 8
        last = end if size == 0 else place + size
        if last > end or last < start:
            raise IndexError
        yield Box(kind, place, start, last)
        place = last


def _metadata_items(content: bytes, iinf: Box) -> Iterator[tuple[int, str]]:
    """Yield the ids of items that hold Exif or XMP."""
    counted = 4 + (2 if content[iinf.start] == 0 else 4)
    for box in _boxes(content, iinf.start + counted, iinf.end):
        version = content[box.start]
        if box.kind != b"infe" or version < 2:
            continue
        width = 2 if version == 2 else 4
        item = int.from_bytes(content[box.start + 4 : box.start + 4 + width], "big")
        kind_at = box.start + 4 + width + 2
        kind = content[kind_at : kind_at + 4]
        if kind == b"Exif":
            yield item, EXIF
        elif kind == b"mime" and b"rdf+xml" in content[kind_at + 4 : box.end]:
            yield item, XMP


def _extents(content: bytes, iloc: Box, data: int) -> Iterator[tuple[int, int, int]]:
    """Yield item, place in the file and size of every piece of every item; ``data`` is where ``idat`` begins."""
    version = content[iloc.start]
    place = iloc.start + 4
    offset_size, length_size = content[place] >> 4, content[place] & 15
    base_size, index_size = content[place + 1] >> 4, (content[place + 1] & 15 if version else 0)
    place += 2

    def number(size: int) -> int:
        nonlocal place
        if place + size > iloc.end:
            raise IndexError
        place += size
        return int.from_bytes(content[place - size : place], "big")

    for _ in range(number(2 if version < 2 else 4)):
        item = number(2 if version < 2 else 4)
        method = number(2) & 15 if version else 0
        number(2)
        base = number(base_size)
        for _ in range(number(2)):
            number(index_size)
            offset, length = number(offset_size), number(length_size)
            if method < 2:
                yield item, base + offset + (data if method == 1 else 0), length
