"""Checking: every problem of every file, without making anything."""

from __future__ import annotations

from msgspec.structs import replace

from generator.curate import next_change
from generator.documents.static_files import StaticFiles
from generator.foundation.clock import today
from generator.foundation.collecting import rarely_collected
from generator.foundation.store import Store, with_store
from generator.mending import edited, patches_of, problems_after
from generator.model.request import Request
from generator.plan import Plan
from generator.preparing import plan_all
from generator.read.editorial import EditorialFolder
from generator.read.folders import Listing, list_folders
from generator.read.footing import read_footing
from generator.read.pulse import take_pulse
from generator.report.problem import Problem
from generator.survey import Outcome, Progress, Told, no_progress, survey
from generator.write.memory import Rest, at_rest, last_check, remember_check


def check(request: Request, progress: Progress = no_progress) -> Outcome:
    """Do everything but rendering and writing, and return every problem of every file."""
    listing = list_folders(request.root, request.jobs)
    return with_store(request.store, lambda store: _check(store, request, progress, listing))


def _check(store: Store, request: Request, progress: Progress, listing: Listing) -> Outcome:
    pulse = take_pulse(request, listing)
    for rest in (last_check(store), at_rest(store, request.out)):
        as_of = request.as_of or today(rest.timezone) if rest is not None else None
        if rest is None or as_of is None or not rest.is_of(pulse, as_of):
            continue
        changed = edited(listing, rest)
        if changed == ():
            return as_before(rest)
        footing = None if changed is None else read_footing(request)[0]
        if changed is not None and footing is not None:
            patches = patches_of(store, footing.room, rest, changed)
            if patches is not None:
                return replace(as_before(rest), problems=problems_after(rest, patches))
    with rarely_collected():
        return _check_all(store, request, progress, listing, pulse)


def _check_all(store: Store, request: Request, progress: Progress, listing: Listing, pulse: str) -> Outcome:
    outcome = survey(request, store, progress, listing)
    told, showcase = outcome.told, outcome.showcase
    if told is None or showcase is None:
        return outcome
    nothing = EditorialFolder({}, {}, "")
    planned, more = plan_all(request, told, showcase, StaticFiles({}, ()), nothing, {})
    problems = [*outcome.problems, *more]
    if planned is not None:
        remember_check(store, rest_of(told, listing, pulse, problems, planned))
    return replace(outcome, problems=tuple(problems))


def as_before(rest: Rest) -> Outcome:
    """Tell again what the last run told: a warning does not disappear because nothing changed."""
    return Outcome(
        problems=rest.problems,
        published=True,
        producers=rest.producers,
        units=rest.units,
        addresses=rest.addresses,
        left_out=rest.left_out,
    )


def rest_of(told: Told, listing: Listing, pulse: str, problems: list[Problem], planned: Plan) -> Rest:
    return Rest(
        pulse=pulse,
        folders={folder.path: folder.pulse for folder in listing.folders},
        since=told.as_of,
        until=next_change(told.gathered.catalogue, told.as_of),
        timezone=told.site.settings.timezone,
        problems=tuple(problems),
        producers=len(told.readings),
        units=len(planned.units),
        addresses=planned.addresses,
        left_out=told.gathered.faulty,
    )
