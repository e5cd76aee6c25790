"""Make a unit and stage its files: what every worker process does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from generator.foundation.bucket import Bucket
from generator.foundation.packing import packed, unpacked
from generator.model.catalogue import Folio
from generator.render.blueprint import blueprint
from generator.render.workshop import Order, Workshop, make
from generator.report.problem import Problem
from generator.write.staging import part_file, stage, weight_of

NOTHING_BEFORE: Mapping[str, str] = {}
NO_FOLIO = Folio(b"", {})


@dataclass(frozen=True)
class Bench:
    """What a worker that makes and stages units is given once."""

    workshop: Workshop
    staging: Path | Bucket
    site: Path | Bucket

    @cached_property
    def folders(self) -> set[str]:
        """The folders of the stage that this process has made."""
        return set()

    @cached_property
    def part(self) -> str | None:
        """Where this process writes a file before it appears in the stage, if other machines write there too."""
        return part_file(self.staging, self.site)


class Brought(Struct, frozen=True):
    """What a unit is made with besides its order, packed: its producer's folio, the files it published before."""

    folio: bytes | None
    before: bytes | None


class Done(Struct, frozen=True):
    """A unit made and staged, or why it could not be made.

    ``files`` are the digests of its files by address, packed; ``weight`` is their share in the site's stamp;
    ``changed`` are the addresses staged; ``blueprint`` is the unit as bytes.
    """

    key: str
    files: bytes
    weight: int
    changed: tuple[str, ...]
    blueprint: bytes
    problems: tuple[Problem, ...]


def make_and_stage(bench: Bench, order: Order, brought: Brought) -> Done:
    """Make one unit and stage its changed files. Raises ``OSError``."""
    folio = NO_FOLIO if brought.folio is None else unpacked(brought.folio, Folio)
    before = NOTHING_BEFORE if brought.before is None else unpacked(brought.before, dict[str, str])
    delivery = make(bench.workshop, order, folio)
    staged = stage(bench.staging, bench.site, delivery.files, before, bench.folders, bench.part)
    return Done(
        key=order.unit.key,
        files=packed(staged.outputs),
        weight=weight_of(staged.outputs),
        changed=staged.changed,
        blueprint=blueprint(order.unit),
        problems=delivery.problems,
    )
