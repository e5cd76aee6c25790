"""Tell whether a photo is too dark to show anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

REDUCED = 4
BRIGHTEST, BRIGHT = 0.99, 0.95
"""The shares of a photo's px below its brightest and its bright level."""
NO_LIGHT = 105
"""Photographs have a brightest level of 132 and more, dark ones on purpose too; three stops too dark, 99 at most."""
LAMP_ONLY, GLOOM = 80, 40
"""The same for a photo in which only a lamp or a window is bright: its bright level, and the mean of all."""


def is_dark(grey: Image.Image) -> bool:
    """Look at the brightest level of the photo, and at its bright level and mean, from 0 to 255."""
    levels = grey.reduce(REDUCED).histogram()
    count = sum(levels)
    if _level(levels, count * BRIGHTEST) < NO_LIGHT:
        return True
    mean = sum(level * times for level, times in enumerate(levels)) / count
    return mean < GLOOM and _level(levels, count * BRIGHT) < LAMP_ONLY


def _level(levels: list[int], count: float) -> int:
    """Return the level that so many px do not surpass."""
    for level, times in enumerate(levels):
        count -= times
        if count <= 0:
            return level
    return 255
