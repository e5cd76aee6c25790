"""The pulse: one digest of the stamps of all files everybody depends on: “nothing changed” is known at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from generator.foundation.code_digest import code_digest, editorial_code_digest
from generator.foundation.digest import digest_value
from generator.model.request import Request
from generator.photos.sharing_fonts import FONTS, Shelf
from generator.read.folders import Listing


def take_pulse(request: Request, listing: Listing) -> str:
    """Return the digest of the program, the request, and all files but the producers' own folders:
    fonts among them.

    Files are looked at, not opened. The producers' folders have a pulse each.
    """
    asked = (request.languages, request.base_url, request.keep_going, request.strict)
    trees = (request.root / "content", request.reference_root / "content" / "reference", request.themes)
    return digest_value(
        (
            (code_digest(), editorial_code_digest(), asked),
            list(_stamps_of(request.root / "mkdocs.yml")),
            [list(_stamps_below(tree)) for tree in trees],
            Shelf(request.themes / FONTS).stamps(),
            [(each.code, each.place.file) for each in listing.problems],
        )
    )


def _stamps_of(path: Path) -> Iterator[tuple[str, int, int, int]]:
    try:
        status = path.stat()
    except FileNotFoundError:
        return
    yield path.name, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _stamps_below(top: Path) -> Iterator[tuple[str, int, int, int]]:
    for folder, folders, names in os.walk(top):
        folders.sort()
        place = os.path.relpath(folder, top)
        for name in sorted(names):
            status = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 - thousands of files, no objects
            yield f"{place}/{name}", status.st_size, status.st_mtime_ns, status.st_ctime_ns
