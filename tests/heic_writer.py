"""Write HEIC pictures as phones do, for tests: HEVC in which every block is raw samples (PCM) needs no encoder.

HEVC (ITU-T H.265) lets a block carry its samples as they are. Then two bins a block are all there is to code, and a
still picture takes some 200 lines instead of an encoder under GPL. Sides are multiples of 16 px.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import cache

import numpy as np
from PIL import Image

BLOCK = 16
"""Side of a coding tree block, which is one coding unit, in px."""
_LEAST_PROBABLE = bytes(
    (240, 227, 216, 205, 195, 185, 175, 166, 158, 150, 142, 135, 128, 122, 116, 110, 104, 99, 94, 89, 85, 80, 76, 72,
     69, 65, 62, 59, 56, 53, 50, 48, 45, 43, 41, 39, 37, 35, 33, 31, 30, 28, 27, 25, 24, 23, 22, 21, 20, 19, 18, 17,
     16, 15, 14, 14, 13, 12, 12, 11, 11, 10, 9)
)  # fmt: skip
"""Table 9-52's column for the widest range, by state: all that is asked of it here."""


class _Bits:
    """Bits in the making, with the codes of H.265, 9.2."""

    def __init__(self) -> None:
        self.bits: list[int] = []

    def u(self, count: int, value: int) -> _Bits:
        self.bits += [value >> i & 1 for i in reversed(range(count))]
        return self

    def ue(self, *values: int) -> _Bits:
        for value in values:
            length = (value + 1).bit_length()
            self.u(2 * length - 1, value + 1)
        return self

    def ended(self) -> bytes:
        """Add the stop bit, and zeros to the next byte."""
        self.u(1, 1)
        return self.aligned()

    def aligned(self) -> bytes:
        self.u(-len(self.bits) % 8, 0)
        return np.packbits(np.array(self.bits, np.uint8)).tobytes()


@cache
def _coded(*bins: tuple[int, int]) -> bytes:
    """Code bins with a fresh arithmetic coder, which the last one ends, by H.265, 9.3.5.

    A bin is (the width of its less probable half, 1) when the more probable one is meant, or (0, its value) for one
    that may end the coding.
    """
    out = _Bits()
    low, span, is_first, outstanding = 0, 510, True, 0

    def put(bit: int) -> None:
        nonlocal is_first, outstanding
        out.bits += ([] if is_first else [bit]) + [1 - bit] * outstanding
        is_first, outstanding = False, 0

    for less_probable, value in bins:
        span -= less_probable or 2
        if not less_probable and value:
            low, span = low + span, 2
        while span < 256:
            if low < 256:
                put(0)
            elif low >= 512:
                put(1)
                low -= 512
            else:
                outstanding += 1
                low -= 256
            low, span = low * 2, span * 2
    put(low >> 9 & 1)
    return out.u(2, low >> 7 & 3 | 1).aligned()


def _nal(kind: int, payload: bytes) -> bytes:
    """Wrap a payload, with the bytes that keep it from looking like a start code."""
    body, zeros = bytearray(), 0
    for byte in payload:
        if zeros >= 2 and byte <= 3:
            body.append(3)
            zeros = 0
        body.append(byte)
        zeros = zeros + 1 if byte == 0 else 0
    return bytes((kind << 1, 1)) + bytes(body)


def _profile(bits: _Bits) -> None:
    """Main Still Picture, level 6.1."""
    bits.u(8, 3).u(32, 0x70000000).u(4, 0b1001).u(44, 0).u(8, 183)


def _parameter_sets(width: int, height: int, depth: int) -> dict[int, bytes]:
    video = _Bits().u(4, 0).u(2, 3).u(9, 0).u(1, 1).u(16, 0xFFFF)
    _profile(video)
    video.u(1, 0).ue(0, 0, 0).u(6, 0).ue(0).u(2, 0)
    sequence = _Bits().u(7, 0).u(1, 1)
    _profile(sequence)
    sequence.ue(0, 1, width, height).u(1, 0).ue(0, 0, 0).u(1, 0).ue(0, 0, 0)
    # Blocks of 16 px and no others, carrying samples as they are.
    sequence.ue(1, 0, 0, 2, 0, 0).u(4, 0b0001).u(4, depth - 1).u(4, depth - 1).ue(1, 0).u(1, 1).ue(0).u(5, 0)
    picture = _Bits().ue(0, 0).u(7, 0).ue(0, 0, 0).u(3, 0).ue(0, 0).u(7, 0).u(3, 0b101).u(2, 0).ue(0).u(2, 0)
    return {32: _nal(32, video.ended()), 33: _nal(33, sequence.ended()), 34: _nal(34, picture.ended())}


def _slice(image: Image.Image, depth: int) -> bytes:
    """Write the one slice of a picture; of each sample the ``depth`` upper bits."""
    luma, blue, red = image.convert("YCbCr").split()
    half = (image.width // 2, image.height // 2)
    planes = [np.asarray(luma)] + [np.asarray(each.resize(half, Image.Resampling.BOX)) for each in (blue, red)]
    sides = (BLOCK, BLOCK // 2, BLOCK // 2)
    body = bytearray(_Bits().u(2, 0b10).ue(0, 2, 0).ended())
    columns = image.width // BLOCK
    for block in range(columns * image.height // BLOCK):
        row, column = divmod(block, columns)
        not_the_end = ((0, 0),) if block else ()
        is_whole = (_LEAST_PROBABLE[min(block, len(_LEAST_PROBABLE) - 1)], 1)
        is_raw = (0, 1)
        body += _coded(*not_the_end, is_whole, is_raw)
        samples = np.concatenate(
            [
                plane[row * side : (row + 1) * side, column * side : (column + 1) * side].ravel()
                for plane, side in zip(planes, sides, strict=True)
            ]
        )
        bits = np.unpackbits(samples).reshape(-1, 8)[:, :depth]
        body += np.packbits(bits).tobytes()
    body += _coded((0, 1))
    return _nal(20, bytes(body))


def _box(kind: bytes, *content: bytes) -> bytes:
    whole = b"".join(content)
    return struct.pack(">I4s", 8 + len(whole), kind) + whole


def _full(kind: bytes, version: int, flags: int, *content: bytes) -> bytes:
    return _box(kind, struct.pack(">I", version << 24 | flags), *content)


def _configuration(sets: dict[int, bytes]) -> bytes:
    head = struct.pack(
        ">BBI6sBHBBBBHBB", 1, 3, 0x70000000, b"\x90" + b"\0" * 5, 183, 0xF000, 0xFC, 0xFD, 0xF8, 0xF8, 0, 15, 3
    )
    arrays = (struct.pack(">BHH", 0x80 | kind, 1, len(nal)) + nal for kind, nal in sets.items())
    return _box(b"hvcC", head, *arrays)


def heic(
    image: Image.Image,
    *,
    profile: bytes | None = None,
    primaries: int = 1,
    turns: int = 0,
    mirror: int | None = None,
    exif: bytes = b"",
    tiles: tuple[int, int] = (1, 1),
    claims: tuple[int, int] | None = None,
    depth: int = 8,
) -> bytes:
    """Write a HEIC as a phone does.

    ``turns`` are quarters to the left that a viewer has to make, ``mirror`` the axis (0 or 1) it has to mirror on after
    that, ``tiles`` the columns and rows of a grid, ``claims`` the size written in the boxes instead of the real one,
    ``depth`` the bits kept of each sample, ``primaries`` H.273's number of the colours where no ``profile`` is.
    """
    columns, rows = tiles
    width, height = image.width // columns, image.height // rows
    assert width % BLOCK == height % BLOCK == 0
    parts = [
        image.crop((x * width, y * height, (x + 1) * width, (y + 1) * height))
        for y in range(rows)
        for x in range(columns)
    ]
    pixels = [struct.pack(">I", len(nal)) + nal for nal in (_slice(part, depth) for part in parts)]
    told = claims or image.size
    colours = _box(b"colr", b"nclx", struct.pack(">HHHB", primaries, 13, 6, 0x80))
    properties = [
        _configuration(_parameter_sets(width, height, depth)),
        _full(b"ispe", 0, 0, struct.pack(">II", *((width, height) if columns * rows > 1 else told))),
        colours,
        _box(b"colr", b"prof", profile) if profile else b"",
        _full(b"ispe", 0, 0, struct.pack(">II", *told)) if columns * rows > 1 else b"",
        _box(b"irot", bytes((turns,))) if turns else b"",
        _box(b"imir", bytes((mirror,))) if mirror is not None else b"",
    ]
    return _container(properties, pixels, tiles, told, exif)


def _container(
    properties: Sequence[bytes], pixels: Sequence[bytes], tiles: tuple[int, int], size: tuple[int, int], exif: bytes
) -> bytes:
    """Put items and what is said of them into boxes: the tiles from 1 on, then the grid of them, then EXIF."""
    number = {place: i for i, place in enumerate((i for i, each in enumerate(properties) if each), 1)}
    is_grid = len(pixels) > 1
    of_tile = [number[i] for i in (0, 1, 2, 3) if i in number]
    of_grid = [number[i] for i in (4, 2, 3) if i in number]
    of_all = [number[i] for i in (5, 6) if i in number]
    items = [(b"hvc1", content, of_tile if is_grid else of_tile + of_all) for content in pixels]
    if is_grid:
        items.append((b"grid", struct.pack(">BBBBHH", 0, 0, tiles[1] - 1, tiles[0] - 1, *size), of_grid + of_all))
    main = len(items)
    if exif:
        items.append((b"Exif", struct.pack(">I", 0) + exif, []))
    references = []
    if is_grid:
        parts = range(1, len(pixels) + 1)
        references.append(_box(b"dimg", struct.pack(f">HH{len(parts)}H", main, len(parts), *parts)))
    if exif:
        references.append(_box(b"cdsc", struct.pack(">HHH", len(items), 1, main)))
    entries = [_full(b"infe", 2, 0, struct.pack(">HH4sB", i, 0, kind, 0)) for i, (kind, _, _) in enumerate(items, 1)]
    uses = [struct.pack(">HB", i, len(used)) + bytes(used) for i, (_, _, used) in enumerate(items, 1) if used]

    def meta(start: int) -> bytes:
        places, begin = b"", start
        for i, (_, content, _) in enumerate(items, 1):
            places += struct.pack(">HHHII", i, 0, 1, begin, len(content))
            begin += len(content)
        return _full(
            b"meta", 0, 0,
            _full(b"hdlr", 0, 0, b"\0" * 4, b"pict", b"\0" * 13),
            _full(b"pitm", 0, 0, struct.pack(">H", main)),
            _full(b"iloc", 0, 0, struct.pack(">BBH", 0x44, 0, len(items)), places),
            _full(b"iinf", 0, 0, struct.pack(">H", len(items)), *entries),
            _full(b"iref", 0, 0, *references) if references else b"",
            _box(b"iprp", _box(b"ipco", *properties), _full(b"ipma", 0, 0, struct.pack(">I", len(uses)), *uses)),
        )  # fmt: skip

    kind = _box(b"ftyp", b"heic", b"\0" * 4, b"mif1heic")
    start = len(kind) + len(meta(0)) + 8
    return kind + meta(start) + _box(b"mdat", *(content for _, content, _ in items))
