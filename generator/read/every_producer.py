"""Read every producer's folder in parallel, skipping those whose files and rules did not change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from generator.foundation.pool import HERE, Pool, Workers
from generator.model.catalogue import Reading
from generator.read.folders import Folder, Listing, Stamp
from generator.read.producer_folder import FolderReading, PhotoFacts, read_folder
from generator.read.vocabulary import Vocabulary

MEMORY = "reading"


class Remembered(Struct, frozen=True):
    """A folder's reading as the store keeps it; ``rules`` is the digest of the code and vocabulary it was made by."""

    rules: str
    folder: FolderReading


class AllReadings(Struct, frozen=True):
    """The readings in order of path, those made anew in this run, and the folders that are gone."""

    readings: tuple[Reading, ...]
    fresh: Mapping[str, Remembered]
    gone: tuple[str, ...]


class _Room(Struct, frozen=True):
    """What a reading worker is given once."""

    root: Path
    vocabulary: Vocabulary


class _Task(Struct, frozen=True):
    folder: Folder
    known: tuple[tuple[Stamp, PhotoFacts], ...]

    def __str__(self) -> str:
        return self.folder.path


def read_every_producer(
    root: Path,
    listing: Listing,
    vocabulary: Vocabulary,
    rules: str,
    remembered: Mapping[str, Remembered],
    workers: Workers = HERE,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> AllReadings:
    """Read the folders that changed, and take the others as they were, problems included."""
    tasks = []
    kept: dict[str, Reading] = {}
    for folder in listing.folders:
        before = remembered.get(folder.path)
        if before is not None and before.rules == rules and before.folder.stamps == folder.stamps:
            kept[folder.path] = before.folder.reading
        else:
            tasks.append(_Task(folder, _known_photos(before)))
    pool = Pool(_Room(root, vocabulary), workers)
    fresh: dict[str, Remembered] = {}
    for task, made in zip(tasks, pool.map(_read, tasks), strict=True):
        fresh[task.folder.path] = Remembered(rules, made)
        progress(len(kept) + len(fresh), len(listing.folders))
    readings = tuple(
        fresh[folder.path].folder.reading if folder.path in fresh else kept[folder.path] for folder in listing.folders
    )
    here = {folder.path for folder in listing.folders}
    return AllReadings(readings, fresh, tuple(path for path in remembered if path not in here))


def _known_photos(before: Remembered | None) -> tuple[tuple[Stamp, PhotoFacts], ...]:
    if before is None:
        return ()
    stamps = {stamp.name: stamp for stamp in before.folder.stamps}
    return tuple((stamps[name], facts) for name, facts in before.folder.photos.items() if name in stamps)


def _read(room: _Room, task: _Task) -> FolderReading:
    return read_folder(room.root, task.folder, room.vocabulary, dict(task.known))
