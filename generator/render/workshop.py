"""The workshop: one process's tools for making units, and the making of one unit from what it was handed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cached_property, partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import TemplateError
from msgspec import Struct

from generator.documents import media, sharing
from generator.documents import static_files as static
from generator.feeds import hosting, open_data, sitemap
from generator.foundation.bucket import Bucket
from generator.foundation.template_compiling import CompilingEnvironment
from generator.foundation.templates import Bytecode, TemplateFault, environment, render
from generator.languages.formats import Formats
from generator.languages.words import WordBook, read_word_book
from generator.model.catalogue import Folio, Reference
from generator.model.decision import Decision
from generator.model.picture import Picture
from generator.model.producer import Producer
from generator.model.settings import Site
from generator.model.text import Lang
from generator.model.trusted import load
from generator.model.unit import SHELL, File, Unit
from generator.pages.desk import Desk
from generator.pages.kinds import KINDS
from generator.pages.source import Source
from generator.photos.darkroom import photo_problem
from generator.photos.probe import PhotoError
from generator.photos.sharing import Subject, grounds, largest_address
from generator.photos.sharing import address as card_address
from generator.photos.sharing_cache import cards_through_cache, largest_jpeg
from generator.photos.variants import variants_through_cache
from generator.report.problem import Problem, problem

if TYPE_CHECKING:
    from PIL.Image import Image

    from generator.photos.sharing_drawing import Press

SHARED_PIECES = frozenset(
    {"product_card", "maker_card", "fact", "key_fact", "certificate", "curated", "materials", "statements"}
)
"""The macros that draw the same piece on many pages: cards in lists, facts, a producer's papers under its products."""


class Order(Struct, frozen=True):
    """One unit to make, with what was decided of the producer whose record it is made from."""

    unit: Unit
    decision: Decision | None = None

    def __str__(self) -> str:
        return self.unit.key


class Delivery(Struct, frozen=True):
    """The files of one unit, or why it could not be made."""

    files: tuple[File, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Workshop:
    """What rendering needs, the same for every unit. Paths are absolute; templates compile on first use."""

    root: Path
    themes: Path
    photo_cache: Path | Bucket
    bytecode: Path
    site: Site
    reference: Reference
    shells: Mapping[Lang, str]
    static_sources: Mapping[str, Path]

    @cached_property
    def words(self) -> Mapping[Lang, WordBook]:
        """The interface words of every language."""
        return {lang: read_word_book(self.themes / "locales", lang) for lang in self.site.codes}

    @cached_property
    def desks(self) -> Mapping[Lang, Desk]:
        """One desk per language."""
        return {lang: Desk(lang, self.site, self.reference, words, Formats(lang)) for lang, words in self.words.items()}

    @cached_property
    def templates(self) -> Mapping[Lang, CompilingEnvironment]:
        """The compiled templates of every language."""
        return {
            lang: environment(
                self.themes,
                {SHELL: self.shells[lang]},
                words,
                Bytecode(self.bytecode, self.bytecode / lang),
                SHARED_PIECES,
            )
            for lang, words in self.words.items()
        }

    @cached_property
    def press(self) -> Press:
        """What draws sharing cards. Raises ``OSError`` where they would not look as their addresses say."""
        from generator.photos.sharing_drawing import Press

        if grounds(self.site, self.reference, self.themes) != self.site.sharing:
            raise OSError("fonts or layout of the sharing cards are not those that the build began with")
        return Press(self.themes, self.site.codes)

    def get_ready(self, names: Iterable[str]) -> None:
        """Compile and load templates now: processes forked from this one then have them all.

        One that cannot be compiled is told of by the unit that wants it.
        """
        for templates, name in product(self.templates.values(), sorted(names)):
            with suppress(TemplateError):
                templates.drawer(name)

    def __getstate__(self) -> dict[str, object]:
        """Send to other processes what was given; they make their own tools of it."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


def make(workshop: Workshop, order: Order, folio: Folio) -> Delivery:
    """Make one unit: a pure function of the workshop, the order and the folio, but for the photos it reads."""
    unit = order.unit
    try:
        return Delivery(tuple(_files(workshop, order, folio)))
    except TemplateFault as fault:
        file = f"themes/{fault.name}"
        found = problem("template-broken", file, values={"reason": fault.reason}, line=fault.line, column=1)
        return Delivery((), (found,))
    except _PhotoFault as fault:
        return Delivery((), (fault.problem,))
    except Exception as failure:
        failure.add_note(f"while making {unit.key}")
        raise


class _PhotoFault(Exception):
    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.problem = found


def _files(workshop: Workshop, order: Order, folio: Folio) -> Iterator[File]:
    unit = order.unit
    if unit.kind in KINDS:
        yield from _pages(workshop, order, folio)
    elif unit.kind == media.KIND:
        yield from _media(workshop, unit, folio)
    elif unit.kind == sharing.KIND:
        yield from _sharing(workshop, unit, folio)
    elif unit.kind == static.KIND:
        for address in unit.files:
            yield File(address, workshop.static_sources[address].read_bytes())
    elif unit.kind == sitemap.KIND:
        yield from sitemap.files(unit, workshop.site)
    elif unit.kind == hosting.KIND:
        yield from hosting.files(unit, workshop.site)
    elif unit.kind == open_data.KIND:
        yield from open_data.files(unit)
    else:
        raise ValueError(f"no room makes units of kind {unit.kind!r}")


def _pages(workshop: Workshop, order: Order, folio: Folio) -> Iterator[File]:
    source = None
    if order.decision is not None:
        source = Source(load(Producer, folio.record), order.decision, folio.pictures)
    parts = order.unit.parts or (order.unit,)
    for lang, desk in workshop.desks.items():
        for part in parts:
            for page in KINDS[part.kind].pages(part, desk, source):
                text = render(workshop.templates[lang], page.template, page.view)
                yield File(page.address, text.encode())


def _media(workshop: Workshop, unit: Unit, folio: Folio) -> Iterator[File]:
    given = unit.given
    if not isinstance(given, media.MediaGiven):
        raise TypeError(f"{unit.key} was given no photos")
    pictures = {picture.digest: picture for picture in folio.pictures.values()}
    for photo in given.photos:
        picture = pictures[photo.digest]
        try:
            variants = variants_through_cache(workshop.root, workshop.photo_cache, picture)
        except PhotoError as failure:
            raise _PhotoFault(photo_problem(picture.source, failure)) from failure
        for address, content in variants.items():
            yield File(address, content)


def _sharing(workshop: Workshop, unit: Unit, folio: Folio) -> Iterator[File]:
    given = unit.given
    if not isinstance(given, sharing.SharingGiven):
        raise TypeError(f"{unit.key} was given nothing to share")
    pictures = {largest_address(picture): picture for picture in folio.pictures.values()}
    for of, subject in given.subjects:
        desks = {card_address(of, workshop.site, lang): desk for lang, desk in workshop.desks.items()}
        draw = partial(_card, workshop, subject, desks, _Photo(workshop, subject, pictures))
        for place, content in cards_through_cache(workshop.photo_cache, tuple(desks), draw).items():
            yield File(place, content)


def _card(workshop: Workshop, subject: Subject, desks: Mapping[str, Desk], photo: _Photo, place: str) -> bytes:
    return workshop.press.card(sharing.copy_of(subject, desks[place]), photo.fitted)


@dataclass(frozen=True)
class _Photo:
    """The photo of a subject's cards: cropped once for all languages, and only if one of them must be drawn."""

    workshop: Workshop
    subject: Subject
    pictures: Mapping[str, Picture]

    @cached_property
    def fitted(self) -> Image | None:
        if self.subject.photo is None:
            return None
        from generator.photos.sharing_drawing import fitted

        place, focus = self.subject.photo
        picture = self.pictures[place]
        try:
            return fitted(largest_jpeg(self.workshop.root, self.workshop.photo_cache, picture), focus)
        except PhotoError as failure:
            raise _PhotoFault(photo_problem(picture.source, failure)) from failure
