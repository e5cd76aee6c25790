"""The recipe of every photo's variants, and the names that follow from it before pixels exist."""

from __future__ import annotations

from generator.foundation.digest import digest_bytes
from generator.model.picture import PhotoName, Picture
from generator.model.text import Words
from generator.photos.look import Look

WIDTHS = (320, 480, 800, 1200, 1600)
FORMATS = {"avif": 50, "webp": 76, "jpg": 80}
"""Quality by format."""
VERSION = 1
"""Raise it when the same settings give other pixels."""

_RECIPE = f"{VERSION} {WIDTHS} {sorted(FORMATS.items())}"


def widths_for(width: int) -> tuple[int, ...]:
    """Return the variants' widths (px) of an original this wide: never enlarged, at least one."""
    return tuple(each for each in WIDTHS if each <= width) or (width,)


def picture_of(content_digest: str, look: Look, source: str, alt: Words, focus: tuple[float, float]) -> Picture:
    """Name a photo's variants from its bytes' digest and what a look at it told."""
    name = digest_bytes(f"{content_digest} {_RECIPE}".encode())[:20]
    return Picture(name, look.width, look.height, widths_for(look.width), alt, focus, source, look.blur, look.colour)


def media_addresses(photo: Picture | PhotoName) -> tuple[str, ...]:
    """Return the addresses of all variants of a photo."""
    return tuple(photo.address(width, suffix) for width in photo.widths for suffix in FORMATS)
