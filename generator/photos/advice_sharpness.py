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
COARSEST = 16
STRUCTURE = 12.0
"""Below this variance at a sixteenth of the size there is nothing that could be sharp: a plain ground, a clear sky."""
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
    if min(grey.size) < COLUMNS * COARSER * 4:
        return False
    coarsest = grey.reduce(COARSEST)
    inner = (1, 1, coarsest.width - 1, coarsest.height - 1)
    if _variance(coarsest.filter(LAPLACIAN).crop(inner)) < STRUCTURE:
        return False
    fine = _variances(grey)
    softness = sum(sorted(fine, reverse=True)[:SHARPEST]) / SHARPEST
    if softness < HOPELESS:
        return True
    if softness >= SOFT:
        return False
    coarse = _variances(grey.reduce(COARSER))
    strongest = sorted(range(len(coarse)), key=lambda tile: -coarse[tile])[: 2 * SHARPEST]
    ratios = sorted((fine[tile] / max(coarse[tile], 1.0) for tile in strongest), reverse=True)
    return sum(ratios[:SHARPEST]) / SHARPEST < SOFT_FOR_ITS_CONTRAST


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
            found.append(_variance(edges.crop(box)))
    return found


def _variance(edges: Image.Image) -> float:
    squares: int = sum(map(mul, edges.histogram(), _SQUARES))
    return squares / (edges.width * edges.height)
