"""Writing: new files are staged beside the site, then moved into place; only what we own is ever removed."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from generator.foundation.atomic import replace_file
from generator.foundation.digest import digest_bytes
from generator.model.unit import File

STAMP = ".etalase"
STAMPS = 1 << 128
"""How many stamps there are."""


class Staged(Struct, frozen=True):
    """What staging one unit gave: the digests of all its files, and the addresses that really changed."""

    outputs: Mapping[str, str]
    changed: tuple[str, ...]


class Exchange(Struct, frozen=True):
    """What is still to be done to the site: files to move in from the stage, files to remove."""

    put: tuple[str, ...]
    remove: tuple[str, ...]
    stamp: str


def staging_folder(site: Path) -> Path:
    """Return the folder beside the site where new files wait: the same disk, so that moving is one step."""
    return site.with_name(f".{site.name}.staging")


def stage(staging: Path, site: Path, files: Iterable[File], before: Mapping[str, str], folders: set[str]) -> Staged:
    """Write the files whose bytes differ from those published before. Raises ``OSError``.

    ``folders`` are those this process has made already: half a million pages lie in folders of their own.
    """
    outputs: dict[str, str] = {}
    changed: list[str] = []
    for file in files:
        digest = digest_bytes(file.content)
        outputs[file.address] = digest
        if before.get(file.address) == digest and (site / file.address).is_file():
            continue
        _write(f"{staging}/{file.address}", file.content, folders)
        changed.append(file.address)
    return Staged(outputs, tuple(changed))


def _write(path: str, content: bytes, folders: set[str]) -> None:
    _make_folder(path[: path.rindex("/")], folders)
    with open(path, "wb", buffering=0) as target:  # noqa: PTH123 - half the time of pathlib's way
        if target.write(content) != len(content):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)


def _make_folder(folder: str, folders: set[str]) -> None:
    if folder in folders:
        return
    above = folder[: folder.rindex("/")]
    if above in folders:
        with contextlib.suppress(FileExistsError):
            os.mkdir(folder)  # noqa: PTH102 - half the time of pathlib's way
    else:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    while folder and folder not in folders:
        folders.add(folder)
        folder = folder[: folder.rindex("/")]


def weight_of(outputs: Mapping[str, str]) -> int:
    """Return the share of some files in the stamp of their site.

    Shares are added up: the stamp of half a million files follows from a change without looking at the others.
    """
    return sum(int(digest_bytes(f"{address}\0{digest}".encode()), 16) for address, digest in outputs.items()) % STAMPS


def stamp_of(weight: int) -> str:
    """Return the stamp of a site whose files weigh so much."""
    return f"{weight % STAMPS:032x}"


def published_stamp(site: Path) -> str | None:
    """Return the stamp the site carries, or None when it carries none."""
    try:
        return (site / STAMP).read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return None


def owned_list(site: Path) -> Path:
    """Return the file beside the site that lists every address we wrote: it outlives a store that is lost."""
    return site.with_name(f".{site.name}.owned")


def read_owned(site: Path) -> set[str]:
    """Return the addresses we wrote into a site; empty when nobody knows."""
    try:
        return set(owned_list(site).read_text(encoding="utf-8").splitlines())
    except FileNotFoundError:
        return set()


def write_owned(site: Path, addresses: Iterable[str]) -> None:
    """List the addresses that are ours in a site. Raises ``OSError``."""
    path = owned_list(site)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, "".join(f"{address}\n" for address in sorted(addresses)).encode())


def exchange(staging: Path, site: Path, work: Exchange) -> None:
    """Move staged files in and remove the others, one whole file at a time; safe to repeat after an interruption.

    A site that does not exist yet appears at once, complete. Raises ``OSError``.
    """
    if work.put and not site.exists() and not work.remove:
        (staging / STAMP).write_text(f"{work.stamp}\n", encoding="ascii")
        site.parent.mkdir(parents=True, exist_ok=True)
        staging.rename(site)
        return
    for address in work.put:
        source, target = staging / address, site / address
        if not source.exists():
            continue
        try:
            source.replace(target)
        except (FileNotFoundError, NotADirectoryError):
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
    _remove(site, work.remove)
    site.mkdir(parents=True, exist_ok=True)
    replace_file(site / STAMP, f"{work.stamp}\n".encode("ascii"))
    clear(staging)


def clear(staging: Path) -> None:
    """Throw the stage away."""
    if staging.exists():
        shutil.rmtree(staging)


def _remove(site: Path, addresses: Iterable[str]) -> None:
    folders: set[Path] = set()
    for address in addresses:
        path = site / address
        path.unlink(missing_ok=True)
        folders.add(path.parent)
    for folder in sorted(folders, key=lambda each: len(each.parts), reverse=True):
        _remove_empty(folder, site)


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and folder.is_dir():
        with os.scandir(folder) as entries:
            if next(entries, None) is not None:
                return
        folder.rmdir()
        folder = folder.parent
