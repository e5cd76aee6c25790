"""The editor's first step: ``new`` makes a folder that can be read at once and only waits to be filled in."""

from __future__ import annotations

import re

import pytest
import yaml

from generator.checking import check
from generator.model.request import Request
from tests.small_catalogue import AS_OF, PRODUCER, Catalogue

DONE, WRONG_USE = 0, 2


def test_new_makes_a_folder_that_only_waits_to_be_filled_in(catalogue: Catalogue) -> None:
    catalogue.producer()
    ran = catalogue.run("new", "gresik/tenun-baru", "--name", 'Tenun "Baru" \\ Bu Sari')
    assert (ran.status, ran.out) == (DONE, "producers/gresik/tenun-baru/producer.yaml\n")
    record = yaml.safe_load((catalogue.root / ran.out.strip()).read_text("utf-8"))
    assert record["name"] == 'Tenun "Baru" \\ Bu Sari'
    assert record["region"] == "35.25"
    assert (catalogue.root / "producers/gresik/tenun-baru/photos").is_dir()
    checked = catalogue.run("check", "--format", "json")
    assert (checked.status, checked.json) == (DONE, [])
    assert "[no-consent]" in catalogue.run("report").out, "nothing is shown before somebody agrees"


def test_new_shows_every_field_it_speaks_of_in_a_form_that_can_be_read(catalogue: Catalogue) -> None:
    catalogue.run("new", "gresik/tenun-baru")
    file = catalogue.root / "producers/gresik/tenun-baru/producer.yaml"
    lines = file.read_text("utf-8").splitlines()
    example = re.compile(r"^( *)# ((?: *- )? *\w+: ?.*|    \S.*)$")
    uncommented = [example.sub(r"\1\2", line) for line in lines[3:]]
    assert sum(one != other for one, other in zip(uncommented, lines[3:], strict=True)) > 25
    file.write_text("\n".join(uncommented) + "\n", "utf-8")
    codes = {each.problem.code for each in catalogue.found()}
    assert codes <= {"missing-photo", "hs-not-in-category"}, catalogue.report()


def test_new_does_not_touch_what_is_there(catalogue: Catalogue) -> None:
    file = catalogue.producer()
    for place in ("lamongan/tenun-sari", "gresik/tenun-sari", "producers/lamongan/tenun-sari/"):
        ran = catalogue.run("new", place)
        assert ran.status == WRONG_USE
        assert "producers/lamongan/tenun-sari" in ran.err
    assert (catalogue.root / file).read_text("utf-8") == PRODUCER


def test_new_suggests_the_regency(catalogue: Catalogue) -> None:
    assert "lamongan" in catalogue.run("new", "lamungan/tenun-sari").err


@pytest.mark.parametrize("place", ["gresik/tenun-baru", "producers/gresik/tenun-baru", "/gresik/tenun-baru/"])
def test_the_place_may_be_written_as_people_do(catalogue: Catalogue, place: str) -> None:
    assert catalogue.run("new", place).out == "producers/gresik/tenun-baru/producer.yaml\n"


@pytest.mark.parametrize(
    "name",
    [
        "Tenun: Sari",
        "# Tenun",
        "'Tenun'",
        "35.10",
        "null",
        "Tenun\tSari",
        "Tenun\nSari",
        "{x}",
        "布料 قماش",
        "%s &amp; <b>",
    ],
)
def test_any_name_comes_out_as_it_was_given(catalogue: Catalogue, name: str) -> None:
    catalogue.run("new", "gresik/tenun-baru", "--name", name)
    outcome = check(catalogue.request())
    assert outcome.problems == ()
    assert outcome.told is not None
    card = outcome.told.readings["tenun-baru"].card
    assert card is not None
    assert card.name.split() == name.split()


def test_without_a_name_the_folder_gives_one(catalogue: Catalogue) -> None:
    catalogue.run("new", "gresik/tenun-ikat-sari")
    text = (catalogue.root / "producers/gresik/tenun-ikat-sari/producer.yaml").read_text("utf-8")
    assert 'name: "Tenun Ikat Sari"' in text
    assert "Kabupaten Gresik" in text


def test_a_folder_that_was_filled_in_is_published(catalogue: Catalogue) -> None:
    catalogue.run("new", "gresik/tenun-baru")
    file = catalogue.root / "producers/gresik/tenun-baru/producer.yaml"
    text = file.read_text("utf-8").replace("profile: false", "profile: true")
    text = text.replace("category: cenderamata", "category: tenun-ikat").replace("'442019'", "'621132'")
    for part in ("certifications", "curation"):
        lead, _, rest = text.partition(f"# {part}:")
        block, _, after = rest.partition("\n\n")
        text = f"{lead}{part}:{re.sub(r'(?m)^# ', '', block)}\n\n{after}"
    file.write_text(text, "utf-8")
    outcome = check(Request(root=catalogue.root, out=catalogue.out, as_of=AS_OF, jobs=1))
    assert outcome.problems == ()
    assert outcome.showcase is not None
    assert list(outcome.showcase.cards) == ["tenun-baru"]
