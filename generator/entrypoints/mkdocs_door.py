"""The door to MkDocs, and the only one: it fills the folder of shells and editorial pages, and is the plugin.

``python -m generator.entrypoints.mkdocs_door`` renders one language into the folder; ``CataloguePlugin`` lets
``mkdocs build`` and ``mkdocs serve`` make the whole site.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import watchfiles
from jinja2 import Environment
from markupsafe import Markup, escape

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.base import LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, ConfigurationError, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext
from mkdocs.utils.yaml import yaml_load

from generator.entrypoints.menu import Directory, read_editorial, read_menu, territory
from generator.languages.choice import direction, say
from generator.languages.words import WordBook, WordsError, read_word_book
from generator.model.text import Lang
from generator.pages.frame import Crumb, Frame
from generator.pages.links import root_of
from generator.render.shell import Mark, each, same, slot, unless, when
from generator.report.messages import tell

log = logging.getLogger("mkdocs.plugins.catalogue")

PLACEHOLDER = "shell.html"


def theme_language(lang: Lang, theme_dirs: Sequence[str]) -> str:
    """Choose Material's own words: ``zh-Hans`` is ``zh`` to it; a language it does not speak gets English."""
    for name in (lang, lang.split("-", 1)[0]):
        if any(Path(folder, "partials", "languages", f"{name}.html").is_file() for folder in theme_dirs):
            return name
    return "en"


class OneLanguage(BasePlugin[LegacyConfig]):  # type: ignore[no-untyped-call]
    """What a run for one language adds to MkDocs: the placeholder page, our words, every page's frame."""

    def __init__(self, directory: Directory, words: WordBook) -> None:
        super().__init__()
        self.lang = directory.lang
        self.menu = directory.menu
        self.directory = directory
        self.words = words
        self.site_name = ""
        self.finished: list[dict[str, str]] = []

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Speak the language; render no pages of the theme's own (404, sitemap)."""
        config.theme["language"] = theme_language(self.lang, config.theme.dirs)
        config.theme.static_templates = set()
        self.site_name = say(self.menu.title, self.lang, self.menu.fallback).text or config.site_name
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Move every file below its language, leave the theme's assets out, add the placeholder page."""
        kept = []
        for file in files:
            if file.src_dir == config.docs_dir:
                file.dest_uri = f"{self.lang}/{file.dest_uri}"
                kept.append(file)
        placeholder = File.generated(config, "_shell.md", content="# Shell\n")
        placeholder.dest_uri = f"{self.lang}/{PLACEHOLDER}"
        return Files([*kept, placeholder])

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give templates our interface words, and the words that print now or leave a mark."""
        env.trim_blocks = env.lstrip_blocks = True
        env.add_extension("jinja2.ext.i18n")
        words = self.words
        env.install_gettext_callables(  # type: ignore[attr-defined]
            words.gettext, words.ngettext, newstyle=True, pgettext=words.pgettext, npgettext=words.npgettext
        )
        env.globals.update(each=each, same=same, slot=slot, unless=unless, when=when)
        return env

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Let the keyboard reach what scrolls sideways on a phone: code and tables."""
        code = re.sub(r"(<pre[^>]*>\s*<code)", r'\1 tabindex="0"', html)
        label = escape(self.words.gettext("Table"))
        opening = f'<div class="md-typeset__scrollwrap" role="group" aria-label="{label}" tabindex="0">'
        return re.sub(r"<table>.*?</table>", rf"{opening}\g<0></div>", code, flags=re.DOTALL)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Hand the frame and the site's links to the partials."""
        is_placeholder = page.file.dest_uri == f"{self.lang}/{PLACEHOLDER}"
        extra: dict[str, Any] = {
            "frame": Mark("frame") if is_placeholder else self._frame(page),
            "placeholder": is_placeholder,
            "language": self.lang,
            "direction": direction(self.lang),
            "base_url": self.menu.base_url,
            "autonyms": self.menu.autonyms,
            "territories": {lang: territory(lang) for lang in self.menu.autonyms},
            "tabs": self.directory.tabs(),
            "footer": self.directory.footer(),
            "region": say(self.menu.region, self.lang, self.menu.fallback).text,
            "enquiries": self.menu.enquiries,
            "theme_stylesheet": _theme_stylesheet(config),
        }
        cast("dict[str, Any]", context).update(extra)
        return context

    def _frame(self, page: Page) -> Frame:
        address = page.file.url
        root = root_of(address)
        path = address.removeprefix(f"{self.lang}/")
        description = str(page.meta.get("description", ""))
        title = Markup(page.title or "").striptags()
        self.finished.append({"path": path, "title": title, "description": description, "lang": self.lang})
        alternates = self.directory.alternates(path, root)
        return Frame(
            kind="editorial",
            section="about",
            lang=self.lang,
            dir=direction(self.lang),
            root=Markup(root),
            home=f"{root}{self.lang}/",
            title=title,
            site_name=self.site_name,
            description=description,
            canonical=self.menu.base_url + address,
            default_url=self.directory.default_url(path),
            indexed=True,
            alternates=alternates,
            crumbs=(Crumb(self.words.gettext("Home"), f"{root}{self.lang}/"), Crumb(title, None)),
        )


def _theme_stylesheet(config: MkDocsConfig) -> str:
    for folder in config.theme.dirs:
        for file in sorted(Path(folder).glob("assets/stylesheets/main.*.min.css")):
            return file.relative_to(folder).as_posix()
    raise BuildError("Material's stylesheet assets/stylesheets/main.*.min.css was not found in the theme")


def fill(config_file: Path, lang: Lang, languages: Sequence[Lang], locales: Path, menu: Path | None, to: Path) -> None:
    """Render one language with MkDocs; put its shell, editorial pages and their assets into the folder.

    Raises MkDocs' own errors for settings and pages it cannot use, and ``WordsError`` for a broken PO file.
    """
    with tempfile.TemporaryDirectory() as scratch:
        site_dir, empty = Path(scratch, "site"), Path(scratch, "empty")
        empty.mkdir()
        with config_file.open("rb") as stream:
            settings = yaml_load(stream)
        # The plugins are left out, or ours would start a whole build; an absent docs_dir would be refused.
        config = load_config(
            str(config_file),
            plugins=[],
            site_dir=str(site_dir),
            docs_dir=str(empty),
            theme=_theme(settings, locales.resolve().parent),
        )
        told = read_menu(menu, languages, config.site_url or "/")
        docs = config_file.parent / str(settings.get("docs_dir", "docs"))
        if (docs / lang).is_dir():
            config.docs_dir = str(docs / lang)
        pages = {each: read_editorial(docs / each) for each in languages}
        plugin = OneLanguage(Directory(lang, told, pages), read_word_book(locales, lang))
        config.plugins["catalogue-language"] = plugin
        build(config)
        _hand_over(site_dir / lang, to / lang, plugin.finished)
        _copy_assets(config, to)


def _theme(settings: Mapping[str, Any], themes: Path) -> dict[str, Any]:
    """Choose our overrides of Material beside the locales: a catalogue need not have themes of its own."""
    named = settings.get("theme")
    own = named if isinstance(named, dict) else {}
    return {**own, "name": "material", "custom_dir": str(themes / "catalogue" / "material"), "font": False}


def _hand_over(rendered: Path, to: Path, finished: list[dict[str, str]]) -> None:
    if to.exists():
        shutil.rmtree(to)
    to.mkdir(parents=True)
    shutil.move(rendered / PLACEHOLDER, to / PLACEHOLDER)
    shutil.move(rendered, to / "pages")
    listed = sorted(finished, key=lambda page: page["path"])
    (to / "pages.json").write_text(json.dumps(listed, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")


def _copy_assets(config: MkDocsConfig, to: Path) -> None:
    """Copy the theme's files that the pages link to; ours in ``assets/etalase`` are published elsewhere."""
    linked: set[str] = set()
    for page in [*to.glob(f"*/{PLACEHOLDER}"), *to.glob("*/pages/**/*.html")]:
        linked.update(re.findall(r'(?:href|src)="(?:\.\./)*(assets/[^"?#]+)"', page.read_text("utf-8")))
    for address in sorted(linked):
        source = next((Path(folder, address) for folder in config.theme.dirs if Path(folder, address).is_file()), None)
        if source is not None and not address.startswith("assets/etalase/"):
            target = to / address
            target.parent.mkdir(parents=True, exist_ok=True)
            content = source.read_bytes()
            if source.suffix == ".css":  # its map is not published, so do not let browsers ask for it
                content = re.sub(rb"\s*/\*# sourceMappingURL=.*?\*/", b"", content)
            target.write_bytes(content)


class CataloguePlugin(BasePlugin[LegacyConfig]):  # type: ignore[no-untyped-call]
    """``plugins: - catalogue`` in ``mkdocs.yml``: MkDocs' commands make the whole site, by our own build.

    MkDocs renders nothing itself here. Its settings under the plugin are read and checked by the build.
    """

    def __init__(self) -> None:
        super().__init__()
        self._stop = threading.Event()

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Accept any settings: the build knows the schema and reports mistakes with their lines."""
        return [], []

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Keep MkDocs from rendering the theme's own pages."""
        config.theme.static_templates = set()
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keep MkDocs from rendering and copying anything."""
        return Files([])

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Build the site into the cache and put it where MkDocs, which empties its folder first, wants it."""
        root = Path(config.config_file_path).parent
        out = root / ".cache" / "mkdocs-site"
        # Only here: a run of the door for one language must not wait for the whole generator to load.
        from generator.build import build_site

        outcome = build_site(root, out)
        told = [
            f"{each.place.file}: {tell(each, 'id').message} / {tell(each, 'en').message}" for each in outcome.problems
        ]
        if not outcome.published:
            raise PluginError("\n".join(told))
        for line in told:
            log.warning(line)
        mirror(out, Path(config.site_dir))

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Reload after a change: the system tells us of it, so MkDocs polls one file and not every photo."""
        root = Path(config.config_file_path).parent
        sentinel = root / ".cache" / "mkdocs-changed"
        sentinel.parent.mkdir(exist_ok=True)
        sentinel.touch()
        server.unwatch(config.docs_dir)
        server.watch(str(sentinel))
        folders = [root / name for name in ("content", "producers", "themes") if (root / name).is_dir()]
        threading.Thread(target=self._pass_on_changes, args=(folders, sentinel), daemon=True).start()
        return server

    def on_shutdown(self) -> None:
        """Stop watching."""
        self._stop.set()

    def _pass_on_changes(self, folders: Sequence[Path], sentinel: Path) -> None:
        for _ in watchfiles.watch(*folders, stop_event=self._stop, debounce=200, raise_interrupt=False):
            sentinel.touch()


def mirror(source: Path, target: Path) -> None:
    """Make ``target`` hold the files of ``source``, by hard links where the file system has them."""
    for file in sorted(source.rglob("*")):
        if file.is_file():
            copy = target / file.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.unlink(missing_ok=True)
            try:
                os.link(file, copy)
            except OSError:
                shutil.copy2(file, copy)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill the folder for one language; 0 done, 1 when MkDocs refuses the settings or a page."""
    parser = argparse.ArgumentParser(prog="mkdocs_door", description=__doc__)
    parser.add_argument("--config", type=Path, required=True, help="mkdocs.yml")
    parser.add_argument("--lang", required=True, help="the languages to render, separated by commas")
    parser.add_argument("--languages", required=True, help="all languages of the site, separated by commas")
    parser.add_argument("--locales", type=Path, required=True, help="the folder of PO files")
    parser.add_argument("--menu", type=Path, help="menu.json: titles, tabs and addresses")
    parser.add_argument("--to", required=True, help="the folder to fill; {lang} in it stands for the language")
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    for lang in given.lang.split(","):
        to = Path(given.to.replace("{lang}", lang))
        try:
            fill(given.config, lang, given.languages.split(","), given.locales, given.menu, to)
        except (Abort, BuildError, ConfigurationError, WordsError) as failure:
            print(f"{lang}: {failure}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
