"""Clean the original photos where they lie: metadata out, the enormous made smaller, the picture untouched."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.editing.photo_segments import EXIF, GPS, UPRIGHT, Unstrippable, stripped
from generator.foundation.atomic import replace_file
from generator.photos.advice_location import tells_location
from generator.photos.colours import is_adobe_rgb, profile_of
from generator.photos.probe import ORIENTATION, PhotoError, open_photo
from generator.read.folders import PHOTOS, Folder

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST = 4096
"""Originals longer than this (px) are made smaller: 12 MP, twice what any page shows, stay as the phone took them."""
QUALITY = {"JPEG": 92, "WEBP": 90}
"""Formats that can be made smaller, and how well; ``PNG`` loses nothing."""
SMALLER = "SMALLER"
_MODES = frozenset(("RGB", "RGBA", "L", "CMYK"))
"""Modes that can be resized and written again as they are."""


class Cleaned(Struct, frozen=True):
    """What became of one photo: sizes in bytes, what was taken out, what had to stay, or why it is a ``fault``.

    What stays is a place (``GPS``) or an enormous size (``SMALLER``) in a format that can only be read.
    """

    file: str
    before: int
    after: int
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    fault: PhotoError | None = None


def fitting(folders: Sequence[Folder], patterns: Sequence[str]) -> tuple[Folder, ...]:
    """Choose the producers whose id or folder fits a pattern, all of them without one."""
    if not patterns:
        return tuple(folders)
    named = {folder: (folder.id, folder.path, folder.path.partition("/")[2]) for folder in folders}
    return tuple(f for f in folders if any(fnmatchcase(name, each) for name in named[f] for each in patterns))


def clean_photos(root: Path, folders: Iterable[Folder], *, dry: bool) -> Iterator[Cleaned]:
    """Clean the photos of some producers, and yield what was done.

    Photos with nothing to do are not yielded. Each is replaced in one step, once its new bytes have been decoded and
    compared; whatever fails leaves it as it is. Raises ``OSError`` for a disk that is full or may not be written.
    """
    for folder in folders:
        place = root / folder.path / PHOTOS
        if place.is_symlink() or not place.is_dir():
            continue
        for path in sorted(place.iterdir()):
            if path.name.startswith(".") or path.is_symlink() or not path.is_file():
                continue
            done = _clean(path, path.relative_to(root).as_posix(), dry=dry)
            if done.removed or done.left or done.fault:
                yield done


def _clean(path: Path, file: str, *, dry: bool) -> Cleaned:
    before = path.read_bytes()
    try:
        after, removed, left = cleaned(before)
    except PhotoError as failure:
        return Cleaned(file, len(before), len(before), fault=failure)
    if removed and not dry:
        mode = path.stat().st_mode
        replace_file(path, after)
        os.chmod(path, mode)  # noqa: PTH101 - Path.chmod would follow a link put there meanwhile just the same
    return Cleaned(file, len(before), len(after), removed, left)


def cleaned(content: bytes) -> tuple[bytes, tuple[str, ...], tuple[str, ...]]:
    """Return a photo's clean bytes, what was taken out, and what had to stay.

    Raises ``PhotoError`` for a photo that cannot be decoded, or whose picture would not stay the same.
    """
    try:
        return _cleaned(content)
    except (OSError, ValueError, SyntaxError, Unstrippable) as failure:
        raise PhotoError("photo-unreadable") from failure


def _cleaned(content: bytes) -> tuple[bytes, tuple[str, ...], tuple[str, ...]]:
    with open_photo(content) as image:
        form, frames = image.format or "", getattr(image, "n_frames", 1)
        longest = max(image.size)
        orientation = image.getexif().get(ORIENTATION, UPRIGHT)
        is_adobe = form in {"JPEG", "MPO"} and "icc_profile" not in image.info and is_adobe_rgb(image)
    where = (GPS,) if tells_location(content) else ()
    if form == "TIFF":
        found = _tiff(content) if frames == 1 else (content, ())
    else:
        turned = orientation if orientation in range(1, 9) else UPRIGHT
        found = stripped(content, form, turned, is_adobe=is_adobe)
    after, removed = found
    if removed and not _same_picture(content, after):
        raise PhotoError("photo-unreadable")
    left = where if tells_location(after) else ()
    removed += () if left else where
    if longest <= LONGEST:
        return after, removed, left
    smaller = _smaller(after, form) if frames == 1 or form == "MPO" else None
    if smaller is None:
        return after, removed, (*left, SMALLER)
    if len(smaller) >= len(after):
        return after, removed, left
    return smaller, (*removed, SMALLER), left


def _same_picture(one: bytes, other: bytes) -> bool:
    """Decode both and compare: size, mode, profile, every pixel, and how they are to be turned."""
    return _decoded(one) == _decoded(other)


def _decoded(content: bytes) -> tuple[object, ...]:
    with open_photo(content) as image:
        turned = image.getexif().get(ORIENTATION, UPRIGHT)
        image.load()
        turned = UPRIGHT if image.format in {"TIFF", "HEIF", "AVIF"} else turned
        return image.size, image.mode, image.info.get("icc_profile"), turned, image.tobytes()


def _tiff(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Write a TIFF again without loss, upright, with its profile only; as it is when it had no more than that."""
    with open_photo(content) as image:
        tags = set(image.getexif())
        if not tags & _TIFF_SPARE:
            return content, ()
        image.load()
        target = io.BytesIO()
        profile = image.info.get("icc_profile")
        bare = _bare(image)
        bare.save(target, "TIFF", compression="tiff_adobe_deflate", **({"icc_profile": profile} if profile else {}))
        return target.getvalue(), (EXIF,)


_TIFF_SPARE = frozenset((270, 271, 272, 305, 306, 315, 316, 700, 33432, 33723, 34377, 34665, 34853, 37724))
"""Description, maker, model, program, date, artist, computer, XMP, copyright, IPTC, Photoshop, EXIF, GPS, layers."""


def _bare(image: Image) -> Image:
    from PIL import Image as Images

    fresh = Images.frombytes(image.mode, image.size, image.tobytes())
    palette = image.getpalette() if image.mode == "P" else None
    if palette:
        fresh.putpalette(palette)
    return fresh


def _smaller(content: bytes, form: str) -> bytes | None:
    """Return the photo upright and no longer than the bound, in its own format; None where that cannot be written."""
    from PIL import Image as Images
    from PIL import ImageOps

    written = "JPEG" if form == "MPO" else form
    with open_photo(content) as opened:
        profile = profile_of(opened, content)
        image = ImageOps.exif_transpose(opened)
        if written not in {*QUALITY, "PNG"} or image.mode not in _MODES:
            return None
        image.thumbnail((LONGEST, LONGEST), Images.Resampling.LANCZOS)
        bare = _bare(image)
    target = io.BytesIO()
    options = {"quality": QUALITY[written]} if written in QUALITY else {"optimize": True}
    bare.save(target, written, **options, **({"icc_profile": profile} if profile else {}))
    with open_photo(target.getvalue()) as made:
        made.load()
        if max(made.size) != LONGEST:
            raise PhotoError("photo-unreadable")
    return target.getvalue()
