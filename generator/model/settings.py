"""The site's settings: the part of ``mkdocs.yml`` under the plugin ``catalogue``, and what a run adds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, get_args

from msgspec import Struct
from pydantic import Field

from generator.model.producer import CurationClass, Email, LangCode, Line, LineIn, Record, SentenceIn, Whole
from generator.model.reference import Language
from generator.model.text import Lang

PhotoAdvice = Literal[
    "photo-small",
    "photo-blurred",
    "photo-dark",
    "photo-framed",
    "photo-screen",
    "photo-shared",
    "photo-location",
    "photo-alt",
]
"""What editors may be told about their photos, by the codes of the warnings."""
ALL_PHOTO_ADVICE: tuple[PhotoAdvice, ...] = get_args(PhotoAdvice)


class Hero(Record):
    """The home page's one strong image: ``producer/file`` of a photo."""

    photo: Line | None = None
    title: LineIn = {}
    lead: SentenceIn = {}


class Settings(Record):
    """What the people who run a site decide about it."""

    languages: Annotated[tuple[LangCode, ...], Field(min_length=1)] = ("id", "en")
    chooser_language: LangCode = "en"
    fallback: tuple[LangCode, ...] = ("en", "id")
    timezone: Line = "Asia/Jakarta"
    title: LineIn = {}
    region: LineIn = {}
    accepts: tuple[CurationClass, ...] = ("national", "export")
    programs: tuple[str, ...] | Literal["*"] = "*"
    page_size: Annotated[Whole, Field(ge=6, le=120)] = 24
    current_expo: Line | None = None
    enquiries: Email | None = None
    hero: Hero = Field(default_factory=Hero)
    stories: tuple[str, ...] = ()
    sharing_cards: bool = True
    photo_advice: tuple[PhotoAdvice, ...] = ALL_PHOTO_ADVICE

    @property
    def unwanted_advice(self) -> frozenset[str]:
        """The codes of the warnings about photos that this site does not want to hear."""
        return frozenset(ALL_PHOTO_ADVICE).difference(self.photo_advice)


class Site(Struct, frozen=True, dict=True):
    """The settings of one run: ``base_url`` ends with a slash.

    ``sharing`` is, for each language, the digest of what all its sharing cards stand on; empty when there are none.
    """

    settings: Settings
    name: str
    base_url: str
    languages: tuple[Language, ...]
    sharing: Mapping[Lang, str] = {}

    @cached_property
    def codes(self) -> tuple[Lang, ...]:
        """The language codes, in the order the site shows them."""
        return tuple(language.code for language in self.languages)

    def language(self, code: Lang) -> Language:
        """Return a language of the site by its code."""
        return next(language for language in self.languages if language.code == code)

    @property
    def base_path(self) -> str:
        """The path under which the site is served: ``/`` or ``/something/``."""
        after_host = self.base_url.split("://", 1)[-1].partition("/")[2]
        return f"/{after_host}" if after_host else "/"
