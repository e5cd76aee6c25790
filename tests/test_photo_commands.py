"""``photos clean`` and ``photos prune``: nothing hidden stays in the originals, nothing unused in the cache."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageCms, ImageOps, PngImagePlugin, TiffImagePlugin

from generator.editing.photo_cleaning import LONGEST, cleaned
from generator.foundation.bucket import Bucket
from generator.photos.advice_location import tells_location
from generator.photos.colours import is_adobe_rgb
from generator.photos.pixels import upright_srgb
from generator.photos.probe import PhotoError, open_photo
from tests.small_catalogue import AS_OF, EXPO, Catalogue, Ran, picture, run, tree

FOLDER = "producers/lamongan/tenun-sari"
PHOTO = f"{FOLDER}/photos/depan.jpg"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description exif:GPSLatitude="7,6.5S"/></x:xmpmeta>'
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def scene(width: int = 60, height: int = 40) -> Image.Image:
    """Draw a picture that shows how it is turned."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    image.paste((200, 40, 30), (0, 0, width // 3, height // 2))
    return image


def exif(orientation: int = 1) -> Image.Exif:
    """Make what a telephone writes: its model, how it was held, and where."""
    made = Image.Exif()
    made[ExifTags.Base.Model] = "Telepon RAHASIA"
    made[ExifTags.Base.Orientation] = orientation
    made.get_ifd(ExifTags.IFD.GPSInfo).update({1: "S", 2: (7.0, 6.0, 30.0), 3: "E", 4: (112.0, 24.0, 0.0)})
    return made


def phone_photo(form: str, orientation: int = 1, image: Image.Image | None = None) -> bytes:
    """Encode a photo with everything that should not be there, and the profile that should."""
    target = io.BytesIO()
    options: dict[str, object] = {"exif": exif(orientation), "icc_profile": PROFILE}
    if form == "TIFF":
        tags = TiffImagePlugin.ImageFileDirectory_v2()
        tags[ExifTags.Base.Model], tags[ExifTags.Base.Orientation] = "Telepon RAHASIA", orientation
        tags[ExifTags.IFD.GPSInfo] = {1: "S", 2: (7.0, 6.0, 30.0), 3: "E", 4: (112.0, 24.0, 0.0)}
        options = {"tiffinfo": tags, "icc_profile": PROFILE}
    if form == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Author", "RAHASIA")
        texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
        options["pnginfo"] = texts
    elif form != "TIFF":
        options["xmp"] = XMP
    if form == "JPEG":
        options |= {"comment": b"RAHASIA", "quality": 98}
    (image or scene()).save(target, form, **options)
    return target.getvalue()


def with_everything(orientation: int) -> bytes:
    """Make a JPEG with IPTC, a thumbnail in its JFIF header, and a moving photo at its end."""
    whole = phone_photo("JPEG", orientation)
    jfif = b"\xff\xe0" + struct.pack(">H", 16 + 12) + b"JFIF\0\1\1\0\0\1\0\1\2\2" + bytes(range(12))
    iptc = b"\xff\xed" + struct.pack(">H", 2 + 24) + b"Photoshop 3.0\x008BIM" + b"RAHASI"
    assert whole[2:4] == b"\xff\xe0"
    return whole[:2] + jfif + iptc + whole[20:] + b"\0\0\0\x18ftypmp42 RAHASIA"


def upright(content: bytes) -> Image.Image:
    with open_photo(content) as image:
        turned = ImageOps.exif_transpose(image)
        turned.load()
        return turned


def adobe_photo(orientation: int = 1) -> bytes:
    """Encode a photo as cameras do that are set to Adobe RGB: no profile, only a mark in its metadata."""
    target = io.BytesIO()
    mark = exif(orientation)
    mark.get_ifd(ExifTags.IFD.Exif).update({0xA001: 0xFFFF, 0xA005: {0x0001: "R03"}})
    scene().save(target, "JPEG", exif=mark, quality=95)
    return target.getvalue()


def clean(catalogue: Catalogue, *arguments: str) -> Ran:
    return run("photos", "clean", "--root", str(catalogue.root), *arguments)


# What is taken out


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
@pytest.mark.parametrize("orientation", [1, 3, 6])
def test_only_the_picture_and_its_colours_stay(form: str, orientation: int) -> None:
    """No trace of maker or place, not one px another, still upright, still with its profile."""
    before = phone_photo(form, orientation)
    assert tells_location(before)
    after, removed, left = cleaned(before)
    assert {"EXIF", "GPS"} <= set(removed)
    assert left == ()
    assert not tells_location(after)
    for trace in (b"RAHASIA", b"GPS", b"xmpmeta"):
        assert trace not in after
    assert upright(after).tobytes() == upright(before).tobytes()
    with open_photo(after) as image:
        assert image.info["icc_profile"] == PROFILE


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_a_clean_photo_is_left_alone(form: str, orientation: int) -> None:
    after = cleaned(phone_photo(form, orientation))[0]
    assert cleaned(after) == (after, (), ())


@pytest.mark.parametrize("orientation", [1, 8])
def test_what_no_standard_calls_for_goes_too(orientation: int) -> None:
    """Thumbnails show what was cropped away, and a moving photo has a place of its own."""
    before = with_everything(orientation)
    after, removed, _ = cleaned(before)
    assert removed == ("COMMENT", "EXIF", "IPTC", "REST", "XMP", "GPS")
    assert b"RAHASI" not in after
    assert b"ftyp" not in after
    assert upright(after).tobytes() == upright(before).tobytes()
    assert cleaned(after) == (after, (), ())


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_print_colours_survive(mode: str) -> None:
    target = io.BytesIO()
    scene().convert(mode).save(target, "JPEG", exif=exif(), progressive=True)
    after, _, _ = cleaned(target.getvalue())
    with open_photo(after) as image:
        assert image.mode == mode
    assert upright(after).tobytes() == upright(target.getvalue()).tobytes()


def test_an_empty_block_of_places_tells_nothing() -> None:
    made = Image.Exif()
    made.get_ifd(ExifTags.IFD.GPSInfo).update({0: b"\2\3\0\0", 29: "2026:05:01"})
    target = io.BytesIO()
    scene().save(target, "JPEG", exif=made)
    assert not tells_location(target.getvalue())
    assert "GPS" not in cleaned(target.getvalue())[1]


def test_what_a_telephone_appends_to_heic_is_cut_off() -> None:
    """AVIF and HEIC are the same container; only one of them can be written here."""
    before = phone_photo("AVIF")
    after, removed, _ = cleaned(before + struct.pack(">I4s", 8 + 7, b"mpvd") + b"RAHASIA")
    assert removed == ("EXIF", "REST", "XMP", "GPS")
    assert b"RAHASIA" not in after
    assert len(after) == len(before), "metadata are blanked where they lie: nothing else moves"


# What is made smaller


def test_the_enormous_becomes_bearable() -> None:
    grain = Image.effect_noise((LONGEST + 400, 600), 60).convert("RGB")
    before = phone_photo("JPEG", 6, grain)
    after, removed, left = cleaned(before)
    assert (removed[-1], left) == ("SMALLER", ())
    assert upright(after).size == (round(600 * LONGEST / (LONGEST + 400)), LONGEST)
    assert len(after) < len(before)
    assert cleaned(after) == (after, (), ())
    with open_photo(after) as image:
        assert image.info["icc_profile"] == PROFILE


def test_what_can_only_be_read_stays_enormous_and_is_told() -> None:
    target = io.BytesIO()
    scene(LONGEST + 200, 64).save(target, "AVIF", speed=10)
    assert cleaned(target.getvalue()) == (target.getvalue(), (), ("SMALLER",))


# The command


def test_the_command_says_what_it_did(catalogue: Catalogue) -> None:
    catalogue.producer()
    catalogue.write(PHOTO, phone_photo("JPEG", 6))
    catalogue.write(f"{FOLDER}/photos/kosong.jpg", picture())
    record = (catalogue.root / FOLDER / "producer.yaml").read_bytes()
    ran = clean(catalogue)
    assert ran.status == 0
    _, line = ran.out.splitlines()
    assert line.startswith(f"{PHOTO}\t")
    assert line.endswith("\tkomentar/comment, EXIF, XMP, GPS")
    assert "1 foto dibersihkan" in ran.err
    assert "1 photos cleaned" in ran.err
    assert (catalogue.root / FOLDER / "producer.yaml").read_bytes() == record
    assert (clean(catalogue).status, clean(catalogue).out) == (0, "")


def test_a_dry_run_touches_nothing(catalogue: Catalogue) -> None:
    catalogue.producer()
    catalogue.write(PHOTO, phone_photo("JPEG"))
    before = tree(catalogue.root / "producers")
    ran = clean(catalogue, "--dry-run")
    assert PHOTO in ran.out
    assert "would be cleaned" in ran.err
    assert tree(catalogue.root / "producers") == before


def test_only_the_named_producers_are_cleaned(catalogue: Catalogue) -> None:
    for name in ("tenun-sari", "tenun-dua", "kopi-lereng"):
        catalogue.producer(name)
        catalogue.write(f"producers/lamongan/{name}/photos/depan.jpg", phone_photo("JPEG"))
    assert [line.split("/")[2] for line in clean(catalogue, "tenun-*").out.splitlines()[1:]] == [
        "tenun-dua",
        "tenun-sari",
    ]
    ran = clean(catalogue, "tenun-tiga")
    assert (ran.status, ran.out) == (2, "")
    assert "tenun-tiga" in ran.err


@pytest.mark.parametrize(
    "faulty",
    [b"bukan foto", phone_photo("JPEG")[:-300], b"", phone_photo("PNG").replace(b"IDAT", b"IDAX")],
    ids=["text", "cut-off", "empty", "damaged"],
)
def test_a_faulty_photo_is_reported_and_left(catalogue: Catalogue, faulty: bytes) -> None:
    catalogue.producer()
    catalogue.write(PHOTO, faulty)
    catalogue.write(f"{FOLDER}/photos/lain.jpg", phone_photo("JPEG"))
    ran = clean(catalogue)
    assert ran.status == 1
    assert (catalogue.root / PHOTO).read_bytes() == faulty
    assert f"{PHOTO}\t" in ran.out
    assert "untouched" in ran.out
    assert not tells_location((catalogue.root / FOLDER / "photos/lain.jpg").read_bytes())


def test_a_link_is_not_followed(catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue.producer(photos=())
    outside = tmp_path / "outside.jpg"
    outside.write_bytes(phone_photo("JPEG"))
    (catalogue.root / FOLDER / "photos").mkdir()
    (catalogue.root / PHOTO).symlink_to(outside)
    assert clean(catalogue).out == ""
    assert tells_location(outside.read_bytes())


def test_permissions_stay(catalogue: Catalogue) -> None:
    catalogue.producer()
    file = catalogue.write(PHOTO, phone_photo("JPEG"))
    file.chmod(0o640)
    clean(catalogue)
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_photo_whose_picture_would_change_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    other = phone_photo("JPEG", image=ImageOps.mirror(scene()))
    monkeypatch.setattr("generator.editing.photo_cleaning.stripped", lambda *_, **__: (other, ("EXIF",)))
    with pytest.raises(PhotoError):
        cleaned(phone_photo("JPEG"))


# Pruning


def prune(catalogue: Catalogue, *arguments: str) -> Ran:
    return run("photos", "prune", "--root", str(catalogue.root), "--as-of", AS_OF.isoformat(), *arguments)


def names(catalogue: Catalogue) -> set[str]:
    return {path.name for path in (catalogue.root / ".cache/etalase/photos").iterdir()}


def emptied(catalogue: Catalogue) -> Catalogue:
    """Begin with an empty photo cache."""
    for path in (catalogue.root / ".cache/etalase/photos").iterdir():
        path.unlink()
    return catalogue


def test_what_no_page_uses_is_removed(catalogue: Catalogue) -> None:
    emptied(catalogue).producer()
    catalogue.producer("tenun-dua")
    catalogue.write("producers/lamongan/tenun-dua/photos/depan.jpg", picture(colour=(200, 10, 10)))
    catalogue.write("content/expos/pameran/expo.yaml", EXPO)
    assert catalogue.build().published
    used = names(catalogue)
    assert prune(catalogue).err.startswith("0 berkas")
    catalogue.write("producers/lamongan/tenun-dua/photos/depan.jpg", picture(colour=(10, 200, 10)))
    assert catalogue.build().published
    old_look = catalogue.write(".cache/etalase/photos/" + "0" * 32 + ".look-1", b"old")
    told = prune(catalogue, "--dry-run")
    assert names(catalogue) >= used | {old_look.name}, "a dry run removes nothing"
    ran = prune(catalogue)
    assert ran.out == told.out
    gone = {line.split("\t")[0] for line in ran.out.splitlines()}
    assert old_look.name in gone
    assert len(gone & used) == len(gone) - 1 >= 2, "a look and the variants of the photo that was replaced"
    assert not gone & names(catalogue)
    before = tree(catalogue.out)
    assert catalogue.build().published
    assert tree(catalogue.out) == before


def test_other_peoples_files_stay(catalogue: Catalogue) -> None:
    emptied(catalogue).producer()
    catalogue.build()
    for name in ("catatan.txt", "foto-keluarga-1200.jpg", ".sedang.part", "abc.look-1"):
        catalogue.write(f".cache/etalase/photos/{name}", b"milik orang")
    before = names(catalogue)
    assert prune(catalogue).out == ""
    assert names(catalogue) == before


def test_with_errors_nothing_is_removed(catalogue: Catalogue) -> None:
    emptied(catalogue).producer()
    catalogue.build()
    before = names(catalogue)
    catalogue.producer("tenun-dua", {"kind: ukm": "kind: toko"})
    (catalogue.root / PHOTO).write_bytes(picture(colour=(1, 2, 3)))
    ran = prune(catalogue)
    assert ran.status == 1
    assert "[not-in-list]" in ran.out
    assert names(catalogue) >= before


def test_a_cache_on_object_storage_is_pruned_too(catalogue: Catalogue) -> None:
    emptied(catalogue).producer()
    cache = Bucket("memory://prune-photos")
    cache.write({"0" * 20 + "-480.webp": b"12345", "lain.txt": b"x"})
    ran = prune(catalogue, "--photo-cache", cache.url)
    assert (ran.status, ran.out) == (0, "0" * 20 + "-480.webp\t5\n")
    left = cache.addresses()
    assert "lain.txt" in left
    assert "0" * 20 + "-480.webp" not in left
    assert len(left) == 2, "the look at the photo that is there"
    cache.remove_all()


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_cameras_word_on_colours_stays(orientation: int) -> None:
    """Adobe RGB without a profile is told in the metadata alone: that mark stays when the rest goes."""
    before = adobe_photo(orientation)
    after, removed, _ = cleaned(before)
    assert removed
    assert b"RAHASIA" not in after
    assert not tells_location(after)
    assert upright_srgb(before, 60).tobytes() == upright_srgb(after, 60).tobytes()
    with open_photo(after) as image:
        assert is_adobe_rgb(image)
    assert cleaned(after)[0] == after, "cleaning once is enough"
