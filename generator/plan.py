"""The plan: every unit with its fingerprint and its files, complete before anything is rendered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from generator.documents import media
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
    """All units by key, who owns which address, and what is wrong with the plan."""

    units: Mapping[str, Planned]
    owners: Mapping[str, str]
    problems: tuple[Problem, ...]


def ground_of(
    site: Site, reference: Reference, words: Mapping[Lang, str], shells: Mapping[Lang, str], code: str
) -> Ground:
    """Digest what every page may use; ``words`` are digests, ``shells`` template sources."""
    return Ground(
        words=digest_value(words),
        shells=digest_value(shells),
        labels=digest_value(reference),
        site=digest_value((site.settings, site.name, site.base_url, site.languages)),
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
    units += media.units(showcase, readings)
    units += static.units
    planned = {unit.key: _planned(unit, showcase, readings, closures, ground) for unit in units}
    owners, problems = _owners(units)
    return Plan(planned, owners, problems)


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


def _planned(
    unit: Unit,
    showcase: Showcase,
    readings: Mapping[str, Reading],
    closures: Closures,
    ground: Ground,
) -> Planned:
    parts = {"given": digest_value(unit.given), "code": ground.code}
    if unit.source is not None:
        parts["source"] = readings[unit.source].digest
        parts["decision"] = digest_value(showcase.decisions[unit.source])
    if unit.templates:
        parts["templates"] = closures.digest(unit.templates)
        parts |= {"words": ground.words, "labels": ground.labels, "site": ground.site}
        if any(SHELL in closures.names(name) for name in unit.templates):
            parts["shell"] = ground.shells
    elif unit.kind == sitemap.KIND:
        parts["site"] = ground.site
    addresses = digest_value((unit.entries, unit.files))
    fingerprint = digest_value((unit.kind, unit.key, addresses, sorted(parts.items())))
    return Planned(unit, parts | {"addresses": addresses}, fingerprint)


def _owners(units: Sequence[Unit]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    owners: dict[str, str] = {}
    found: list[Problem] = []
    for unit in units:
        for address in unit.addresses:
            first = owners.setdefault(address, unit.key)
            if first != unit.key:
                values = {"address": address, "first": first, "second": unit.key}
                found.append(problem("two-owners", address, values=values))
    return owners, tuple(found)
