"""The page for addresses that lead nowhere: served at any path, so all its links begin at the site's root."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from generator.languages.choice import say
from generator.model.catalogue import Showcase
from generator.model.settings import Site
from generator.model.text import Said
from generator.model.unit import Page, Unit
from generator.pages.chooser import Tongue, door_frame, tongues
from generator.pages.desk import Desk
from generator.pages.frame import Frame
from generator.pages.source import Source

TEMPLATE = "catalogue/not_found.html"
ADDRESS = "404.html"
SORRY = {
    "id": "Halaman ini tidak ada. Mari mulai dari beranda.",
    "en": "This page does not exist. Let us start from the home page.",
    "zh-Hans": "此页面不存在。请从首页开始浏览。",
    "ja": "このページはありません。ホームからご覧ください。",
    "ar": "هذه الصفحة غير موجودة. لنبدأ من الصفحة الرئيسية.",
    "ko": "이 페이지는 없습니다. 홈에서 시작해 주세요.",
    "nl": "Deze pagina bestaat niet. Begin bij de startpagina.",
    "de": "Diese Seite gibt es nicht. Beginnen wir auf der Startseite.",
    "ms": "Halaman ini tidak wujud. Mari mulakan dari laman utama.",
    "fr": "Cette page n’existe pas. Repartons de la page d’accueil.",
}
"""One page speaks all languages here, and a desk has the interface words of one only."""


class Apology(Struct, frozen=True):
    """The sentence in one language, with the way home in it."""

    tongue: Tongue
    text: Said


class NotFoundView(Struct, frozen=True):
    """What the template of the 404 page sees; ``base`` is the path the site is served under."""

    frame: Frame
    base: str
    apologies: tuple[Apology, ...]


def units(showcase: Showcase, site: Site) -> Iterator[Unit]:
    """Yield the one 404 page."""
    yield Unit(kind="not-found", key="not-found", given=None, files=(ADDRESS,), templates=(TEMPLATE,))


def pages(unit: Unit, desk: Desk, source: Source | None) -> Iterator[Page]:
    """Make the page, once: in the frame of the language the settings name for the chooser."""
    site = desk.site
    if desk.lang != site.settings.chooser_language:
        return
    base = site.base_path
    door = door_frame(
        desk,
        kind="not-found",
        title=desk.words.gettext("Page not found"),
        description=desk.words.gettext("There is no page at this address."),
    )
    view = NotFoundView(
        frame=replace(
            door,
            root=Markup(base),
            home=f"{base}{door.home}",
            indexed=False,
            alternates=tuple(replace(other, href=base + other.href, announced=False) for other in door.alternates),
        ),
        base=base,
        apologies=tuple(Apology(tongue, say(SORRY, tongue.lang, ("en",))) for tongue in tongues(site, base)),
    )
    yield Page(ADDRESS, desk.lang, TEMPLATE, view)
