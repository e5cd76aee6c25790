"""What only the benchmarks of photos need, fetched from PyPI: libvips, SSIMULACRA 2; and the photographs to try."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.tools import FOLDER

VIPS = ("pyvips==3.1.1", "pyvips-binary==8.18.7", "cffi", "pycparser")
"""libvips 8.18 with all its codecs; pyvips itself is published as source only."""
MEASURE = ("ssimulacra2==0.3.0", "scipy>=1.14")


def use(wheels: Sequence[str]) -> None:
    """Make packages importable, installed where they are not there yet. Raises ``CalledProcessError``."""
    folder = FOLDER.with_name(wheels[0].partition("==")[0])
    done = folder / "wheels.txt"
    if not done.is_file() or done.read_text(encoding="utf-8") != "\n".join(wheels):
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade"]
        sources = ["--only-binary", ":all:", "--no-binary", "pyvips", "--no-deps", "--target", str(folder)]
        subprocess.run([*command, *sources, *wheels], check=True)
        done.write_text("\n".join(wheels), encoding="utf-8")
    # After everything else: Pillow and numpy stay those that are tested.
    sys.path.append(str(folder))


def photographs(folder: Path, count: int, narrowest: int) -> list[Path]:
    """Choose photographs from a folder and below, evenly spread over their names. Raises ``SystemExit`` for none."""
    from PIL import Image

    suffixes = {".jpg", ".jpeg", ".png", ".webp"}
    found = []
    for file in sorted(each for each in folder.rglob("*") if each.suffix.lower() in suffixes):
        with Image.open(file) as image:
            if min(image.size) * 4 >= narrowest * 3 and image.width >= narrowest:
                found.append(file)
    if not found:
        raise SystemExit(f"{folder}: no photograph is {narrowest} px wide")
    return [found[i * len(found) // count] for i in range(min(count, len(found)))]
