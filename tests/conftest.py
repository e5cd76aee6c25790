"""What every test may ask for: small catalogues of its own, and the sample catalogue built once."""

from __future__ import annotations

import os
import pickle
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from generator.build import build
from generator.foundation.digest import digest_files, digest_value
from generator.model.request import HOUSE, Request
from generator.outcome import Outcome
from tests.small_catalogue import AS_OF, SETTINGS, Catalogue

# The suite says the same on every run; HYPOTHESIS_PROFILE=wide looks further, with other examples each time.
settings.register_profile("suite", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("wide", settings.get_profile("suite"), derandomize=False, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

WAIT_SECONDS = 600.0
SHARED_CACHE = ("editorial", "photos", "templates")

NewCatalogue = Callable[..., Catalogue]


@dataclass(frozen=True, slots=True)
class SampleSite:
    """The sample catalogue, built as of ``AS_OF``: a copy of its folder, the published folder, what the build did."""

    root: Path
    site: Path
    outcome: Outcome


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a folder that all worker processes of this run of the tests share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def warm_cache(shared: Path) -> Path:
    """Return the cache of a small catalogue that was built once: MkDocs needs seconds for what never changes here."""

    def fill(folder: Path) -> None:
        catalogue = Catalogue(folder)
        catalogue.producer()
        outcome = catalogue.build()
        assert outcome.published, outcome.problems

    return _once(shared, "warm", fill) / ".cache" / "etalase"


@pytest.fixture
def new_catalogue(tmp_path: Path, warm_cache: Path) -> NewCatalogue:
    """Return a maker of empty catalogues: ``new_catalogue("name", settings="…")``."""

    def make(name: str = "catalogue", settings: str = SETTINGS) -> Catalogue:
        made = Catalogue(tmp_path / name, settings)
        for part in SHARED_CACHE:
            shutil.copytree(warm_cache / part, made.root / ".cache" / "etalase" / part)
        return made

    return make


@pytest.fixture
def catalogue(new_catalogue: NewCatalogue) -> Catalogue:
    """Return an empty catalogue in Indonesian and English, with the house's themes and reference tables."""
    return new_catalogue()


@pytest.fixture(scope="session")
def sample_photos(pytestconfig: pytest.Config) -> Path | None:
    """Return where variants of the sample photos stay from one run of the tests to the next, if pytest has a cache.

    A change of the photos' own code begins with an empty folder.
    """
    if pytestconfig.cache is None:
        return None
    sources = [(path.name, path) for path in sorted((HOUSE / "generator" / "photos").glob("*.py"))]
    digest = digest_value((digest_files(sources), metadata.version("pillow")))
    return Path(pytestconfig.cache.mkdir(f"sample-photos-{digest[:12]}"))


@pytest.fixture(scope="session")
def sample_site(shared: Path, sample_photos: Path | None) -> SampleSite:
    """Build the sample catalogue once for all tests. They must leave its files as they are."""

    def fill(root: Path) -> None:
        copy_samples(root)
        photos = root / ".cache" / "etalase" / "photos"
        if sample_photos is not None:
            shutil.copytree(sample_photos, photos)
        # Two processes: whoever else needs the samples is waiting for them.
        outcome = build(Request(root=root, out=root / "site", as_of=AS_OF, jobs=2))
        (root / "outcome.pickle").write_bytes(pickle.dumps(outcome))
        if sample_photos is not None:
            shutil.copytree(photos, sample_photos, dirs_exist_ok=True)

    root = _once(shared, "samples", fill)
    outcome = pickle.loads((root / "outcome.pickle").read_bytes())
    assert outcome.published, outcome.problems
    return SampleSite(root, root / "site", outcome)


def copy_samples(root: Path) -> None:
    """Copy the sample catalogue's own files; its themes stay the house's."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copytree(HOUSE / "producers", root / "producers")
    shutil.copytree(HOUSE / "content", root / "content")
    shutil.copy2(HOUSE / "mkdocs.yml", root / "mkdocs.yml")


def _once(shared: Path, name: str, fill: Callable[[Path], None]) -> Path:
    """Let one worker process fill a folder; the others wait for it."""
    folder, done = shared / name, shared / f"{name}.done"
    with _alone(shared / f"{name}.lock"):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            fill(folder)
            done.touch()
    return folder


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold a lock among processes: SQLite's, because it waits, works everywhere, and ends with its process."""
    connection = sqlite3.connect(lock, timeout=WAIT_SECONDS, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        connection.close()
