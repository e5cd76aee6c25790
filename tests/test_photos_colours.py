"""Colours: whatever space a photo speaks in, what is seen stays what it was, in sRGB without a profile."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import ExifTags, Image

from generator.photos.pixels import upright_srgb
from generator.photos.profiles import (
    ADOBE_RGB_GAMMA,
    ADOBE_RGB_PRIMARIES,
    D65,
    DISPLAY_P3_PRIMARIES,
    SRGB_PRIMARIES,
    matrix_profile,
)
from tests.heic_writer import heic
from tests.small_photos import (
    SIZE,
    SUFFIXES,
    colour_at,
    decoded,
    encoded,
    grey,
    is_near,
    is_the_scene,
    png,
    scene,
    srgb_profile,
    with_chunks,
)


def sixteen_bits() -> Image.Image:
    ramp = np.tile(np.linspace(0, 65_535, SIZE[0], dtype=np.uint16), (SIZE[1], 1))
    return Image.fromarray(ramp)


def with_bits_of_png(depth: int, kind: int, channels: int) -> bytes:
    """Make the ramp as a PNG of 16 bits a channel, every channel the same, alpha full."""
    ramp = [round(65_535 * x / (SIZE[0] - 1)) for x in range(SIZE[0])]
    alpha = [65_535] if kind & 4 else []
    row = b"\0" + b"".join(struct.pack(f">{channels + len(alpha)}H", *[grey] * channels, *alpha) for grey in ramp)
    return png(SIZE, depth, kind, row * SIZE[1])


ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Where the seven passes of an interlaced PNG begin, and their steps."""


def interlaced() -> bytes:
    """Make the ramp as an interlaced PNG ."""
    rows = b""
    for left, top, across, down in ADAM7:
        line = bytes(round(255 * x / (SIZE[0] - 1)) for x in range(left, SIZE[0], across))
        rows += (b"\0" + line) * len(range(top, SIZE[1], down))
    return png(SIZE, 8, 0, rows, interlaced=True)


def ycck() -> bytes:
    """Make a JPEG as Photoshop does for presses: inks turned round and stored as brightness and two colours."""
    ramp = grey()
    inks = Image.eval(ramp, lambda level: 255 - level)
    # Pillow turns round what it writes; the planes are prepared so that brightness and colours come out as they are.
    bright, blue, red = Image.merge("RGB", (inks, inks, inks)).convert("YCbCr").split()
    planes = [Image.eval(each, lambda level: 255 - level) for each in (bright, blue, red)]
    content = bytearray(encoded(Image.merge("CMYK", (*planes, Image.new("L", SIZE, 0)))))
    content[content.index(b"Adobe") + 11] = 2
    return bytes(content)


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
        encoded(grey("RGB"), "WEBP", save_all=True, append_images=[scene()], duration=100),
        encoded(grey("RGB"), "GIF", save_all=True, append_images=[scene()]),
        encoded(grey("RGB"), "PNG", save_all=True, append_images=[scene()]),
        encoded(grey("RGB"), "AVIF", save_all=True, append_images=[scene()]),
        encoded(grey("RGB"), "TIFF", save_all=True, append_images=[scene()]),
        encoded(grey("RGB"), progressive=True),
        encoded(grey("RGB"), "TIFF", compression="jpeg"),
        heic(grey("RGB")),
        heic(grey("RGB"), tiles=(3, 2)),
        with_bits_of_png(16, 0, 1),
        with_bits_of_png(16, 2, 3),
        with_bits_of_png(16, 4, 1),
        with_bits_of_png(16, 6, 3),
        interlaced(),
        ycck(),
        encoded(grey().convert("F").point(lambda level: level * (1 / 255) + 0.0), "TIFF"),
        encoded(Image.merge("RGBA", (*grey("RGB").split(), Image.new("L", SIZE, 255))), "PNG"),
    ],
    ids=[
        "cmyk-jpeg", "cmyk-tiff", "grey-jpeg", "grey-png", "16-bit-png", "16-bit-tiff", "palette-png", "palette-gif",
        "bmp", "avif", "webp", "moving-webp", "moving-gif", "moving-png", "moving-avif", "pages-of-tiff",
        "progressive", "jpeg-in-tiff", "heic", "heic-of-tiles", "png-16-grey", "png-16-rgb", "png-16-grey-alpha",
        "png-16-rgb-alpha", "interlaced-png", "ycck", "floating-tiff", "opaque-alpha",
    ],
)  # fmt: skip
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_kind_of_picture_keeps_its_greys(content: bytes, suffix: str) -> None:
    image = decoded(content, suffix)
    for place in (0.1, 0.3, 0.5, 0.7, 0.9):
        level = round(place * 255)
        assert is_near(colour_at(image, place, 0.5), (level, level, level), 9)


Colour = NDArray[np.float64]
WHITE = np.array([0.9642, 1.0, 0.8249])
"""The white (D50) in which profiles speak."""
# Primaries adapted to that white, as their specifications print them: not computed by what is tested.
P3 = np.array([[0.51512, 0.29198, 0.15710], [0.24120, 0.69225, 0.06657], [-0.00105, 0.04189, 0.78407]])
SRGB = np.array([[0.43607, 0.38515, 0.14307], [0.22249, 0.71687, 0.06061], [0.01392, 0.09708, 0.71410]])
ADOBE = np.array([[0.60974, 0.20528, 0.14919], [0.31111, 0.62567, 0.06322], [0.01947, 0.06087, 0.74457]])
PATCHES = [(180, 110, 70), (90, 120, 60), (40, 60, 160), (190, 160, 90), (128, 128, 128), (250, 250, 250), (9, 9, 9)]


def like_srgb(values: Colour) -> Colour:
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def like_adobe(values: Colour) -> Colour:
    return values ** (563 / 256)


def lab_of(xyz: Colour) -> Colour:
    ratio = xyz / WHITE
    root = np.where(ratio > 216 / 24_389, np.cbrt(ratio), (24_389 / 27 * ratio + 16) / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def seen(colour: Sequence[int], primaries: Colour = SRGB, curve: object = like_srgb) -> Colour:
    """Return the L*, a*, b* of a colour of some space."""
    assert callable(curve)
    return lab_of(primaries @ curve(np.array(colour) / 255))


def difference(one: Colour, other: Colour) -> float:
    """Return how different two colours look: CIEDE2000 (ISO/CIE 11664-6)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * np.sqrt(mean**7 / (mean**7 + 25**7))
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    hue = h1 + turn / 2 if c1 * c2 else h1 + h2
    c, lightness = (c1 + c2) / 2, (l1 + l2) / 2
    t = 1 - 0.17 * cosine(hue - 30) + 0.24 * cosine(2 * hue) + 0.32 * cosine(3 * hue + 6) - 0.2 * cosine(4 * hue - 63)
    s_l = 1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2)
    s_c, s_h = 1 + 0.045 * c, 1 + 0.015 * c * t
    d_l, d_c, d_h = (l2 - l1) / s_l, (c2 - c1) / s_c, 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / s_h
    around = 30 * np.exp(-((((hue - 275 + 180) % 360 - 180) / 25) ** 2))
    rotation = -2 * np.sqrt(c**7 / (c**7 + 25**7)) * np.sin(np.radians(2 * around))
    return float(np.sqrt(d_l**2 + d_c**2 + d_h**2 + rotation * d_c * d_h))


def cosine(degrees: float) -> float:
    return float(np.cos(np.radians(degrees)))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373),
        ((90.8027, -2.0831, 1.441), (91.1528, -1.6435, 0.0447), 1.4441),
    ],
)
def test_the_measure_is_right(one: tuple[float, ...], other: tuple[float, ...], expected: float) -> None:
    """Pairs of Sharma, Wu and Dalal, The CIEDE2000 Color-Difference Formula, table 1."""
    assert difference(np.array(one), np.array(other)) == pytest.approx(expected, abs=1e-4)


def display_p3() -> bytes:
    return matrix_profile(D65, DISPLAY_P3_PRIMARIES)


def adobe_rgb() -> bytes:
    return matrix_profile(D65, ADOBE_RGB_PRIMARIES, ADOBE_RGB_GAMMA)


def adobe_camera() -> Image.Exif:
    """Say Adobe RGB as cameras do, without a profile."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Canon"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.ColorSpace] = 65_535
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.IFD.Interop] = {ExifTags.Interop.InteropIndex: "R03"}
    return exif


def named_p3(form: str, patch: Image.Image) -> bytes:
    """Say Display P3 by H.273's numbers, as the format does."""
    if form == "HEIC":
        return heic(patch, primaries=12)
    if form == "AVIF":
        plain = encoded(patch, "AVIF", quality=95)
        named = plain.replace(b"colrnclx\0\1\0\x0d", b"colrnclx\0\x0c\0\x0d")
        assert named != plain
        return named
    return with_chunks(encoded(patch, "PNG", icc_profile=srgb_profile()), (b"cICP", bytes((12, 13, 0, 1))))


SPACES = {"p3": (P3, like_srgb, display_p3()), "adobe": (ADOBE, like_adobe, adobe_rgb())}


@pytest.mark.parametrize("colour", PATCHES)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "PNG-alpha", "PNG-palette", "WEBP", "AVIF", "TIFF", "HEIC"])
@pytest.mark.parametrize("space", SPACES)
def test_colours_stay_what_they_were(colour: tuple[int, int, int], form: str, space: str) -> None:
    primaries, curve, profile = SPACES[space]
    patch = Image.new("RGB", SIZE, colour)
    if form == "PNG-alpha":
        patch.putalpha(255)
    elif form == "PNG-palette":
        patch = patch.quantize(2)
    name = form.partition("-")[0]
    content = heic(patch, profile=profile) if form == "HEIC" else encoded(patch, name, icc_profile=profile)
    wanted = seen(colour, primaries, curve)
    if colour[0] > colour[2] + 20:
        assert difference(seen(colour), wanted) > 2, "without conversion the eye would see it"
    for suffix in SUFFIXES:
        assert difference(seen(colour_at(decoded(content, suffix), 0.5, 0.5)), wanted) < 2


@pytest.mark.parametrize("colour", PATCHES)
@pytest.mark.parametrize("form", ["PNG", "AVIF", "HEIC"])
def test_colours_may_be_named_instead_of_carried(colour: tuple[int, int, int], form: str) -> None:
    content = named_p3(form, Image.new("RGB", SIZE, colour))
    assert difference(seen(colour_at(decoded(content), 0.5, 0.5)), seen(colour, P3)) < 2


@pytest.mark.parametrize("colour", PATCHES)
def test_a_camera_may_say_adobe_rgb_without_a_profile(colour: tuple[int, int, int]) -> None:
    content = encoded(Image.new("RGB", SIZE, colour), exif=adobe_camera())
    assert difference(seen(colour_at(decoded(content), 0.5, 0.5)), seen(colour, ADOBE, like_adobe)) < 2


def test_old_pngs_name_a_curve_and_primaries() -> None:
    colour = (180, 110, 70)
    plain = encoded(Image.new("RGB", SIZE, colour), "PNG")
    points = [round(100_000 * part) for point in (D65, *ADOBE_RGB_PRIMARIES) for part in point]
    adobe = with_chunks(plain, (b"gAMA", struct.pack(">I", 45_470)), (b"cHRM", struct.pack(">8I", *points)))
    assert difference(seen(colour_at(decoded(adobe), 0.5, 0.5)), seen(colour, ADOBE, like_adobe)) < 2
    straight = with_chunks(plain, (b"gAMA", struct.pack(">I", 100_000)))
    assert difference(seen(colour_at(decoded(straight), 0.5, 0.5)), lab_of(SRGB @ (np.array(colour) / 255))) < 2


@pytest.mark.parametrize(
    "chunks",
    [
        [(b"gAMA", struct.pack(">I", 45_455))],
        [(b"sRGB", b"\0"), (b"gAMA", struct.pack(">I", 90_000))],
        [(b"gAMA", struct.pack(">I", 0))],
        [(b"gAMA", struct.pack(">I", 50_000)), (b"cHRM", b"\0" * 32)],
        [(b"cICP", bytes((1, 13, 0, 1)))],
        [(b"cICP", bytes((99, 99, 0, 1)))],
    ],
    ids=["usual", "srgb-goes-before", "no-curve", "no-primaries", "named-srgb", "unknown"],
)
def test_what_means_srgb_or_nothing_changes_nothing(chunks: list[tuple[bytes, bytes]]) -> None:
    plain = encoded(scene(), "PNG")
    assert upright_srgb(with_chunks(plain, *chunks), 99).tobytes() == upright_srgb(plain, 99).tobytes()


def test_the_primaries_are_those_of_the_specifications() -> None:
    for primaries, expected in ((SRGB_PRIMARIES, SRGB), (DISPLAY_P3_PRIMARIES, P3), (ADOBE_RGB_PRIMARIES, ADOBE)):
        profile = matrix_profile(D65, primaries)
        columns = []
        for name in (b"rXYZ", b"gXYZ", b"bXYZ"):
            entry = profile.index(name)
            start = int.from_bytes(profile[entry + 4 : entry + 8], "big") + 8
            columns.append([each / 65_536 for each in struct.unpack(">3i", profile[start : start + 12])])
        assert np.abs(np.array(columns).T - expected).max() < 0.0005


def table_profile(space: bytes, corners: Sequence[Sequence[float]]) -> bytes:
    """Write a profile that names the L*, a*, b* of every full or empty mixture of its channels (ICC.1, lut8Type)."""
    channels = len(corners).bit_length() - 1
    straight = bytes(range(256))
    table = b"".join(bytes((round(light * 2.55), round(a + 128), round(b + 128))) for light, a, b in corners)
    identity = struct.pack(">9i", 65_536, 0, 0, 0, 65_536, 0, 0, 0, 65_536)
    lut = b"mft1\0\0\0\0" + bytes((channels, 3, 2, 0)) + identity + straight * channels + table + straight * 3
    white = b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(each * 65_536) for each in WHITE))
    start = 128 + 4 + 3 * 12
    places = ((b"A2B0", start, len(lut)), (b"A2B1", start, len(lut)), (b"wtpt", start + len(lut), len(white)))
    tags = struct.pack(">I", 3) + b"".join(struct.pack(">4sII", *place) for place in places)
    size = start + len(lut) + len(white)
    kind = b"prtr" if space == b"CMYK" else b"mntr"
    head = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02400000, kind, space, b"Lab ") + b"\0" * 12 + b"acsp"
    head += b"\0" * 28 + white[8:]
    return head.ljust(128, b"\0") + tags + lut + white


PAPER, CYAN, MAGENTA, YELLOW, BLACK = (100, 0, 0), (60, -20, -25), (50, 45, 5), (85, 0, 60), (0, 0, 0)
INKS = [
    PAPER if not inks else {8: CYAN, 4: MAGENTA, 2: YELLOW}.get(inks, BLACK if inks & 1 else (40, 10, 10))
    for inks in range(16)
]
"""A press whose inks are weak enough for a screen: paper, each ink alone, two or three together, black."""


@pytest.mark.parametrize("form", ["JPEG", "TIFF"])
@pytest.mark.parametrize("inks", [0, 8, 4, 2, 6, 12, 1])
def test_what_a_print_shop_sends_looks_as_printed(inks: int, form: str) -> None:
    patch = Image.new("CMYK", SIZE, tuple(255 if inks >> bit & 1 else 0 for bit in (3, 2, 1, 0)))
    content = encoded(patch, form, icc_profile=table_profile(b"CMYK", INKS))
    for suffix in SUFFIXES:
        assert difference(seen(colour_at(decoded(content, suffix), 0.5, 0.5)), np.array(INKS[inks], float)) < 2


def test_a_profile_whose_black_is_grey_still_gives_black() -> None:
    """Black point compensation: the darkest that a space can say becomes the darkest of sRGB."""
    corners = [(12.0 + 88 * (mixed.bit_count() / 3), 0.0, 0.0) for mixed in range(8)]
    content = encoded(Image.new("RGB", SIZE, "black"), "PNG", icc_profile=table_profile(b"RGB ", corners))
    assert max(colour_at(decoded(content), 0.5, 0.5)) < 8


def grey_profile(gamma: float) -> bytes:
    """Write a profile of greys with a curve."""
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    white = b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(each * 65_536) for each in WHITE))
    tags = struct.pack(">I4sII4sII", 2, b"kTRC", 156, len(curve), b"wtpt", 156 + len(curve), len(white))
    size = 156 + len(curve) + len(white)
    head = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02400000, b"mntr", b"GRAY", b"XYZ ") + b"\0" * 12
    return (head + b"acsp" + b"\0" * 28 + white[8:]).ljust(128, b"\0") + tags + curve + white


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "16 bits", "alpha"])
def test_greys_have_profiles_too(kind: str) -> None:
    profile, level = grey_profile(1.0), 55
    patch = Image.new("L", SIZE, level)
    if kind == "16 bits":
        packed = b"Grey\0\0" + zlib.compress(profile)
        row = b"\0" + struct.pack(">H", level * 257) * SIZE[0]
        content = png(SIZE, 16, 0, row * SIZE[1], (b"iCCP", packed))
    elif kind == "alpha":
        content = encoded(Image.merge("LA", (patch, Image.new("L", SIZE, 255))), "PNG", icc_profile=profile)
    else:
        content = encoded(patch, kind, icc_profile=profile)
    wanted = lab_of(WHITE * (level / 255))
    for suffix in SUFFIXES:
        assert difference(seen(colour_at(decoded(content, suffix), 0.5, 0.5)), wanted) < 2


def test_a_grey_photo_may_carry_a_profile_of_colours() -> None:
    content = encoded(Image.new("L", SIZE, 130), icc_profile=display_p3())
    assert is_near(colour_at(decoded(content), 0.5, 0.5), (130, 130, 130), 3)


def test_a_tiff_may_speak_in_lab() -> None:
    patch = Image.new("LAB", SIZE, (140, 150, 110))
    wanted = np.array([140 / 2.55, 150 - 128, 110 - 128])
    assert difference(seen(colour_at(decoded(encoded(patch, "TIFF")), 0.5, 0.5)), wanted) < 2


def test_ink_without_a_profile_is_shown_as_browsers_show_it() -> None:
    content = encoded(Image.new("CMYK", SIZE, (0, 128, 255, 51)))
    assert is_near(colour_at(decoded(content, "webp"), 0.5, 0.5), (204, 102, 0), 6)


@pytest.mark.parametrize(
    "profile", [b"not a profile", display_p3()[:200], b"\0" * 128, grey_profile(1.0), table_profile(b"CMYK", INKS)]
)
def test_a_damaged_profile_or_one_of_other_pictures_is_as_good_as_none(profile: bytes) -> None:
    assert is_the_scene(decoded(encoded(scene(), "PNG", icc_profile=profile)))


@pytest.mark.parametrize("kind", ["RGBA", "LA", "palette", "keyed", "WEBP", "AVIF"])
def test_what_is_transparent_becomes_white(kind: str) -> None:
    half = Image.new("L", SIZE, 255)
    half.paste(0, (0, 0, SIZE[0] // 2, SIZE[1]))
    if kind in {"RGBA", "WEBP", "AVIF"}:
        clear = Image.merge("RGBA", (*Image.new("RGB", SIZE, "navy").split(), half))
        content = encoded(clear, "PNG" if kind == "RGBA" else kind)
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
