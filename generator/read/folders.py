"""List the producers' folders and stamp their files, without opening any of them."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from generator.report.problem import Problem, problem
from generator.report.suggestions import suggestion

PRODUCERS = "producers"
RECORD = "producer.yaml"
PHOTOS = "photos"


class Stamp(Struct, frozen=True):
    """What the file system says of a file: size in bytes, times in ns. ``name`` is relative to the folder.

    The change time is kept too: it moves even when an editor's tool sets the modification time back.
    """

    name: str
    size: int
    modified: int
    changed: int
    link: bool = False


class Folder(Struct, frozen=True):
    """A producer's folder: ``path`` relative to the catalogue folder, with the stamps of its files."""

    regency: str
    id: str
    path: str
    stamps: tuple[Stamp, ...]


class Listing(Struct, frozen=True):
    """All folders, sorted by path, and what was found that does not belong."""

    folders: tuple[Folder, ...]
    problems: tuple[Problem, ...]


def list_folders(root: Path) -> Listing:
    """List ``producers/<regency>/<producer>/`` under the catalogue folder; hidden and ``_`` names are left out."""
    folders: list[Folder] = []
    problems: list[Problem] = []
    top = root / PRODUCERS
    if not top.is_dir():
        return Listing((), (problem("no-producers", PRODUCERS),))
    for regency in _entries(top):
        if not regency.is_dir(follow_symlinks=False):
            problems.append(_stray(f"{PRODUCERS}/{regency.name}", regency))
            continue
        for producer in _entries(Path(regency.path)):
            path = f"{PRODUCERS}/{regency.name}/{producer.name}"
            if producer.is_dir(follow_symlinks=False):
                folders.append(Folder(regency.name, producer.name, path, _stamps(Path(producer.path))))
            else:
                problems.append(_stray(path, producer))
    if not folders and not problems:
        problems.append(problem("no-producers", PRODUCERS))
    return Listing(tuple(folders), tuple(problems))


def check_regencies(folders: tuple[Folder, ...], slugs: list[str]) -> list[Problem]:
    """Tell of regency folders that are no regency or city."""
    names = sorted({folder.regency for folder in folders} - set(slugs))
    return [
        problem("no-region-slug", f"{PRODUCERS}/{name}", values={"value": name, **suggestion(name, slugs)})
        for name in names
    ]


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        return sorted((e for e in found if not e.name.startswith((".", "_"))), key=lambda entry: entry.name)


def _stray(path: str, entry: os.DirEntry[str]) -> Problem:
    if entry.is_symlink():
        return problem("link-leaves-folder", path, values={"name": entry.name})
    return problem("stray-file", path, severity="warning")


def _stamps(folder: Path) -> tuple[Stamp, ...]:
    stamps = []
    for entry in _entries(folder):
        if entry.name == PHOTOS and entry.is_dir(follow_symlinks=False):
            stamps += [_stamp(photo, f"{PHOTOS}/{photo.name}") for photo in _entries(Path(entry.path))]
        elif entry.name in {RECORD, PHOTOS}:
            stamps.append(_stamp(entry, entry.name))
    return tuple(stamps)


def _stamp(entry: os.DirEntry[str], name: str) -> Stamp:
    status = entry.stat(follow_symlinks=False)
    return Stamp(name, status.st_size, status.st_mtime_ns, status.st_ctime_ns, entry.is_symlink())
