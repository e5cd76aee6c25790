"""Measure photos against libvips: ``python -m tests.benchmarks.photo_speed DIR``, DIR a folder of real photographs.

Both make the same fifteen files of each photograph of 12 megapixels, in one thread, taking turns; processor seconds
count. Then two processes are set against one, and the memory of one process that makes a photo of 50 megapixels.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from PIL import Image

from generator.foundation.digest import digest_bytes
from generator.model.photo_recipe import FORMATS, LARGEST
from generator.model.picture import Picture
from generator.photos.look import Look
from generator.photos.pixels import make_variants
from generator.photos.probe import upright_size
from generator.photos.recipe import WIDTHS, media_addresses, picture_of
from tests.benchmarks.measuring import MB
from tests.benchmarks.photo_tools import VIPS, photographs, use
from tests.benchmarks.results import machine, write_readme

SIDES = (4000, 3000)
LARGE = (8160, 6120)
"""What phones of 50 megapixels make."""
PARTS = {"all fifteen": tuple(FORMATS), **{suffix: (suffix,) for suffix in FORMATS}}


def main() -> None:
    """Measure, and print or keep the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="a folder of real photographs")
    parser.add_argument("--photos", type=int, default=8)
    parser.add_argument("--write", action="store_true", help="keep the tables in README.md")
    parser.add_argument("--memory-of", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.memory_of:
        print(_memory_of(given.memory_of))
        return
    os.environ["VIPS_CONCURRENCY"] = "1"
    use(VIPS)
    with tempfile.TemporaryDirectory() as folder:
        files = _originals(photographs(given.folder, given.photos, 1000), Path(folder))
        lines = [f"{len(files)} photographs of 12 megapixels. {machine(Path(folder))}.", ""]
        lines += _against_vips(files)
        lines += ["", *_two_processes(files), "", *_memory(Path(folder))]
    print("\n".join(lines))
    if given.write:
        write_readme("photos", "Speed", lines)


def _originals(sources: Sequence[Path], folder: Path) -> list[Path]:
    """Make photographs of 12 megapixels: larger ones are cut, smaller ones laid side by side as in mirrors."""
    made = []
    for number, source in enumerate(sources):
        with Image.open(source) as opened:
            tile = opened.convert("RGB")
        whole = Image.new("RGB", SIDES)
        for row in range(-(-SIDES[1] // tile.height)):
            for column in range(-(-SIDES[0] // tile.width)):
                part = tile.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if column % 2 else tile
                part = part.transpose(Image.Transpose.FLIP_TOP_BOTTOM) if row % 2 else part
                whole.paste(part, (column * tile.width, row * tile.height))
        made.append(folder / f"{number:03}.jpg")
        whole.save(made[-1], "JPEG", quality=90)
    return made


def _named(content: bytes) -> Picture:
    size = upright_size(content)
    return picture_of(digest_bytes(content), Look(size.width, size.height, "", ""), "", {}, (0.5, 0.5))


def _ours(content: bytes, suffixes: Sequence[str]) -> list[bytes]:
    picture = _named(content)
    wanted = {address for address in media_addresses(picture) if address.rpartition(".")[2] in suffixes}
    return list(make_variants(content, picture, wanted).values())


def _vips(content: bytes, suffixes: Sequence[str]) -> list[bytes]:
    """Do the same with libvips: shrink while loading, resample, the same encoders' same settings, no metadata."""
    vips = import_module("pyvips").Image
    quality = {suffix: int(FORMATS[suffix]["quality"]) for suffix in FORMATS}
    base = vips.thumbnail_buffer(
        content, LARGEST, height=10 * LARGEST, size="down", output_profile="srgb", intent="relative"
    ).copy_memory()
    encoders: dict[str, Callable[[Any], bytes]] = {
        # libheif's effort 1 is libaom's speed 8.
        "avif": lambda image: image.heifsave_buffer(
            compression="av1", Q=quality["avif"], effort=1, subsample_mode="on", bitdepth=8, keep="none"
        ),
        "webp": lambda image: image.webpsave_buffer(Q=quality["webp"], effort=4, keep="none"),
        "jpg": lambda image: image.jpegsave_buffer(
            Q=quality["jpg"], optimize_coding=True, interlace=True, subsample_mode="on", keep="none"
        ),
    }
    made = []
    for width in reversed(WIDTHS):
        image = base if width == base.width else base.resize(width / base.width, kernel="lanczos3").copy_memory()
        made += [encoders[suffix](image) for suffix in suffixes]
    return made


def _against_vips(files: Sequence[Path]) -> list[str]:
    lines = ["|  | Etalase, CPU ms a photo | libvips | ratio | kB | libvips, kB |", "|---|---|---|---|---|---|"]
    makers = (_ours, _vips)
    for maker in makers:
        maker(files[0].read_bytes(), PARTS["all fifteen"])
    for name, suffixes in PARTS.items():
        seconds, sizes = [0.0, 0.0], [0, 0]
        for number, file in enumerate(files):
            content = file.read_bytes()
            for which in (0, 1) if number % 2 else (1, 0):
                began = time.process_time()
                made = makers[which](content, suffixes)
                seconds[which] += time.process_time() - began
                sizes[which] += sum(map(len, made))
        ours, theirs = (1000 * each / len(files) for each in seconds)
        kilobytes = [round(each / len(files) / 1000) for each in sizes]
        lines.append(f"| {name} | {ours:.0f} | {theirs:.0f} | {ours / theirs:.2f} | {kilobytes[0]} | {kilobytes[1]} |")
        print(lines[-1], flush=True)
    return lines


def _one(file: Path) -> int:
    return len(_ours(file.read_bytes(), PARTS["all fifteen"]))


def _two_processes(files: Sequence[Path]) -> list[str]:
    seconds = []
    for count in (1, 2):
        with ProcessPoolExecutor(count) as pool:
            list(pool.map(_one, [*files[:count], *files[:count]]))
            began = time.perf_counter()
            list(pool.map(_one, files))
            seconds.append(time.perf_counter() - began)
    one, two = seconds
    return [f"One process: {one:.1f} s for all of them; two: {two:.1f} s, which is {one / two:.2f} times as fast."]


def _memory(folder: Path) -> list[str]:
    lines = ["| 50 megapixels, making all fifteen | peak MB of the process |", "|---|---|"]
    for name, write in _large().items():
        file = folder / "large"
        file.write_bytes(write())
        command = [sys.executable, "-m", "tests.benchmarks.photo_speed", "--memory-of", str(file)]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        lines.append(f"| {name} | {run.stdout.strip()} |")
        print(lines[-1], flush=True)
    return lines


def _memory_of(file: Path) -> int:
    content = file.read_bytes()
    _ours(content, PARTS["all fifteen"])
    # Not getrusage: what the parent held when it forked counts there.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) * 1024 // MB for line in status.splitlines() if line.startswith("VmHWM"))


def _large() -> dict[str, Callable[[], bytes]]:
    """Return what makes originals of 50 megapixels, each in another format; the first is a small one to compare."""
    return {
        "1 megapixel, JPEG": partial(_saved, (1200, 800), "JPEG"),
        "JPEG": partial(_saved, LARGE, "JPEG"),
        "JPEG, progressive": partial(_saved, LARGE, "JPEG", progressive=True),
        "PNG": partial(_saved, LARGE, "PNG", compress_level=1),
        "PNG with alpha": partial(_saved, LARGE, "PNG", mode="RGBA", compress_level=1),
        "AVIF": partial(_saved, LARGE, "AVIF", speed=10),
        "HEIC, 4 x 3 tiles": _heic,
    }


def _saved(size: tuple[int, int], form: str, mode: str = "RGB", **options: int) -> bytes:
    ramp = Image.linear_gradient("L").resize(size)
    image = Image.merge("RGB", (ramp, ramp.rotate(180), Image.new("L", size, 90)))
    if mode == "RGBA":
        image.putalpha(ramp)
    target = io.BytesIO()
    image.save(target, form, **options)
    return target.getvalue()


def _heic() -> bytes:
    from tests.heic_writer import heic

    return heic(Image.new("RGB", (8192, 6144), "teal"), tiles=(4, 3), depth=2)


if __name__ == "__main__":
    main()
