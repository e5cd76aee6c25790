"""Bring a picture's colours to sRGB, from the profile it carries or the colours it names."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from PIL import Image, ImageCms

from generator.photos.faults import PhotoError, decoding
from generator.photos.profiles import (
    ADOBE_RGB_GAMMA,
    ADOBE_RGB_PRIMARIES,
    D65,
    DISPLAY_P3_PRIMARIES,
    REC_2020_PRIMARIES,
    SRGB_PRIMARIES,
    Point,
    matrix_profile,
)

LARGEST_PROFILE: Final = 4_000_000
"""Bytes. Those of presses have about two million; what is larger is no profile."""
_SRGB: Final = ImageCms.createProfile("sRGB")
_NAMED: Final[Mapping[int, tuple[Point, Point, Point]]] = {9: REC_2020_PRIMARIES, 12: DISPLAY_P3_PRIMARIES}
"""Primaries other than sRGB's, by their number in ITU-T H.273, table 2."""
_LIKE_SRGB: Final = frozenset({1, 6, 13, 14, 15})
"""Curves of H.273, table 3, that are shown with sRGB's; those of HDR (16, 18) would need tone mapping."""
_EXIF_IFD, _INTEROPERABILITY_IFD, _INDEX = 0x8769, 0xA005, 0x0001
_MODES: Final = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK"}


def profile_of(image: Image.Image, content: bytes) -> bytes | None:
    """Return the profile of an opened, not yet decoded picture's colours; ``None``: they are sRGB, or nobody knows.

    What a PNG's cICP says goes before its profile, that before gAMA and cHRM (PNG third edition, 4.3).
    """
    named = _named_colours(image, content)
    if named is not None:
        return named
    carried = image.info.get("icc_profile")
    if isinstance(carried, bytes) and 128 < len(carried) <= LARGEST_PROFILE:
        return carried
    if image.format == "PNG" and "srgb" not in image.info:
        return _gamma_and_primaries(image.info)
    return matrix_profile(D65, ADOBE_RGB_PRIMARIES, ADOBE_RGB_GAMMA) if is_adobe_rgb(image) else None


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in RGB, its colours those of sRGB: relative colorimetric, black point compensated.

    Without a profile, or with one that is damaged or of another kind of picture, numbers are taken as browsers take
    them: as sRGB, and those of CMYK as ink that lets the rest of the white through.
    """
    if image.mode == "LAB":
        return _applied(image, _transform(None, "LAB"))
    if profile:
        try:
            mode = _MODES.get(_colour_space(profile), "")
            if image.mode == "L" and mode == "RGB":
                image = image.convert("RGB")
            if image.mode == mode:
                return _applied(image, _transform(profile, mode))
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            return image.convert("RGB")
    return image.convert("RGB")


def _applied(image: Image.Image, transform: ImageCms.ImageCmsTransform) -> Image.Image:
    return transform.apply(image)


@lru_cache(maxsize=8)
def _transform(profile: bytes | None, mode: str) -> ImageCms.ImageCmsTransform:
    source = ImageCms.createProfile("LAB") if profile is None else ImageCms.ImageCmsProfile(io.BytesIO(profile))
    return ImageCms.buildTransform(
        source,
        _SRGB,
        mode,
        "RGB",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


@lru_cache(maxsize=8)
def _colour_space(profile: bytes) -> str:
    return str(ImageCms.ImageCmsProfile(io.BytesIO(profile)).profile.xcolor_space)


def _named_colours(image: Image.Image, content: bytes) -> bytes | None:
    """Look for H.273's numbers: in a PNG's cICP, in the ``nclx`` of HEIC and AVIF. sRGB's own give ``None``."""
    if image.format == "PNG":
        head = content[: max(content.find(b"IDAT"), 0)]
        place = head.find(b"\0\0\0\x04cICP")
        numbers = (head[place + 8], head[place + 9]) if 0 <= place < len(head) - 9 else None
    elif image.format in {"AVIF", "HEIF"} and not image.info.get("icc_profile"):
        place = content.find(b"colrnclx", 0, 100_000)
        fields = content[place + 8 : place + 12]
        numbers = (fields[0] * 256 + fields[1], fields[2] * 256 + fields[3]) if place > 0 and len(fields) == 4 else None
    else:
        return None
    if numbers is None or numbers[0] not in _NAMED or numbers[1] not in _LIKE_SRGB:
        return None
    return matrix_profile(D65, _NAMED[numbers[0]])


def _gamma_and_primaries(info: Mapping[str | tuple[int, int], object]) -> bytes | None:
    """Make a profile of a PNG's gAMA and cHRM; ``None`` for the usual ones, which mean sRGB."""
    gamma, chromaticity = info.get("gamma"), info.get("chromaticity")
    if not isinstance(gamma, float) or not 0.1 <= gamma <= 1.5:
        return None
    white, primaries = D65, SRGB_PRIMARIES
    if isinstance(chromaticity, tuple) and len(chromaticity) == 8:
        white, *rest = ((float(x), float(y)) for x, y in zip(chromaticity[::2], chromaticity[1::2], strict=True))
        primaries = (rest[0], rest[1], rest[2])
    named = (D65, *SRGB_PRIMARIES)
    is_usual = all(
        abs(one - other) < 0.002
        for point, usual in zip((white, *primaries), named, strict=True)
        for one, other in zip(point, usual, strict=True)
    )
    if is_usual and abs(gamma - 1 / 2.2) < 0.01:
        return None
    try:
        return matrix_profile(white, primaries, 1 / gamma)
    except ValueError:
        return None


def is_adobe_rgb(image: Image.Image) -> bool:
    """Tell whether a camera says Adobe RGB in the only way DCF 2.0 knows: interoperability index R03."""
    if image.format not in {"JPEG", "MPO", "TIFF", "HEIF"} or image.mode != "RGB":
        return False
    try:
        with decoding():
            exif = Image.Image.getexif(image)
            pointer = exif.get_ifd(_EXIF_IFD).get(_INTEROPERABILITY_IFD)
            if isinstance(pointer, dict):
                index = pointer.get(_INDEX)
            else:
                index = exif.get_ifd(_INTEROPERABILITY_IFD).get(_INDEX)
    except PhotoError:
        return False
    return isinstance(index, str) and index.startswith("R03")
