"""The story of a build: read, gather, curate, plan, render, write.

Two parallel maps (reading and rendering) around one small, pure, serial middle. Nothing is published before
everything that has to be made is made; what did not change is not made again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from generator.checking import rest_of
from generator.curate import curate
from generator.documents.media import MediaGiven
from generator.documents.sharing import SharingGiven
from generator.foundation.clock import today
from generator.foundation.collecting import rarely_collected
from generator.foundation.packing import unpacked
from generator.foundation.pool import Pool
from generator.foundation.store import Store, with_store
from generator.mending import (
    are_sound,
    carry_out,
    patches_of,
    plan_mend,
    problems_after,
    remember_patches,
    rest_after,
)
from generator.model.catalogue import Folio, Showcase
from generator.model.picture import Picture
from generator.model.request import Request
from generator.model.unit import Planned
from generator.outcome import Outcome, Progress, Told, as_before, no_progress
from generator.photos.darkroom import Darkroom, develop_all
from generator.photos.sharing import largest_address
from generator.photos.variants import are_kept, is_kept
from generator.plan import Plan, why_stale
from generator.preparing import Bearings, Prepared, prepare
from generator.read.every_producer import folio_of
from generator.read.folders import Folder, Listing, list_folders
from generator.render.workshop import Order
from generator.report.problem import Problem
from generator.resting import look_closer
from generator.survey import NOTHING, may_go_on, read_and_gather
from generator.write.making import Bench, Brought, Done, make_and_stage
from generator.write.memory import Rest, SiteMemory
from generator.write.staging import begin_stage, finish_stage


def build(
    request: Request,
    progress: Progress = no_progress,
    listing: Listing | None = None,
    bearings: Bearings | None = None,
) -> Outcome:
    """Build the site. Raises ``StoreBusy``, ``WorkerDied``, ``OSError``; mistakes in the content are problems.

    ``listing`` may be handed over by who knows which folders were touched; ``bearings`` by who builds again and again.
    """
    found = listing or list_folders(request.root, request.jobs)
    return with_store(request.store, lambda store: _build(store, request, progress, found, bearings or Bearings()))


def _build(store: Store, request: Request, progress: Progress, listing: Listing, bearings: Bearings) -> Outcome:
    """Leave alone what is at rest, mend what needs little, and build the rest."""
    seen = look_closer(store, request, listing)
    if seen.rest is not None and seen.is_still:
        return as_before(seen.rest)
    if seen.rest is not None and seen.changed is not None:
        outcome = _mend(store, request, seen.rest, seen.changed, seen.pulse, bearings)
        if outcome is not None:
            return outcome
    with rarely_collected():
        return _build_all(store, request, progress, listing, seen.pulse)


def _build_all(
    store: Store,
    request: Request,
    progress: Progress,
    listing: Listing,
    pulse: str,
    undone: Mapping[str, tuple[Problem, ...]] = NOTHING,
) -> Outcome:
    """Build once; ``undone`` are producers' folders that proved faulty only while their pages were made."""
    notices = ("store-recovered",) if store.recovered else ()
    told, problems = read_and_gather(request, store, progress, listing, undone)
    if told is None or not may_go_on(problems, request):
        return Outcome(tuple(problems), told=told, notices=notices)
    progress("curate", 0, len(told.readings))
    showcase = curate(told.gathered.catalogue, told.site, told.as_of)
    progress("curate", len(told.readings), len(told.readings))
    prepared, more = prepare(request, told, showcase, progress)
    problems += more
    if prepared is None or not may_go_on(problems, request):
        return Outcome(tuple(problems), told=told, showcase=showcase, notices=notices)
    memory = SiteMemory(store, request.out)
    orders, why = stale_orders(request, prepared.plan, showcase, memory)

    def again(found: tuple[Problem, ...]) -> Outcome:
        """Build without the producers that proved faulty only now, if that is what was asked for."""
        known = [*problems, *found]
        faulty = _by_folder(told, found)
        if faulty and may_go_on(known, request):
            return _build_all(store, request, progress, listing, pulse, {**undone, **faulty})
        return Outcome(tuple(known), told=told, showcase=showcase, notices=notices)

    spoilt = develop_photos(request, told, store, orders, progress)
    if spoilt:
        return again(spoilt)
    made = render_and_stage(request, prepared, told, memory, orders, progress)
    rest = rest_of(told, listing, pulse, problems, prepared.plan)
    gone = memory.gone(prepared.plan.units, why, partial=bool(request.only))
    published = memory.publish(prepared.plan.units, made, why, None if request.only else rest, gone)
    progress("write", len(orders), len(orders))
    if published.problems:
        return again(published.problems)
    return Outcome(
        problems=tuple(problems),
        published=True,
        told=told,
        showcase=showcase,
        rendered=why,
        producers=rest.producers,
        units=rest.units,
        addresses=rest.addresses,
        written=published.written,
        removed=published.removed,
        left_out=rest.left_out,
        notices=notices,
    )


def _mend(
    store: Store,
    request: Request,
    rest: Rest,
    changed: tuple[Folder, ...],
    pulse: str,
    bearings: Bearings,
) -> Outcome | None:
    """Make only the edited producers' own units again; None when that is not enough."""
    footing = bearings.footing(request, pulse)
    patches = None if footing is None else patches_of(store, footing.room, rest, changed)
    if footing is None or patches is None:
        return None
    problems = problems_after(rest, patches, footing.site.settings.unwanted_advice)
    if not are_sound(patches) or not may_go_on(list(problems), request):
        return None if request.keep_going else Outcome(problems)
    workshop = bearings.workshop(request, footing)
    memory = SiteMemory(store, request.out)
    mend = plan_mend(memory, footing, patches, request.as_of or today(rest.timezone))
    if workshop is None or mend is None:
        return None
    remember_patches(store, footing.room, patches)
    after = rest_after(rest, patches, problems)
    published = carry_out(memory, workshop, mend, after)
    if published.problems:
        return Outcome((*problems, *published.problems))
    outcome = as_before(after)
    rendered = dict.fromkeys(mend.planned, ("source",))
    return replace(outcome, rendered=rendered, written=published.written, removed=published.removed)


def _by_folder(told: Told, found: tuple[Problem, ...]) -> dict[str, tuple[Problem, ...]]:
    """Return what was found while pages were made, by the producer's folder it lies in."""
    folders = (reading.folder for reading in told.readings.values())
    own = {folder: tuple(p for p in found if p.place.file.startswith(f"{folder}/")) for folder in folders}
    return {folder: problems for folder, problems in own.items() if problems}


def stale_orders(
    request: Request, planned: Plan, showcase: Showcase, memory: SiteMemory
) -> tuple[list[Order], dict[str, tuple[str, ...]]]:
    """Choose the units that must be made, and say of each what had changed."""
    orders: list[Order] = []
    reasons: dict[str, tuple[str, ...]] = {}
    for key, each in planned.units.items():
        if request.only and not _is_wanted(each, request.only):
            continue
        why = why_stale(each, memory.units.get(key))
        if why:
            source = each.unit.source
            orders.append(Order(each.unit, None if source is None else showcase.decisions[source]))
            reasons[key] = why
    return orders, reasons


def _is_wanted(each: Planned, only: tuple[str, ...]) -> bool:
    names = (each.unit.key, each.unit.source or each.unit.key)
    return any(fnmatchcase(name, pattern) for name in names for pattern in only)


def develop_photos(
    request: Request, told: Told, store: Store, orders: list[Order], progress: Progress
) -> tuple[Problem, ...]:
    """Make the variants that pages will show, where there are none yet; return what is wrong with photos."""
    darkroom = Darkroom(request.root, request.photo_cache)
    missing: dict[str, Picture] = {}
    for unit in (order.unit for order in orders):
        if unit.photos_of is None:
            continue
        if isinstance(unit.given, MediaGiven):
            wanted = {photo.digest for photo in unit.given.photos if not are_kept(darkroom.cache, photo)}
        elif isinstance(unit.given, SharingGiven):
            shown = {subject.photo[0] for _, subject in unit.given.subjects if subject.photo is not None}
            wanted = {place for place in shown if not is_kept(darkroom.cache, place)}
        else:
            continue
        if wanted:
            folio = unpacked(folio_of(store, told.readings[unit.photos_of].folder), Folio)
            for each in folio.pictures.values():
                if not wanted.isdisjoint((each.digest, largest_address(each))):
                    missing[each.digest] = each
    if not missing:
        return ()
    progress("photos", 0, len(missing))
    return tuple(develop_all(darkroom, tuple(missing.values()), request.workers, partial(progress, "photos")))


def render_and_stage(
    request: Request, prepared: Prepared, told: Told, memory: SiteMemory, orders: list[Order], progress: Progress
) -> Iterator[Done]:
    """Make the units in parallel; their changed files wait beside the site."""
    staging = begin_stage(request.out, shared=request.cluster is not None)
    prepared.workshop.get_ready({name for order in orders for name in order.unit.templates})
    pool = Pool(Bench(prepared.workshop, staging, request.out), request.workers)

    def bring(order: Order) -> Brought:
        unit = order.unit
        producer = unit.source or unit.photos_of
        folio = None if producer is None else folio_of(memory.store, told.readings[producer].folder)
        return Brought(folio, memory.files_before(unit.key))

    progress("render", 0, len(orders))
    for count, done in enumerate(pool.map(make_and_stage, orders, fetch=bring), start=1):
        yield done
        progress("render", count, len(orders))
    finish_stage(staging, request.out)
    progress("write", 0, len(orders))


def build_site(root: Path, out: Path) -> Outcome:
    """Build the catalogue folder ``root`` into ``out`` with the site's own settings, as MkDocs' commands do."""
    return build(Request(root.resolve(), out.resolve()))
