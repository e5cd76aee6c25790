"""Colour profiles for pictures that name their colours without carrying a profile: small, made from the numbers."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import cache
from typing import Final

Point = tuple[float, float]
"""A chromaticity: x, y of CIE 1931."""
Matrix = tuple[tuple[float, float, float], ...]

D50: Final = (0.9642, 1.0, 0.8249)
"""The white in which profiles speak (ICC.1:2022, 7.2.16), as X, Y, Z."""
D65: Final[Point] = (0.3127, 0.3290)
SRGB_PRIMARIES: Final = ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060))
ADOBE_RGB_PRIMARIES: Final = ((0.640, 0.330), (0.210, 0.710), (0.150, 0.060))
DISPLAY_P3_PRIMARIES: Final = ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
REC_2020_PRIMARIES: Final = ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046))
ADOBE_RGB_GAMMA: Final = 563 / 256
_BRADFORD: Final[Matrix] = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))


@cache
def matrix_profile(white: Point, primaries: tuple[Point, Point, Point], gamma: float | None = None) -> bytes:
    """Write an ICC profile of three primaries (red, green, blue) and one curve: a power, or sRGB's own with ``None``.

    Raises ``ValueError`` for primaries that span no colours.
    """
    red, green, blue = _columns(white, primaries)
    curve = _parametric(0, gamma) if gamma else _parametric(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    name = b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"en", b"US", 6, 28) + "RGB".encode("utf-16-be")
    tags = {b"desc": name, b"cprt": name, b"wtpt": _xyz(D50), b"rXYZ": _xyz(red), b"gXYZ": _xyz(green)}
    tags |= {b"bXYZ": _xyz(blue), b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    table, body, start = struct.pack(">I", len(tags)), b"", 128 + 4 + 12 * len(tags)
    for tag, value in tags.items():
        table += struct.pack(">4sII", tag, start + len(body), len(value))
        body += value + b"\0" * (-len(value) % 4)
    version = struct.pack(">I4sI4s4s4s", start + len(body), b"\0\0\0\0", 0x04000000, b"mntr", b"RGB ", b"XYZ ")
    head = version + b"\0" * 12 + b"acsp" + b"\0" * 28 + _fixed(D50)
    return head.ljust(128, b"\0") + table + body


def _columns(white: Point, primaries: Sequence[Point]) -> list[tuple[float, float, float]]:
    """Return X, Y, Z of each primary at full strength, seen under D50 (Bradford, ICC.1:2022 annex E)."""
    if min(white[1], *(y for _x, y in primaries)) <= 0:
        raise ValueError("a primary without light")
    shapes = [(x / y, 1.0, (1 - x - y) / y) for x, y in primaries]
    rows: Matrix = tuple(zip(*shapes, strict=True))
    source = (white[0] / white[1], 1.0, (1 - white[0] - white[1]) / white[1])
    strength = _times(_inverse(rows), source)
    cones_to, cones_from = _times(_BRADFORD, D50), _times(_BRADFORD, source)
    back = _inverse(_BRADFORD)
    columns = []
    for shape, power in zip(shapes, strength, strict=True):
        cones = _times(_BRADFORD, tuple(part * power for part in shape))
        columns.append(
            _times(back, tuple(c * to / begun for c, to, begun in zip(cones, cones_to, cones_from, strict=True)))
        )
    return columns


def _times(matrix: Matrix, vector: Sequence[float]) -> tuple[float, float, float]:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def _inverse(m: Matrix) -> Matrix:
    (a, b, c), (d, e, f), (g, h, i) = m
    whole = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    if abs(whole) < 1e-9:
        raise ValueError("primaries on one line")
    return (
        ((e * i - f * h) / whole, (c * h - b * i) / whole, (b * f - c * e) / whole),
        ((f * g - d * i) / whole, (a * i - c * g) / whole, (c * d - a * f) / whole),
        ((d * h - e * g) / whole, (b * g - a * h) / whole, (a * e - b * d) / whole),
    )


def _parametric(kind: int, *values: float) -> bytes:
    return b"para\0\0\0\0" + struct.pack(">HH", kind, 0) + _fixed(values)


def _xyz(values: Sequence[float]) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(values)


def _fixed(values: Sequence[float]) -> bytes:
    """Write numbers as s15Fixed16Number. Raises ``ValueError`` for one that does not fit."""
    whole = [round(value * 65_536) for value in values]
    if any(abs(value) >= 1 << 31 for value in whole):
        raise ValueError("a number too large for a profile")
    return struct.pack(f">{len(whole)}i", *whole)
