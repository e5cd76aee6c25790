"""The plan: every unit with its fingerprint and its files, complete before anything is rendered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from generator.documents import media, sharing
from generator.documents.static_files import StaticFiles
from generator.feeds import hosting, open_data, sitemap
from generator.foundation.digest import digest_value
from generator.foundation.templates import Closures
from generator.model.catalogue import Reading, Reference, Showcase
from generator.model.settings import Site
from generator.model.text import Lang
from generator.model.unit import SHELL, Entry, MadeUnit, Planned, Unit
from generator.pages.kinds import KINDS
from generator.report.problem import Problem, problem


class Ground(Struct, frozen=True):
    """What every unit stands on, as digests: the words and shells of all languages, labels, settings, code."""

    words: str
    shells: str
    labels: str
    site: str
    code: str


class Plan(Struct, frozen=True):
    """All units by key, how many files they have, and what is wrong with the plan."""

    units: Mapping[str, Planned]
    addresses: int
    problems: tuple[Problem, ...]


def ground_of(
    site: Site, reference: Reference, words: Mapping[Lang, str], shells: Mapping[Lang, str], code: str
) -> Ground:
    """Digest what every page may use; ``words`` are digests, ``shells`` template sources."""
    return Ground(
        words=digest_value(words),
        shells=digest_value(shells),
        labels=digest_value(reference),
        site=digest_value((site.settings, site.name, site.base_url, site.languages, site.sharing)),
        code=code,
    )


def plan(
    showcase: Showcase,
    readings: Mapping[str, Reading],
    site: Site,
    static: StaticFiles,
    editorial: Iterable[Entry],
    closures: Closures,
    ground: Ground,
) -> Plan:
    """List every unit and compute its fingerprint. Raises ``TemplateFault`` for a template that cannot be used."""
    units = one_per_record(unit for kind in KINDS.values() for unit in kind.units(showcase, site))
    entries = [(unit.key, entry) for unit in units for entry in unit.entries]
    units += sitemap.units([*entries, *(("editorial", entry) for entry in editorial)], site)
    units += hosting.units(site)
    units += open_data.units(showcase, site)
    units += [*media.units(showcase, readings), *sharing.units(showcase, units, site)]
    units += static.units
    looks = _Looks(closures, ground)
    planned = {unit.key: _planned(unit, showcase, readings, looks) for unit in units}
    return Plan(planned, sum(unit.count for unit in units), tuple(_clashes(units)))


def one_per_record(units: Iterable[Unit]) -> list[Unit]:
    """Join all pages made from one producer's record into that producer's unit (the unit rule)."""
    joined: list[Unit] = []
    by_source: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.source is None:
            joined.append(unit)
        else:
            by_source.setdefault(unit.source, []).append(unit)
    for source, parts in by_source.items():
        joined.append(
            Unit(
                kind="producer",
                key=f"producer/{source}",
                given=tuple(part.given for part in parts),
                entries=tuple(entry for part in parts for entry in part.entries),
                files=tuple(file for part in parts for file in part.files),
                source=source,
                templates=tuple(sorted({name for part in parts for name in part.templates})),
                parts=tuple(parts),
            )
        )
    return joined


def why_stale(planned: Planned, made: MadeUnit | None) -> tuple[str, ...]:
    """Return what changed since a unit was last made, by name; nothing when it is as it should be.

    ``folder`` means that nothing did, but the published folder is not the one that was remembered.
    """
    if made is None:
        return ("new",)
    if made.fingerprint == planned.fingerprint:
        return ()
    names = sorted({*planned.parts, *made.parts})
    changed = tuple(name for name in names if planned.parts.get(name) != made.parts.get(name))
    return changed or ("folder",)


def fingerprinted(unit: Unit, parts: Mapping[str, str]) -> Planned:
    """Put the one fingerprint on a unit and the digests of all it is made from."""
    return Planned(unit, parts, digest_value((unit.kind, unit.key, sorted(parts.items()))))


class _Looks:
    """What a unit depends on besides its own matter: templates, words, labels, shells; each digested once."""

    def __init__(self, closures: Closures, ground: Ground) -> None:
        self._closures = closures
        self._known: dict[tuple[str, ...], Mapping[str, str]] = {}
        self.ground = ground

    def of(self, templates: tuple[str, ...]) -> Mapping[str, str]:
        """Return the parts that follow from a unit's templates. Raises ``TemplateFault``."""
        if templates not in self._known:
            ground = self.ground
            parts = {"templates": self._closures.digest(templates)}
            parts |= {"words": ground.words, "labels": ground.labels, "site": ground.site}
            if any(SHELL in self._closures.names(name) for name in templates):
                parts["shell"] = ground.shells
            self._known[templates] = parts
        return self._known[templates]


def _planned(unit: Unit, showcase: Showcase, readings: Mapping[str, Reading], looks: _Looks) -> Planned:
    parts = {"given": digest_value(unit.given), "code": looks.ground.code}
    if unit.source is not None:
        parts["source"] = readings[unit.source].digest
        parts["decision"] = digest_value(showcase.decisions[unit.source])
    if unit.templates:
        parts |= looks.of(unit.templates)
    elif unit.kind == sitemap.KIND:
        parts["site"] = looks.ground.site
    parts["addresses"] = digest_value((unit.entries, unit.files))
    return fingerprinted(unit, parts)


def _clashes(units: Sequence[Unit]) -> Iterator[Problem]:
    """Find addresses with two owners: patterns are compared, not the half million addresses they stand for."""
    patterns: dict[str, list[tuple[Entry, str]]] = {}
    files: dict[str, str] = {}
    for unit in units:
        for entry in unit.entries:
            for other, owner in patterns.get(entry.pattern, ()):
                for lang in entry.written:
                    if lang in other.written and owner != unit.key:
                        yield _clash(f"{entry.address(lang)}index.html", owner, unit.key)
            patterns.setdefault(entry.pattern, []).append((entry, unit.key))
        for address in unit.files:
            first = files.setdefault(address, unit.key)
            if first != unit.key:
                yield _clash(address, first, unit.key)
    for address, owner in files.items():
        if address.endswith("index.html"):
            for page_owner in _pages_at(address, patterns):
                yield _clash(address, page_owner, owner)


def _pages_at(address: str, patterns: Mapping[str, list[tuple[Entry, str]]]) -> Iterator[str]:
    """Yield the pages in some language that have a literal address too."""
    steps = address.removesuffix("index.html").split("/")
    for place, lang in enumerate(steps):
        pattern = "/".join([*steps[:place], "{lang}", *steps[place + 1 :]])
        for entry, owner in patterns.get(pattern, ()):
            if lang in entry.written:
                yield owner


def _clash(address: str, first: str, second: str) -> Problem:
    return problem("two-owners", address, values={"address": address, "first": first, "second": second})
