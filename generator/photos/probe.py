"""Look at a photo without decoding it: is it a picture, how large is it upright, is it safe to open."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.photos.wholeness import is_whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL.Image import Image

MAX_BYTES = 30_000_000
MAX_PIXELS = 100_000_000
TALLEST = 10
"""A photo more than this many times as tall as wide is refused: WebP ends at 16,383 px, ten times 1,600 px just below."""
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "TIFF", "BMP", "GIF", "HEIF")
ORIENTATION = 0x0112
"""The EXIF field that tells how the camera was held."""
_SIDEWAYS = {5, 6, 7, 8}


class PhotoError(Exception):
    """A photo that cannot be used: ``code`` is the problem's, ``values`` fill its sentence."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Size(Struct, frozen=True):
    """Width and height in px, upright."""

    width: int
    height: int


@cache
def opener() -> Callable[..., Image]:
    """Return Pillow's ``open``, able to read what phones send. Imported only when a photo has to be opened."""
    import pi_heif
    from PIL import Image

    pi_heif.register_heif_opener()
    # Our own bounds are looked at before any pixel is decoded; Pillow's would only warn between one and two of them.
    Image.MAX_IMAGE_PIXELS = None
    return Image.open


def open_photo(content: bytes) -> Image:
    """Open a photo by its content, never by its name, within the bounds. Raises ``PhotoError``."""
    if len(content) > MAX_BYTES:
        raise PhotoError("photo-too-large", size=_megabytes(len(content)), limit=_megabytes(MAX_BYTES))
    try:
        image = opener()(io.BytesIO(content), formats=FORMATS)
    except (OSError, ValueError, SyntaxError) as failure:
        raise PhotoError("photo-unreadable") from failure
    if image.width * image.height > MAX_PIXELS:
        size = f"{image.width * image.height // 1_000_000} MP"
        raise PhotoError("photo-too-large", size=size, limit="100 MP")
    if not is_whole(content, image.format or ""):
        raise PhotoError("photo-cut-off")
    return image


def upright_size(content: bytes) -> Size:
    """Return the size a viewer sees, with the EXIF orientation applied. Raises ``PhotoError``."""
    with open_photo(content) as image:
        try:
            orientation = image.getexif().get(ORIENTATION)
        except (OSError, ValueError, SyntaxError) as failure:
            raise PhotoError("photo-unreadable") from failure
        # Pillow turns a TIFF itself, and tells its size upright already.
        sideways = orientation in _SIDEWAYS and image.format != "TIFF"
        size = Size(image.height, image.width) if sideways else Size(image.width, image.height)
    if size.height > TALLEST * size.width:
        raise PhotoError("photo-too-tall", limit=str(TALLEST))
    return size


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.0f} MB"
