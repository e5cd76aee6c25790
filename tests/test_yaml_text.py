"""YAML is read as text: what an editor typed is what the record holds, and every value knows its place."""

from __future__ import annotations

import json
import string
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.foundation.yaml_events import MAX_DEPTH, MAX_VALUES, Unusual, tree_from_events
from generator.foundation.yaml_text import composed, lines_of, locate, parse
from generator.report.messages import tell
from generator.report.problem import FieldPath, Place
from tests.small_catalogue import Catalogue

WORDS = st.text(string.ascii_letters + "αßç日本ع -", min_size=1, max_size=12).map(str.strip).filter(bool)
KEYS = st.text(string.ascii_lowercase, min_size=1, max_size=6)
TREES = st.dictionaries(
    KEYS,
    st.recursive(
        WORDS,
        lambda deeper: st.lists(deeper, min_size=1, max_size=3) | st.dictionaries(KEYS, deeper, min_size=1, max_size=3),
        max_leaves=12,
    ),
    min_size=1,
    max_size=5,
)
ODD = st.text(st.sampled_from("ab: -?[]{}&*!|>'\"%@`#,\n\t\r\\~\x00\x07\x85\u2028\ufeffé日😀"), max_size=60)


@pytest.mark.parametrize(
    "typed",
    [
        *("35.10", "0812345678", "090121", "1e3", "0x1F", "0o17", "0b1", "1_000", "12:30:45", ".5", "+7", "-0"),
        *("yes", "no", "on", "off", "true", "false", "y", "n", "NaN", ".inf", "=", "<<"),
        *("2026-11-21", "2026-11-21T10:00:00Z"),
    ],
)
def test_a_plain_value_stays_as_typed(typed: str) -> None:
    parsed = parse(f"value: {typed}\nquoted: '{typed}'\n{typed}: key\nlist: [{typed}]\n".encode(), "f")
    assert parsed.problems == ()
    assert parsed.tree == {"value": typed, "quoted": typed, typed: "key", "list": [typed]}


@pytest.mark.parametrize("typed", ["null", "~", "Null", "NULL", ""])
def test_null_is_a_value_left_out_but_quoted_it_is_text(typed: str) -> None:
    parsed = parse(f"value: {typed}\nquoted: '{typed}'\n".encode(), "f")
    assert parsed.tree == {"value": None, "quoted": typed}


def test_tags_make_no_objects() -> None:
    parsed = parse(b"a: !!python/object/apply:os.system [x]\nb: !!int '7'\nc: !!binary aGk=\n", "f")
    assert parsed.tree == {"a": ["x"], "b": "7", "c": "aGk="}


def test_every_repeated_key_is_told_and_the_first_value_stays() -> None:
    parsed = parse(b"a: 1\nb: {c: 1, c: 2}\na: 2\na: 3\n", "f")
    assert parsed.tree == {"a": "1", "b": {"c": "1"}}
    told = [(each.code, dict(each.values)["key"], each.place.line, each.place.column) for each in parsed.problems]
    assert told == [("duplicate-key", "c", 2, 11), ("duplicate-key", "a", 3, 1), ("duplicate-key", "a", 4, 1)]


def test_forty_levels_are_fine_and_one_more_is_not() -> None:
    def nested(levels: int) -> bytes:
        return b"a: " + b"[" * levels + b"x" + b"]" * levels

    assert parse(nested(MAX_DEPTH - 1), "f").problems == ()
    for levels in (MAX_DEPTH, MAX_DEPTH + 1, 600):
        assert [each.code for each in parse(nested(levels), "f").problems] == ["yaml-too-deep"]


def test_a_place_that_does_not_exist_is_the_nearest_above_it() -> None:
    content = b"# first\nname: x\nproducts:\n  - id: a\n    size: {}\n"
    spots = {
        ("products", 0, "category"): (4, 5),
        ("products", 7, "id"): (3, 1),
        ("products", 0, "size", "qty"): (5, 5),
        ("region",): (2, 1),
    }
    for path, expected in spots.items():
        spot = locate(content, Place("f", path))
        assert spot is not None
        assert (spot.line, spot.column) == expected, path
    assert locate(content, Place("f")) is None


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=200), min_size=1, max_size=8))
@example({"no": "35.10", "": "", "~": "null"})
@example({"a": "line\nline\n", "b": " \t ", "c": "‮\u0085\u2028", "d": "\x00\x1b"})
def test_whatever_text_is_written_comes_back(words: dict[str, str]) -> None:
    written = yaml.safe_dump(words, default_style='"', allow_unicode=False).encode()
    parsed = parse(written, "f")
    assert parsed.problems == ()
    assert parsed.tree == words


@given(TREES, st.booleans(), st.sampled_from(["", "\ufeff", "# a remark\n\n"]))
def test_every_value_knows_its_place(tree: dict[str, Any], flow: bool, lead: str) -> None:
    text = lead + yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, width=10_000)
    content = text.encode()
    lines = lines_of(text.removeprefix("\ufeff"))
    assert parse(content, "f").problems == ()
    for path, value in leaves(tree):
        spot = locate(content, Place("f", path))
        assert spot is not None
        under = lines[spot.line - 1][spot.column - 1 : spot.column - 1 + spot.length]
        assert yaml.load(under, yaml.BaseLoader) == value
        on_key = locate(content, Place("f", path, on_key=True))
        if isinstance(path[-1], str) and on_key is not None:
            under = lines[on_key.line - 1][on_key.column - 1 : on_key.column - 1 + on_key.length]
            assert yaml.load(under, yaml.BaseLoader) == path[-1]


def leaves(tree: Any, path: FieldPath = ()) -> list[tuple[FieldPath, str]]:
    """Return every text of a tree with its path."""
    if isinstance(tree, str):
        return [(path, tree)]
    steps = tree.items() if isinstance(tree, dict) else enumerate(tree)
    return [leaf for step, value in steps for leaf in leaves(value, (*path, step))]


@given(st.binary(max_size=200) | ODD.map(lambda text: text.encode()))
@example(b"\xff\xfe")
@example(b"a: *a")
@example(b"a: &a [*a]")
@example(b"\xef\xbb\xbf")
@example("é: \x07".encode())
def test_whatever_stands_in_a_file_is_read_or_told_at_a_place_in_it(content: bytes) -> None:
    parsed = parse(content, "f")
    assert parsed.tree is not None or parsed.problems
    lines = lines_of(content.decode("utf-8-sig", errors="replace"))
    for each in parsed.problems:
        tell(each, "id"), tell(each, "en")
        spot = locate(content, each.place)
        if spot is not None:
            assert 1 <= spot.line <= len(lines)
            assert 1 <= spot.column <= len(lines[spot.line - 1]) + 1


SLIPS = st.sampled_from(
    [
        *"&*!|>-?:,[]{}'\"%@`#~\n\t ",
        *("&a ", "*a", "!!null ", "! ", "? ", "- ", ": ", "k: ", "<<: *a", "null", "''", '""', "{}", "[]", "# "),
        *("\n---\n", "\n...\n", "%YAML 1.1\n---\n", "\r\n", "\x85", "\u2028", "\x00", "\ufeff", "\n  "),
    ]
)


@st.composite
def written_and_marred(draw: st.DrawFn) -> str:
    """A text as an editor's tool may write it, with a few slips of the hand in it."""
    style = draw(st.sampled_from([None, "'", '"', "|", ">"]))
    flow = draw(st.sampled_from([None, True, False]))
    tree = draw(TREES)
    text: str = yaml.safe_dump(tree, allow_unicode=True, default_style=style, default_flow_style=flow, width=30)
    for slip in draw(st.lists(SLIPS, max_size=4)):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + slip + text[place:]
    return text


@given(written_and_marred() | ODD)
@example("a: &x [1]\nb: *x\n")
@example("a: &x 1\nb: &x 2\n")
@example("a: !!null x\n")
@example("a: [!!null x]\n")
@example("? !!str\n: !!seq []\n")
@example("? [a, b]\n: c\n")
@example("!t\na: 1\n")
@example("a: {b, c: }\nd: [~, '', null, e: f]\n")
@example("a: 1\n...\n")
@example("a: 1\n---\nb: 2\n")
@example("- a\n")
@example("a")
@example("{}")
def test_the_short_way_and_the_long_way_lead_to_the_same_tree(text: str) -> None:
    """What the short way reads at all, it reads as the long way does; the rest is the long way's."""
    if not text or text.isspace():
        return
    by_nodes = composed(text, "f")
    try:
        straight = tree_from_events(text)
    except (Unusual, yaml.YAMLError):
        return
    assert by_nodes.problems == ()
    assert straight.tree == by_nodes.tree
    assert json.dumps(straight.tree) == json.dumps(by_nodes.tree), "in the same order"
    assert straight.has_blanks == (None in values_of(straight.tree))


def values_of(tree: Any) -> list[Any]:
    """Return a tree and everything in it."""
    inner = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return [tree, *(value for each in inner for value in values_of(each))]


def test_an_ordinary_file_goes_the_short_way() -> None:
    text = "name: A\nstory:\n  id: |-\n    Satu.\n\n    Dua.\nproducts:\n  - {id: b, qty: 1}\n  - id: c\nbrand:\n"
    assert tree_from_events(text).tree == composed(text, "f").tree


@pytest.mark.parametrize("values", [MAX_VALUES, MAX_VALUES + 1])
def test_both_ways_count_alike(values: int) -> None:
    text = f"a: [{','.join('x' * (values - 2))}]\n"
    found = [each.code for each in composed(text, "f").problems]
    assert [each.code for each in parse(text.encode(), "f").problems] == found
    assert found == (["yaml-too-many"] if values > MAX_VALUES else [])


# The same, seen from the record


def record_of(catalogue: Catalogue) -> dict[str, Any]:
    assert catalogue.check().problems == ()
    return catalogue.record()


@pytest.mark.parametrize("region", ["35.10", "'35.10'", '"35.10"'])
def test_a_region_keeps_its_last_zero(catalogue: Catalogue, region: str) -> None:
    catalogue.producer(swaps={"'35.24'": region}, regency="banyuwangi")
    assert record_of(catalogue)["region"] == "35.10"


@pytest.mark.parametrize("phone", ["081234567890", "'081234567890'", "0812-3456-7890", "+6281234567890"])
def test_a_telephone_number_keeps_its_first_sign(catalogue: Catalogue, phone: str) -> None:
    catalogue.producer(swaps={"'+62 800-0000-9999'": phone})
    assert record_of(catalogue)["contact"]["phone"] == phone.strip("'")


@pytest.mark.parametrize("code", ["090121", "'090121'"])
def test_an_hs_code_keeps_its_first_zero(catalogue: Catalogue, code: str) -> None:
    catalogue.producer(swaps={"'621132'": code})
    outcome = catalogue.check()
    assert [each.code for each in outcome.problems] == ["hs-not-in-category"], "coffee's code on cloth is a warning"
    assert catalogue.record()["products"][0]["hs6"] == "090121"


@pytest.mark.parametrize("key", ["no", "on", "y"])
def test_a_language_called_no_is_not_false(catalogue: Catalogue, key: str) -> None:
    catalogue.producer(swaps={"  en: Cloth": f"  {key}: Cloth"})
    (found,) = catalogue.found()
    assert found.problem.code == "unknown-language"
    assert found.problem.place.path == ("tagline", key)
    assert f"“{key}”" in tell(found.problem, "en").message


@pytest.mark.parametrize("typed", ["null", "~", ""])
def test_a_field_left_out_is_as_if_it_were_not_written(catalogue: Catalogue, typed: str) -> None:
    catalogue.producer(swaps={"kind: ukm": f"kind: ukm\ndistrict: {typed}\nbrand: {typed}\nphotos: {typed}"})
    assert {"district", "brand", "photos"}.isdisjoint(record_of(catalogue))


@pytest.mark.parametrize("typed", ["'null'", "1998", "yes", "35.10", "2026-11-21", "12:30"])
def test_words_that_look_like_values_are_words(catalogue: Catalogue, typed: str) -> None:
    catalogue.producer(swaps={"kind: ukm": f"kind: ukm\ndistrict: {typed}"})
    assert record_of(catalogue)["district"] == typed.strip("'")


@pytest.mark.parametrize("typed", ["2022-02-14", "'2022-02-14'"])
def test_a_date_is_a_date_quoted_or_not(catalogue: Catalogue, typed: str) -> None:
    catalogue.producer(swaps={"issued: 2022-02-14": f"issued: {typed}"})
    assert record_of(catalogue)["certifications"][0]["issued"] == "2022-02-14"


@pytest.mark.parametrize(
    "typed", ["1.000", "1,000", "1_000", "1e3", "0x10", "1 000", "٥٠", "５０", "50.0", "fifty", "true", "50 pcs"]
)
def test_a_whole_number_is_digits_and_nothing_else(catalogue: Catalogue, typed: str) -> None:
    catalogue.producer(swaps={"qty: 50,": f"qty: '{typed}',"})
    assert [each.problem.code for each in catalogue.found()] == ["expected-whole-number"]


@pytest.mark.parametrize(
    "typed", ["20220214", "1644796800", "0", "2022-02-14T00:00:00", "14-02-2022", "2022-2-14", "today"]
)
def test_a_date_is_year_month_day_and_nothing_else(catalogue: Catalogue, typed: str) -> None:
    catalogue.producer(swaps={"issued: 2022-02-14": f"issued: {typed}"})
    assert [each.problem.code for each in catalogue.found()] == ["expected-date"]
