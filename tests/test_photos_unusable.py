"""Photos that cannot be used: one clear problem each, whatever the bytes are, and nothing half done."""

from __future__ import annotations

import io
import random
import struct
import sys
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from PIL import ExifTags, Image, TiffImagePlugin

from generator.photos.faults import PhotoError, decoding
from generator.photos.look import Look
from generator.photos.looking import look_at
from generator.photos.pixels import make_variants
from generator.photos.recipe import picture_of
from generator.photos.wholeness import is_whole
from tests.heic_writer import heic
from tests.small_catalogue import Catalogue, picture
from tests.small_photos import encoded, noise, png, scene, with_chunks

PHOTO = "producers/lamongan/tenun-sari/photos/depan.jpg"


TEXT_BOMB = b"Comment\0\0" + zlib.compress(b"a" * 9_000_000)


def huge(width: int, height: int) -> bytes:
    """Make a PNG of a few bytes that claims to be this large."""
    return png((width, height), 8, 2, b"\0" * 1_000)


def with_thumbnail() -> bytes:
    """Make a JPEG whose metadata holds a whole little JPEG, end mark included."""
    small, whole = encoded(Image.new("RGB", (8, 8))), noise("JPEG")
    segment = b"Exif\0\0" + small
    return whole[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + whole[2:]


def raw(**fields: Any) -> bytes:
    """Make a TIFF with fields of a camera's raw file."""
    told = TiffImagePlugin.ImageFileDirectory_v2()
    for name, value in fields.items():
        told[{"version": 0xC612, "kind": 254, "parts": 330}[name]] = value
    told.tagtype[0xC612] = 1
    return encoded(scene(), "TIFF", tiffinfo=told)


def claiming(form: str, size: tuple[int, int]) -> bytes:
    """Make a file whose header tells another size than its pixels have."""
    content = bytearray(noise(form))
    if form == "JPEG":
        place = content.index(b"\xff\xc0") + 5
        content[place : place + 4] = struct.pack(">HH", size[1], size[0])
    elif form == "BMP":
        content[18:26] = struct.pack("<ii", *size)
    elif form == "GIF":
        place = content.index(b"\x2c") + 5
        content[place : place + 4] = struct.pack("<HH", *size)
        content[6:10] = struct.pack("<HH", *size)
    elif form == "AVIF":
        place = content.index(b"ispe") + 8
        content[place : place + 8] = struct.pack(">II", *size)
    return bytes(content)


UNUSABLE = {
    "empty": (b"", "photo-empty"),
    "text": (b"Halo, ini bukan foto.\n" * 40, "photo-is-text"),
    "long-text": ("Halo, ini bukan foto — été.\n".encode() * 400, "photo-is-text"),
    "html": (b"<!doctype html><title>Not found</title>", "photo-is-text"),
    "html-with-mark": (b"\xef\xbb\xbf\n<!-- saved -->\n<HTML><img src=x>\xff", "photo-is-text"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "photo-is-drawing"),
    "svg-of-inkscape": (b'<?xml version="1.0"?>\n<!-- Created with Inkscape -->\n<svg/>', "photo-is-drawing"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "photo-is-drawing"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "photo-is-document"),
    "word": (b"PK\x03\x04\x14\0\6\0\x08\0" + b"[Content_Types].xml" * 9, "photo-is-document"),
    "mp4": (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41\0\0\0\x08free", "photo-is-video"),
    "mov": (b"\0\0\0\x14ftypqt  \0\0\0\0qt  \0\0\0\x08wide", "photo-is-video"),
    "old-mov": (b"\0\0\0\x08wide\0\0\1\0mdat" + b"\0" * 99, "photo-is-video"),
    "webm": (b"\x1a\x45\xdf\xa3\x9fB\x86\x81\1" + b"\0" * 99, "photo-is-video"),
    "dng": (raw(version=b"\1\4\0\0"), "photo-is-raw"),
    "nef": (raw(kind=1, parts=8), "photo-is-raw"),
    "cr2": (b"II*\0\x10\0\0\0CR\2\0" + b"\0" * 99, "photo-is-raw"),
    "cr3": (b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", "photo-is-raw"),
    "raf": (b"FUJIFILMCCD-RAW 0201" + b"\0" * 99, "photo-is-raw"),
    "jpeg-2000": (b"\0\0\0\x0cjP  \r\n\x87\n" + b"\0" * 99, "photo-of-other-kind"),
    "jpeg-xl": (b"\0\0\0\x0cJXL \r\n\x87\n" + b"\0" * 99, "photo-of-other-kind"),
    "photoshop": (b"8BPS\0\1" + b"\0" * 99, "photo-of-other-kind"),
    "rubbish": (b"\x93\x01\x02\x03" * 99, "photo-unreadable"),
    "zeros": (b"\0" * 9_999, "photo-unreadable"),
    "header-only": (noise("JPEG")[:60], "photo-cut-off"),
    "cut-jpeg": (noise("JPEG")[:-400], "photo-cut-off"),
    "cut-jpeg-with-thumbnail": (with_thumbnail()[:-400], "photo-cut-off"),
    "cut-png": (noise("PNG")[:-400], "photo-cut-off"),
    "cut-webp": (noise("WEBP")[:-400], "photo-cut-off"),
    "cut-avif": (noise("AVIF")[:-400], "photo-cut-off"),
    "cut-heic": (heic(scene())[:-400], "photo-cut-off"),
    "cut-bmp": (noise("BMP")[:-400], "photo-cut-off"),
    "cut-gif": (noise("GIF")[:-400], "photo-cut-off"),
    "cut-tiff": (noise("TIFF", compression="tiff_lzw")[:-9_000], "photo-unreadable"),
    "damaged-png": (noise("PNG").replace(b"IDAT", b"IDAX"), "photo-unreadable"),
    "bomb": (huge(60_000, 60_000), "photo-too-large"),
    "just-too-large": (huge(12_000, 10_000), "photo-too-large"),
    "heic-bomb": (heic(scene(), claims=(30_000, 30_000)), "photo-too-large"),
    "grid-bomb": (heic(scene(), tiles=(2, 2), claims=(30_000, 30_000)), "photo-too-large"),
    "bmp-bomb": (claiming("BMP", (40_000, 40_000)), "photo-too-large"),
    "gif-bomb": (claiming("GIF", (65_000, 65_000)), "photo-too-large"),
    "lying-heic": (heic(scene(), claims=(960, 640)), "photo-unreadable"),
    "lying-grid": (heic(scene(), tiles=(2, 2), claims=(960, 640)), "photo-unreadable"),
    "lying-png": (huge(900, 900), "photo-cut-off"),
    "lying-bmp": (claiming("BMP", (900, 900)), "photo-cut-off"),
    "text-bomb": (with_chunks(noise("PNG"), (b"zTXt", TEXT_BOMB)), "photo-unreadable"),
    "no-pixels": (encoded(scene(), "GIF")[:13] + b"\x3b", "photo-unreadable"),
    "too-tall": (encoded(Image.new("RGB", (40, 500))), "photo-too-tall"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "code"), UNUSABLE.values(), ids=UNUSABLE.keys())
def test_a_photo_that_cannot_be_used_is_one_problem(content: bytes, code: str) -> None:
    with pytest.raises(PhotoError) as raised:
        look_at(content)
    assert raised.value.code == code


@pytest.mark.parametrize("name", ["empty", "text", "svg", "mp4", "dng", "cut-jpeg", "bomb", "lying-heic", "too-tall"])
def test_the_editor_is_told_where_it_is_named(catalogue: Catalogue, name: str) -> None:
    file = catalogue.producer()
    content, code = UNUSABLE[name]
    catalogue.write(PHOTO, content)
    (found,) = catalogue.found()
    assert (found.problem.code, found.problem.place.file) == (code, file)
    assert found.source.strip() == "- file: depan.jpg"
    assert ("value", "depan.jpg") in found.problem.values
    assert "depan.jpg" in catalogue.report()


def test_a_photo_of_more_than_thirty_megabytes(catalogue: Catalogue) -> None:
    catalogue.producer()
    catalogue.write(PHOTO, picture() + b"\0" * 30_000_000)
    (found,) = catalogue.found()
    assert found.problem.code == "photo-too-large"


def test_a_photo_that_breaks_only_when_decoded_is_one_problem(catalogue: Catalogue) -> None:
    catalogue.producer()
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 1
    whole = encoded(Image.effect_noise((200, 200), 90).convert("RGB"), "PNG", exif=exif)
    broken = bytearray(whole)
    broken[whole.index(b"IDAT") + 2_000] ^= 0xFF
    catalogue.write(PHOTO, bytes(broken))
    outcome = catalogue.build()
    assert [each.code for each in outcome.problems] == ["photo-unreadable"]
    assert not outcome.published
    with pytest.raises(PhotoError):
        make_variants(bytes(broken), picture_of("x", Look(200, 200, "", ""), "x", {}, (0.5, 0.5)))


@pytest.mark.parametrize("form", ["JPEG", "MPO", "PNG", "WEBP", "AVIF"])
def test_every_cut_is_noticed(form: str) -> None:
    whole = noise(form)
    assert is_whole(whole, form)
    assert is_whole(whole + b"what a moving photo appends", form)
    for kept in range(0, len(whole) - 13, 97):
        assert not is_whole(whole[:kept], form)


@pytest.mark.parametrize("form", ["JPEG", "GIF", "AVIF"])
def test_a_photo_that_promises_more_rows_than_it_has_is_as_large_as_it_says(form: str) -> None:
    """Decoders fill up what is missing, or stretch what is there; so do browsers."""
    look = look_at(claiming(form, (96, 200)))
    assert (look.width, look.height) == (96, 200)


SOUND: Mapping[str, Callable[[], bytes]] = {
    "jpeg": lambda: noise("JPEG"),
    "progressive": lambda: noise("JPEG", progressive=True),
    "cmyk": lambda: encoded(scene().convert("CMYK")),
    "mpo": lambda: encoded(scene(), "MPO", save_all=True, append_images=[scene()]),
    "exif": lambda: encoded(scene(), exif=_some_exif()),
    "png": lambda: noise("PNG"),
    "png-16": lambda: png((9, 9), 16, 2, (b"\0" + bytes(range(54))) * 9, (b"gAMA", struct.pack(">I", 45_455))),
    "palette": lambda: encoded(scene().quantize(8), "PNG", transparency=0),
    "webp": lambda: noise("WEBP"),
    "webp-lossless": lambda: encoded(scene(), "WEBP", lossless=True),
    "webp-moving": lambda: encoded(scene(), "WEBP", save_all=True, append_images=[scene().rotate(180)]),
    "avif": lambda: noise("AVIF", speed=10),
    "heic": lambda: heic(scene()),
    "heic-grid": lambda: heic(scene(), tiles=(3, 2), exif=_some_exif().tobytes()),
    "tiff": lambda: noise("TIFF"),
    "tiff-lzw": lambda: noise("TIFF", compression="tiff_lzw"),
    "tiff-deflate": lambda: noise("TIFF", compression="tiff_adobe_deflate"),
    "tiff-jpeg": lambda: noise("TIFF", compression="jpeg"),
    "bmp": lambda: noise("BMP"),
    "gif": lambda: encoded(scene(), "GIF", save_all=True, append_images=[scene().rotate(180)]),
}


def _some_exif() -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (7.0, 7.0, 7.0)
    return exif


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Change, cut, repeat or drop some bytes, mostly near the beginning, where the headers are."""
    body = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        place = int(len(body) * chance.random() ** chance.choice((1, 3)))
        match chance.randrange(6):
            case 0:
                body[place : place + 1] = bytes((chance.choice((0, 1, 0x7F, 0x80, 0xFF)),))
            case 1:
                body[place : place + 1] = bytes((chance.randrange(256),))
            case 2:
                del body[place:]
            case 3:
                del body[place : place + chance.randrange(1, 9)]
            case 4:
                body[place:place] = body[place : place + chance.randrange(1, 64)]
            case _:
                size = chance.choice((2, 4))
                body[place : place + size] = chance.choice((b"\0", b"\xff", b"\x7f")) * size
    return bytes(body)


@pytest.mark.parametrize("kind", SOUND)
def test_no_bytes_whatever_raise_anything_else(kind: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Damaged photos are looked at or refused; no traceback, no warning, no word of a library on the terminal."""
    chance, whole = random.Random(kind), SOUND[kind]()
    assert look_at(whole).width > 0
    refused = 0
    for _ in range(150):
        content = damaged(whole, chance)
        try:
            look_at(content)
        except PhotoError as fault:
            refused += 1
            assert fault.code.startswith("photo-")
    assert refused > 0
    sys.stderr.flush()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (OSError("image file is truncated (3 bytes not processed)"), "photo-cut-off"),
        (EOFError("no more images"), "photo-cut-off"),
        (SyntaxError("broken"), "photo-unreadable"),
        (struct.error("unpack requires a buffer"), "photo-unreadable"),
        (zlib.error("invalid"), "photo-unreadable"),
        (OverflowError(), "photo-unreadable"),
        (MemoryError(), "photo-too-heavy"),
        (KeyError(3), "photo-unreadable"),
        (RuntimeError("libheif"), "photo-unreadable"),
        (PhotoError("photo-too-tall"), "photo-too-tall"),
    ],
)
def test_what_decoders_raise_becomes_one_kind_of_fault(failure: Exception, code: str) -> None:
    with pytest.raises(PhotoError) as raised, decoding():
        raise failure
    assert raised.value.code == code


def test_an_animation_of_very_many_pictures_costs_one() -> None:
    frames = [Image.new("L", (400, 400), i % 256) for i in range(300)]
    target = io.BytesIO()
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])
    assert look_at(target.getvalue()).colour == "000000"
