"""Checking: every problem of every file, without making anything."""

from __future__ import annotations

from msgspec.structs import replace

from generator.curate import next_change
from generator.documents.static_files import StaticFiles
from generator.foundation.collecting import rarely_collected
from generator.foundation.store import Store, with_store
from generator.mending import patches_of, problems_after
from generator.model.request import Request
from generator.outcome import Outcome, Progress, Told, as_before, no_progress
from generator.plan import Plan
from generator.preparing import plan_all
from generator.read.editorial import EditorialFolder
from generator.read.folders import Listing
from generator.read.footing import read_footing
from generator.report.problem import Problem
from generator.resting import Look, look
from generator.survey import survey
from generator.write.memory import Rest, remember_check


def check(request: Request, progress: Progress = no_progress, seen: Look | None = None) -> Outcome:
    """Do everything but rendering and writing, and return every problem of every file."""
    found = seen or look(request, only_checking=True)
    return with_store(request.store, lambda store: _check(store, request, progress, found))


def _check(store: Store, request: Request, progress: Progress, seen: Look) -> Outcome:
    rest, changed = seen.rest, seen.changed
    if rest is not None and changed == ():
        return as_before(rest)
    footing = read_footing(request)[0] if changed else None
    if rest is not None and changed is not None and footing is not None:
        patches = patches_of(store, footing.room, rest, changed)
        if patches is not None:
            unwanted = footing.site.settings.unwanted_advice
            return replace(as_before(rest), problems=problems_after(rest, patches, unwanted))
    with rarely_collected():
        return _check_all(store, request, progress, seen.listing, seen.pulse)


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
