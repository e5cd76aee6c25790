"""The laws of building again: nothing twice, only what changed, and always what a clean build would give."""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator.model.picture import Picture
from generator.outcome import Outcome
from generator.photos.probe import PhotoError
from generator.photos.variants import variants_through_cache
from generator.read.folders import list_folders, looked_at_again
from tests.conftest import NewCatalogue
from tests.small_catalogue import MAKERS, Catalogue, picture


@pytest.fixture
def town(new_catalogue: NewCatalogue) -> Catalogue:
    """Return a catalogue of four producers in one regency, with an expo and a brand."""
    catalogue = new_catalogue()
    _fill(catalogue)
    return catalogue


def _fill(catalogue: Catalogue) -> None:
    catalogue.makers()
    catalogue.expo()
    catalogue.brand()


def _record(catalogue: Catalogue, name: str = "tenun-sari") -> Path:
    return catalogue.root / "producers" / "lamongan" / name / "producer.yaml"


def _edit(catalogue: Catalogue, old: str, new: str, name: str = "tenun-sari") -> None:
    record = _record(catalogue, name)
    text = record.read_text(encoding="utf-8")
    assert old in text
    record.write_text(text.replace(old, new), encoding="utf-8")


def _clean(catalogue: Catalogue, **options: object) -> dict[str, bytes]:
    """Return what a build of the same folder gives that remembers nothing."""
    other = catalogue.root.with_name(f"{catalogue.root.name}-clean")
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(catalogue.root, other, ignore=shutil.ignore_patterns("site", "store.sqlite*"))
    outcome = Catalogue.build(_at(other), **options)
    assert outcome.published
    return _at(other).published()


def _at(root: Path) -> Catalogue:
    catalogue = Catalogue.__new__(Catalogue)
    catalogue.root, catalogue.out = root, root / "site"
    return catalogue


def _published(outcome: Outcome) -> set[str]:
    assert outcome.published, outcome.problems
    return set(outcome.rendered)


def test_a_second_build_makes_nothing(town: Catalogue) -> None:
    """Nothing changed: no unit is rendered, no file is written."""
    town.build()
    before = {path: path.stat().st_mtime_ns for path in town.out.rglob("*")}
    outcome = town.build()
    assert _published(outcome) == set()
    assert (outcome.written, outcome.removed) == (0, 0)
    assert before == {path: path.stat().st_mtime_ns for path in town.out.rglob("*")}


def test_one_phone_number_makes_one_unit(town: Catalogue) -> None:
    """A phone number is on no card: only the producer's own pages, its booth among them, are made again."""
    town.build()
    _edit(town, "+62 800-0000-9999", "+62 800-0000-1234")
    outcome = town.build()
    assert dict(outcome.rendered) == {"producer/tenun-sari": ("source",)}
    assert b"1234" in town.file("en/producers/tenun-sari/index.html")
    assert town.published() == _clean(town)


def test_a_name_makes_the_units_that_show_it(town: Catalogue) -> None:
    """A name is on the card: the lists, the neighbours and the hall that show it are made again, nothing else."""
    town.build()
    _edit(town, "Usaha 3", "Tenun Sari Baru")
    made = _published(town.build())
    assert "producer/tenun-sari" in made
    assert any(key.startswith("hall/") for key in made)
    assert not any(key.startswith(("media/", "hosting", "sitemap", "assets", "editorial")) for key in made)
    assert town.published() == _clean(town)


def test_a_newcomer_leaves_the_others_alone(town: Catalogue) -> None:
    """A producer of another regency and category is no neighbour: the four units of the others stay as they are."""
    town.build()
    swaps = {
        "Tenun Sari": "Gerabah Malo",
        "'35.24'": "'35.22'",
        "tenun-ikat": "keramik-gerabah",
        "'621132'": "'691200'",
    }
    town.producer("gerabah-malo", swaps, regency="bojonegoro")
    made = _published(town.build())
    assert {key for key in made if key.startswith("producer/")} == {"producer/gerabah-malo"}
    assert town.published() == _clean(town)


def test_a_removed_producer_leaves_nothing_behind(town: Catalogue) -> None:
    """Only what we wrote for it is removed; a stranger's file in the published folder stays."""
    town.build()
    (town.out / "CNAME").write_text("katalog.test\n", encoding="ascii")
    shutil.rmtree(_record(town, "batik-melati").parent)
    outcome = town.build()
    assert outcome.removed > 0
    assert not [address for address in town.published() if "batik-melati" in address]
    assert not (town.out / "en" / "producers" / "batik-melati").exists()
    assert town.published() == {**_clean(town), "CNAME": b"katalog.test\n"}


def test_a_certificate_that_expires_changes_the_site_by_itself(town: Catalogue) -> None:
    """The date is an input: the same files give another site after a mandatory certificate's last day."""
    _edit(town, "issued: 2022-02-14", "issued: 2022-02-14\n    expires: 2026-11-20")
    first = town.build(as_of=dt.date(2026, 11, 20))
    assert "producer/tenun-sari" in _published(first)
    later = town.build(as_of=dt.date(2026, 11, 21))
    assert later.published
    assert not [address for address in town.published() if "tenun-sari" in address]
    again = town.build(as_of=dt.date(2026, 11, 20))
    assert "producer/tenun-sari" in _published(again)


def test_errors_leave_the_published_site_whole(town: Catalogue) -> None:
    """With an error nothing is touched, and mending it brings only its own unit."""
    town.build()
    before = town.published()
    _edit(town, "kind: ukm", "kind: toko")
    assert not town.build().published
    assert town.published() == before
    _edit(town, "kind: toko", "kind: ukm")
    _edit(town, "+62 800-0000-9999", "+62 800-0000-1234")
    assert _published(town.build()) == {"producer/tenun-sari"}


def test_a_site_folder_of_another_build_is_written_anew(town: Catalogue) -> None:
    """A published folder whose stamp is not the remembered one is trusted in nothing."""
    town.build()
    clean = town.published()
    (town.out / ".etalase").write_text("from elsewhere\n", encoding="ascii")
    (town.out / "en" / "index.html").write_text("torn", encoding="utf-8")
    assert town.build().published
    assert town.published() == clean


def test_only_some_units_can_be_wanted(town: Catalogue) -> None:
    """``--only`` makes the units asked for, and removes nothing."""
    town.build()
    _edit(town, "+62 800-0000-9999", "+62 800-0000-1234")
    _edit(town, "+62 800-0000-9999", "+62 800-0000-4321", "kopi-lereng")
    assert _published(town.build(only=("kopi-*",))) == {"producer/kopi-lereng"}
    assert _published(town.build()) == {"producer/tenun-sari"}
    assert town.published() == _clean(town)


@pytest.mark.parametrize("inherited", [0, 10_000], ids=["sent", "inherited"])
def test_workers_do_not_matter(new_catalogue: NewCatalogue, monkeypatch: pytest.MonkeyPatch, inherited: int) -> None:
    """One process and four give the same bytes, whether workers are sent their work or inherit it."""
    monkeypatch.setattr("generator.foundation.process_pool.MOST_INHERITED", inherited)
    one, four = new_catalogue("one"), new_catalogue("four")
    for catalogue in (one, four):
        _fill(catalogue)
    one.build(jobs=1)
    four.build(jobs=4)
    assert one.published() == four.published()


def test_folders_are_listed_alike_by_many(town: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that share out the folders find the same pulses, in the same order."""
    for number in range(30):
        town.producer(f"usaha-{number}", regency="bojonegoro" if number % 2 else "lamongan")
    alone = list_folders(town.root, jobs=1)
    monkeypatch.setattr("generator.read.folders.ARMFUL", 2)
    assert list_folders(town.root, jobs=3) == alone
    assert [folder.path for folder in alone.folders] == sorted(folder.path for folder in alone.folders)
    record = town.root / alone.folders[7].path / "producer.yaml"
    os.utime(record, ns=(1, 1))
    again = looked_at_again(town.root, alone, [alone.folders[7].path])
    assert again == list_folders(town.root)
    assert [a.path for a, b in zip(alone.folders, again.folders, strict=True) if a != b] == [alone.folders[7].path]


def test_the_place_does_not_matter(town: Catalogue, tmp_path: Path) -> None:
    """The project in another folder gives the same bytes."""
    town.build()
    moved = tmp_path / "elsewhere" / "deep" / "catalogue"
    shutil.copytree(town.root, moved, ignore=shutil.ignore_patterns("site", ".cache"))
    assert _at(moved).build().published
    assert _at(moved).published() == town.published()


def _change_a_line(catalogue: Catalogue, chance: random.Random, field: str, value: str) -> None:
    """Give a field of some producer another value, wherever it first stands."""
    record = chance.choice(sorted(catalogue.root.glob("producers/*/*/producer.yaml")))
    lines = record.read_text(encoding="utf-8").splitlines()
    place = next(i for i, line in enumerate(lines) if line.lstrip(" -").startswith(f"{field}:"))
    lines[place] = lines[place].partition(f"{field}:")[0] + f"{field}: {value}"
    record.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _number(chance: random.Random) -> int:
    return chance.randrange(1000, 9999)


EDITS: tuple[Callable[[Catalogue, random.Random], object], ...] = (
    lambda c, r: _change_a_line(c, r, "phone", f"'+62 800-0000-{_number(r)}'"),
    lambda c, r: _change_a_line(c, r, "name", f"Usaha {_number(r)}"),
    lambda c, r: _change_a_line(c, r, "en", f"Cloth {_number(r)}"),
    lambda c, r: _change_a_line(c, r, "class", r.choice(("local", "national", "export"))),
    lambda c, r: _change_a_line(c, r, "moq", f"{{qty: {_number(r)}, unit: pcs}}"),
    lambda c, r: _change_a_line(c, r, "kind", r.choice(("ukm", "ikm", "toko"))),
    lambda c, r: c.write(
        f"producers/lamongan/{r.choice(MAKERS)}/photos/depan.jpg", picture(64, 48, (_number(r) % 255, 1, 2))
    ),
    lambda c, r: shutil.rmtree(c.root / "producers" / "lamongan" / "kopi-lereng", ignore_errors=True),
    lambda c, r: c.producer("kopi-lereng", {"Tenun Sari": f"Kopi {_number(r)}"}),
    lambda c, r: c.producer(f"usaha-{r.randrange(5)}", {"'35.24'": "'35.22'"}, regency="bojonegoro"),
)


@pytest.mark.parametrize("seed", range(4))
def test_an_incremental_build_equals_a_clean_one(town: Catalogue, seed: int) -> None:
    """Whatever was edited in whatever order, the site is the one a clean build gives."""
    chance = random.Random(seed)
    town.build(keep_going=True)
    for _ in range(3):
        for _ in range(chance.randrange(1, 4)):
            chance.choice(EDITS)(town, chance)
        outcome = town.build(keep_going=True)
        assert outcome.published, outcome.problems
    other = town.root.with_name("clean")
    shutil.copytree(town.root, other, ignore=shutil.ignore_patterns("site", "store.sqlite*"))
    assert _at(other).build(keep_going=True).published
    assert town.published() == _at(other).published()


def test_a_lost_memory_forgets_no_page(town: Catalogue) -> None:
    """Without its memory a build still knows which files are its own: nobody who left stays published."""
    town.build()
    (town.out / "CNAME").write_text("katalog.test\n", encoding="ascii")
    shutil.rmtree(town.root / ".cache" / "etalase")
    shutil.rmtree(_record(town, "batik-melati").parent)
    assert town.build().published
    assert not [address for address in town.published() if "batik-melati" in address]
    assert "CNAME" in town.published()


def test_some_units_in_an_empty_folder_are_not_taken_for_all(town: Catalogue) -> None:
    """After ``--only`` into a folder that was emptied, the next build makes the rest."""
    town.build()
    clean = town.published()
    shutil.rmtree(town.out)
    assert town.build(only=("kopi-*",)).published
    assert town.build().published
    assert town.published() == clean


def test_a_photo_that_breaks_while_it_is_made_keeps_its_producer_out(
    town: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Going on without faulty producers holds for faults that show only in the pixels."""
    town.write("producers/lamongan/kopi-lereng/photos/depan.jpg", picture(64, 48, (9, 9, 9)))

    def no_variants(root: Path, cache: Path, photo: Picture) -> Mapping[str, bytes]:
        if "kopi-lereng" in photo.source:
            raise PhotoError("photo-unreadable")
        return variants_through_cache(root, cache, photo)

    monkeypatch.setattr("generator.render.workshop.variants_through_cache", no_variants)
    assert not town.build().published
    outcome = town.build(keep_going=True)
    assert outcome.published
    assert outcome.left_out == ("producers/lamongan/kopi-lereng",)
    assert [found.code for found in outcome.problems] == ["photo-unreadable"]
    assert not [address for address in town.published() if "kopi-lereng" in address]


def test_nothing_changed_is_known_without_reading(town: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """An untouched catalogue is not read again, and a warning does not disappear because nothing changed."""
    _edit(town, "hs6: '621132'", "hs6: '090121'")
    first = town.build()
    assert [found.code for found in first.problems] == ["hs-not-in-category"]
    with monkeypatch.context() as patched:
        patched.delattr("generator.survey.read_every_producer")
        again = town.build()
    assert again.published
    assert (again.problems, again.units, again.addresses) == (first.problems, first.units, first.addresses)


def test_a_day_on_which_nothing_ends_changes_nothing(town: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new day is a reason to decide again only if a certificate, a judgement, a price or an expo turns on it."""
    _edit(town, "issued: 2022-02-14", "issued: 2022-02-14\n    expires: 2026-11-20")
    town.build(as_of=dt.date(2026, 11, 16))
    with monkeypatch.context() as patched:
        patched.delattr("generator.survey.read_every_producer")
        assert town.build(as_of=dt.date(2026, 11, 20)).published
        for day in (dt.date(2026, 11, 21), dt.date(2026, 11, 15)):
            with pytest.raises(NameError):
                town.build(as_of=day)
    assert town.build(as_of=dt.date(2026, 11, 21)).published
    assert not [address for address in town.published() if "tenun-sari" in address]
    assert town.published() == _clean(town, as_of=dt.date(2026, 11, 21))


def test_files_that_were_only_touched_make_nothing(town: Catalogue) -> None:
    """New times without new bytes: everything is read again, and no unit is made."""
    town.build()
    for path in sorted(town.root.glob("producers/**/*")):
        os.utime(path)
    outcome = town.build()
    assert outcome.published
    assert (dict(outcome.rendered), outcome.written) == ({}, 0)
