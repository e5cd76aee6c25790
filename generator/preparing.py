"""Preparing: the editorial folder taken, its shells flattened, every unit planned."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator.documents.static_files import StaticFiles, editorial_entries, static_files
from generator.foundation.code_digest import code_digest
from generator.foundation.templates import Closures, TemplateFault, environment
from generator.languages.words import WordsError, read_word_books
from generator.model.catalogue import Reference, Showcase
from generator.model.request import Request
from generator.model.settings import Site
from generator.model.unit import SHELL
from generator.outcome import Progress, Told, no_progress
from generator.plan import Ground, Plan, ground_of, plan
from generator.read.editorial import EditorialFolder, read_editorial_folder
from generator.read.footing import Footing, read_footing
from generator.render.shell import ShellError, flatten
from generator.render.workshop import Workshop
from generator.report.problem import Problem, problem


class Taken(Struct, frozen=True):
    """The editorial folder taken: the workshop upon it, and what is copied from it."""

    folder: EditorialFolder
    static: StaticFiles
    workshop: Workshop


def take_folder(request: Request, site: Site, reference: Reference) -> tuple[Taken | None, list[Problem]]:
    """Take the editorial folder and flatten its shells."""
    cache = request.cache / "editorial"
    folder, problems = read_editorial_folder(request.root, request.themes, cache, site, request.jobs)
    if folder is None:
        return None, problems
    shells: dict[str, str] = {}
    for lang, part in folder.languages.items():
        try:
            shells[lang] = flatten(part.shell)
        except ShellError as failure:
            values = {"reason": str(failure)}
            return None, [problem("template-broken", "themes/catalogue/material/main.html", values=values)]
    static = static_files(request.themes, folder)
    workshop = Workshop(
        root=request.root,
        themes=request.themes,
        photo_cache=request.photo_cache,
        bytecode=request.cache / "templates",
        site=site,
        reference=reference,
        shells=shells,
        static_sources=static.sources,
    )
    return Taken(folder, static, workshop), problems


class Prepared(Struct, frozen=True):
    """A plan with the workshop that can carry it out."""

    plan: Plan
    workshop: Workshop


def prepare(
    request: Request, told: Told, showcase: Showcase, progress: Progress = no_progress
) -> tuple[Prepared | None, list[Problem]]:
    """Take the editorial folder, and plan every unit."""
    languages = len(told.site.codes)
    progress("editorial", 0, languages)
    taken, problems = take_folder(request, told.site, told.reference)
    if taken is None:
        return None, problems
    progress("editorial", languages, languages)
    progress("plan", 0, 1)
    planned, problems = plan_all(request, told, showcase, taken.static, taken.folder, taken.workshop.shells)
    if planned is None:
        return None, problems
    progress("plan", len(planned.units), len(planned.units))
    return Prepared(planned, taken.workshop), problems


def plan_all(
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


class Bearings:
    """What a program that builds again and again keeps in between: the footing and the workshop of one pulse."""

    def __init__(self) -> None:
        self._pulse = ""
        self._footing: Footing | None = None
        self._workshop: Workshop | None = None

    def footing(self, request: Request, pulse: str) -> Footing | None:
        """Return what everybody stands on, read again when the pulse is another one."""
        if self._pulse != pulse or self._footing is None:
            self._footing, _ = read_footing(request)
            self._workshop = None
            self._pulse = pulse
        return self._footing

    def workshop(self, request: Request, footing: Footing) -> Workshop | None:
        """Return the workshop upon this footing, None when the editorial folder has faults."""
        if self._workshop is None:
            taken, _ = take_folder(request, footing.site, footing.reference)
            self._workshop = None if taken is None else taken.workshop
        return self._workshop
