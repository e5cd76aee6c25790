"""Where results are kept: tables in ``README.md``, each below its own heading, and the machine they come from."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from pathlib import Path

README = Path(__file__).with_name("README.md")


def write_readme(part: str, heading: str, lines: Sequence[str]) -> None:
    """Put a table into a part of the README, in the place of the older one with the same heading."""
    begin, end = f"<!-- {part}: begin -->", f"<!-- {part}: end -->"
    before, _, rest = README.read_text(encoding="utf-8").partition(begin)
    kept, found, after = rest.partition(end)
    assert found, f"{README} has no part called {part}"
    own = re.compile(rf"^### {re.escape(heading)}\n.*?(?=^### |\Z)", re.MULTILINE | re.DOTALL)
    section = "\n".join([f"### {heading}", "", *lines, "", ""])
    kept = own.sub(lambda _: section, kept) if own.search(kept) else kept + section
    README.write_text(f"{before}{begin}\n{kept.lstrip()}{end}{after}", encoding="utf-8")


def machine(work: Path) -> str:
    """Describe where a run took place."""
    names = [line.partition(":")[2].strip() for line in _lines(Path("/proc/cpuinfo")) if line.startswith("model name")]
    mounts = [line.split()[1:3] for line in _lines(Path("/proc/mounts"))]
    under = [(len(place), kind) for place, kind in mounts if work.is_relative_to(place)]
    disk = max(under)[1] if under else "unknown"
    processor = names[0] if names else platform.machine()
    return f"{os.cpu_count()} processors ({processor}), files on {disk}, Python {platform.python_version()}"


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
