"""Photos: what a phone took becomes upright, clean, small enough and the same bytes on every run."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import unicodedata
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

from generator.foundation.digest import digest_bytes
from generator.model.picture import Picture
from generator.model.request import HOUSE
from generator.photos.look import Look
from generator.photos.looking import look_at
from generator.photos.pixels import make_variants
from generator.photos.probe import PhotoError, Size, upright_size
from generator.photos.recipe import WIDTHS, media_addresses, picture_of
from generator.photos.variants import variants_through_cache
from generator.photos.wholeness import is_whole
from tests.small_catalogue import Catalogue, picture

SIZE = (96, 64)
SUFFIXES = ("avif", "webp", "jpg")
PHONE_MAKER = b"Nokia Secret 9000"


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


TURNS = {
    1: [],
    2: [Image.Transpose.FLIP_LEFT_RIGHT],
    3: [Image.Transpose.ROTATE_180],
    4: [Image.Transpose.FLIP_TOP_BOTTOM],
    5: [Image.Transpose.TRANSPOSE],
    6: [Image.Transpose.ROTATE_90],
    7: [Image.Transpose.TRANSVERSE],
    8: [Image.Transpose.ROTATE_270],
}
"""What was done to an upright picture before a camera stored it with this EXIF orientation."""


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", TURNS)
def test_a_photo_stands_upright(orientation: int, form: str) -> None:
    stored = scene()
    for turn in TURNS[orientation]:
        stored = stored.transpose(turn)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    content = encoded(stored, form, exif=exif)
    assert upright_size(content) == Size(*SIZE)
    for suffix in SUFFIXES:
        image = decoded(content, suffix)
        assert image.size == SIZE
        assert is_the_scene(image)


# What may not leave the house


def with_everything(form: str) -> bytes:
    """Make a photo that carries place, owner, camera, comment, XMP and colour profile."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = PHONE_MAKER.decode()
    exif[ExifTags.Base.Artist] = "Bu Sari Secret"
    exif[ExifTags.Base.XPComment] = "Secret".encode("utf-16-le")
    exif[ExifTags.Base.ImageDescription] = "Secret"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.BodySerialNumber] = "Secret-1"
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "S", (7.0, 7.0, 7.0)
    options: dict[str, Any] = {
        "exif": exif,
        "icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    }
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Secret</x:xmpmeta>"
    if form == "JPEG":
        options |= {"comment": b"Secret", "xmp": xmp}
    elif form == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", "Secret")
        text.add_itxt("XML:com.adobe.xmp", xmp.decode())
        options["pnginfo"] = text
    else:
        options["xmp"] = xmp
    return encoded(scene(), form, **options)


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


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_variant_carries_pixels_and_nothing_else(form: str) -> None:
    content = with_everything(form)
    assert b"Secret" in content
    variants = made(content)
    assert len(variants) == 3
    for address, bare in variants.items():
        assert b"Secret" not in bare
        assert b"Exif" not in bare
        assert b"ICC" not in bare
        if address.endswith(".jpg"):
            # APP0 (JFIF) and what decoding needs; no APP1 (EXIF, XMP), APP2 (ICC, MPF), APP13 (IPTC), COM.
            assert set(jpeg_segments(bare)) <= {0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDD}
            assert bare.endswith(b"\xff\xd9")
        elif address.endswith(".webp"):
            assert webp_chunks(bare) == [b"VP8 "]
        with Image.open(io.BytesIO(bare)) as image:
            assert not image.getexif()
            assert {"exif", "xmp", "icc_profile", "comment", "photoshop", "mp"}.isdisjoint(image.info)


def test_the_second_picture_of_a_phone_is_dropped() -> None:
    content = encoded(scene(), "MPO", save_all=True, append_images=[Image.new("RGB", SIZE, "black")])
    assert is_the_scene(decoded(content))
    for bare in made(content).values():
        assert b"MPF" not in bare
        assert bare.count(b"\xff\xd8\xff") <= 1


# Colours


def grey(mode: str = "L") -> Image.Image:
    """Make a ramp from black (left) to white (right)."""
    return Image.linear_gradient("L").rotate(90).resize(SIZE).convert(mode)


def sixteen_bits() -> Image.Image:
    ramp = np.tile(np.linspace(0, 65_535, SIZE[0], dtype=np.uint16), (SIZE[1], 1))
    return Image.fromarray(ramp)


@pytest.mark.parametrize(
    "content",
    [
        encoded(grey("CMYK")),
        encoded(grey("CMYK"), "TIFF"),
        encoded(grey()),
        encoded(grey(), "PNG"),
        encoded(sixteen_bits(), "PNG"),
        encoded(sixteen_bits(), "TIFF"),
        encoded(grey("RGB").quantize(256), "PNG"),
        encoded(grey("RGB").quantize(256), "GIF"),
        encoded(grey("RGB"), "BMP"),
        encoded(grey("RGB"), "AVIF"),
        encoded(grey("RGB"), "WEBP", lossless=True),
        encoded(Image.merge("RGBA", (*grey("RGB").split(), Image.new("L", SIZE, 255))), "PNG"),
    ],
    ids=[
        "cmyk-jpeg", "cmyk-tiff", "grey-jpeg", "grey-png", "16-bit-png", "16-bit-tiff", "palette-png", "palette-gif",
        "bmp", "avif", "webp", "opaque-alpha",
    ],
)  # fmt: skip
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_kind_of_picture_keeps_its_greys(content: bytes, suffix: str) -> None:
    image = decoded(content, suffix)
    for place in (0.1, 0.3, 0.5, 0.7, 0.9):
        level = round(place * 255)
        assert is_near(colour_at(image, place, 0.5), (level, level, level), 9)


@pytest.mark.parametrize("kind", ["RGBA", "LA", "palette", "keyed"])
def test_what_is_transparent_becomes_white(kind: str) -> None:
    half = Image.new("L", SIZE, 255)
    half.paste(0, (0, 0, SIZE[0] // 2, SIZE[1]))
    if kind == "RGBA":
        content = encoded(Image.merge("RGBA", (*Image.new("RGB", SIZE, "navy").split(), half)), "PNG")
    elif kind == "LA":
        content = encoded(Image.merge("LA", (Image.new("L", SIZE, 0), half)), "PNG")
    elif kind == "palette":
        image = Image.merge("RGB", (half, half, half)).quantize(2)
        dark = image.getpixel((0, 0))
        content = encoded(image, "PNG", transparency=dark)
    else:
        content = encoded(half, "PNG", transparency=0)
    image = decoded(content)
    assert is_near(colour_at(image, 0.1, 0.5), (255, 255, 255), 3)
    assert kind in {"palette", "keyed"} or not is_near(colour_at(image, 0.9, 0.5), (255, 255, 255), 100)


P3_TO_XYZ = np.array([[0.51512, 0.29198, 0.15710], [0.24120, 0.69225, 0.06657], [-0.00105, 0.04189, 0.78407]])
SRGB_TO_XYZ = np.array([[0.43607, 0.38515, 0.14307], [0.22249, 0.71687, 0.06061], [0.01392, 0.09708, 0.71410]])
WHITE = np.array([0.9642, 1.0, 0.8249])
"""Display P3 and sRGB, both adapted to the white (D50) in which profiles speak."""


def display_p3() -> bytes:
    """Write the Display P3 profile, as small as the format allows: three primaries and the curve of sRGB."""

    def fixed(*values: float) -> bytes:
        return struct.pack(f">{len(values)}i", *(round(value * 65_536) for value in values))

    curve = b"para\0\0\0\0" + struct.pack(">HH", 3, 0) + fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    words = "P3".encode("utf-16-be")
    text = b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(words), 28) + words
    tags = {b"desc": text, b"cprt": text, b"wtpt": b"XYZ \0\0\0\0" + fixed(*WHITE)}
    tags |= {name: b"XYZ \0\0\0\0" + fixed(*P3_TO_XYZ[:, i]) for i, name in enumerate((b"rXYZ", b"gXYZ", b"bXYZ"))}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    table, body, offset = struct.pack(">I", len(tags)), b"", 128 + 4 + 12 * len(tags)
    for name, value in tags.items():
        table += struct.pack(">4sII", name, offset + len(body), len(value))
        body += value + b"\0" * (-len(value) % 4)
    size = offset + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x04000000, b"mntr", b"RGB ", b"XYZ ") + b"\0" * 12 + b"acsp"
    head += b"\0" * 28 + fixed(*WHITE)
    return head.ljust(128, b"\0") + table + body


Colour = NDArray[np.float64]


def linear(values: Colour) -> Colour:
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(colour: tuple[int, ...], to_xyz: Colour) -> Colour:
    ratio = to_xyz @ linear(np.array(colour) / 255) / WHITE
    root = np.where(ratio > 216 / 24_389, np.cbrt(ratio), (24_389 / 27 * ratio + 16) / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


@pytest.mark.parametrize("colour", [(180, 110, 70), (90, 120, 60), (40, 60, 160), (190, 160, 90)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "PNG-alpha", "PNG-palette"])
def test_the_colours_of_an_iphone_stay_what_they_were(colour: tuple[int, int, int], kind: str) -> None:
    patch = Image.new("RGB", SIZE, colour)
    if kind == "PNG-alpha":
        patch.putalpha(255)
    elif kind == "PNG-palette":
        patch = patch.quantize(2)
    content = encoded(patch, kind.partition("-")[0], icc_profile=display_p3())
    wanted = lab(colour, P3_TO_XYZ)
    assert np.linalg.norm(lab(colour, SRGB_TO_XYZ) - wanted) > 3, "without conversion the eye would see it"
    for suffix in SUFFIXES:
        found = colour_at(decoded(content, suffix), 0.5, 0.5)
        assert np.linalg.norm(lab(found, SRGB_TO_XYZ) - wanted) < 3


@pytest.mark.parametrize("profile", [b"not a profile", display_p3()[:200], b"\0" * 128])
def test_a_damaged_profile_is_as_good_as_none(profile: bytes) -> None:
    assert is_the_scene(decoded(encoded(scene(), "PNG", icc_profile=profile)))


# Sizes, names, bytes


@pytest.mark.parametrize(
    ("width", "widths"),
    [(300, (300,)), (320, (320,)), (479, (320,)), (480, (320, 480)), (1_000, (320, 480, 800)), (4_000, WIDTHS)],
)
def test_variants_are_never_larger_than_the_photo(width: int, widths: tuple[int, ...]) -> None:
    content = encoded(Image.new("RGB", (width, width // 10)))
    photo = named(content)
    assert photo.widths == widths
    variants = make_variants(content, photo)
    assert set(variants) == set(media_addresses(photo))
    assert len(variants) == 3 * len(widths)
    for each in widths:
        for suffix in SUFFIXES:
            with Image.open(io.BytesIO(variants[photo.address(each, suffix)])) as image:
                assert image.format == {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}[suffix]
                assert image.size == (each, photo.height_at(each))


def test_the_same_photo_gives_the_same_bytes_in_every_process() -> None:
    content = encoded(scene((1_000, 700)))
    digests = {address: digest_bytes(variant) for address, variant in made(content).items()}
    program = (
        "import sys; from tests.test_photos import *\n"
        "content = encoded(scene((1_000, 700)))\n"
        "print({address: digest_bytes(variant) for address, variant in made(content).items()})"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == str(digests)


def test_a_name_stands_for_the_bytes() -> None:
    one, other = encoded(scene()), encoded(scene().transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    assert named(one).digest == named(one).digest != named(other).digest


def test_the_cache_gives_what_was_made_and_mends_what_is_missing(tmp_path: Path) -> None:
    content = encoded(scene((1_000, 700)))
    photo = named(content)
    (tmp_path / "photos").mkdir()
    (tmp_path / photo.source).write_bytes(content)
    first = variants_through_cache(tmp_path, tmp_path / "cache", photo)
    (tmp_path / photo.source).unlink()
    assert variants_through_cache(tmp_path, tmp_path / "cache", photo) == first, "the original is not needed again"
    (tmp_path / photo.source).write_bytes(content)
    next((tmp_path / "cache").glob("*.webp")).unlink()
    assert variants_through_cache(tmp_path, tmp_path / "cache", photo) == first


# Photos that cannot be used


def huge(width: int, height: int) -> bytes:
    """Make a PNG of a few bytes that claims to be this large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1_000)) + chunk(b"IEND", b"")


def noise(form: str) -> bytes:
    return encoded(Image.effect_noise(SIZE, 90).convert("RGB"), form)


def with_thumbnail() -> bytes:
    """Make a JPEG whose metadata holds a whole little JPEG, end mark included."""
    small, whole = encoded(Image.new("RGB", (8, 8))), noise("JPEG")
    segment = b"Exif\0\0" + small
    return whole[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + whole[2:]


UNUSABLE = {
    "empty": (b"", "photo-empty"),
    "text": (b"Halo, ini bukan foto.\n" * 40, "photo-is-text"),
    "html": (b"<!doctype html><title>Not found</title>", "photo-is-text"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "photo-is-drawing"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "photo-is-drawing"),
    "header-only": (noise("JPEG")[:60], "photo-cut-off"),
    "cut-jpeg": (noise("JPEG")[:-400], "photo-cut-off"),
    "cut-jpeg-with-thumbnail": (with_thumbnail()[:-400], "photo-cut-off"),
    "cut-png": (noise("PNG")[:-400], "photo-cut-off"),
    "cut-webp": (noise("WEBP")[:-400], "photo-cut-off"),
    "cut-avif": (noise("AVIF")[:-400], "photo-cut-off"),
    "damaged-png": (noise("PNG").replace(b"IDAT", b"IDAX"), "photo-unreadable"),
    "bomb": (huge(60_000, 60_000), "photo-too-large"),
    "just-too-large": (huge(12_000, 10_000), "photo-too-large"),
    "too-tall": (encoded(Image.new("RGB", (40, 500))), "photo-too-tall"),
}


@pytest.mark.parametrize(("content", "code"), UNUSABLE.values(), ids=UNUSABLE.keys())
def test_a_photo_that_cannot_be_used_is_one_problem(catalogue: Catalogue, content: bytes, code: str) -> None:
    file = catalogue.producer()
    catalogue.write("producers/lamongan/tenun-sari/photos/depan.jpg", content)
    (found,) = catalogue.found()
    assert (found.problem.code, found.problem.place.file) == (code, file)
    assert found.source.strip() == "- file: depan.jpg"
    assert ("value", "depan.jpg") in found.problem.values


def test_a_photo_of_more_than_thirty_megabytes(catalogue: Catalogue) -> None:
    catalogue.producer()
    catalogue.write("producers/lamongan/tenun-sari/photos/depan.jpg", picture() + b"\0" * 30_000_000)
    (found,) = catalogue.found()
    assert found.problem.code == "photo-too-large"


def test_a_photo_that_breaks_only_when_decoded_is_one_problem(catalogue: Catalogue) -> None:
    catalogue.producer()
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 1
    whole = encoded(Image.effect_noise((200, 200), 90).convert("RGB"), "PNG", exif=exif)
    broken = bytearray(whole)
    broken[whole.index(b"IDAT") + 2_000] ^= 0xFF
    catalogue.write("producers/lamongan/tenun-sari/photos/depan.jpg", bytes(broken))
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


def test_trailing_video_of_a_phone_is_fine() -> None:
    assert is_the_scene(decoded(encoded(scene()) + b"\0\0\0\x18ftypmp42" + b"\xff\xda" * 99))


NAMES = ["foto depan (1).jpg", "gerabah été.jpg", "布料.jpg", "قماش.jpg", "IMG_0001.JPG", "100% & <b>.jpg", "a'b.png"]


@pytest.mark.parametrize("name", NAMES)
def test_a_photo_may_have_any_name(catalogue: Catalogue, name: str) -> None:
    quoted = '"' + name + '"'
    catalogue.producer(swaps={"file: depan.jpg": f"file: {quoted}"}, photos=(name,))
    outcome = catalogue.build()
    assert outcome.problems == ()
    published = catalogue.published()
    assert {address.rpartition(".")[2] for address in published if address.startswith("media/")} == set(SUFFIXES)
    page = published["en/products/tenun-sari/sarung/index.html"].decode()
    assert name.split(".")[0] not in page, "addresses stand for bytes, not for names"


def test_one_name_written_in_two_ways_is_one_name(catalogue: Catalogue) -> None:
    composed = unicodedata.normalize("NFC", "été.jpg")
    apart = unicodedata.normalize("NFD", "été.jpg")
    catalogue.producer(swaps={"file: depan.jpg": f"file: {composed}"}, photos=(apart,))
    catalogue.producer("tenun-dua", {"file: depan.jpg": f"file: {apart}"}, photos=(composed,))
    assert catalogue.build().problems == ()


def test_a_name_in_other_capitals_is_suggested(catalogue: Catalogue) -> None:
    catalogue.producer(photos=("DEPAN.JPG",))
    if (catalogue.root / "producers/lamongan/tenun-sari/photos/depan.jpg").exists():
        pytest.skip("this file system does not tell capitals apart")
    (found,) = catalogue.found()
    assert found.problem.code == "missing-photo"
    assert "DEPAN.JPG" in dict(found.problem.values)["suggestion_en"]
