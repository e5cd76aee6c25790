"""Photos: names before pixels, sizes, a cache that mends itself, a look kept for pages, the same bytes on every run."""

from __future__ import annotations

import base64
import io
import subprocess
import sys
import unicodedata
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.foundation.digest import digest_bytes
from generator.model.photo_recipe import FORMATS, MARKS, marks_of
from generator.model.picture import Picture
from generator.model.request import HOUSE
from generator.photos.look import look_through_cache
from generator.photos.looking import blur_of, dominant_colour, look_at
from generator.photos.pixels import make_variants, upright_srgb
from generator.photos.recipe import WIDTHS, media_addresses
from generator.photos.variants import variants_through_cache
from tests.small_catalogue import Catalogue
from tests.small_photos import SUFFIXES, colour_at, encoded, is_near, made, named, scene


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


@given(st.integers(1, 900), st.integers(1, 900))
def test_no_side_is_lost_and_none_is_stretched(width: int, height: int) -> None:
    image = upright_srgb(encoded(Image.new("RGB", (width, height)), "BMP"), 300)
    assert max(image.size) == min(300, max(width, height))
    assert min(image.size) >= 1
    assert abs(image.width * height / width - image.height) <= max(1, height / width)


def test_the_same_photo_gives_the_same_bytes_in_every_process() -> None:
    """Also where there is one processor: libaom writes other bytes with more threads."""
    content = encoded(scene((1_640, 900)))
    digests = {address: digest_bytes(variant) for address, variant in made(content).items()}
    program = (
        "import os\n"
        "if hasattr(os, 'sched_getaffinity'): os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])\n"
        "from tests.small_photos import *\n"
        "content = encoded(scene((1_640, 900)))\n"
        "print({address: digest_bytes(variant) for address, variant in made(content).items()})"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == str(digests)


def test_a_variant_does_not_depend_on_which_others_are_made() -> None:
    content = encoded(scene((1_000, 700)))
    photo = named(content)
    everything = make_variants(content, photo)
    for address in media_addresses(photo):
        assert make_variants(content, photo, {address}) == {address: everything[address]}


# Names


def test_a_name_stands_for_the_bytes() -> None:
    one, other = encoded(scene()), encoded(scene().transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    assert named(one).digest == named(one).digest != named(other).digest
    photo = named(one)
    assert photo.address(96, "avif") == photo.name.address(96, "avif") == f"media/{photo.digest}{MARKS['avif']}-96.avif"


@pytest.mark.parametrize("suffix", FORMATS)
def test_another_setting_renames_the_files_of_its_format_only(suffix: str) -> None:
    changed = marks_of({**FORMATS, suffix: {**FORMATS[suffix], "quality": 1}})
    assert {each for each in FORMATS if changed[each] != MARKS[each]} == {suffix}


# The cache


@pytest.fixture
def photo(tmp_path: Path) -> Picture:
    content = encoded(scene((1_000, 700)))
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos/a.jpg").write_bytes(content)
    return named(content)


def stamps(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_ino for file in folder.iterdir()}


def test_the_cache_gives_what_was_made(tmp_path: Path, photo: Picture) -> None:
    first = variants_through_cache(tmp_path, tmp_path / "cache", photo)
    (tmp_path / photo.source).unlink()
    assert variants_through_cache(tmp_path, tmp_path / "cache", photo) == first, "the original is not needed again"
    assert list(first) == list(media_addresses(photo))


@pytest.mark.parametrize("damage", ["gone", "empty", "half", "zeros"])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_a_power_failure_left_is_made_again_and_nothing_else(
    tmp_path: Path, photo: Picture, damage: str, suffix: str
) -> None:
    cache = tmp_path / "cache"
    first = variants_through_cache(tmp_path, cache, photo)
    broken = cache / Path(photo.address(480, suffix)).name
    content = broken.read_bytes()
    before = stamps(cache)
    broken.unlink()
    if damage != "gone":
        broken.write_bytes({"empty": b"", "half": content[: len(content) // 2]}.get(damage, bytes(len(content))))
    assert variants_through_cache(tmp_path, cache, photo) == first
    after = stamps(cache)
    assert broken.read_bytes() == content
    assert after.keys() == before.keys()
    assert {name for name in before if after[name] != before[name]} <= {broken.name}


def test_two_builds_may_fill_one_cache_at_once(tmp_path: Path, photo: Picture) -> None:
    cache = tmp_path / "cache"
    with ProcessPoolExecutor(2) as pool:
        answers = [pool.submit(variants_through_cache, tmp_path, cache, photo) for _ in range(4)]
        one, *others = (each.result() for each in answers)
    assert all(each == one for each in others)
    assert sorted(f"media/{name}" for name in stamps(cache)) == sorted(one)


def test_a_photo_is_looked_at_once(tmp_path: Path) -> None:
    content = encoded(scene())
    look = look_through_cache(tmp_path, digest_bytes(content), content)
    assert look_through_cache(tmp_path, digest_bytes(content), b"nobody looks") == look
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"")
    assert look_through_cache(tmp_path, digest_bytes(content), content) == look


# The look


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 255), st.binary(min_size=1, max_size=400))
def test_a_blur_is_never_larger_than_a_page_can_bear(width: int, height: int, grey: int, noise: bytes) -> None:
    size = width * height * 3
    image = Image.frombytes("RGB", (width, height), (noise * (size // len(noise) + 1))[:size])
    image.paste((grey, grey, grey), (0, 0, width // 3, height // 3))
    blur = blur_of(image)
    assert len(f"data:image/webp;base64,{blur}") <= 400
    with Image.open(io.BytesIO(base64.b64decode(blur))) as small:
        assert max(small.size) <= 12
        assert abs(small.width / small.height - width / height) < max(1, width / height)


def test_the_blur_of_noise_is_bearable_too() -> None:
    noise = Image.merge("RGB", [Image.effect_noise((300, 300), 250) for _ in range(3)])
    assert len(f"data:image/webp;base64,{blur_of(noise.resize((12, 12)))}") <= 400


def test_a_blur_shows_what_the_photo_shows() -> None:
    with Image.open(io.BytesIO(base64.b64decode(look_at(encoded(scene((600, 400)))).blur))) as small:
        image = small.convert("RGB")
    assert len(image.getcolors() or ()) > 3
    assert is_near(colour_at(image, 0.1, 0.1), (255, 0, 0), 60)
    assert is_near(colour_at(image, 0.9, 0.9), (255, 255, 0), 60)


def cloth(colour: str, ground: str, share: float) -> Image.Image:
    image = Image.new("RGB", (300, 200), ground)
    image.paste(colour, (0, 0, round(300 * share), 200))
    return image


@pytest.mark.parametrize(
    ("colour", "ground", "share", "wanted"),
    [
        ("#b02020", "#ffffff", 0.25, (176, 32, 32)),
        ("#203060", "#f0ece4", 0.4, (32, 48, 96)),
        ("#b02020", "#ffffff", 0.01, (255, 255, 255)),
        ("#606060", "#d8d8d8", 0.2, (216, 216, 216)),
        ("#805030", "#000000", 0.3, (128, 80, 48)),
    ],
    ids=["red-cloth", "indigo-cloth", "red-thread", "greys", "wood-on-black"],
)
def test_a_photo_is_called_by_its_colour(colour: str, ground: str, share: float, wanted: tuple[int, int, int]) -> None:
    found = dominant_colour(cloth(colour, ground, share))
    assert is_near(tuple(bytes.fromhex(found)), wanted, 10)


# Names that editors give


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
