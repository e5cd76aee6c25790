"""Disks that are full or may not be written: mounted, because permissions do not stop the super-user."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BLOCK = 4096


class MountRefused(Exception):
    """This machine does not let us mount; the message is what it said."""


class SmallDisk:
    """A disk in memory whose size can be changed while it is in use."""

    def __init__(self, place: Path) -> None:
        self.place = place

    @property
    def used(self) -> int:
        """Bytes that are taken."""
        status = os.statvfs(self.place)
        return (status.f_blocks - status.f_bfree) * status.f_frsize

    def resize(self, size: int) -> None:
        """Give it so many bytes in all."""
        _mount("-o", f"remount,size={-(-size // BLOCK) * BLOCK}", str(self.place))

    def leave_room(self, room: int) -> None:
        """Leave so many bytes free."""
        self.resize(self.used + room)


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[SmallDisk]:
    """Lay an empty disk of so many bytes over a folder. Raises ``MountRefused``."""
    place.mkdir(parents=True, exist_ok=True)
    _mount("-t", "tmpfs", "-o", f"size={size}", "etalase-small-disk", str(place))
    try:
        yield SmallDisk(place)
    finally:
        _unmount(place)


@contextmanager
def mounted_on_itself(place: Path, *, read_only: bool) -> Iterator[None]:
    """Make a folder a mount of its own, which nobody may write if so wanted. Raises ``MountRefused``."""
    _mount("--bind", str(place), str(place))
    try:
        if read_only:
            _mount("-o", "remount,bind,ro", str(place))
        yield
    finally:
        _unmount(place)


def memory_free() -> int:
    """Return how many bytes of memory this machine can still give."""
    lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))


def _mount(*arguments: str) -> None:
    try:
        done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    except FileNotFoundError as failure:
        raise MountRefused("there is no program called mount") from failure
    if done.returncode:
        raise MountRefused((done.stderr or done.stdout).strip())


def _unmount(place: Path) -> None:
    subprocess.run(["umount", str(place)], check=True)
