"""Find the lowest quality of each format that keeps photographs good: ``python -m tests.benchmarks.photo_quality DIR``.

Every photograph is resampled as the site does, encoded, and compared with what went into the encoder by SSIMULACRA 2
(https://github.com/cloudinary/ssimulacra2), whose scale was fitted to what people saw: at 70 an average observer does
not notice artifacts without the original beside it.
"""

from __future__ import annotations

import argparse
import io
import math
import time
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from statistics import median

from PIL import Image

from generator.model.photo_recipe import FORMATS
from generator.photos.pixels import upright_srgb
from tests.benchmarks.photo_tools import MEASURE, photographs, use
from tests.benchmarks.results import write_readme

NAMES = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}
LOWEST, HIGHEST = 30, 95


def main() -> None:
    """Measure, and print or keep the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of real photographs")
    parser.add_argument("--photos", type=int, default=24)
    parser.add_argument("--widths", default="480,800,1600")
    parser.add_argument("--target", type=float, default=70.0, help="what nine of ten photographs must reach")
    parser.add_argument("--write", action="store_true", help="keep the table in README.md")
    given = parser.parse_args()
    use(MEASURE)
    widths = [int(each) for each in given.widths.split(",")]
    files = photographs(given.folder, given.photos, max(widths))
    began = time.process_time()
    lines = [
        f"{len(files)} photographs. Nine of ten are to reach {given.target:g} (SSIMULACRA 2).",
        "",
        "| format | px wide | lowest quality | its kB | quality used | nine of ten | middle | kB | bits a pixel |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for width in widths:
        pictures = [_resampled(file, width) for file in files]
        for suffix in FORMATS:
            lines.append(_row(suffix, width, pictures, given.target))
            print(lines[-1], flush=True)
    lines += ["", f"It took {time.process_time() - began:.0f} s of one processor."]
    print("\n".join(lines))
    if given.write:
        write_readme("photos", "Quality", lines)


def _row(suffix: str, width: int, pictures: Sequence[Image.Image], target: float) -> str:
    @cache
    def at(quality: int) -> tuple[list[float], list[int]]:
        settings = {**FORMATS[suffix], "quality": quality}
        encoded = [_encoded(picture, suffix, settings) for picture in pictures]
        scores = [_score(picture, content) for picture, content in zip(pictures, encoded, strict=True)]
        return scores, [len(content) for content in encoded]

    low, high = LOWEST, HIGHEST + 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if _reached_by_most(at(middle)[0]) >= target else (middle + 1, high)
    best = "none" if low > HIGHEST else str(low)
    size = "" if low > HIGHEST else f"{sum(at(low)[1]) / len(pictures) / 1000:.1f}"
    used = FORMATS[suffix]["quality"]
    scores, sizes = at(int(used))
    area = sum(picture.width * picture.height for picture in pictures)
    figures = f"{_reached_by_most(scores):.1f} | {median(scores):.1f} | {sum(sizes) / len(sizes) / 1000:.1f}"
    return f"| {suffix} | {width} | {best} | {size} | {used} | {figures} | {sum(sizes) * 8 / area:.2f} |"


def _reached_by_most(scores: Sequence[float]) -> float:
    """Return what nine of ten photographs reach."""
    return sorted(scores)[math.floor(len(scores) / 10)]


def _resampled(file: Path, width: int) -> Image.Image:
    image = upright_srgb(file.read_bytes(), 10_000)
    return image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _encoded(picture: Image.Image, suffix: str, settings: Mapping[str, int | bool | str]) -> bytes:
    target = io.BytesIO()
    picture.save(target, NAMES[suffix], **settings)
    return target.getvalue()


def _score(picture: Image.Image, content: bytes) -> float:
    original = io.BytesIO()
    picture.save(original, "PNG", compress_level=0)
    return float(import_module("ssimulacra2").compute_ssimulacra2(original, io.BytesIO(content)))


if __name__ == "__main__":
    main()
