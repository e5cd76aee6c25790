"""The folder rule: another program hands over finished editorial pages, theme assets, and a shell per language."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from msgspec import Struct

from generator.foundation.atomic import replace_file
from generator.foundation.code_digest import editorial_code_digest
from generator.foundation.digest import digest_bytes, digest_files, digest_value
from generator.foundation.pool import workers_of
from generator.model.settings import Site
from generator.model.text import Lang
from generator.report.problem import Problem, problem

PAGES = "content/pages"
MATERIAL = "catalogue/material"
KEY = "key"


class EditorialPage(Struct, frozen=True):
    """A finished page: its address below the language (``about/``), and what lists say of it."""

    path: str
    title: str
    description: str


class Editorial(Struct, frozen=True):
    """One language's part of the folder: the shell's HTML, its pages, its files by address with their digests."""

    lang: Lang
    folder: Path
    shell: str
    pages: tuple[EditorialPage, ...]
    files: Mapping[str, str]


class EditorialFolder(Struct, frozen=True):
    """Everything handed over: by language, and the theme's assets by address with their digests."""

    languages: Mapping[Lang, Editorial]
    assets: Mapping[str, Path]
    assets_digest: str


def read_editorial_folder(
    root: Path, themes: Path, cache: Path, site: Site, jobs: int | None
) -> tuple[EditorialFolder | None, list[Problem]]:
    """Have the folder filled where anything it is made from changed, then take it."""
    menu = _menu(site)
    cache.mkdir(parents=True, exist_ok=True)
    replace_file(cache / "menu.json", menu)
    common = digest_value(
        (
            editorial_code_digest(),
            digest_bytes(menu),
            _digest_tree(root / PAGES),
            _digest_tree(themes / MATERIAL),
            digest_bytes((root / "mkdocs.yml").read_bytes()),
        )
    )
    keys = {lang: digest_value((common, _digest_tree(_words(themes, lang)))) for lang in site.codes}
    waiting = [lang for lang in site.codes if not _is_current(cache / lang, keys[lang])]
    problems: list[Problem] = []
    groups = [group for group in _shared_out(waiting, workers_of(jobs)) if group]
    with ThreadPoolExecutor(max_workers=max(1, len(groups))) as threads:
        answers = threads.map(lambda group: _fill(root, themes, cache, site, group), groups)
        for group, reason in zip(groups, answers, strict=True):
            if reason is None:
                for lang in group:
                    replace_file(cache / lang / KEY, keys[lang].encode())
            else:
                values = {"lang": ", ".join(group), "reason": reason}
                problems.append(problem("editorial-broken", "mkdocs.yml", values=values))
    if problems:
        return None, problems
    return _take(cache, site.codes), []


def _words(themes: Path, lang: Lang) -> Path:
    return themes / "locales" / lang.replace("-", "_")


def _menu(site: Site) -> bytes:
    settings = site.settings
    menu = {
        "base_url": site.base_url,
        "title": dict(settings.title),
        "region": dict(settings.region),
        "enquiries": settings.enquiries,
        "fallback": list(settings.fallback),
        "expo": settings.current_expo,
        "languages": [{"code": language.code, "autonym": language.autonym} for language in site.languages],
    }
    return json.dumps(menu, ensure_ascii=False, indent=1).encode()


def _digest_tree(folder: Path) -> str:
    return digest_files([(p.relative_to(folder).as_posix(), p) for p in folder.rglob("*") if p.is_file()])


def _is_current(folder: Path, key: str) -> bool:
    marker = folder / KEY
    return marker.is_file() and marker.read_text(encoding="utf-8") == key


def _shared_out(languages: list[Lang], processes: int) -> list[list[Lang]]:
    """Share languages out among processes: starting MkDocs takes as long as rendering a language."""
    return [languages[start::processes] for start in range(processes)]


def _fill(root: Path, themes: Path, cache: Path, site: Site, languages: list[Lang]) -> str | None:
    """Run the program that fills some languages; return why it failed, or None."""
    for lang in languages:
        shutil.rmtree(cache / lang, ignore_errors=True)
    options = {
        "--config": root / "mkdocs.yml",
        "--lang": ",".join(languages),
        "--languages": ",".join(site.codes),
        "--locales": themes / "locales",
        "--menu": cache / "menu.json",
        "--to": cache / "{lang}",
    }
    command = [sys.executable, "-m", "generator.entrypoints.mkdocs_door"]
    command += [str(part) for option in options.items() for part in option]
    package = Path(__file__).resolve().parents[2]
    done = subprocess.run(command, cwd=package, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode == 0:
        return None
    told = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
    return told[-1] if told else f"exit status {done.returncode}"


def _take(cache: Path, languages: Iterable[Lang]) -> EditorialFolder:
    taken: dict[Lang, Editorial] = {}
    assets: dict[str, Path] = {}
    for lang in languages:
        folder = cache / lang
        own = folder / lang
        pages = json.loads((own / "pages.json").read_text(encoding="utf-8"))
        base = own / "pages"
        files = {
            f"{lang}/{path.relative_to(base).as_posix()}": digest_bytes(path.read_bytes())
            for path in sorted(base.rglob("*"))
            if path.is_file()
        }
        taken[lang] = Editorial(
            lang=lang,
            folder=base,
            shell=(own / "shell.html").read_text(encoding="utf-8"),
            pages=tuple(EditorialPage(page["path"], page["title"], page["description"]) for page in pages),
            files=files,
        )
        for path in sorted((folder / "assets").rglob("*")):
            if path.is_file():
                assets[f"assets/{path.relative_to(folder / 'assets').as_posix()}"] = path
    digest = digest_files(list(assets.items()))
    return EditorialFolder(taken, dict(sorted(assets.items())), digest)
