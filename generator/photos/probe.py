"""Look at a photo without decoding it: is it a picture, how large is it upright, is it safe to open."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pi_heif
from PIL import ExifTags, Image, UnidentifiedImageError

MAX_BYTES = 30_000_000
MAX_PIXELS = 100_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "TIFF", "BMP", "GIF", "HEIF")
_SIDEWAYS = {5, 6, 7, 8}

pi_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = MAX_PIXELS


class PhotoError(Exception):
    """A photo that cannot be used: ``code`` is the problem's, ``values`` fill its sentence."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in px, upright."""

    width: int
    height: int


def open_photo(content: bytes) -> Image.Image:
    """Open a photo by its content, never by its name, within the bounds. Raises ``PhotoError``."""
    if len(content) > MAX_BYTES:
        raise PhotoError("photo-too-large", size=_megabytes(len(content)), limit=_megabytes(MAX_BYTES))
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
    except Image.DecompressionBombError as bomb:
        raise PhotoError("photo-too-large", size="> 100 MP", limit="100 MP") from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as failure:
        raise PhotoError("photo-unreadable") from failure
    if image.width * image.height > MAX_PIXELS:
        size = f"{image.width * image.height // 1_000_000} MP"
        raise PhotoError("photo-too-large", size=size, limit="100 MP")
    return image


def upright_size(content: bytes) -> Size:
    """Return the size a viewer sees, with the EXIF orientation applied. Raises ``PhotoError``."""
    with open_photo(content) as image:
        orientation = image.getexif().get(ExifTags.Base.Orientation)
        if orientation in _SIDEWAYS:
            return Size(image.height, image.width)
        return Size(image.width, image.height)


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.0f} MB"
