"""The story of a build: read, gather, curate, plan, render, write.

Two parallel maps (reading and rendering) around one small, pure, serial middle. Nothing is published before
everything that has to be made is made; what did not change is not made again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import cast

from msgspec import Struct, field
from msgspec.structs import replace

from generator.curate import curate, next_change
from generator.documents.static_files import StaticFiles, editorial_entries, static_files
from generator.foundation.clock import today
from generator.foundation.code_digest import code_digest
from generator.foundation.digest import digest_value
from generator.foundation.pool import Pool
from generator.foundation.store import Store, with_store
from generator.foundation.templates import Closures, TemplateFault, environment
from generator.gather import Gathered, gather
from generator.languages.words import WordsError, read_word_books
from generator.model.catalogue import Reading, Reference, Showcase
from generator.model.request import Request
from generator.model.settings import Site
from generator.model.unit import SHELL, Planned
from generator.plan import Ground, Plan, ground_of, plan, why_stale
from generator.read.content import SiteFile, read_brands, read_expos, read_reference, read_settings
from generator.read.editorial import EditorialFolder, read_editorial_folder
from generator.read.every_producer import MEMORY, AllReadings, Remembered, read_every_producer
from generator.read.folders import Listing, check_regencies, list_folders
from generator.read.pulse import take_pulse
from generator.read.vocabulary import vocabulary_of
from generator.render.shell import ShellError, flatten
from generator.render.workshop import Order, Workshop
from generator.report.problem import Problem, has_errors, problem
from generator.write.making import Bench, Done, Job, make_and_stage
from generator.write.memory import Rest, SiteMemory, at_rest
from generator.write.staging import begin_stage, clear, finish_stage, staging_folder

NOTHING: Mapping[str, tuple[Problem, ...]] = MappingProxyType({})
"""No folder proved faulty."""

Progress = Callable[[str, int, int], None]
"""Told of each step: its name, how much of it is done, and how much there is."""


def no_progress(step: str, done: int, total: int) -> None:
    """Say nothing."""


class Told(Struct, frozen=True):
    """Everything read and gathered: what a run knows before it decides anything."""

    site: Site
    as_of: dt.date
    reference: Reference
    readings: Mapping[str, Reading]
    gathered: Gathered


class Outcome(Struct, frozen=True):
    """What a run did. ``rendered`` are the keys of the units made; ``published`` tells whether the site is new."""

    problems: tuple[Problem, ...]
    published: bool = False
    told: Told | None = None
    showcase: Showcase | None = None
    rendered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    units: int = 0
    addresses: int = 0
    written: int = 0
    removed: int = 0
    left_out: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def build(request: Request, progress: Progress = no_progress) -> Outcome:
    """Build the site. Raises ``StoreBusy``, ``WorkerDied``, ``OSError``; mistakes in the content are problems."""
    return with_store(request.store, lambda store: _build(store, request, progress))


def _build(
    store: Store, request: Request, progress: Progress, undone: Mapping[str, tuple[Problem, ...]] = NOTHING
) -> Outcome:
    """Build once; ``undone`` are producers' folders that proved faulty only while their pages were made."""
    notices = ("store-recovered",) if store.recovered else ()
    listing = list_folders(request.root)
    pulse = take_pulse(request, listing)
    rest = at_rest(store, request.out)
    if rest is not None and not request.only and rest.holds(pulse, request.as_of or today(rest.timezone)):
        return _left_alone(rest)
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
    jobs, why = stale_jobs(request, prepared.plan, told, showcase, memory)
    made = render_and_stage(request, prepared, jobs, progress)
    problems += [found for done in made for found in done.problems]
    if any(done.problems for done in made):
        clear(staging_folder(request.out))
        faulty = _by_folder(told, made)
        if faulty and may_go_on(problems, request):
            return _build(store, request, progress, {**undone, **faulty})
        return Outcome(tuple(problems), told=told, showcase=showcase, notices=notices)
    progress("write", 0, len(made))
    rest = Rest(
        pulse=pulse,
        since=told.as_of,
        until=next_change(told.gathered.catalogue, told.as_of),
        timezone=told.site.settings.timezone,
        problems=tuple(problems),
        units=len(prepared.plan.units),
        addresses=len(prepared.plan.owners),
        left_out=told.gathered.faulty,
    )
    written, removed = memory.publish(prepared.plan.units, made, why, None if request.only else rest)
    progress("write", len(made), len(made))
    return Outcome(
        problems=tuple(problems),
        published=True,
        told=told,
        showcase=showcase,
        rendered=why,
        units=len(prepared.plan.units),
        addresses=len(prepared.plan.owners),
        written=written,
        removed=removed,
        left_out=told.gathered.faulty,
        notices=notices,
    )


def _left_alone(rest: Rest) -> Outcome:
    """Tell again what the last build told: a warning does not disappear because nothing changed."""
    return Outcome(
        problems=rest.problems, published=True, units=rest.units, addresses=rest.addresses, left_out=rest.left_out
    )


def _by_folder(told: Told, made: list[Done]) -> dict[str, tuple[Problem, ...]]:
    """Return what was found while pages were made, by the producer's folder it lies in."""
    found = [problem for done in made for problem in done.problems]
    folders = (reading.folder for reading in told.readings.values())
    own = {folder: tuple(p for p in found if p.place.file.startswith(f"{folder}/")) for folder in folders}
    return {folder: problems for folder, problems in own.items() if problems}


def check(request: Request, progress: Progress = no_progress) -> Outcome:
    """Do everything but rendering and writing, and return every problem of every file."""
    listing = list_folders(request.root)
    told, problems = with_store(request.store, lambda store: read_and_gather(request, store, progress, listing))
    if told is None or fatal(problems):
        return Outcome(tuple(problems), told=told)
    showcase = curate(told.gathered.catalogue, told.site, told.as_of)
    nothing = EditorialFolder({}, {}, "")
    _, more = _plan(request, told, showcase, StaticFiles({}, ()), nothing, {})
    return Outcome((*problems, *more), told=told, showcase=showcase, left_out=told.gathered.faulty)


def read_and_gather(
    request: Request,
    store: Store,
    progress: Progress,
    listing: Listing,
    undone: Mapping[str, tuple[Problem, ...]] = NOTHING,
) -> tuple[Told | None, list[Problem]]:
    """Read every file an editor wrote and put it together; a run without settings knows nothing."""
    reference, problems = read_reference(request.reference_root)
    site_file, found = read_settings(request.root)
    problems += found
    if site_file is None:
        return None, problems
    site = _site(request, site_file, reference)
    problems += listing.problems
    problems += check_regencies(listing.folders, [region.slug for region in reference.regions.values()])
    progress("read", 0, len(listing.folders))
    vocabulary = vocabulary_of(reference, site.codes)
    rules = digest_value((code_digest(), vocabulary.digest))
    remembered = cast(Mapping[str, Remembered], store.all(MEMORY))
    everyone = read_every_producer(
        request.root, listing, vocabulary, rules, remembered, request.workers, partial(progress, "read")
    )
    _remember_readings(store, everyone)
    progress("read", len(listing.folders), len(listing.folders))
    brands, more = read_brands(request.root)
    problems += more
    expos, more = read_expos(request.root)
    problems += more
    readings = [
        replace(reading, card=None, problems=(*reading.problems, *undone[reading.folder]))
        if reading.folder in undone
        else reading
        for reading in everyone.readings
    ]
    progress("gather", 0, len(readings))
    gathered = gather(reference, readings, brands, expos, site.settings, problems, site_file.path)
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


class Prepared(Struct, frozen=True):
    """A plan with the workshop that can carry it out."""

    plan: Plan
    workshop: Workshop


def prepare(
    request: Request, told: Told, showcase: Showcase, progress: Progress = no_progress
) -> tuple[Prepared | None, list[Problem]]:
    """Take the editorial folder, flatten its shells, and plan every unit."""
    languages = len(told.site.codes)
    progress("editorial", 0, languages)
    folder, problems = read_editorial_folder(
        request.root, request.themes, request.cache / "editorial", told.site, request.jobs
    )
    if folder is None:
        return None, problems
    shells: dict[str, str] = {}
    for lang, part in folder.languages.items():
        try:
            shells[lang] = flatten(part.shell)
        except ShellError as failure:
            values = {"reason": str(failure)}
            return None, [problem("template-broken", "themes/catalogue/material/main.html", values=values)]
    progress("editorial", languages, languages)
    progress("plan", 0, 1)
    static = static_files(request.themes, folder)
    planned, problems = _plan(request, told, showcase, static, folder, shells)
    if planned is None:
        return None, problems
    progress("plan", len(planned.units), len(planned.units))
    workshop = Workshop(
        root=request.root,
        themes=request.themes,
        photo_cache=request.photo_cache,
        bytecode=request.cache / "templates",
        site=told.site,
        reference=told.reference,
        shells=shells,
        static_sources=static.sources,
    )
    return Prepared(planned, workshop), problems


def _plan(
    request: Request,
    told: Told,
    showcase: Showcase,
    static: StaticFiles,
    folder: EditorialFolder,
    shells: Mapping[str, str],
) -> tuple[Plan | None, list[Problem]]:
    try:
        ground = _ground(request, told, shells)
        closures = Closures(environment(request.themes, {SHELL: next(iter(shells.values()), "")}))
        planned = plan(showcase, told.readings, told.site, static, editorial_entries(folder), closures, ground)
    except WordsError as failure:
        file = failure.file.relative_to(request.themes.parent).as_posix()
        return None, [problem("words-broken", file, values={"reason": failure.reason})]
    except TemplateFault as fault:
        file, values = f"themes/{fault.name}", {"reason": fault.reason}
        return None, [problem("template-broken", file, values=values, line=fault.line, column=1)]
    return planned, list(planned.problems)


def _ground(request: Request, told: Told, shells: Mapping[str, str]) -> Ground:
    books = read_word_books(request.themes / "locales", told.site.codes)
    words = {lang: book.digest for lang, book in books.items()}
    return ground_of(told.site, told.reference, words, shells, code_digest())


def stale_jobs(
    request: Request, planned: Plan, told: Told, showcase: Showcase, memory: SiteMemory
) -> tuple[list[Job], dict[str, tuple[str, ...]]]:
    """Choose the units that must be made, and say of each what had changed."""
    jobs: list[Job] = []
    reasons: dict[str, tuple[str, ...]] = {}
    for key, each in planned.units.items():
        if request.only and not _is_wanted(each, request.only):
            continue
        made = memory.units.get(key)
        why = why_stale(each, made)
        if why:
            before = made.outputs if made is not None and memory.is_known else {}
            jobs.append(Job(_order(each, told.readings, showcase), before))
            reasons[key] = why
    return jobs, reasons


def _is_wanted(each: Planned, only: tuple[str, ...]) -> bool:
    names = (each.unit.key, each.unit.source or each.unit.key)
    return any(fnmatchcase(name, pattern) for name in names for pattern in only)


def _order(each: Planned, readings: Mapping[str, Reading], showcase: Showcase) -> Order:
    unit = each.unit
    if unit.source is None:
        return Order(unit)
    reading = readings[unit.source]
    return Order(unit, reading.record, showcase.decisions[unit.source], reading.pictures)


def render_and_stage(request: Request, prepared: Prepared, jobs: list[Job], progress: Progress) -> list[Done]:
    """Make the units in parallel; their changed files wait beside the site."""
    staging = begin_stage(request.out, shared=request.cluster is not None)
    pool = Pool(Bench(prepared.workshop, staging, request.out), request.workers)
    made = []
    progress("render", 0, len(jobs))
    for count, done in enumerate(pool.map(make_and_stage, jobs), start=1):
        made.append(done)
        progress("render", count, len(jobs))
    finish_stage(staging, request.out)
    return made


def _remember_readings(store: Store, everyone: AllReadings) -> None:
    if everyone.fresh or everyone.gone:
        with store.transaction() as writer:
            writer.put(MEMORY, everyone.fresh)
            writer.forget(MEMORY, everyone.gone)


def _site(request: Request, site_file: SiteFile, reference: Reference) -> Site:
    settings = site_file.settings
    if request.languages:
        settings = settings.model_copy(update={"languages": request.languages})
    if settings.chooser_language not in settings.languages:
        settings = settings.model_copy(update={"chooser_language": settings.languages[0]})
    url = request.base_url or site_file.url or "http://localhost/"
    return Site(
        settings=settings,
        name=site_file.name,
        base_url=url if url.endswith("/") else f"{url}/",
        languages=tuple(reference.languages[code] for code in settings.languages if code in reference.languages),
    )


def build_site(root: Path, out: Path) -> Outcome:
    """Build the catalogue folder ``root`` into ``out`` with the site's own settings, as MkDocs' commands do."""
    return build(Request(root.resolve(), out.resolve()))
