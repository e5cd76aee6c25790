"""The shell's menu: which sections, languages and editorial pages header and footer link to."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from msgspec import Struct

from generator.languages.choice import direction
from generator.model.text import Lang
from generator.pages.frame import Alternate

TABS = tuple(
    (name, f"{{lang}}/{name}/")
    for name in ("products", "categories", "regions", "producers", "certifications", "brands")
)
LAST = 1000.0
"""The place of a page whose front matter gives no ``order``; among them, the pages a buyer needs come first."""
FIRST_PATHS = ("about/", "how-to-buy/", "curation/")

_FRONT_MATTER = re.compile(r"---\s*\n(.*?)\n(?:---|\.\.\.)\s*(?:\n|\Z)(.*)", re.DOTALL)
_HEADING = re.compile(r"^#\s+(.+?)\s*#*$", re.MULTILINE)


class Menu(Struct, frozen=True):
    """What the catalogue tells the shell: addresses from the root with ``{lang}``, texts by language."""

    base_url: str
    title: Mapping[Lang, str]
    region: Mapping[Lang, str]
    enquiries: str | None
    fallback: tuple[Lang, ...]
    autonyms: Mapping[Lang, str]
    tabs: tuple[tuple[str, str], ...]


class EditorialPage(Struct, frozen=True):
    """An editorial page before it is rendered: its address below the language, title, place in lists."""

    path: str
    title: str
    order: float


class Link(Struct, frozen=True):
    """A link of the header or footer: an address from the root, and the language it leads to."""

    section: str
    address: str
    title: str
    lang: Lang


class Directory(Struct, frozen=True):
    """The editorial pages of every language, by their addresses below the language."""

    lang: Lang
    menu: Menu
    pages: Mapping[Lang, Mapping[str, EditorialPage]]

    def tabs(self) -> list[Link]:
        """Link the sections; the page about the site in this language or a fallback, if there is one."""
        links = []
        for section, pattern in self.menu.tabs:
            if section != "about":
                links.append(Link(section, pattern.replace("{lang}", self.lang), "", self.lang))
            elif lang := self._language_of("about/"):
                links.append(Link(section, f"{lang}/about/", "", lang))
        return links

    def footer(self) -> list[Link]:
        """Link the editorial pages at the top of the folder, each in this language or a fallback."""
        paths = {path for pages in self.pages.values() for path in pages if path.count("/") == 1}
        found = [(self.pages[lang][path], lang) for path in paths if (lang := self._language_of(path))]
        found.sort(key=lambda item: (item[0].order, item[0].path not in FIRST_PATHS, _rank(item[0].path)))
        return [Link("about", f"{lang}/{page.path}", page.title, lang) for page, lang in found]

    def alternates(self, path: str, root: str) -> tuple[Alternate, ...]:
        """Lead to a page in every language, or to that language's home where it is not written."""
        return tuple(
            Alternate(
                lang=lang,
                autonym=autonym,
                dir=direction(lang),
                href=root + (address := f"{lang}/{path}" if path in self.pages[lang] else f"{lang}/"),
                url=self.menu.base_url + address,
                current=lang == self.lang,
                announced=path in self.pages[lang],
            )
            for lang, autonym in self.menu.autonyms.items()
        )

    def default_url(self, path: str) -> str:
        """Return the version of a page for readers of other languages."""
        written = [lang for lang, pages in self.pages.items() if path in pages]
        lang = next((lang for lang in self.menu.fallback if lang in written), written[0])
        return f"{self.menu.base_url}{lang}/{path}"

    def _language_of(self, path: str) -> Lang | None:
        languages = (self.lang, *self.menu.fallback)
        return next((lang for lang in languages if path in self.pages.get(lang, {})), None)


def read_menu(file: Path | None, languages: Sequence[Lang], base_url: str) -> Menu:
    """Read ``menu.json``; whatever it leaves out has a plain default.

    ``{"base_url", "title": {lang: text}, "region": {lang: text}, "enquiries", "fallback": [lang],
    "languages": [{"code", "autonym"}], "expo": current edition, "tabs": [{"section", "address"}]}``
    """
    given: dict[str, Any] = {} if file is None else json.loads(file.read_text("utf-8"))
    autonyms = {language["code"]: language["autonym"] for language in given.get("languages", ())}
    expo = f"expo/{given['expo']}/{{lang}}/" if given.get("expo") else "expo/"
    default_tabs = (*TABS, ("expo", expo), ("about", "{lang}/about/"))
    tabs = tuple((tab["section"], tab["address"]) for tab in given.get("tabs", ())) or default_tabs
    return Menu(
        base_url=given.get("base_url") or base_url,
        title=given.get("title") or {},
        region=given.get("region") or {},
        enquiries=given.get("enquiries"),
        fallback=tuple(given.get("fallback", ("en", "id"))),
        autonyms={lang: autonyms.get(lang) or _locale(lang).get_display_name() or lang for lang in languages},
        tabs=tabs,
    )


def read_editorial(folder: Path) -> dict[str, EditorialPage]:
    """Find the editorial pages of one language; front matter or first heading name them."""
    pages: dict[str, EditorialPage] = {}
    for file in sorted(folder.rglob("*.md")):
        text = file.read_text("utf-8-sig").replace("\r\n", "\n")
        meta: Any = None
        if front := _FRONT_MATTER.match(text):
            meta, text = yaml.safe_load(front[1]), front[2]
        meta = meta if isinstance(meta, dict) else {}
        place = file.relative_to(folder).with_suffix("")
        parts = place.parts[:-1] if place.name in ("index", "README") else place.parts
        path = "".join(f"{part}/" for part in parts)
        heading = _HEADING.search(text)
        title = meta.get("title") or (heading[1] if heading else place.name.replace("-", " ").capitalize())
        order = meta.get("order", LAST)
        pages[path] = EditorialPage(path, str(title), float(order) if isinstance(order, int | float) else LAST)
    return pages


def _rank(path: str) -> str:
    return str(FIRST_PATHS.index(path)) if path in FIRST_PATHS else path


def territory(lang: Lang) -> str:
    """Return the locale OpenGraph wants, such as ``zh_CN``: with the language's most likely country."""
    locale = _locale(lang)
    known = get_global("likely_subtags")
    likely = Locale.parse(known.get(str(locale)) or known.get(locale.language) or str(locale))
    country = locale.territory or likely.territory
    return f"{locale.language}_{country}" if country else locale.language


def _locale(lang: Lang) -> Locale:
    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
