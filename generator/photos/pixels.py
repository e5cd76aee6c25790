"""Make a photo's variants: upright, sRGB, every bit of metadata gone, the same bytes on every run."""

from __future__ import annotations

import io
from collections.abc import Mapping

from PIL import Image, ImageCms, ImageOps

from generator.model.picture import Picture
from generator.photos.probe import PhotoError, open_photo
from generator.photos.recipe import FORMATS

_SRGB = ImageCms.createProfile("sRGB")


def make_variants(content: bytes, picture: Picture) -> Mapping[str, bytes]:
    """Return every variant's bytes by its address. Raises ``PhotoError`` when the pixels cannot be decoded."""
    made: dict[str, bytes] = {}
    try:
        image = _clean(content, picture.widths[-1])
    except (OSError, ValueError, SyntaxError) as failure:
        raise PhotoError("photo-unreadable") from failure
    for width in reversed(picture.widths):
        image = image.resize((width, picture.height_at(width)), Image.Resampling.LANCZOS, reducing_gap=3.0)
        image.info = {}
        for suffix, quality in FORMATS.items():
            made[picture.address(width, suffix)] = _encode(image, suffix, quality)
    return made


def upright_srgb(content: bytes, largest: int) -> Image.Image:
    """Return a photo as it should be seen, in RGB, its longer side at most ``largest`` px. Raises ``PhotoError``."""
    try:
        image = _clean(content, largest)
    except (OSError, ValueError, SyntaxError) as failure:
        raise PhotoError("photo-unreadable") from failure
    image.thumbnail((largest, largest), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return image


def _clean(content: bytes, largest: int) -> Image.Image:
    with open_photo(content) as opened:
        profile = opened.info.get("icc_profile")
        if opened.format == "JPEG" and opened.mode == "RGB":
            scale = max(largest, 1) * 2
            opened.draft("RGB", (scale, scale))
        image = ImageOps.exif_transpose(opened)
        image.load()
    image = _to_srgb(_in_a_common_mode(image), profile)
    fresh = Image.new("RGB", image.size, "white")
    if image.mode == "RGBA":
        fresh.paste(image, mask=image.getchannel("A"))
    else:
        fresh.paste(image.convert("RGB"))
    return fresh


def _in_a_common_mode(image: Image.Image) -> Image.Image:
    """Turn palettes, masks and 16-bit greys into RGB, RGBA or L; other modes stay."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode in {"1", "P"}:
        return image.convert("RGB")
    return image


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(
            image,
            source,
            _SRGB,
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGBA" if image.mode == "RGBA" else "RGB",
        )
    except (ImageCms.PyCMSError, OSError):
        # A damaged profile says nothing about the colours: the pixels are taken as sRGB, like browsers do.
        return image
    return converted if converted is not None else image


def _encode(image: Image.Image, suffix: str, quality: int) -> bytes:
    target = io.BytesIO()
    if suffix == "avif":
        image.save(target, "AVIF", quality=quality, speed=8, max_threads=1)
    elif suffix == "webp":
        image.save(target, "WEBP", quality=quality, method=4)
    else:
        image.save(target, "JPEG", quality=quality, optimize=True, progressive=True)
    return target.getvalue()
