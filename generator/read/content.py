"""Read what curators and editors of the site wrote: reference tables, brands, expo editions, settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from pydantic import BaseModel, ValidationError

from generator.foundation.yaml_text import parse
from generator.model.catalogue import Reference
from generator.model.expo import Brand, Expo
from generator.model.reference import (
    Category,
    CertificationScheme,
    CurationScheme,
    HsTitle,
    KbliTitle,
    Label,
    Language,
    Mission,
    Region,
    Sector,
)
from generator.model.settings import Settings
from generator.read.schema_problems import schema_problems
from generator.read.validation import validated
from generator.report.problem import FieldPath, Problem, problem

REFERENCE = "content/reference"
BRANDS = "content/brands"
EXPOS = "content/expos"
SETTINGS = "mkdocs.yml"
PLUGIN = "catalogue"

R = TypeVar("R", bound=BaseModel)


class SiteFile(Struct, frozen=True):
    """What ``mkdocs.yml`` says of the site: its name, its address, and the catalogue's own settings.

    ``path`` is the place of these settings in the file.
    """

    name: str
    url: str
    settings: Settings
    path: FieldPath = ()


class _Source(Struct, frozen=True):
    """A place to read content files from: the folder on disk, and the catalogue folder names are relative to."""

    root: Path
    problems: list[Problem]

    def tree(self, file: str, missing: str | None = None) -> dict[str, Any] | None:
        path = self.root / file
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            if missing:
                self.problems.append(problem(missing, file))
            return None
        except OSError as failure:
            values = {"reason": failure.strerror or str(failure)}
            self.problems.append(problem("unreadable-file", file, values=values))
            return None
        parsed = parse(content, file)
        self.problems.extend(parsed.problems)
        return parsed.tree

    def record(self, file: str, schema: type[R]) -> R | None:
        tree = self.tree(file)
        if tree is None:
            return None
        try:
            return validated(schema, tree)
        except ValidationError as failure:
            self.problems.extend(schema_problems(failure, schema, tree, file))
            return None

    def table(self, name: str, schema: type[R], key: str) -> dict[str, R]:
        file = f"{REFERENCE}/{name}.yaml"
        tree = self.tree(file, missing="missing-reference")
        return _entries(tree or {}, schema, key, file, self.problems)


def _entries(
    tree: Mapping[str, Any], schema: type[R], key: str, file: str, problems: list[Problem], fixed: Any = None
) -> dict[str, R]:
    entries: dict[str, R] = {}
    for code, value in tree.items():
        fields = {key: code, **(fixed or {}), **value} if isinstance(value, dict) else value
        try:
            entries[code] = validated(schema, fields)
        except ValidationError as failure:
            found = schema_problems(failure, schema, fields, file)
            problems.extend(_under(each, code) for each in found)
    return entries


def _under(found: Problem, code: str | int) -> Problem:
    place = found.place
    moved = type(place)(place.file, (code, *place.path), place.line, place.column, place.on_key)
    return Problem(found.code, moved, found.values, found.severity)


def read_reference(root: Path) -> tuple[Reference, list[Problem]]:
    """Read all reference tables of the catalogue folder."""
    problems: list[Problem] = []
    source = _Source(root, problems)
    kbli_file = f"{REFERENCE}/kbli.yaml"
    kbli: set[tuple[str, str]] = set()
    for version, codes in (source.tree(kbli_file, missing="missing-reference") or {}).items():
        if not isinstance(codes, dict):
            problems.append(problem("expected-group", kbli_file, (version,), values={"field": version}))
            continue
        named = {code: {"title": title} for code, title in codes.items()}
        entries = _entries(named, KbliTitle, "code", kbli_file, problems, fixed={"version": version})
        kbli.update((version, code) for code in entries)
    reference = Reference(
        regions=source.table("regions", Region, "code"),
        residencies=source.table("residencies", Label, "id"),
        sectors=source.table("sectors", Sector, "id"),
        categories=source.table("categories", Category, "id"),
        certifications=source.table("certifications", CertificationScheme, "id"),
        curations=source.table("curations", CurationScheme, "id"),
        units=source.table("units", Label, "id"),
        incoterms=source.table("incoterms", Label, "id"),
        payments=source.table("payments", Label, "id"),
        ports=source.table("ports", Label, "id"),
        producer_kinds=source.table("kinds", Label, "id"),
        curation_classes=source.table("classes", Label, "id"),
        missions=source.table("missions", Mission, "id"),
        hs_titles=source.table("hs", HsTitle, "hs6"),
        kbli=frozenset(kbli),
        languages=source.table("languages", Language, "code"),
    )
    return reference, problems


def read_brands(root: Path) -> tuple[dict[str, Brand], list[Problem]]:
    """Read ``content/brands/*.yaml``, by file name."""
    return _each(root, BRANDS, Brand, lambda base: {p.stem: p for p in base.glob("*.yaml")})


def read_expos(root: Path) -> tuple[dict[str, Expo], list[Problem]]:
    """Read ``content/expos/<edition>/expo.yaml``, by folder name."""
    return _each(root, EXPOS, Expo, lambda base: {p.parent.name: p for p in base.glob("*/expo.yaml")})


def _each(
    root: Path, folder: str, schema: type[R], files: Callable[[Path], Mapping[str, Path]]
) -> tuple[dict[str, R], list[Problem]]:
    problems: list[Problem] = []
    source = _Source(root, problems)
    found: dict[str, R] = {}
    for name, path in sorted(files(root / folder).items()):
        record = source.record(path.relative_to(root).as_posix(), schema)
        if record is not None:
            found[name] = record
    return found, problems


def read_settings(root: Path) -> tuple[SiteFile | None, list[Problem]]:
    """Read the site's settings from ``mkdocs.yml``: the name, the address, and what stands under ``catalogue``."""
    problems: list[Problem] = []
    tree = _Source(root, problems).tree(SETTINGS, missing="no-settings")
    if tree is None:
        return None, problems
    plugins = tree.get("plugins")
    for i, plugin in enumerate(plugins if isinstance(plugins, list) else []):
        name, url = _text(tree, "site_name", "Etalase"), _text(tree, "site_url", "")
        if plugin == PLUGIN:
            return SiteFile(name, url, Settings()), problems
        if isinstance(plugin, dict) and PLUGIN in plugin:
            fields = plugin[PLUGIN] or {}
            try:
                settings = validated(Settings, fields)
            except ValidationError as failure:
                found = schema_problems(failure, Settings, fields, SETTINGS)
                problems += [_under(_under(_under(each, PLUGIN), i), "plugins") for each in found]
                return None, problems
            return SiteFile(name, url, settings, ("plugins", i, PLUGIN)), problems
    problems.append(problem("no-settings", SETTINGS, ("plugins",), on_key=True))
    return None, problems


def _text(tree: Mapping[str, Any], name: str, default: str) -> str:
    value = tree.get(name)
    return value if isinstance(value, str) else default
