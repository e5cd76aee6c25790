"""Tell whether a photo's metadata say where it was taken: in EXIF, or in XMP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import ExifTags

from generator.photos.faults import PhotoError, decoding
from generator.photos.probe import open_photo

if TYPE_CHECKING:
    from PIL import Image

_PLACE = (ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSDestLatitude)
_XMP_PLACE = b"GPSLatitude"


def tells_location(content: bytes) -> bool:
    """Look for a latitude; an empty GPS block, which many phones write, tells nothing. Raises ``PhotoError``."""
    with open_photo(content) as image:
        return _in_exif(image) or _in_xmp(image)


def _in_exif(image: Image.Image) -> bool:
    try:
        with decoding():
            block = image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
            return any(block.get(tag) for tag in _PLACE)
    except PhotoError:
        return False


def _in_xmp(image: Image.Image) -> bool:
    packets = (image.info.get(name) for name in ("xmp", "XML:com.adobe.xmp"))
    return any(_XMP_PLACE in (each.encode() if isinstance(each, str) else each) for each in packets if each)
