"""The language chooser at the site's door: plain links in every language, nobody is ever sent anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from generator.languages.choice import say
from generator.model.catalogue import Showcase
from generator.model.picture import Picture
from generator.model.settings import Site
from generator.model.text import Direction, Lang, Said
from generator.model.unit import Entry, Page, Unit
from generator.pages.addresses import HOME, at
from generator.pages.desk import Desk
from generator.pages.frame import Alternate, Frame, frame
from generator.pages.home import hero_picture
from generator.pages.pictures import PictureView, picture_view
from generator.pages.source import Source

TEMPLATE = "catalogue/chooser.html"
ADDRESS = "index.html"


class ChooserGiven(Struct, frozen=True):
    """The photo behind the chooser."""

    hero: Picture | None


class Tongue(Struct, frozen=True):
    """One language to choose: its own name, and the site's title in it."""

    lang: Lang
    dir: Direction
    autonym: str
    href: str
    title: Said


class ChooserView(Struct, frozen=True):
    """What the template of the chooser sees."""

    frame: Frame
    hero: PictureView | None
    tongues: tuple[Tongue, ...]


def units(showcase: Showcase, site: Site) -> Iterator[Unit]:
    """Yield the one chooser."""
    yield Unit(
        kind="chooser",
        key="chooser",
        given=ChooserGiven(hero_picture(showcase, site)),
        files=(ADDRESS,),
        templates=(TEMPLATE,),
    )


def pages(unit: Unit, desk: Desk, source: Source | None) -> Iterator[Page]:
    """Make the chooser, once: in the language the settings name for it."""
    site, given = desk.site, unit.given
    assert isinstance(given, ChooserGiven)
    if desk.lang != site.settings.chooser_language:
        return
    values = {"region": desk.label(site.settings.region)}
    view = ChooserView(
        frame=door_frame(
            desk,
            kind="chooser",
            title=desk.label(site.settings.title) or site.name,
            description=desk.words.gettext("Products of small producers in %(region)s, chosen by curators.") % values,
        ),
        hero=picture_view(desk, "", given.hero, "hero"),
        tongues=tongues(site, ""),
    )
    yield Page(ADDRESS, desk.lang, TEMPLATE, view)


def door_frame(desk: Desk, *, kind: str, title: str, description: str) -> Frame:
    """Make the frame of a page at the site's root, whose other languages are the home pages."""
    site = desk.site
    alone = frame(
        desk,
        Entry("", (desk.lang,), (desk.lang,)),
        kind=kind,
        section="home",
        title=title,
        description=description,
    )
    homes = tuple(
        Alternate(
            lang=language.code,
            autonym=language.autonym,
            dir=language.dir,
            href=at(HOME, language.code),
            url=site.base_url + at(HOME, language.code),
            current=False,
            announced=True,
        )
        for language in site.languages
    )
    return replace(alone, alternates=homes)


def tongues(site: Site, root: str) -> tuple[Tongue, ...]:
    """Show every language of the site with its own name."""
    return tuple(
        Tongue(
            lang=language.code,
            dir=language.dir,
            autonym=language.autonym,
            href=root + at(HOME, language.code),
            title=say(site.settings.title, language.code, site.settings.fallback),
        )
        for language in site.languages
    )
