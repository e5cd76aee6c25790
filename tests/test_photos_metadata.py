"""What may not leave the house: place, owner, camera, comments, profiles, thumbnails, and whatever was appended."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import ExifTags, Image, PngImagePlugin, TiffImagePlugin

from tests.heic_writer import heic
from tests.small_photos import SIZE, decoded, encoded, is_the_scene, made, scene, srgb_profile

XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Secret</x:xmpmeta>"


def secret_exif() -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Nokia Secret 9000"
    exif[ExifTags.Base.Artist] = "Bu Sari Secret"
    exif[ExifTags.Base.XPComment] = "Secret".encode("utf-16-le")
    exif[ExifTags.Base.ImageDescription] = "Secret"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.BodySerialNumber] = "Secret-1"
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "S", (7.0, 7.0, 7.0)
    return exif


def with_everything(form: str) -> bytes:
    """Make a photo that carries all that its format can carry."""
    options: dict[str, Any] = {"exif": secret_exif(), "icc_profile": srgb_profile()}
    if form == "HEIC":
        return heic(scene(), profile=srgb_profile(), exif=secret_exif().tobytes())
    if form == "JPEG":
        whole = encoded(scene(), form, **options, comment=b"Secret", xmp=XMP)
        iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0b\x1c\x02\x50\0\x06Secret\0"
        return whole[:2] + b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc + whole[2:]
    if form == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", "Secret")
        text.add_text("Comment", "Secret" * 20, zip=True)
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        return encoded(scene(), form, **options, pnginfo=text)
    if form == "TIFF":
        fields = TiffImagePlugin.ImageFileDirectory_v2()
        fields[ExifTags.Base.Artist] = fields[ExifTags.Base.ImageDescription] = "Secret"
        fields[700] = XMP
        fields.tagtype[700] = 1
        return encoded(scene(), form, icc_profile=srgb_profile(), tiffinfo=fields)
    return encoded(scene(), form, **options, xmp=XMP)


def jpeg_segments(content: bytes) -> list[int]:
    markers, place = [], 2
    while content[place + 1] != 0xDA:
        markers.append(content[place + 1])
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    return markers


def webp_chunks(content: bytes) -> list[bytes]:
    chunks, place = [], 12
    while place < len(content):
        size = int.from_bytes(content[place + 4 : place + 8], "little")
        chunks.append(content[place : place + 4])
        place += 8 + size + size % 2
    return chunks


def boxes(content: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kinds and contents of boxes, those in ``meta``, ``iinf`` and ``iprp`` after the one they are in."""
    inside = {b"meta": 4, b"iinf": 6, b"iprp": 0, b"ipco": 0}
    place, end = start, len(content) if end is None else end
    while place < end:
        size, kind = int.from_bytes(content[place : place + 4], "big"), content[place + 4 : place + 8]
        yield kind, content[place + 8 : place + size]
        if kind in inside:
            yield from boxes(content, place + 8 + inside[kind], place + size)
        place += size
    assert place == end


def carries_nothing(content: bytes, suffix: str) -> bool:
    """Tell, from the bytes, whether a variant is pixels and what decoding needs, and nothing else."""
    if suffix == "jpg":
        # APP0 (JFIF) and tables; no APP1 (EXIF, XMP), APP2 (ICC, MPF), APP13 (IPTC), APP14, COM, nothing behind.
        return set(jpeg_segments(content)) <= {0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDD} and content.endswith(b"\xff\xd9")
    if suffix == "webp":
        return webp_chunks(content) == [b"VP8 "]
    found = list(boxes(content))
    items = [body[8:12] for kind, body in found if kind == b"infe"]
    colours = {body[:4] for kind, body in found if kind == b"colr"}
    known = {b"ftyp", b"meta", b"hdlr", b"pitm", b"iloc", b"iinf", b"infe", b"iprp", b"ipco", b"ipma", b"mdat"}
    known |= {b"ispe", b"pixi", b"av1C", b"colr"}
    return items == [b"av01"] and colours <= {b"nclx"} and {kind for kind, _ in found} <= known


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF", "HEIC"])
def test_a_variant_carries_pixels_and_nothing_else(form: str) -> None:
    content = with_everything(form)
    assert b"Secret" in content
    variants = made(content)
    assert len(variants) == 3
    for address, bare in variants.items():
        assert b"Secret" not in bare
        assert b"Exif" not in bare
        assert b"ICC" not in bare
        assert carries_nothing(bare, address.rpartition(".")[2])
        with Image.open(io.BytesIO(bare)) as image:
            assert not image.getexif()
            assert {"exif", "xmp", "icc_profile", "comment", "photoshop", "mp"}.isdisjoint(image.info)


@pytest.mark.parametrize("form", ["AVIF", "WEBP", "JPEG"])
def test_what_is_looked_for_would_be_found(form: str) -> None:
    assert not carries_nothing(with_everything(form), {"JPEG": "jpg"}.get(form, form.lower()))


def test_the_second_picture_of_a_phone_is_dropped() -> None:
    content = encoded(scene(), "MPO", save_all=True, append_images=[Image.new("RGB", SIZE, "black")])
    assert is_the_scene(decoded(content))
    for bare in made(content).values():
        assert b"MPF" not in bare
        assert bare.count(b"\xff\xd8\xff") <= 1


def zipped() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("Secret.txt", "Secret")
    return target.getvalue()


APPENDED = {
    "zip": zipped(),
    "html": b"<script>alert('Secret')</script>",
    "php": b"<?php echo 'Secret' ?>",
    "video": b"\0\0\0\x18ftypmp42Secret" + b"\xff\xda" * 99,
}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "BMP", "TIFF", "HEIC"])
@pytest.mark.parametrize("appended", APPENDED.values(), ids=APPENDED.keys())
def test_what_hides_behind_a_photo_stays_behind(appended: bytes, form: str) -> None:
    """Two files in one: a picture from the beginning, an archive or a page from the end."""
    content = (heic(scene()) if form == "HEIC" else encoded(scene(), form)) + appended
    for address, bare in made(content).items():
        assert carries_nothing(bare, address.rpartition(".")[2])
        assert b"Secret" not in bare
