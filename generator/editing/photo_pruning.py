"""Remove from the photo cache what no page uses any more: variants nobody owns, looks at photos nobody shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from generator.documents.static_files import StaticFiles
from generator.foundation.bucket import Bucket
from generator.foundation.store import Store, with_store
from generator.model.request import Request
from generator.outcome import Outcome, no_progress
from generator.photos.look import VERSION
from generator.preparing import plan_all
from generator.read.editorial import EditorialFolder
from generator.read.every_producer import NOTES
from generator.read.folders import list_folders
from generator.read.producer_folder import Notes
from generator.report.problem import has_errors
from generator.survey import survey

MEDIA = "media/"
LOOK = re.compile(r"[0-9a-f]{32}\.look-\d+")
VARIANT = re.compile(r"[0-9a-f]{16,40}(?:-[0-9A-Za-z]+)+\.(?:avif|webp|jpg)")
"""The names we give; any other file in the cache is not ours."""


class Pruned(Struct, frozen=True):
    """What is not used: names with their sizes in bytes. ``outcome`` tells what was found wrong, if anything."""

    outcome: Outcome
    unused: Mapping[str, int]
    kept: int = 0


def prune_photos(request: Request, *, dry: bool) -> Pruned:
    """Remove unused files of the photo cache; with errors in the content nothing, since nobody knows what is used.

    The whole catalogue is planned in all its languages. Nobody builds meanwhile. Raises ``StoreBusy``, ``OSError``.
    """
    return with_store(request.store, lambda store: _prune(store, request, dry=dry))


def _prune(store: Store, request: Request, *, dry: bool) -> Pruned:
    outcome = survey(request, store, no_progress, list_folders(request.root, request.jobs))
    if outcome.told is None or outcome.showcase is None or has_errors(outcome.problems):
        return Pruned(outcome, {})
    nothing = EditorialFolder({}, {}, "")
    planned, problems = plan_all(request, outcome.told, outcome.showcase, StaticFiles({}, ()), nothing, {})
    if planned is None or has_errors(problems):
        return Pruned(Outcome((*outcome.problems, *problems), told=outcome.told), {})
    used = {
        address.removeprefix(MEDIA)
        for each in planned.units.values()
        for address in each.unit.addresses
        if address.startswith(MEDIA)
    }
    used |= {f"{facts.digest}.look-{VERSION}" for notes in _notes(store) for facts in notes.photos.values()}
    cache = request.photo_cache
    ours = {name: size for name, size in _sizes(cache).items() if LOOK.fullmatch(name) or VARIANT.fullmatch(name)}
    unused = {name: ours[name] for name in sorted(ours.keys() - used)}
    if not dry:
        _remove(cache, unused)
    return Pruned(outcome, unused, len(ours) - len(unused))


def _notes(store: Store) -> list[Notes]:
    return list(store.all(NOTES, Notes).values())


def _sizes(cache: Path | Bucket) -> dict[str, int]:
    if isinstance(cache, Bucket):
        return cache.sizes()
    if not cache.is_dir():
        return {}
    return {path.name: path.stat().st_size for path in cache.iterdir() if path.is_file() and not path.is_symlink()}


def _remove(cache: Path | Bucket, names: Mapping[str, int]) -> None:
    if isinstance(cache, Bucket):
        if names:
            cache.remove(names)
        return
    for name in names:
        (cache / name).unlink(missing_ok=True)
