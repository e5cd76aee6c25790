"""The widths of every photo's variants, and the names that follow before pixels exist."""

from __future__ import annotations

from generator.model.photo_recipe import FORMATS, LARGEST
from generator.model.picture import PhotoName, Picture
from generator.model.text import Words
from generator.photos.look import Look

WIDTHS = (320, 480, 800, 1200, LARGEST)
"""Widths in px. They stand in the addresses: one more makes one more file of each format, and renames none."""
NAME = 20
"""Digits of the original's digest that name its variants: 80 bits."""


def widths_for(width: int) -> tuple[int, ...]:
    """Return the variants' widths (px) of an original this wide: never enlarged, at least one."""
    return tuple(each for each in WIDTHS if each <= width) or (width,)


def picture_of(content_digest: str, look: Look, source: str, alt: Words, focus: tuple[float, float]) -> Picture:
    """Name a photo's variants from its bytes' digest and what a look at it told."""
    widths = widths_for(look.width)
    return Picture(content_digest[:NAME], look.width, look.height, widths, alt, focus, source, look.blur, look.colour)


def media_addresses(photo: Picture | PhotoName) -> tuple[str, ...]:
    """Return the addresses of all variants of a photo."""
    return tuple(photo.address(width, suffix) for width in photo.widths for suffix in FORMATS)
