"""Read every producer's folder in parallel, skipping those whose files and rules did not change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from generator.foundation.packing import Unpackable, packed, unpacked
from generator.foundation.pool import BATCH, HERE, SERIAL_BELOW, Died, Pool, Workers
from generator.foundation.store import Store, Writer
from generator.model.catalogue import Folio, Reading
from generator.read.folders import Folder, Listing, Stamp
from generator.read.producer_folder import (
    TOO_HEAVY,
    FolderReading,
    Notes,
    PhotoFacts,
    Room,
    look_at_file,
    make_ready,
    read_folder,
    unseen_photos,
)

READING, FOLIO, NOTES = "reading", "folio", "notes"


class Remembered(Struct, frozen=True):
    """A reading as the store keeps it: the pulse its folder had, and the digest of the code and vocabulary used."""

    rules: str
    pulse: str
    reading: Reading


class _Rows(Struct, frozen=True):
    """One folder's reading, packed by the worker that made it."""

    remembered: bytes
    folio: bytes
    notes: bytes


def read_every_producer(
    room: Room,
    listing: Listing,
    store: Store,
    workers: Workers = HERE,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[Reading]:
    """Yield all readings in order of path: folders that changed are read, the others are as they were."""
    remembered = store.all(READING, Remembered)
    kept = {path: each.reading for path, each in remembered.items()}
    changed = []
    for folder in listing.folders:
        before = remembered.get(folder.path)
        if before is None or before.rules != room.rules or before.pulse != folder.pulse:
            changed.append(folder)
    here = {folder.path for folder in listing.folders}
    gone = [path for path in remembered if path not in here]
    if changed or gone:
        pool = Pool(room, workers)
        if len(changed) >= SERIAL_BELOW:
            make_ready()  # before workers part, so that none has to do it again
        with store.transaction() as writer:
            made = _read_all(pool, changed, store)
            for count, (folder, rows) in enumerate(zip(changed, made, strict=True), start=1):
                _put(writer, folder.path, rows)
                kept[folder.path] = unpacked(rows.remembered, Remembered).reading
                progress(len(listing.folders) - len(changed) + count, len(listing.folders))
            for kind in (READING, FOLIO, NOTES):
                writer.forget(kind, gone)
    return (kept[folder.path] for folder in listing.folders)


def _read_all(pool: Pool[Room], folders: Sequence[Folder], store: Store) -> Iterator[_Rows]:
    """Read folders, however many; one whose reading kills a worker process is read again with care."""

    def notes(folder: Folder) -> bytes | None:
        return store.get(NOTES, folder.path)

    if len(folders) < SERIAL_BELOW:
        yield from pool.map(_read, folders, _path, notes)
        return
    for folder, answer in zip(folders, pool.map_surviving(_read, folders, _path, notes, BATCH), strict=True):
        yield _read_with_care(pool, folder, notes(folder)) if isinstance(answer, Died) else answer


def _read_with_care(pool: Pool[Room], folder: Folder, notes: bytes | None) -> _Rows:
    """Look at every new photo of a folder in a process of its own, then read the folder."""
    room, known = pool.context, _known(notes)
    unseen = [(folder, stamp) for stamp in unseen_photos(room, folder, known)]
    looks = pool.map_surviving(_look, unseen, _photo)
    for (_, stamp), found in zip(unseen, looks, strict=True):
        known[stamp] = TOO_HEAVY if isinstance(found, Died) else found
    return _rows(room, folder, read_folder(room, folder, known))


def _look(room: Room, photo: tuple[Folder, Stamp]) -> PhotoFacts:
    return look_at_file(room, *photo)


def _photo(photo: tuple[Folder, Stamp]) -> str:
    folder, stamp = photo
    return f"{folder.path}/{stamp.name}"


def read_again(room: Room, folder: Folder, store: Store) -> FolderReading:
    """Read one folder without remembering it."""
    return read_folder(room, folder, _known(store.get(NOTES, folder.path)))


def remember(writer: Writer, room: Room, folder: Folder, found: FolderReading) -> None:
    """Remember one folder's reading."""
    _put(writer, folder.path, _rows(room, folder, found))


def recall(store: Store, room: Room, path: str) -> Remembered | None:
    """Return what is remembered of one folder, if the same code and vocabulary made it."""
    before = store.recall(READING, path, Remembered)
    return before if before is not None and before.rules == room.rules else None


def folio_of(store: Store, path: str) -> bytes:
    """Return a folder's folio, packed."""
    return store.get(FOLIO, path) or packed(Folio(b"", {}))


def _read(room: Room, folder: Folder, notes: bytes | None) -> _Rows:
    return _rows(room, folder, read_folder(room, folder, _known(notes)))


def _rows(room: Room, folder: Folder, found: FolderReading) -> _Rows:
    remembered = Remembered(room.rules, folder.pulse, found.reading)
    return _Rows(packed(remembered), packed(found.folio), packed(found.notes))


def _known(notes: bytes | None) -> dict[Stamp, PhotoFacts]:
    if notes is None:
        return {}
    try:
        return unpacked(notes, Notes).known()
    except Unpackable:
        return {}


def _put(writer: Writer, path: str, rows: _Rows) -> None:
    writer.put(READING, path, rows.remembered)
    writer.put(FOLIO, path, rows.folio)
    writer.put(NOTES, path, rows.notes)


def _path(folder: Folder) -> str:
    return folder.path
