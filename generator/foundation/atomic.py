"""Write a file so that nobody ever sees half of it."""

from __future__ import annotations

import os
from pathlib import Path


def replace_file(path: Path, content: bytes) -> None:
    """Write the bytes beside the file and move them into place in one step. Raises ``OSError``."""
    beside = path.with_name(f".{path.name}.{sole_name()}.part")
    beside.write_bytes(content)
    beside.replace(path)


def sole_name() -> str:
    """Return a name that no other process will choose, on this machine or on another that sees the same files."""
    return f"{os.getpid():x}-{os.urandom(6).hex()}"
