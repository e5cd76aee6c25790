"""Small photos for tests, drawn and encoded on the spot, and what becomes of them."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms

from generator.foundation.digest import digest_bytes
from generator.model.picture import Picture
from generator.photos.looking import look_at
from generator.photos.pixels import make_variants
from generator.photos.recipe import picture_of

SIZE = (96, 64)
SUFFIXES = ("avif", "webp", "jpg")


def scene(size: tuple[int, int] = SIZE) -> Image.Image:
    """Draw a picture whose four corners differ: red, green, blue, yellow from the top left on, by rows."""
    width, height = size
    image = Image.new("RGB", size)
    corners = {(0, 0): "red", (1, 0): "lime", (0, 1): "blue", (1, 1): "yellow"}
    for (column, row), colour in corners.items():
        image.paste(
            colour, (column * width // 2, row * height // 2, (column + 1) * width // 2, (row + 1) * height // 2)
        )
    return image


def encoded(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, form, **({"quality": 95, "subsampling": 0} if form == "JPEG" else {}), **options)
    return target.getvalue()


def named(content: bytes) -> Picture:
    return picture_of(digest_bytes(content), look_at(content), "photos/a.jpg", {}, (0.5, 0.5))


def made(content: bytes) -> dict[str, bytes]:
    return dict(make_variants(content, named(content)))


def decoded(content: bytes, suffix: str = "webp") -> Image.Image:
    """Return the widest variant of a photo in one format."""
    photo = named(content)
    image = Image.open(io.BytesIO(make_variants(content, photo)[photo.address(photo.widths[-1], suffix)]))
    image.load()
    assert image.mode == "RGB"
    return image


def colour_at(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """Return the colour at a place from 0 to 1."""
    found = image.getpixel((int(x * image.width), int(y * image.height)))
    assert isinstance(found, tuple)
    return found


def is_near(found: tuple[int, ...], wanted: tuple[int, ...], tolerance: int = 12) -> bool:
    return all(abs(one - other) <= tolerance for one, other in zip(found, wanted, strict=True))


def is_the_scene(image: Image.Image) -> bool:
    corners = {(0.2, 0.2): (255, 0, 0), (0.8, 0.2): (0, 255, 0), (0.2, 0.8): (0, 0, 255), (0.8, 0.8): (255, 255, 0)}
    return all(is_near(colour_at(image, *place), colour, 40) for place, colour in corners.items())


def grey(mode: str = "L") -> Image.Image:
    """Make a ramp from black (left) to white (right)."""
    return Image.linear_gradient("L").rotate(90).resize(SIZE).convert(mode)


def noise(form: str, **options: Any) -> bytes:
    return encoded(Image.effect_noise(SIZE, 90).convert("RGB"), form, **options)


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def png(
    size: tuple[int, int], depth: int, kind: int, rows: bytes, *chunks: tuple[bytes, bytes], interlaced: bool = False
) -> bytes:
    """Write a PNG: ``kind`` is its colour type, ``rows`` all scan lines with their filter bytes."""
    head = struct.pack(">IIBBBBB", *size, depth, kind, 0, 0, interlaced)
    parts = [(b"IHDR", head), *chunks, (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )


def with_chunks(whole: bytes, *chunks: tuple[bytes, bytes]) -> bytes:
    """Put chunks into a PNG, before its pixels."""
    place = whole.index(b"IDAT") - 4
    added = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return whole[:place] + added + whole[place:]
