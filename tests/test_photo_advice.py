"""What editors are told about their photos: at the right line, never about nothing, the same on every way."""

from __future__ import annotations

import io
import random
import shutil
from typing import Any

import pytest
from PIL import ExifTags, Image, ImageDraw, ImageFilter, ImageFont, ImageOps

from generator.model.card import Card
from generator.model.catalogue import Reading
from generator.model.picture import PhotoName
from generator.photos.advice import advice
from generator.photos.advice_likeness import fingerprint
from generator.read.photo_advice import COVER, GALLERY
from generator.report.problem import Problem
from generator.shared_photos import MOST_COMPARED, MOST_TOLD, SHAPE, shared_photos
from tests.conftest import NewCatalogue
from tests.small_catalogue import MAKERS, SETTINGS, Catalogue

ADVISED = SETTINGS.replace("      photo_advice: []\n", "")
HOME = "producers/lamongan"


def still_life(seed: int = 1, width: int = 1280, height: int = 960) -> Image.Image:
    """Draw things on a table: shapes with edges and shadows, a little grain, light and dark."""
    chance = random.Random(seed)
    image = Image.new("RGB", (640, 480), tuple(chance.randrange(90, 200) for _ in range(3)))
    draw = ImageDraw.Draw(image)
    for _ in range(40):
        x, y, size = chance.randrange(-40, 620), chance.randrange(-40, 460), chance.randrange(15, 190)
        draw.ellipse((x, y, x + size, y + size * 0.8), fill=tuple(chance.randrange(256) for _ in range(3)))
    state = random.getstate()
    random.seed(seed)
    grain = Image.frombytes("L", image.size, random.randbytes(640 * 480)).convert("RGB")
    random.setstate(state)
    return Image.blend(image, grain, 0.1).resize((width, height))


def screenshot(width: int = 1080, height: int = 2160) -> Image.Image:
    """Draw a conversation as a telephone shows it."""
    image = Image.new("RGB", (width, height), (239, 230, 221))
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(44)
    for row, y in enumerate(range(120, height - 300, 300)):
        draw.rounded_rectangle((40, y, 800, y + 240), 20, fill=(255, 255, 255) if row % 2 else (217, 253, 211))
        for line in range(3):
            draw.text((70, y + 20 + 66 * line), "Halo Bu, masih ada stok tenunnya?", (17, 27, 33), font)
    return image


def encoded(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, form, **({"quality": 90} | options))
    return target.getvalue()


def codes(image: Image.Image) -> list[str]:
    seen = image.copy()
    seen.thumbnail((1024, 1024))
    return [code for code, _ in advice(seen, encoded(Image.new("RGB", (8, 8))))]


def with_place() -> Image.Exif:
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "S", 2: (7.0, 6.0, 30.0), 3: "E", 4: (112.0, 24.0, 0.0)})
    return exif


@pytest.fixture
def shop(new_catalogue: NewCatalogue) -> Catalogue:
    """Return a catalogue of one producer with one good photo, on a site that wants all advice."""
    catalogue = new_catalogue(settings=ADVISED)
    catalogue.producer()
    catalogue.write(f"{HOME}/tenun-sari/photos/depan.jpg", encoded(still_life()))
    return catalogue


def told(catalogue: Catalogue) -> list[tuple[str, int]]:
    """Return code and line of everything that a check finds."""
    return [(found.problem.code, found.line) for found in catalogue.found()]


def show(catalogue: Catalogue, image: Image.Image, **options: Any) -> None:
    catalogue.write(f"{HOME}/tenun-sari/photos/depan.jpg", encoded(image, **options))


def line_of(catalogue: Catalogue, text: str, name: str = "tenun-sari") -> int:
    lines = (catalogue.root / HOME / name / "producer.yaml").read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


# What is seen in a photo


def test_a_good_photo_is_not_talked_about(shop: Catalogue) -> None:
    assert told(shop) == []


FAULTS = {
    "photo-blurred": lambda image: image.filter(ImageFilter.GaussianBlur(5)),
    "photo-dark": lambda image: image.point(lambda level: level // 4),
    "photo-framed": lambda image: ImageOps.expand(image, 40, (255, 255, 255)),
    "photo-screen": lambda image: screenshot(),
    "photo-small": lambda image: image.resize((640, 480)),
}


@pytest.mark.parametrize(("code", "spoil"), FAULTS.items(), ids=FAULTS.keys())
def test_a_fault_is_told_at_the_photos_line(shop: Catalogue, code: str, spoil) -> None:  # type: ignore[no-untyped-def]
    show(shop, spoil(still_life()))
    (found,) = shop.found()
    assert (found.problem.code, found.problem.severity) == (code, "warning")
    assert found.source.strip() == "- file: depan.jpg"
    assert "“depan.jpg”" in dict(found.problem.values)["photos"]
    assert shop.build().published, "advice holds nobody back"


@pytest.mark.parametrize("radius", [2.5, 4, 8])
def test_blur_is_seen_whatever_lies_around(radius: float) -> None:
    """A plain ground does not hide a sharp thing, nor does it make a blurred one sharp."""
    thing = still_life(3, 400, 300)
    for ground in ("white", "black", (120, 90, 60)):
        image = Image.new("RGB", (1024, 768), ground)
        image.paste(thing, (300, 230))
        assert "photo-blurred" not in codes(image)
        assert "photo-blurred" in codes(image.filter(ImageFilter.GaussianBlur(radius)))


def test_pale_is_not_blurred() -> None:
    """Little contrast is no lack of sharpness."""
    assert codes(still_life(4).point(lambda level: 150 + level // 4)) == []


def test_a_dark_ground_is_not_a_dark_photo() -> None:
    image = Image.new("RGB", (1024, 768), (8, 8, 10))
    image.paste(still_life(5, 360, 270), (330, 250))
    assert "photo-dark" not in codes(image)


@pytest.mark.parametrize("colour", ["white", "black", (250, 250, 250)])
def test_a_product_on_a_plain_ground_is_not_framed(colour: str) -> None:
    image = Image.new("RGB", (1024, 768), colour)
    mask = Image.new("L", (640, 480), 0)
    ImageDraw.Draw(mask).ellipse((0, 0, 639, 479), fill=255)
    image.paste(still_life(6, 640, 480), (190, 140), mask)
    assert "photo-framed" not in codes(image)


def test_a_plain_picture_is_nothing_to_talk_about() -> None:
    assert codes(Image.new("RGB", (1024, 768), (200, 180, 160))) == []
    assert codes(Image.linear_gradient("L").resize((1024, 768)).convert("RGB")) == []


@pytest.mark.parametrize(("form", "option"), [("JPEG", "exif"), ("JPEG", "xmp"), ("WEBP", "exif"), ("AVIF", "xmp")])
def test_a_location_is_found_and_how_to_remove_it(shop: Catalogue, form: str, option: str) -> None:
    value = with_place() if option == "exif" else b'<rdf:Description exif:GPSLatitude="7,6.5S"/>'
    show(shop, still_life(), form=form, **{option: value})
    (found,) = shop.found()
    assert found.problem.code == "photo-location"
    assert "python3 build.py photos clean" in shop.report()
    media = [content for address, content in shop.published().items() if "media/" in address]
    assert not any(b"GPSLatitude" in content for content in media)


# What a place asks of a photo


def test_a_cover_asks_for_more_than_a_gallery(shop: Catalogue) -> None:
    swaps = {
        "      - file: depan.jpg\n": "      - file: besar.jpg\n        alt: {id: Sarung}\n      - file: depan.jpg\n"
    }
    shop.producer(swaps=swaps)
    shop.write(f"{HOME}/tenun-sari/photos/besar.jpg", encoded(still_life(7, COVER[0], 900)))
    show(shop, still_life(1, GALLERY[0], 600))
    assert told(shop) == []
    show(shop, still_life(1, GALLERY[0] - 1, 600))
    assert told(shop) == [("photo-small", line_of(shop, "file: depan.jpg"))]
    show(shop, still_life(1, GALLERY[0] - 1, 600))
    shop.write(f"{HOME}/tenun-sari/photos/besar.jpg", encoded(still_life(7, COVER[0] - 1, 900)))
    assert [code for code, _ in told(shop)] == ["photo-small", "photo-small"]


def test_a_missing_alternative_text_is_told_once(shop: Catalogue) -> None:
    files = [f"foto-{number}.jpg" for number in range(9)]
    for number, file in enumerate(files):
        shop.write(f"{HOME}/tenun-sari/photos/{file}", encoded(still_life(number)))
    listed = "".join(f"      - file: {file}\n" for file in files)
    shop.producer(swaps={"      - file: depan.jpg\n        alt: {id: Sarung, en: Sarong}\n": listed}, photos=())
    (found,) = shop.found()
    assert (found.problem.code, found.line) == ("photo-alt", line_of(shop, "foto-0.jpg"))
    assert dict(found.problem.values)["photos"].endswith("“foto-5.jpg”, +3")


def test_an_alternative_text_in_a_foreign_language_only_is_missing(shop: Catalogue) -> None:
    shop.producer(swaps={"alt: {id: Sarung, en: Sarong}": "alt: {ja: サロン}"}, photos=())
    assert [code for code, _ in told(shop)] == ["photo-alt"]


def test_a_photo_shown_twice_is_told_of_once(shop: Catalogue) -> None:
    show(shop, still_life().filter(ImageFilter.GaussianBlur(5)))
    shop.producer(swaps={"products:\n": "photos:\n  - file: depan.jpg\n    alt: {id: Sarung}\nproducts:\n"}, photos=())
    assert told(shop) == [("photo-blurred", line_of(shop, "- file: depan.jpg"))]


# What a site does not want to hear


def test_a_rule_can_be_switched_off(new_catalogue: NewCatalogue) -> None:
    settings = ADVISED + "      photo_advice: [photo-small, photo-alt]\n"
    catalogue = new_catalogue(settings=settings)
    catalogue.producer()
    catalogue.write(f"{HOME}/tenun-sari/photos/depan.jpg", encoded(still_life().filter(ImageFilter.GaussianBlur(6))))
    assert told(catalogue) == []
    catalogue.write("mkdocs.yml", ADVISED)
    assert [code for code, _ in told(catalogue)] == ["photo-blurred"]
    catalogue.write("mkdocs.yml", settings.replace("photo-small", "photo-smal"))
    (found,) = catalogue.found()
    assert (found.problem.code, found.source.strip()) == ("not-in-list", "photo_advice: [photo-smal, photo-alt]")
    assert "photo-small" in dict(found.problem.values)["suggestion_en"]


# The same photo elsewhere


def town(new_catalogue: NewCatalogue, settings: str = ADVISED) -> Catalogue:
    """Return a catalogue of four producers, each with a photo of its own."""
    catalogue = new_catalogue(settings=settings)
    catalogue.makers()
    for number, name in enumerate(MAKERS):
        catalogue.write(f"{HOME}/{name}/photos/depan.jpg", encoded(still_life(20 + number)))
    return catalogue


def shared(catalogue: Catalogue) -> list[tuple[str, str]]:
    problems = [each for each in catalogue.check().problems if each.code == "photo-shared"]
    return sorted((each.place.file.split("/")[2], dict(each.values)["others"]) for each in problems)


def checked_anew(catalogue: Catalogue) -> list[Problem]:
    """Return what a check without any memory finds."""
    shutil.rmtree(catalogue.root.with_name("anew"), ignore_errors=True)
    other = shutil.copytree(catalogue.root, catalogue.root.with_name("anew"))
    for file in (other / ".cache" / "etalase").glob("store.sqlite*"):
        file.unlink()
    clean = Catalogue.__new__(Catalogue)
    clean.root, clean.out = other, other / "site"
    return sorted(clean.check().problems, key=repr)


ALTERED = {
    "the very same": lambda image: encoded(image),
    "recompressed": lambda image: encoded(image, quality=45),
    "another format": lambda image: encoded(image, "WEBP", quality=60),
    "smaller": lambda image: encoded(image.resize((900, 675))),
    "trimmed": lambda image: encoded(image.crop((10, 8, image.width - 8, image.height - 10))),
    "brighter": lambda image: encoded(image.point(lambda level: min(255, level * 11 // 10))),
}


@pytest.mark.parametrize("alter", ALTERED.values(), ids=ALTERED.keys())
def test_a_borrowed_photo_is_told_to_both(new_catalogue: NewCatalogue, alter) -> None:  # type: ignore[no-untyped-def]
    catalogue = town(new_catalogue)
    assert told(catalogue) == []
    catalogue.write(f"{HOME}/batik-melati/photos/depan.jpg", alter(still_life(23)))
    assert shared(catalogue) == [("batik-melati", "Usaha 3"), ("tenun-sari", "Usaha 1")]
    (found, _) = [each for each in catalogue.found() if each.problem.code == "photo-shared"]
    assert found.source.strip() == "- file: depan.jpg"


def test_plain_pictures_are_not_alike(new_catalogue: NewCatalogue) -> None:
    catalogue = town(new_catalogue)
    plain = Image.new("RGB", (1280, 960), (180, 170, 160))
    slope = Image.linear_gradient("L").resize((1280, 960)).convert("RGB")
    for name, image in zip(MAKERS, (plain, plain, slope, slope), strict=True):
        catalogue.write(f"{HOME}/{name}/photos/depan.jpg", encoded(image))
    assert shared(catalogue) == []


@pytest.mark.parametrize("name", ["tenun-sari", "anyam-rejeki"])
def test_an_edit_keeps_what_is_shared(new_catalogue: NewCatalogue, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A telephone number is read alone, of a producer that shows a shared photo too."""
    catalogue = town(new_catalogue)
    catalogue.write(f"{HOME}/batik-melati/photos/depan.jpg", encoded(still_life(23)))
    assert catalogue.build().published
    record = catalogue.root / HOME / name / "producer.yaml"
    record.write_text(record.read_text("utf-8").replace("+62 800-0000-9999", "+62 800-0000-1234"), "utf-8")
    with monkeypatch.context() as patched:
        patched.delattr("generator.survey.read_every_producer")
        for outcome in (catalogue.check(), catalogue.build(), catalogue.check()):
            assert sum(each.code == "photo-shared" for each in outcome.problems) == 2
    assert sorted(outcome.problems, key=repr) == checked_anew(catalogue)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Usaha 3", "Tenun Lain"),
        ("kind: ukm", "kind: toko"),
        ("profile: true", "profile: false"),
        (
            "  - id: sarung\n",
            "  - id: selendang\n    category: tenun-ikat\n    name: {id: Selendang}\n  - id: sarung\n",
        ),
        ("      - file: depan.jpg\n", "      - file: lain.jpg\n"),
    ],
    ids=["name", "mistake", "consent", "another product before it", "another photo"],
)
def test_a_remembered_check_is_a_clean_one(new_catalogue: NewCatalogue, old: str, new: str) -> None:
    catalogue = town(new_catalogue)
    catalogue.write(f"{HOME}/batik-melati/photos/depan.jpg", encoded(still_life(23)))
    catalogue.write(f"{HOME}/tenun-sari/photos/lain.jpg", encoded(still_life(50)))
    assert len(shared(catalogue)) == 2
    record = catalogue.root / HOME / "tenun-sari" / "producer.yaml"
    before = record.read_text("utf-8")
    assert before.count(old) == 1
    for text in (before.replace(old, new), before):
        record.write_text(text, "utf-8")
        for _ in range(2):
            assert sorted(catalogue.check().problems, key=repr) == checked_anew(catalogue)


def reading(number: int, marks: list[bytes]) -> Reading:
    """Make a reading of a producer with so many photos of its own."""
    name = f"usaha-{number:06d}"
    card = Card(name, name, "ukm", "35.24", None, {}, None, (), (), None)
    galleries = {"": tuple(PhotoName(f"{i}", ()) for i in range(len(marks)))}
    listed = tuple((f"{i}.jpg", mark) for i, mark in enumerate(marks))
    return Reading(name, f"producers/x/{name}", "", card, None, galleries=galleries, marks=listed)


def test_a_photo_of_very_many_is_told_once() -> None:
    mark = fingerprint(still_life())
    for count in (MOST_TOLD, MOST_TOLD + 1, 3_000):
        readings = {each.id: each for each in (reading(number, [mark, mark]) for number in range(count))}
        found = list(shared_photos(readings))
        assert len(found) == (count if count <= MOST_TOLD else 1)
        assert dict(found[0].values)["count"] == str(count - 1)
    assert list(shared_photos({"a": reading(1, [mark, mark])})) == [], "one's own photo twice"


def test_no_photo_is_compared_with_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever photos there are, twice as many take twice the work: here all have a band of their shapes in common."""
    compared = 0

    def never(one: bytes, other: bytes) -> bool:
        nonlocal compared
        compared += 1
        return False

    monkeypatch.setattr("generator.shared_photos._same_colours", never)
    monkeypatch.setattr("generator.shared_photos.NEAR", 8 * SHAPE)
    chance = random.Random(1)
    for count in (500, 1_000, 2_000):
        compared = 0
        marks = [[b"\0\0" + chance.randbytes(62) for _ in range(4)] for _ in range(count // 4)]
        readings = {each.id: each for each in (reading(number, own) for number, own in enumerate(marks))}
        assert list(shared_photos(readings)) == []
        assert count < compared <= count * (MOST_COMPARED + 1)


# The coaching list


def test_the_coaching_list_has_it_by_producer(shop: Catalogue) -> None:
    show(shop, still_life().filter(ImageFilter.GaussianBlur(5)))
    for lang, sentence in (("id", "Foto kabur: “depan.jpg”."), ("en", "Blurred: “depan.jpg”.")):
        ran = shop.run("report", "--lang", lang)
        lines = ran.out.splitlines()
        at = lines.index(next(line for line in lines if line.startswith("tenun-sari  (")))
        assert lines[at + 1].startswith(f"  [photo-blurred] {sentence}")
