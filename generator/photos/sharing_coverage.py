"""Which characters a font can write: its ``cmap``, read as the OpenType specification says (formats 4 and 12)."""

from __future__ import annotations

import struct
import unicodedata
from array import array
from bisect import bisect_right
from pathlib import Path
from typing import BinaryIO

UNICODE = {(3, 10): 0, (0, 6): 1, (0, 4): 2, (3, 1): 3, (0, 3): 4, (0, 2): 5, (0, 1): 6, (0, 0): 7}
"""The encodings of Unicode by platform and encoding number, the fullest first."""
UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\u2060")
"""Characters that steer what stands beside them and need no glyph."""


class Coverage:
    """The characters of one face of a font file. Raises ``OSError``; a damaged font covers nothing."""

    def __init__(self, path: Path, face: int = 0) -> None:
        self._starts, self._ends = array("L"), array("L")
        try:
            with path.open("rb") as file:
                for start, end in sorted(_ranges(_cmap(file, face))):
                    self._starts.append(start)
                    self._ends.append(end)
        except (struct.error, IndexError):
            self._starts, self._ends = array("L"), array("L")

    def __contains__(self, character: str) -> bool:
        code = ord(character)
        place = bisect_right(self._starts, code) - 1
        return place >= 0 and code <= self._ends[place]


def needs_glyph(character: str) -> bool:
    """Tell whether a character is drawn at all."""
    return character not in UNSEEN and not unicodedata.category(character).startswith("C")


def _cmap(file: BinaryIO, face: int) -> bytes:
    start = 0
    if file.read(4) == b"ttcf":
        count = struct.unpack(">4xL", file.read(8))[0]
        start = struct.unpack(f">{count}L", file.read(4 * count))[face]
    file.seek(start + 4)
    tables = struct.unpack(">H6x", file.read(8))[0]
    for _ in range(tables):
        tag, _, offset, length = struct.unpack(">4sLLL", file.read(16))
        if tag == b"cmap":
            file.seek(offset)
            return file.read(length)
    return b""


def _ranges(cmap: bytes) -> list[tuple[int, int]]:
    """Return the first and last characters of each run that has glyphs."""
    records = [struct.unpack_from(">HHL", cmap, 4 + 8 * i) for i in range(struct.unpack_from(">H", cmap, 2)[0])]
    known = sorted(
        (UNICODE[(platform, kind)], offset) for platform, kind, offset in records if (platform, kind) in UNICODE
    )
    for _, offset in known:
        form = struct.unpack_from(">H", cmap, offset)[0]
        if form == 12:
            return _long_ranges(cmap, offset)
        if form == 4:
            return _short_ranges(cmap, offset)
    return []


def _long_ranges(cmap: bytes, offset: int) -> list[tuple[int, int]]:
    """Format 12: groups of first character, last character, first glyph; glyph 0 is none."""
    count = struct.unpack_from(">L", cmap, offset + 12)[0]
    groups = struct.iter_unpack(">LLL", cmap[offset + 16 : offset + 16 + 12 * count])
    return [(first + (glyph == 0), last) for first, last, glyph in groups if first + (glyph == 0) <= last]


def _short_ranges(cmap: bytes, offset: int) -> list[tuple[int, int]]:
    """Format 4: segments by their ends, whose glyphs are counted from a delta, or listed one by one."""
    count = struct.unpack_from(">H", cmap, offset + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", cmap, offset + 14 + place * 2 * count + (2 if place else 0))
        for place in range(4)
    )
    found: list[tuple[int, int]] = []
    for i, (start, end, delta, listed) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        if start == 0xFFFF:
            continue
        if listed == 0:
            none = -delta & 0xFFFF
            parts = (
                ((start, min(end, none - 1)), (max(start, none + 1), end)) if start <= none <= end else ((start, end),)
            )
            found += [(first, last) for first, last in parts if first <= last]
            continue
        where = offset + 16 + 6 * count + 2 * i + listed
        glyphs = struct.unpack_from(f">{end - start + 1}H", cmap, where)
        found += [(start + place, start + place) for place, glyph in enumerate(glyphs) if glyph]
    return found
