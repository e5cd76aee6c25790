"""What the tests load into the workers of a cluster: it writes down what they open, and lets one of them halt.

``WATCH_FOLDER`` is where each worker process notes, in a file of its own, every store it opens and every file it
stages. With ``HALT`` set, the worker stops for ever in the middle of writing a page.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

WATCHED = os.environ.get("WATCH_FOLDER")


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event not in {"open", "sqlite3.connect"} or not isinstance(arguments[0], str | bytes | os.PathLike):
        return
    path = os.fsdecode(arguments[0])
    if Path(path).name.startswith("store.sqlite") or ".site.staging." in path:
        os.write(_notes, f"{path}\n".encode())


def _halt(path: str, content: bytes, folders: set[str], part: str) -> None:
    Path(part).write_bytes(content[: len(content) // 2])
    Path(str(WATCHED), "halted").touch()
    time.sleep(600)


def die_when_the_others_are_done(folder: Path, piece: int) -> int:
    """Note that a piece is done; the last one waits for all others, and kills its process."""
    if piece < 11:
        (folder / str(piece)).touch()
        return piece * piece
    while len(list(folder.glob("[0-9]*"))) < 11:
        time.sleep(0.01)
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def wait_once(folder: Path, piece: int) -> int:
    """Do a piece; the fifth waits for leave, and tells that it does."""
    if piece == 5:
        (folder / f"waiting-{os.getpid()}").touch()
        while not (folder / "leave").exists():
            time.sleep(0.01)
    return piece


def fail_at_seven(limit: int, piece: int) -> int:
    """Refuse one piece as any faulty work might."""
    if piece == limit:
        raise OSError(28, "No space left on device", "/there")
    return piece


if WATCHED:
    _notes = os.open(Path(WATCHED) / f"{os.getpid()}.opened", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    sys.addaudithook(_watch)
    if "HALT" in os.environ:
        from generator.write import staging

        staging._write_apart = _halt
