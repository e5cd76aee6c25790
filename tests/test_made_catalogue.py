"""Made catalogues of the benchmarks: sound, the same every time, each producer the same in every size."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checking import check
from generator.model.request import Request
from tests.benchmarks.made_catalogue import make_catalogue, supply_of
from tests.benchmarks.made_producer import Supply
from tests.small_catalogue import AS_OF, tree

LANGUAGES = ("id", "en", "ja", "ar")


@pytest.fixture(scope="module")
def supply() -> Supply:
    """Return what made producers are made from."""
    return supply_of(7, LANGUAGES, photos=True)


def test_a_made_catalogue_has_no_mistakes(tmp_path: Path, supply: Supply) -> None:
    """``check`` finds nothing to tell, and curation lets most of it in."""
    make_catalogue(tmp_path, 12, supply)
    outcome = check(Request(root=tmp_path, out=tmp_path / "site", as_of=AS_OF, jobs=1))
    assert outcome.problems == ()
    assert outcome.showcase is not None and len(outcome.showcase.cards) > 6


def test_the_same_seed_makes_the_same_catalogue(tmp_path: Path, supply: Supply) -> None:
    """Every byte of it."""
    for name in ("one", "two"):
        make_catalogue(tmp_path / name, 12, supply)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_a_producer_is_the_same_in_every_size(tmp_path: Path, supply: Supply) -> None:
    """A smaller catalogue of the same seed is a part of a larger one."""
    for count in (5, 12):
        make_catalogue(tmp_path / str(count), count, supply)
    small, large = tree(tmp_path / "5" / "producers"), tree(tmp_path / "12" / "producers")
    assert small.items() <= large.items()
