"""Tell whether a border was added to a photo: bands of one colour along facing sides, cut off straight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageChops

if TYPE_CHECKING:
    from collections.abc import Sequence

REDUCED = 2
SMALLEST = 8
"""Px, reduced. Nothing that small has a border and something within."""
TOLERANCE = 14
"""Levels by which a px of a border may differ from its colour: what JPEG does to it."""
INSIDE, OUTSIDE = 0.5, 0.03
"""Shares of a row's px of another colour: a border has fewer than the second, the photo beyond more than the first."""
EDGE = 3
"""Rows, of the reduced photo, within which the one must turn into the other."""
THINNEST, THICKEST = 0.012, 0.4
"""How thick a border may be, as a share of the photo."""


def is_framed(seen: Image.Image) -> bool:
    """Look for a border at top and bottom, or left and right, both of the same colour."""
    small = seen.reduce(REDUCED)
    width, height = small.size
    if min(width, height) < SMALLEST:
        return False
    for colour in {small.getpixel((1, height // 2)), small.getpixel((width // 2, 1)), small.getpixel((1, 1))}:
        ground = Image.new("RGB", small.size, colour)
        red, green, blue = ImageChops.difference(small, ground).split()
        most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
        other = most.point([0] * (TOLERANCE + 1) + [255] * (255 - TOLERANCE))
        rows = other.resize((1, height), Image.Resampling.BOX).tobytes()
        columns = other.resize((width, 1), Image.Resampling.BOX).tobytes()
        if (_border(rows) and _border(rows[::-1])) or (_border(columns) and _border(columns[::-1])):
            return True
    return False


def _border(shares: Sequence[int]) -> bool:
    """Tell whether the first rows are of the border's colour, and those after them suddenly are not."""
    thickness = next((row for row, share in enumerate(shares) if share > 255 * OUTSIDE), len(shares))
    if not THINNEST * len(shares) <= thickness <= THICKEST * len(shares):
        return False
    return max(shares[thickness : thickness + EDGE]) > 255 * INSIDE
