"""Files that are published as they are: editorial pages, the theme's assets, our styles and scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from generator.foundation.digest import digest_bytes
from generator.model.unit import Entry, Unit
from generator.read.editorial import EditorialFolder

KIND = "static"
FOLDERS = (("catalogue/static", "assets/etalase"), ("expo/static", "expo/assets"))


class StaticGiven(Struct, frozen=True):
    """Files by address, with the digests of their bytes."""

    files: tuple[tuple[str, str], ...]


class StaticFiles(Struct, frozen=True):
    """Where the bytes of every static address lie, and the units that publish them."""

    sources: dict[str, Path]
    units: tuple[Unit, ...]


def static_files(themes: Path, editorial: EditorialFolder) -> StaticFiles:
    """Plan everything that is copied: one unit per language's editorial pages, one per folder of assets."""
    sources: dict[str, Path] = {}
    units: list[Unit] = []
    for lang, part in editorial.languages.items():
        files = {address: part.folder / address.removeprefix(f"{lang}/") for address in part.files}
        sources |= files
        units.append(_unit(f"editorial/{lang}", tuple(part.files.items())))
    assets = dict(editorial.assets)
    sources |= assets
    units.append(_unit("assets/theme", tuple(_digests(assets))))
    for folder, address in FOLDERS:
        base = themes / folder
        files = {f"{address}/{path.relative_to(base).as_posix()}": path for path in _files(base)}
        sources |= files
        units.append(_unit(f"assets/{folder.partition('/')[0]}", tuple(_digests(files))))
    return StaticFiles(sources, tuple(unit for unit in units if unit.files))


def editorial_entries(editorial: EditorialFolder) -> tuple[Entry, ...]:
    """Return the editorial pages for sitemaps: each exists exactly in the languages it was written in."""
    languages: dict[str, list[str]] = {}
    for lang, part in editorial.languages.items():
        for page in part.pages:
            languages.setdefault(page.path, []).append(lang)
    return tuple(
        Entry(f"{{lang}}/{path}", tuple(written), tuple(written)) for path, written in sorted(languages.items())
    )


def _unit(key: str, files: tuple[tuple[str, str], ...]) -> Unit:
    return Unit(kind=KIND, key=key, given=StaticGiven(files), files=tuple(address for address, _ in files))


def _files(base: Path) -> list[Path]:
    return [path for path in sorted(base.rglob("*")) if path.is_file() and not path.name.startswith(".")]


def _digests(files: dict[str, Path]) -> Iterator[tuple[str, str]]:
    for address, path in files.items():
        yield address, digest_bytes(path.read_bytes())
