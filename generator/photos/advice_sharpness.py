"""Tell whether a photo is blurred: nowhere in it changes light from one pixel to the next."""

from __future__ import annotations

from operator import mul
from typing import TYPE_CHECKING

from PIL import ImageFilter

if TYPE_CHECKING:
    from PIL import Image

LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)
_SQUARES = [(level - 128) ** 2 for level in range(256)]
COLUMNS, ROWS = 8, 6
SHARPEST = 5
"""So many of the 48 tiles must be sharp: a plain ground, and what lies out of focus, do not count."""
COARSER = 4
STRUCTURE = 6.0
"""Below this variance at a quarter of the size there is nothing that could be sharp."""
SOFT = 50.0
"""Photographs as they were taken have 199 and more; blurred by 2 px of 1024, 48 at most."""
SOFT_FOR_ITS_CONTRAST = 0.1
"""The variance beside that at a quarter of the size: 0.18 and more in photographs, below 0.08 in blurred ones."""
HOPELESS = 10.0
"""Below this only noise and rounding are left, and nothing can be compared with them."""


def is_blurred(grey: Image.Image) -> bool:
    """Look at the variance of the Laplacian, tile by tile, at full size and at a quarter of it.

    The measure is that of Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy" (ICPR 2000).
    """
    if grey.width < COLUMNS * COARSER * 4 or grey.height < ROWS * COARSER * 4:
        return False
    fine, coarse = _variances(grey), _variances(grey.reduce(COARSER))
    strongest = sorted(range(len(coarse)), key=lambda tile: -coarse[tile])[: 2 * SHARPEST]
    if coarse[strongest[SHARPEST - 1]] < STRUCTURE:
        return False
    softness = sum(sorted(fine, reverse=True)[:SHARPEST]) / SHARPEST
    if softness < HOPELESS:
        return True
    ratios = sorted((fine[tile] / max(coarse[tile], 1.0) for tile in strongest), reverse=True)
    return softness < SOFT and sum(ratios[:SHARPEST]) / SHARPEST < SOFT_FOR_ITS_CONTRAST


def _variances(grey: Image.Image) -> list[float]:
    """Return the variance of the Laplacian in every tile; its mean is nought but for rounding."""
    edges = grey.filter(LAPLACIAN)
    columns, rows = (COLUMNS, ROWS) if grey.width >= grey.height else (ROWS, COLUMNS)
    across = [round(column * edges.width / columns) for column in range(columns + 1)]
    down = [round(row * edges.height / rows) for row in range(rows + 1)]
    found = []
    for row in range(rows):
        for column in range(columns):
            # Without the outermost px of the photo, where there is no neighbour to compare with.
            box = (max(across[column], 1), max(down[row], 1), across[column + 1] - 1, down[row + 1] - 1)
            levels = edges.crop(box).histogram()
            found.append(sum(map(mul, levels, _SQUARES)) / ((box[2] - box[0]) * (box[3] - box[1])))
    return found
