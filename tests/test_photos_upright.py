"""Orientation: however a camera was held, the picture stands as it was seen, and a damaged note of it harms nobody."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image

from generator.photos.pixels import make_variants, upright_srgb
from generator.photos.probe import Size, upright_size
from tests.heic_writer import heic
from tests.small_photos import SIZE, SUFFIXES, decoded, encoded, is_the_scene, named, png, scene, with_chunks

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


def held(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    return exif


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
@pytest.mark.parametrize("orientation", TURNS)
def test_a_photo_stands_upright(orientation: int, form: str) -> None:
    stored = scene()
    for turn in TURNS[orientation]:
        stored = stored.transpose(turn)
    content = encoded(stored, form, exif=held(orientation))
    assert upright_size(content) == Size(*SIZE)
    made = make_variants(content, named(content))
    for each in made.values():
        image = Image.open(io.BytesIO(each))
        assert image.size == SIZE
        assert is_the_scene(image.convert("RGB"))


@pytest.mark.parametrize(("turns", "turn"), [(1, 4), (2, 3), (3, 2)], ids=["left", "over", "right"])
def test_an_iphone_s_photo_stands_upright(turns: int, turn: int) -> None:
    """HEIC tells in its own boxes how many quarters to the left a viewer has to turn it."""
    stored = scene().transpose(Image.Transpose(turn))
    content = heic(stored, turns=turns)
    assert upright_size(content) == Size(*SIZE)
    assert is_the_scene(decoded(content))


@pytest.mark.parametrize(("axis", "turn"), [(0, Image.Transpose.FLIP_TOP_BOTTOM), (1, Image.Transpose.FLIP_LEFT_RIGHT)])
def test_a_mirrored_heic_stands_upright(axis: int, turn: Image.Transpose) -> None:
    assert is_the_scene(decoded(heic(scene().transpose(turn), mirror=axis)))


def test_heic_boxes_go_before_its_exif() -> None:
    """Phones write both; who follows both turns twice."""
    content = heic(scene().transpose(Image.Transpose.ROTATE_90), turns=3, exif=held(6).tobytes())
    assert upright_size(content) == Size(*SIZE)
    assert is_the_scene(decoded(content))


@given(st.integers(1, 8), st.integers(1, 9), st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_every_pixel_goes_where_exif_says(orientation: int, width: int, height: int, seed: int) -> None:
    """EXIF says at which sides of the seen picture the stored one's first row and first column lie."""
    stored = np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)
    rows = {1: "top", 2: "top", 3: "bottom", 4: "bottom", 5: "left", 6: "right", 7: "right", 8: "left"}
    columns = {1: "left", 2: "right", 3: "right", 4: "left", 5: "top", 6: "top", 7: "bottom", 8: "bottom"}
    seen = stored.swapaxes(0, 1) if rows[orientation] in {"left", "right"} else stored
    if "right" in {rows[orientation], columns[orientation]}:
        seen = seen[:, ::-1]
    if "bottom" in {rows[orientation], columns[orientation]}:
        seen = seen[::-1]
    content = encoded(Image.fromarray(stored), "PNG", exif=held(orientation))
    assert np.array_equal(np.asarray(upright_srgb(content, 100)), seen)


def field(kind: int, value: bytes) -> bytes:
    """Write EXIF with nothing but an orientation, of another type than it should have."""
    return b"Exif\0\0MM\0*\0\0\0\x08\0\1" + struct.pack(">HHI", 0x0112, kind, 2) + value + b"\0\0\0\0"


def broken_exif() -> dict[str, bytes]:
    sound = held(6).tobytes()
    endless = b"MM\0*\0\0\0\x08\0\1" + struct.pack(">HHII", 0x8769, 4, 1, 8) + b"\0\0\0\x08"
    return {
        "nothing": b"",
        "rubbish": b"Exif\0\0" + b"\x93" * 40,
        "cut": sound[:14],
        "a-word": field(2, b"6\0\0\0"),
        "a-fraction": field(5, b"\0\0\0\6"),
        "circle": b"Exif\0\0" + endless,
        "far-away": b"Exif\0\0MM\0*\xff\xff\xff\xf0",
    }


@pytest.mark.parametrize("exif", broken_exif().values(), ids=broken_exif().keys())
@pytest.mark.parametrize("form", ["JPEG", "WEBP", "PNG"])
def test_damaged_exif_does_not_spoil_a_good_photo(exif: bytes, form: str) -> None:
    if form == "PNG":
        content = with_chunks(encoded(scene(), "PNG"), (b"eXIf", exif.removeprefix(b"Exif\0\0")))
    else:
        content = encoded(scene(), form, exif=exif)
    assert upright_size(content) == Size(*SIZE)
    assert is_the_scene(decoded(content))


@pytest.mark.parametrize("orientation", [0, 9, 65_535])
def test_an_orientation_that_does_not_exist_is_none(orientation: int) -> None:
    assert is_the_scene(decoded(encoded(scene(), exif=held(orientation))))


def test_a_note_behind_the_pixels_of_a_png_is_not_waited_for() -> None:
    """Browsers do not turn it either; size and pixels must agree."""
    whole = encoded(scene(), "PNG")
    note = with_chunks(png((1, 1), 8, 0, b"\0\0"), (b"eXIf", held(6).tobytes()[6:]))
    chunk = note[note.index(b"eXIf") - 4 : note.index(b"IDAT") - 4]
    content = whole[:-12] + chunk + whole[-12:]
    assert upright_size(content) == Size(*SIZE)
    for suffix in SUFFIXES:
        assert is_the_scene(decoded(content, suffix))
