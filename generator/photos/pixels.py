"""Make a photo's variants: upright, sRGB, every bit of metadata gone, the same bytes on every run."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Mapping
from contextlib import nullcontext
from typing import Final

from PIL import Image

from generator.model.photo_recipe import FORMATS, LARGEST
from generator.model.picture import Picture
from generator.photos.colours import profile_of, to_srgb
from generator.photos.faults import decoding, unheard
from generator.photos.probe import SIDEWAYS, open_photo, orientation_of

DRAFT: Final = 1.9
"""JPEG is decoded at an eighth, a quarter or half of its size where that is still so many times what is wanted.

Less costs sharpness at the edges of JPEG's blocks (SSIMULACRA 2 of 78 to 93 against the whole decoded, where this has
100 for 12 megapixels); it is just below 2 so that a look at 1,024 px takes half of the 4,000 px that phones have.
"""
GAP: Final = 2.0
"""Pixels are averaged by whole numbers down to this many times what is wanted, then resampled."""
_PILLOWS_NAMES: Final = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes a picture of this EXIF orientation upright."""

Sides = tuple[int, int]


def make_variants(content: bytes, picture: Picture, wanted: Collection[str] | None = None) -> Mapping[str, bytes]:
    """Return every variant's bytes by its address, or the ``wanted`` ones. Raises ``PhotoError``.

    All widths are resampled from one picture, ``LARGEST`` px wide: none depends on which others there are.
    """
    base = _developed(content, lambda size: _at_width(min(LARGEST, picture.width), picture))
    made: dict[str, bytes] = {}
    for width in reversed(picture.widths):
        addresses = {picture.address(width, suffix): suffix for suffix in FORMATS}
        asked = {address: suffix for address, suffix in addresses.items() if wanted is None or address in wanted}
        if asked:
            image = _resized(base, _at_width(width, picture))
            made |= {address: _encode(image, suffix) for address, suffix in asked.items()}
    return made


def upright_srgb(content: bytes, largest: int) -> Image.Image:
    """Return a photo as it should be seen, in RGB, its longer side at most ``largest`` px. Raises ``PhotoError``."""
    return _developed(content, lambda size: _within(size, largest))


def _at_width(width: int, picture: Picture) -> Sides:
    return width, picture.height_at(width)


def _within(size: Sides, largest: int) -> Sides:
    scale = min(1.0, largest / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _developed(content: bytes, wanted: Callable[[Sides], Sides]) -> Image.Image:
    """Decode a photo once, to the size wanted of its upright size, upright, in sRGB, with nothing attached.

    Pixels are reduced before their colours are converted: averages of encoded values are what every browser shows, the
    curves of sRGB, Display P3 and Adobe RGB hardly differ, ink is averaged as paper does - and there are six times
    fewer of them in a photo of 12 megapixels.
    """
    with open_photo(content) as opened, decoding():
        orientation = orientation_of(opened)
        is_sideways = orientation in SIDEWAYS
        profile = profile_of(opened, content)
        width, height = opened.size
        size = wanted((height, width) if is_sideways else (width, height))
        stored = (size[1], size[0]) if is_sideways else size
        opened.draft(None, (int(stored[0] * DRAFT), int(stored[1] * DRAFT)))
        with unheard() if opened.format == "TIFF" else nullcontext():
            opened.load()
        image = _resized(_without_alpha(opened), stored)
    if orientation in _TURNS:
        image = image.transpose(_TURNS[orientation])
    image = to_srgb(image, profile)
    image.info = {}
    return image


def _without_alpha(image: Image.Image) -> Image.Image:
    """Return a decoded picture as L, RGB, CMYK or LAB; what is transparent lets white paper show."""
    if image.mode.startswith("I") or image.mode == "F":
        return _eight_bits(image)
    if image.has_transparency_data:
        plain, clear = ("L", "LA") if image.mode in {"1", "L", "LA"} else ("RGB", "RGBA")
        seen = image if image.mode == clear else image.convert(clear)
        paper = Image.new(plain, image.size, "white")
        # Pillow takes RGBA as it is: no third copy of a photo of 50 megapixels.
        paper.paste(seen if clear == "RGBA" else seen.convert(plain), mask=seen.getchannel("A"))
        return paper
    if image.mode == "1":
        return image.convert("L")
    return image if image.mode in {"L", "RGB", "CMYK", "LAB"} else image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Scale greys of 16 bits, which Pillow itself would cut off at 255, and floating ones, up to 1, 255 or 65,535."""
    if image.mode == "F":
        _darkest, lightest = image.getextrema()
        scale = next((65_535 / top for top in (1, 255) if lightest <= top), 1)  # type: ignore[operator]
        image = image.point(lambda grey: grey * scale + 0.0)
    return image.convert("I").point([round(grey / 257) for grey in range(65_536)], "L")


def _resized(image: Image.Image, size: Sides) -> Image.Image:
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=GAP) if image.size != size else image


def _encode(image: Image.Image, suffix: str) -> bytes:
    target = io.BytesIO()
    image.save(target, _PILLOWS_NAMES[suffix], **FORMATS[suffix])
    return target.getvalue()
