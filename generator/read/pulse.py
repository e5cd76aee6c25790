"""The pulse: one digest of the stamps of every file a build depends on, so that “nothing changed” is known at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from generator.foundation.code_digest import code_digest, editorial_code_digest
from generator.foundation.digest import digest_bytes
from generator.model.request import Request
from generator.read.folders import Folder, Listing


def take_pulse(request: Request, listing: Listing) -> str:
    """Return the digest of the program, the request, and the stamps of all files; files are looked at, not opened."""
    asked = (request.languages, request.base_url, request.keep_going, request.strict)
    trees = (request.root / "content", request.reference_root / "content" / "reference", request.themes)
    parts = [
        repr((code_digest(), editorial_code_digest(), asked)),
        *(repr(stamp) for stamp in _stamps_of(request.root / "mkdocs.yml")),
        *(repr(stamp) for tree in trees for stamp in _stamps_below(tree)),
        *(_folder(folder) for folder in listing.folders),
        *(repr((each.code, each.place.file)) for each in listing.problems),
    ]
    return digest_bytes("\n".join(parts).encode("utf-8", "surrogateescape"))


def _folder(folder: Folder) -> str:
    stamps = [(stamp.name, stamp.size, stamp.modified, stamp.changed, stamp.link) for stamp in folder.stamps]
    return repr((folder.path, stamps))


def _stamps_of(path: Path) -> Iterator[tuple[str, int, int, int]]:
    try:
        status = path.stat()
    except FileNotFoundError:
        return
    yield path.name, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _stamps_below(top: Path) -> Iterator[tuple[str, int, int, int]]:
    for folder, folders, names in os.walk(top):
        folders.sort()
        for name in sorted(names):
            status = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 - thousands of files, no objects
            place = os.path.relpath(folder, top)
            yield f"{place}/{name}", status.st_size, status.st_mtime_ns, status.st_ctime_ns
