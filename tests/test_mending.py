"""Mending: an edit that is nobody else's affair is made without looking at anybody else, and gives the same site."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from generator.model.request import Request
from generator.pages.kinds import KINDS
from generator.preparing import prepare
from generator.render.blueprint import blueprint, unit_of
from generator.resting import MOST
from tests.conftest import NewCatalogue, SampleSite
from tests.small_catalogue import Catalogue

PHONE, OTHER_PHONE = "+62 800-0000-9999", "+62 800-0000-1234"


@pytest.fixture
def town(new_catalogue: NewCatalogue) -> Catalogue:
    """Return a built catalogue of four producers with an expo and a brand."""
    catalogue = new_catalogue()
    catalogue.makers()
    catalogue.expo()
    catalogue.brand()
    assert catalogue.build().published
    return catalogue


def edit(catalogue: Catalogue, old: str, new: str, name: str = "tenun-sari") -> None:
    """Change a producer's record."""
    record = catalogue.root / "producers" / "lamongan" / name / "producer.yaml"
    text = record.read_text(encoding="utf-8")
    assert old in text
    record.write_text(text.replace(old, new), encoding="utf-8")


def built_anew(catalogue: Catalogue) -> dict[str, bytes]:
    """Return the site that a build without any memory gives."""
    other = catalogue.root.with_name(f"{catalogue.root.name}-anew")
    shutil.copytree(catalogue.root, other, ignore=shutil.ignore_patterns("site", "store.sqlite*"))
    clean = Catalogue.__new__(Catalogue)
    clean.root, clean.out = other, other / "site"
    assert clean.build().published
    return clean.published()


@contextmanager
def nobody_else_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail where a run reads, curates or plans everybody."""
    with monkeypatch.context() as patched:
        patched.delattr("generator.survey.read_every_producer")
        patched.delattr("generator.preparing.plan")
        yield


def test_a_telephone_number_is_mended(town: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """What no card shows is made again without anybody else: the producer's own pages and booth."""
    edit(town, PHONE, OTHER_PHONE)
    with nobody_else_is_looked_at(monkeypatch):
        outcome = town.build()
    assert dict(outcome.rendered) == {"producer/tenun-sari": ("source",)}
    assert OTHER_PHONE.encode() in town.file("expo/pameran/en/booths/tenun-sari/index.html")
    assert town.published() == built_anew(town)


def test_one_mend_follows_another(town: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mended or not, the site is remembered as it is: the next edit and the next rest build upon it."""
    with nobody_else_is_looked_at(monkeypatch):
        for number in range(3):
            edit(town, "+62 800-0000-" + ("9999" if number == 0 else f"111{number}"), f"+62 800-0000-111{number + 1}")
            assert town.build().written > 0
        assert town.build().written == 0
    edit(town, "Usaha 3", "Tenun Lain")
    assert "producer/tenun-sari" in town.build().rendered
    assert town.published() == built_anew(town)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Usaha 3", "Tenun Lain"),
        ("class: national", "class: export"),
        ("profile: true", "profile: false"),
        ("depan.jpg", "belakang.jpg"),
    ],
    ids=["name", "curation", "consent", "photo"],
)
def test_what_others_show_or_curation_weighs_is_not_mended(town: Catalogue, old: str, new: str) -> None:
    """A card, a dossier or a gallery that changed concerns others: the whole catalogue is looked at."""
    photos = town.root / "producers" / "lamongan" / "tenun-sari" / "photos"
    shutil.copy(photos / "depan.jpg", photos / "belakang.jpg")
    edit(town, old, new)
    outcome = town.build()
    assert outcome.told is not None
    assert outcome.published
    assert town.published() == built_anew(town)


def test_a_mistake_is_told_and_forgets_nothing(town: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake in one folder is found without the others; mended again, the edit made meanwhile is published."""
    before = town.published()
    edit(town, "kind: ukm", "kind: toko")
    edit(town, PHONE, OTHER_PHONE)
    with nobody_else_is_looked_at(monkeypatch):
        for outcome in (town.build(), town.check(), town.build()):
            assert [found.code for found in outcome.problems] == ["not-in-list"]
            assert not outcome.published or outcome.written == 0
        assert town.published() == before
        edit(town, "kind: toko", "kind: ukm")
        assert town.check().problems == ()
        assert town.build().problems == ()
    assert town.published() == built_anew(town)


def test_a_check_after_a_build_reads_only_what_was_edited(town: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the last build or check found still holds for everybody else."""
    with nobody_else_is_looked_at(monkeypatch):
        assert town.check().problems == ()
        edit(town, "hs6: '621132'", "hs6: '090121'")
        assert [found.code for found in town.check().problems] == ["hs-not-in-category"]
        assert [found.code for found in town.check().problems] == ["hs-not-in-category"]


def test_another_day_is_not_mended(town: Catalogue) -> None:
    """Where the date may decide otherwise, everybody is looked at."""
    edit(town, PHONE, OTHER_PHONE)
    outcome = town.build(as_of=dt.date(2030, 1, 1))
    assert outcome.told is not None
    assert town.published() == {} or outcome.published


def test_many_edits_are_left_to_the_whole_build(new_catalogue: NewCatalogue) -> None:
    """More edits than a mend may make are made by the whole build, in several processes."""
    catalogue = new_catalogue()
    names = [f"usaha-{number}" for number in range(MOST + 1)]
    for name in names:
        catalogue.producer(name, {"Tenun Sari": name})
    catalogue.build()
    for name in names:
        edit(catalogue, PHONE, OTHER_PHONE, name)
    outcome = catalogue.build()
    assert outcome.told is not None
    assert outcome.rendered.keys() == {f"producer/{name}" for name in names}


def test_every_unit_of_a_producer_comes_back_from_its_blueprint(sample_site: SampleSite) -> None:
    """The bytes that are kept of a unit give the very same unit: cards, neighbours, booths, templates."""
    told, showcase = sample_site.outcome.told, sample_site.outcome.showcase
    assert told is not None and showcase is not None
    prepared, _ = prepare(Request(root=sample_site.root, out=sample_site.site, jobs=1), told, showcase)
    assert prepared is not None
    own = [each.unit for each in prepared.plan.units.values() if each.unit.source is not None]
    assert len(own) > 20
    for unit in own:
        assert unit_of(blueprint(unit)) == unit
        assert all(KINDS[part.kind].given is type(part.given) for part in unit.parts)
    assert not any(blueprint(each.unit) for each in prepared.plan.units.values() if each.unit.source is None)
