"""Look at a photo without decoding it: is it a picture, how large is it upright, is it safe to open."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.photos.faults import CUT_OFF, UNREADABLE, decoding
from generator.photos.faults import PhotoError as PhotoError
from generator.photos.kinds import refuse_camera_raw, refuse_what_is_no_photo
from generator.photos.wholeness import form_of, is_whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL.Image import Image

MAX_BYTES = 30_000_000
MAX_PIXELS = 100_000_000
TALLEST = 10
"""A photo more than this many times as tall as wide is refused: WebP ends at 16,383 px, 1,600 times ten before that."""
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "TIFF", "BMP", "GIF", "HEIF")
ORIENTATION: Final = 0x0112
"""The EXIF field that tells how the camera was held."""
SIDEWAYS = frozenset({5, 6, 7, 8})
"""The orientations that exchange width and height."""


class Size(Struct, frozen=True):
    """Width and height in px, upright."""

    width: int
    height: int


@cache
def opener() -> Callable[..., Image]:
    """Return Pillow's ``open``, able to read what phones send. Imported only when a photo has to be opened."""
    import pi_heif
    from PIL import AvifImagePlugin, Image

    # One photo is one piece of work of the pool: processes share the processors, threads would only crowd them.
    pi_heif.register_heif_opener(decode_threads=1, thumbnails=False, depth_images=False, aux_images=False)
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    # Our own bounds are looked at before any pixel is decoded; Pillow's would only warn between one and two of them.
    Image.MAX_IMAGE_PIXELS = None
    return Image.open


def open_photo(content: bytes) -> Image:
    """Open a photo by its content, never by its name, within the bounds. Raises ``PhotoError``."""
    if len(content) > MAX_BYTES:
        raise PhotoError("photo-too-large", size=_megabytes(len(content)), limit=_megabytes(MAX_BYTES))
    refuse_what_is_no_photo(content)
    form = form_of(content)
    try:
        with decoding():
            image = opener()(io.BytesIO(content), formats=FORMATS)
    except PhotoError as failure:
        code = failure.code if is_whole(content, form) else CUT_OFF
        raise PhotoError(code) from failure
    if image.width < 1 or image.height < 1:
        raise PhotoError(UNREADABLE)
    if image.width * image.height > MAX_PIXELS:
        raise PhotoError("photo-too-large", size=_megapixels(image), limit=f"{MAX_PIXELS // 1_000_000} MP")
    if not is_whole(content, form):
        raise PhotoError(CUT_OFF)
    if image.format == "TIFF":
        with decoding():
            refuse_camera_raw(dict(image.tag_v2))  # type: ignore[attr-defined]
    return image


def orientation_of(image: Image) -> int:
    """Return how the pixels of an opened photo must be turned (EXIF, 1 to 8); 1 where that is not known."""
    from PIL.Image import Image as AnyImage

    # Pillow turns a TIFF itself while it decodes, and tells its size upright already.
    if image.format == "TIFF":
        return 1
    try:
        with decoding():
            # Not PNG's own way, which decodes all pixels in search of metadata behind them.
            found = AnyImage.getexif(image).get(ORIENTATION)
    except PhotoError:
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def upright_size(content: bytes) -> Size:
    """Return the size a viewer sees, with the EXIF orientation applied. Raises ``PhotoError``."""
    with open_photo(content) as image:
        width, height = image.size
        size = Size(height, width) if orientation_of(image) in SIDEWAYS else Size(width, height)
    if size.height > TALLEST * size.width:
        raise PhotoError("photo-too-tall", limit=str(TALLEST))
    return size


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.0f} MB"


def _megapixels(image: Image) -> str:
    return f"{image.width * image.height // 1_000_000} MP"
