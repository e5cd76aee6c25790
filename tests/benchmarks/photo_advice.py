"""Count how often advice on photos is wrong, and how often right: on a folder of photos, as they are and spoilt.

    python -m tests.benchmarks.photo_advice FOLDER [--write NAME]

The folder should hold photos with nothing to say against them: what is said of them is a false alarm.
"""

from __future__ import annotations

import argparse
import io
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from PIL import Image

from generator.model.card import Card
from generator.model.catalogue import Reading
from generator.model.picture import PhotoName
from generator.photos.advice import advice
from generator.photos.advice_likeness import fingerprint
from generator.photos.looking import SEEN
from generator.photos.pixels import upright_srgb
from generator.photos.probe import PhotoError
from generator.shared_photos import shared_photos
from tests.benchmarks.results import write_readme
from tests.benchmarks.spoilt_photos import SAME, SOUND, SPOILT, Spoil

PART = "photo advice"
CODES = ("photo-blurred", "photo-dark", "photo-framed", "photo-screen")


def photos(folder: Path) -> Iterator[Image.Image]:
    """Yield every photo of a folder as it is looked at."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix.lower() in {".jpg", ".jpeg", ".png", ".webp", ".heic", ".avif"}:
            try:
                yield upright_srgb(path.read_bytes(), SEEN)
            except PhotoError as failure:
                print(f"{path}: {failure.code}")


def seen(image: Image.Image) -> Image.Image:
    """Make an image no larger than photos are looked at."""
    small = image.copy()
    small.thumbnail((SEEN, SEEN), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return small


def codes_of(image: Image.Image) -> set[str]:
    """Return what is said of the pixels; metadata have no part in it."""
    return {code for code, _ in advice(seen(image), PLAIN)}


def _plain() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (8, 8)).save(target, "JPEG")
    return target.getvalue()


PLAIN = _plain()


def alarms(images: list[Image.Image]) -> Iterator[str]:
    """Tell how often each rule speaks of photos that deserve no word."""
    yield "| sound photos | " + " | ".join(CODES) + " |"
    yield "| --- |" + " --: |" * len(CODES)
    for name, alter in SOUND.items():
        counted = Counter(code for image in images for code in codes_of(alter(image)))
        yield f"| {name} | " + " | ".join(_share(counted[code], len(images)) for code in CODES) + " |"


def found(images: list[Image.Image]) -> Iterator[str]:
    """Tell how often each rule finds what it looks for."""
    yield "| spoilt | found |"
    yield "| --- | --: |"
    for code, ways in SPOILT.items():
        for name, spoil in ways.items():
            yield f"| {code}: {name} | {_share(sum(code in codes_of(spoil(i)) for i in images), len(images))} |"


def likeness(images: list[Image.Image]) -> Iterator[str]:
    """Tell how often a photo is known again, and how often one is taken for another."""
    own = readings({f"a-{number}": fingerprint(image) for number, image in enumerate(images)})
    taken = [problem for problem in shared_photos(own) if problem.code == "photo-shared"]
    pairs = len(images) * (len(images) - 1) // 2
    yield "| the same photo | known again |"
    yield "| --- | --: |"
    for name, alter in SAME.items():
        yield f"| {name} | {_share(sum(_is_known(image, alter) for image in images), len(images))} |"
    yield f"| any two of the folder ({pairs:,} pairs) | {len(taken) // 2} |"


def _is_known(image: Image.Image, alter: Spoil) -> bool:
    marks = {"a": fingerprint(image), "b": fingerprint(seen(alter(image)))}
    return any(shared_photos(readings(marks)))


def readings(marks: Mapping[str, bytes]) -> dict[str, Reading]:
    """Make producers with one photo each."""
    made = {}
    for name, mark in marks.items():
        card = Card(name, name, "ukm", "35.24", None, {}, None, (), (), None)
        galleries = {"": (PhotoName("", ()),)}
        made[name] = Reading(name, f"producers/x/{name}", "", card, None, None, galleries, ((f"{name}.jpg", mark),))
    return made


def cost(images: list[Image.Image]) -> str:
    """Return what a look at one photo costs beside decoding it, in ms of CPU."""
    begun = time.process_time()
    for image in images:
        advice(image, PLAIN)
        fingerprint(image)
    return f"{(time.process_time() - begun) / len(images) * 1000:.1f} ms of CPU a photo, beside decoding it."


def _share(count: int, of: int) -> str:
    return f"{100 * count / of:.1f} %"


def main() -> None:
    """Print the tables, or keep them in the README."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", metavar="NAME", help="keep the tables under this heading")
    parser.add_argument("--every", type=int, default=1, help="only every so many-th photo")
    asked = parser.parse_args()
    images = list(photos(asked.folder))[:: asked.every]
    lines = [f"{len(images)} photos. {cost(images)}", "", *alarms(images), "", *found(images), "", *likeness(images)]
    print("\n".join(lines))
    if asked.write:
        write_readme(PART, asked.write, lines)


if __name__ == "__main__":
    main()
