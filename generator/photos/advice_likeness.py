"""A photo's fingerprint: the same for the photo smaller, recompressed or trimmed a little, another for any other."""

from __future__ import annotations

import math
from operator import mul
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Sequence

SIDE = 32
"""The photo is looked at as so many px a side."""
BITS = 128
_WAVES = 16
_COSINES = [[math.cos(math.pi * (2 * x + 1) * u / (2 * SIDE)) for x in range(SIDE)] for u in range(_WAVES)]
_SLOW_FIRST = sorted(
    ((u, v) for u in range(_WAVES) for v in range(_WAVES) if u + v), key=lambda wave: (sum(wave), wave)
)[:BITS]
COLOURS = 4
"""The fingerprint ends with the colours of so many patches a side, three bytes each."""
QUIET = 40.0
"""A photo whose middling wave is weaker than this shows too little to be told from others."""


def fingerprint(seen: Image.Image) -> bytes:
    """Return 16 bytes of shape and 48 of colour; nothing for a picture that shows too little.

    Shape: the signs of the slowest waves of the cosine transform, slowest first (after Zauner, "Implementation and
    benchmarking of perceptual image hash functions", 2010). Colour tells apart what is only drawn alike.
    """
    levels = seen.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX).tobytes()
    waves = _waves(levels)
    if sorted(map(abs, waves))[BITS // 2] < QUIET:
        return b""
    bits = sum(1 << place for place, wave in enumerate(waves) if wave > 0)
    colours = seen.resize((COLOURS, COLOURS), Image.Resampling.BOX).tobytes()
    return bits.to_bytes(BITS // 8, "little") + colours


def _waves(levels: Sequence[int]) -> list[float]:
    rows = [levels[start : start + SIDE] for start in range(0, SIDE * SIDE, SIDE)]
    across = [[sum(map(mul, row, cosine)) for row in rows] for cosine in _COSINES]
    return [sum(map(mul, across[u], _COSINES[v])) for u, v in _SLOW_FIRST]
