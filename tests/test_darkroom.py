"""Photos are developed before pages: one at a time, named when they are too much, never a reason to lose the rest."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from generator.foundation.pool import Died, Pool, Workers
from generator.model.request import HOUSE
from tests.conftest import NewCatalogue
from tests.small_catalogue import MAKERS, Catalogue, picture

FATAL = {7, 30}
MANY = 40


def _deadly(context: str, piece: int) -> str:
    """Do a piece of work; some kill the process they are done in."""
    if piece in FATAL:
        os.kill(os.getpid(), signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    return f"{context} {piece}"


@pytest.mark.parametrize("batch", [1, 16])
@pytest.mark.parametrize("jobs", [1, 2])
def test_only_the_piece_that_kills_is_lost(jobs: int, batch: int) -> None:
    """Whatever dies, every other piece is answered, in order, and the deadly ones are named."""
    answers = list(Pool("piece", Workers(jobs)).map_surviving(_deadly, range(MANY), str, batch=batch))
    assert answers == [Died(str(n)) if n in FATAL else f"piece {n}" for n in range(MANY)]


def test_a_single_piece_is_never_done_in_this_process() -> None:
    """Even one piece is done elsewhere: this process must outlive it."""
    assert list(Pool("piece", Workers(1)).map_surviving(_deadly, [7])) == [Died("7")]


@pytest.fixture
def town(new_catalogue: NewCatalogue) -> Catalogue:
    """Return a catalogue of four makers, of whom one has a photo that no memory suffices for."""
    catalogue = new_catalogue()
    catalogue.makers()
    catalogue.write(f"producers/lamongan/{MAKERS[1]}/photos/depan.jpg", picture(colour=(9, 90, 9)))
    return catalogue


KILLING = """
    import os, signal, sys
    from generator.photos import {module}

    real = {module}.{function}

    def deadly(content, *more):
        if content == open({photo!r}, "rb").read():
            os.kill(os.getpid(), signal.SIGKILL)
        return real(content, *more)

    {module}.{function} = deadly
    from generator.entrypoints.command_line import main

    main(sys.argv[1:])
"""
"""A program that builds, and whose processes are killed at one photo, as the system does when memory runs out."""


def _build(town: Catalogue, module: str, function: str, *options: str) -> subprocess.CompletedProcess[str]:
    photo = str(town.root / "producers" / "lamongan" / MAKERS[1] / "photos" / "depan.jpg")
    program = textwrap.dedent(KILLING).format(module=module, function=function, photo=photo)
    command = [sys.executable, "-c", program, "build", "--root", str(town.root), "--jobs", "2", *options]
    environment = {**os.environ, "PYTHONPATH": str(HOUSE), "PYTHONUTF8": "1"}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="only forked processes inherit the deadly function")
def test_a_photo_that_memory_does_not_suffice_for(town: Catalogue) -> None:
    """The photo is named in a sentence; nothing is published, or with --keep-going everybody else."""
    file = f"producers/lamongan/{MAKERS[1]}/photos/depan.jpg"
    stopped = _build(town, "pixels", "make_variants")
    assert stopped.returncode == 1
    assert "[photo-too-heavy]" in stopped.stderr + stopped.stdout
    assert file in stopped.stderr + stopped.stdout
    assert not town.out.exists()
    going = _build(town, "pixels", "make_variants", "--keep-going")
    assert going.returncode == 1, going.stderr
    published = {path.name for path in (town.out / "en" / "producers").iterdir()}
    assert set(MAKERS) - published == {MAKERS[1]}


@pytest.mark.skipif(sys.platform != "linux", reason="only forked processes inherit the deadly function")
def test_a_photo_that_kills_whoever_looks_at_it(new_catalogue: NewCatalogue) -> None:
    """Among many folders, the one photo is found, and named at its line in the record."""
    town = new_catalogue()
    town.makers()
    for number in range(MANY):
        town.producer(f"usaha-{number}")
    town.write(f"producers/lamongan/{MAKERS[1]}/photos/depan.jpg", picture(colour=(9, 90, 9)))
    stopped = _build(town, "looking", "look_at")
    told = stopped.stdout + stopped.stderr
    assert stopped.returncode == 1, told
    assert told.count("[photo-too-heavy]") == 1
    assert f"producers/lamongan/{MAKERS[1]}/producer.yaml:" in told
    (town.root / f"producers/lamongan/{MAKERS[1]}/photos/depan.jpg").write_bytes(picture())
    assert town.build().published


def test_photos_once_developed_stay(town: Catalogue) -> None:
    """A build finds the variants of the one before, and develops only what is new."""
    steps: list[str] = []

    def hear(step: str, done: int, total: int) -> None:
        if step == "photos" and done == 0:
            steps.append(f"{total}")

    from generator.build import build

    assert build(town.request(), hear).published
    assert steps == ["1"], "the photo everybody shares was kept already"
    town.write(
        "mkdocs.yml",
        (town.root / "mkdocs.yml").read_text(encoding="utf-8").replace("site_url: https", "site_url: http"),
    )
    assert build(town.request(), hear).published
    assert steps == ["1"]


def test_the_variants_of_a_photo_appear_together(town: Catalogue, tmp_path: Path) -> None:
    """A cache from which a variant was lost is filled again."""
    assert town.build().published
    before = town.published()
    kept = sorted((town.root / ".cache" / "etalase" / "photos").glob("*.webp"))
    for file in kept:
        file.unlink()
    (town.root / ".cache" / "etalase" / "store.sqlite").unlink()
    assert town.build().published
    assert town.published() == before
    assert sorted((town.root / ".cache" / "etalase" / "photos").glob("*.webp")) == kept
