"""The survey: everything read and gathered, what may be shown of it, and every problem found on the way."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from msgspec.structs import replace

from generator.curate import curate
from generator.foundation.clock import today
from generator.foundation.store import Store, with_store
from generator.gather import gather
from generator.model.request import Request
from generator.outcome import Outcome, Progress, Told, no_progress
from generator.read.content import read_brands, read_expos
from generator.read.every_producer import read_every_producer
from generator.read.folders import Listing, check_regencies, list_folders
from generator.read.footing import read_footing
from generator.report.problem import Problem, has_errors

NOTHING: Mapping[str, tuple[Problem, ...]] = MappingProxyType({})
"""No folder proved faulty."""


def everybody(request: Request, progress: Progress = no_progress) -> Outcome:
    """Survey the whole catalogue, for who must see everybody. Raises ``StoreBusy``, ``OSError``."""
    listing = list_folders(request.root, request.jobs)
    return with_store(request.store, lambda store: survey(request, store, progress, listing))


def survey(request: Request, store: Store, progress: Progress, listing: Listing) -> Outcome:
    """Read, gather and curate everybody, and return it with all problems."""
    told, problems = read_and_gather(request, store, progress, listing)
    if told is None or fatal(problems):
        return Outcome(tuple(problems), told=told)
    showcase = curate(told.gathered.catalogue, told.site, told.as_of)
    return Outcome(
        tuple(problems),
        told=told,
        showcase=showcase,
        producers=len(told.readings),
        left_out=told.gathered.faulty,
    )


def read_and_gather(
    request: Request,
    store: Store,
    progress: Progress,
    listing: Listing,
    undone: Mapping[str, tuple[Problem, ...]] = NOTHING,
) -> tuple[Told | None, list[Problem]]:
    """Read every file an editor wrote and put it together; a run without settings knows nothing."""
    footing, problems = read_footing(request)
    if footing is None:
        return None, problems
    site, reference = footing.site, footing.reference
    problems += listing.problems
    problems += check_regencies(listing.folders, [region.slug for region in reference.regions.values()])
    progress("read", 0, len(listing.folders))
    readings = [
        replace(reading, card=None, problems=(*reading.problems, *undone[reading.folder]))
        if reading.folder in undone
        else reading
        for reading in read_every_producer(footing.room, listing, store, request.workers, partial(progress, "read"))
    ]
    progress("read", len(listing.folders), len(listing.folders))
    brands, more = read_brands(request.root)
    problems += more
    expos, more = read_expos(request.root)
    problems += more
    progress("gather", 0, len(readings))
    gathered = gather(reference, readings, brands, expos, site.settings, problems, footing.settings_path)
    progress("gather", len(readings), len(readings))
    as_of = request.as_of or today(site.settings.timezone)
    return Told(site, as_of, reference, gathered.catalogue.readings, gathered), list(gathered.catalogue.problems)


def may_go_on(problems: list[Problem], request: Request) -> bool:
    """Tell whether to publish: not with errors, unless asked to keep going and only producers are at fault."""
    if request.strict and problems:
        return False
    if not has_errors(problems):
        return True
    return request.keep_going and not fatal(problems)


def fatal(problems: list[Problem]) -> bool:
    """Tell whether something everybody depends on is wrong: settings, reference tables, templates, words."""
    own = ("producers/", "content/brands/", "content/expos/")
    return any(p.severity == "error" and not p.place.file.startswith(own) for p in problems)
