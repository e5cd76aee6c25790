"""List the producers' folders and stamp their files, without opening any of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from generator.foundation.digest import digest_bytes
from generator.foundation.pool import Pool, Workers
from generator.report.problem import Problem, problem
from generator.report.suggestions import suggestion

PRODUCERS = "producers"
RECORD = "producer.yaml"
PHOTOS = "photos"
ARMFUL = 500
"""So many folders are stamped by a worker at a time; a few such armfuls are soon done without workers."""


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
    """A producer's folder: ``path`` relative to the catalogue folder; ``pulse`` is the digest of its files' stamps."""

    regency: str
    id: str
    path: str
    pulse: str


class Listing(Struct, frozen=True):
    """All folders, sorted by path, and what was found that does not belong."""

    folders: tuple[Folder, ...]
    problems: tuple[Problem, ...]


def list_folders(root: Path, jobs: int | None = None) -> Listing:
    """List ``producers/<regency>/<producer>/`` under the catalogue folder; hidden and ``_`` names are left out."""
    problems: list[Problem] = []
    top = root / PRODUCERS
    if not top.is_dir():
        return Listing((), (problem("no-producers", PRODUCERS),))
    places: list[tuple[str, str]] = []
    for regency in _entries(str(top)):
        if not regency.is_dir(follow_symlinks=False):
            problems.append(_stray(f"{PRODUCERS}/{regency.name}", regency))
            continue
        for producer in _entries(regency.path):
            if producer.is_dir(follow_symlinks=False):
                places.append((regency.name, producer.name))
            else:
                problems.append(_stray(f"{PRODUCERS}/{regency.name}/{producer.name}", producer))
    if not places and not problems:
        problems.append(problem("no-producers", PRODUCERS))
    armfuls = [places[i : i + ARMFUL] for i in range(0, len(places), ARMFUL)]
    pool = Pool(str(root), Workers(jobs))
    folders = tuple(folder for found in pool.map(_stamped, armfuls) for folder in found)
    return Listing(folders, tuple(problems))


def looked_at_again(root: Path, listing: Listing, paths: Iterable[str]) -> Listing:
    """Return a listing in which some folders, still there, were stamped anew."""
    again = frozenset(paths)
    folders = tuple(
        _folder(str(root), folder.regency, folder.id) if folder.path in again else folder for folder in listing.folders
    )
    return Listing(folders, listing.problems)


def check_regencies(folders: tuple[Folder, ...], slugs: list[str]) -> list[Problem]:
    """Tell of regency folders that are no regency or city."""
    names = sorted({folder.regency for folder in folders} - set(slugs))
    return [
        problem("no-region-slug", f"{PRODUCERS}/{name}", values={"value": name, **suggestion(name, slugs)})
        for name in names
    ]


def stamps_of(folder: str) -> tuple[Stamp, ...]:
    """Return the stamps of a folder's record and photos, by name."""
    return tuple(_stamp(entry, name) for name, entry in _files(folder))


def _stamped(root: str, places: list[tuple[str, str]]) -> list[Folder]:
    return [_folder(root, regency, producer) for regency, producer in places]


def _folder(root: str, regency: str, producer: str) -> Folder:
    path = f"{PRODUCERS}/{regency}/{producer}"
    lines = []
    for name, entry in _files(f"{root}/{path}"):
        status = entry.stat(follow_symlinks=False)
        lines.append(f"{name}\0{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {entry.is_symlink():d}")
    return Folder(regency, producer, path, digest_bytes("\n".join(lines).encode("utf-8", "surrogateescape")))


def _files(folder: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    for entry in _entries(folder):
        if entry.name == PHOTOS and entry.is_dir(follow_symlinks=False):
            for photo in _entries(entry.path):
                yield f"{PHOTOS}/{photo.name}", photo
        elif entry.name in {RECORD, PHOTOS}:
            yield entry.name, entry


def _entries(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        return sorted((e for e in found if e.name[0] not in "._"), key=_name)


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _stray(path: str, entry: os.DirEntry[str]) -> Problem:
    if entry.is_symlink():
        return problem("link-leaves-folder", path, values={"name": entry.name})
    return problem("stray-file", path, severity="warning")


def _stamp(entry: os.DirEntry[str], name: str) -> Stamp:
    status = entry.stat(follow_symlinks=False)
    return Stamp(name, status.st_size, status.st_mtime_ns, status.st_ctime_ns, entry.is_symlink())
