"""Make a unit and stage its files: what every worker process does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from generator.foundation.bucket import Bucket
from generator.render.workshop import Order, Workshop, make
from generator.report.problem import Problem
from generator.write.staging import Staged, part_file, stage


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


class Job(Struct, frozen=True):
    """One unit to make, with the digests of what it published before."""

    order: Order
    before: Mapping[str, str]

    def __str__(self) -> str:
        return str(self.order)


class Done(Struct, frozen=True):
    """A unit made and staged, or why it could not be made."""

    key: str
    staged: Staged
    problems: tuple[Problem, ...]


def make_and_stage(bench: Bench, job: Job) -> Done:
    """Make one unit and stage its changed files: what every worker does. Raises ``OSError``."""
    delivery = make(bench.workshop, job.order)
    staged = stage(bench.staging, bench.site, delivery.files, job.before, bench.folders, bench.part)
    return Done(job.order.unit.key, staged, delivery.problems)
