"""Mending: a few edited folders whose cards stayed the same are read and made again without gathering all others.

One telephone number among 27,000 producers touches nobody else's pages (the card rule), so nobody else need be read,
curated or planned. Whatever is not plainly such a case is left to the whole build.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from generator.curate import decide
from generator.foundation.packing import Unpackable, packed
from generator.foundation.store import Store
from generator.gather import wanted
from generator.model.decision import Decision
from generator.model.unit import Planned
from generator.plan import fingerprinted
from generator.read.every_producer import Remembered, read_again, recall, remember
from generator.read.folders import Folder
from generator.read.footing import Footing
from generator.read.producer_folder import FolderReading, Room
from generator.render.blueprint import unit_of
from generator.render.workshop import Order, Workshop
from generator.report.problem import Problem, has_errors
from generator.shared_photos import SHARED
from generator.write.making import Bench, Brought, make_and_stage
from generator.write.memory import Published, Rest, SiteMemory
from generator.write.staging import begin_stage, finish_stage

WHY = ("source",)


class Patch(Struct, frozen=True):
    """One edited folder: what was remembered of it, and what it says now."""

    folder: Folder
    before: Remembered
    found: FolderReading


def patches_of(store: Store, room: Room, rest: Rest, folders: Iterable[Folder]) -> tuple[Patch, ...] | None:
    """Read the edited folders; None when what others may know of one of them changed, or is not remembered."""
    patches: list[Patch] = []
    for folder in folders:
        before = recall(store, room, folder.path)
        if before is None or before.reading.card is None or before.pulse != rest.folders[folder.path]:
            return None
        told = before.reading.problems
        if any(_lies_in(each, folder) and each not in told and each.code != SHARED for each in rest.problems):
            return None
        found = read_again(room, folder, store)
        if found.reading.card is None and any(each.code == SHARED for each in rest.problems):
            # A faulty folder stays out, and then nobody else is told that it shows the same photo.
            return None
        if found.reading.card is not None and not _seem_the_same(before, found):
            return None
        patches.append(Patch(folder, before, found))
    return tuple(patches)


def problems_after(rest: Rest, patches: Iterable[Patch], unwanted: frozenset[str]) -> tuple[Problem, ...]:
    """Return the problems of everything, with those of the edited folders as they are now.

    That a photo is shown elsewhere too still holds: photos and names of a patch are those of before. ``unwanted`` are
    codes of warnings that the site does not want to hear.
    """
    problems = list(rest.problems)
    for patch in patches:
        problems = [each for each in problems if each.code == SHARED or not _lies_in(each, patch.folder)]
        problems += wanted(patch.found.reading.problems, unwanted)
    return tuple(problems)


def rest_after(rest: Rest, patches: Iterable[Patch], problems: tuple[Problem, ...]) -> Rest:
    """Return how things are left once the patches are in place."""
    folders = dict(rest.folders) | {patch.folder.path: patch.folder.pulse for patch in patches}
    return replace(rest, folders=folders, problems=problems)


def remember_patches(store: Store, room: Room, patches: Iterable[Patch]) -> None:
    """Remember the edited folders as they are now."""
    with store.transaction() as writer:
        for patch in patches:
            remember(writer, room, patch.folder, patch.found)


class Mend(Struct, frozen=True):
    """The units of some patches, ready to be made again."""

    planned: dict[str, Planned]
    orders: tuple[tuple[Order, bytes], ...]


def plan_mend(memory: SiteMemory, footing: Footing, patches: Iterable[Patch], as_of: dt.date) -> Mend | None:
    """Recall the edited producers' units, None when one of them cannot be recalled."""
    planned: dict[str, Planned] = {}
    orders: list[tuple[Order, bytes]] = []
    for patch in patches:
        decision = _decision(footing, patch, as_of)
        if not decision.published or patch.found.reading.digest == patch.before.reading.digest:
            continue
        key = f"producer/{patch.folder.id}"
        made = memory.unit(key)
        try:
            unit = unit_of(memory.blueprint(key))
        except Unpackable:
            return None
        if made is None or unit is None:
            return None
        planned[key] = fingerprinted(unit, {**made.parts, "source": patch.found.reading.digest})
        orders.append((Order(unit, decision), packed(patch.found.folio)))
    return Mend(planned, tuple(orders))


def carry_out(memory: SiteMemory, workshop: Workshop, mend: Mend, rest: Rest) -> Published:
    """Make the units of a mend and publish their changed files. Raises ``OSError``."""
    staging = begin_stage(memory.out)
    bench = Bench(workshop, staging, memory.out)
    made = [
        make_and_stage(bench, order, Brought(folio, memory.files_before(order.unit.key)))
        for order, folio in mend.orders
    ]
    finish_stage(staging, memory.out)
    return memory.publish(mend.planned, made, dict.fromkeys(mend.planned, WHY), rest)


def are_sound(patches: Iterable[Patch]) -> bool:
    """Tell whether no edited folder has errors."""
    return not any(has_errors(patch.found.reading.problems) for patch in patches)


def _decision(footing: Footing, patch: Patch, as_of: dt.date) -> Decision:
    dossier = patch.found.reading.dossier
    if dossier is None:
        raise ValueError(f"{patch.folder.path} has errors")
    return decide(patch.folder.id, dossier, footing.reference, footing.site.settings, as_of)


def _seem_the_same(before: Remembered, found: FolderReading) -> bool:
    """Tell whether everything that others or curation look at is as it was."""
    old = before.reading
    return replace(found.reading, digest=old.digest, problems=old.problems) == old


def _lies_in(problem: Problem, folder: Folder) -> bool:
    file = problem.place.file
    return file == folder.path or file.startswith(f"{folder.path}/")
