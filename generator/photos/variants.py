"""Make a photo's variants: upright, sRGB, every bit of metadata gone, the same bytes on every run."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

from generator.foundation.atomic import replace_file
from generator.foundation.bucket import Bucket
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


def variants_through_cache(root: Path, cache: Path | Bucket, picture: Picture) -> Mapping[str, bytes]:
    """Return the variants from the cache, made first where any is missing. Raises ``PhotoError``, ``OSError``."""
    if isinstance(cache, Bucket):
        return _through_bucket(root, cache, picture)
    files = {address: cache / Path(address).name for address in _addresses(picture)}
    if all(file.is_file() for file in files.values()):
        return {address: file.read_bytes() for address, file in files.items()}
    made = make_variants((root / picture.source).read_bytes(), picture)
    cache.mkdir(parents=True, exist_ok=True)
    for address, content in made.items():
        replace_file(files[address], content)
    return made


def _through_bucket(root: Path, cache: Bucket, picture: Picture) -> Mapping[str, bytes]:
    names = {Path(address).name: address for address in _addresses(picture)}
    found = cache.read_all(names)
    if found.keys() == names.keys():
        return {address: found[name] for name, address in names.items()}
    made = make_variants((root / picture.source).read_bytes(), picture)
    cache.write({name: made[address] for name, address in names.items()})
    return made


def _addresses(picture: Picture) -> list[str]:
    return [picture.address(width, suffix) for width in picture.widths for suffix in FORMATS]


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
    if suffix == "webp":
        image.save(target, "WEBP", quality=quality, method=4)
    else:
        image.save(target, "JPEG", quality=quality, optimize=True, progressive=True)
    return target.getvalue()
