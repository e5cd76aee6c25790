"""Every mistake an editor can make is told: its code, its place, the value at fault, in Indonesian and English."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from generator.report.messages import tell
from generator.report.printers import Located, print_problems
from generator.report.problem import Problem, problem
from tests.small_catalogue import PRODUCER, Catalogue, marked, picture, swapped

RECORD = "producers/lamongan/tenun-sari/producer.yaml"


@dataclass(frozen=True)
class Mistake:
    """A mistake in a record: what is written in place of what, and what the report must say.

    ``‹ ›`` in the text stand around the characters that the carets must underline. ``names`` must stand in the
    message or the hint of both languages.
    """

    code: str
    swaps: Mapping[str, str]
    names: tuple[str, ...] = ()
    severity: str = "error"


HS = "hs6: '621132'"
NIB = "issued: 2022-02-14\n"
CLASS = "class: national\n"
MOQ = "moq: {qty: 50, unit: pcs}\n"

BROKEN = {
    "tab": Mistake("yaml-tab", {"kind: ukm": "‹\t›kind: ukm"}),
    "tab-after-dash": Mistake("yaml-tab", {"  - scheme: nib": "  - ‹\t›scheme: nib"}),
    "colon-in-value": Mistake("yaml-colon", {"name: Tenun Sari": "name: Tenun‹:› Sari"}),
    "no-colon": Mistake("yaml-colon", {"kind: ukm": "‹k›ind ukm"}),
    "quote-never-closed": Mistake("yaml-quote", {"name: Tenun Sari": 'name: ‹"›Tenun Sari'}),
    "text-after-quote": Mistake("yaml-after-quote", {"name: Tenun Sari": 'name: "Tenun" ‹S›ari'}),
    "bracket-never-closed": Mistake("yaml-bracket", {MOQ: "moq: ‹{›qty: 50, unit: pcs\n"}),
    "comma-missing": Mistake("yaml-bracket", {MOQ: "moq: {qty: 50 unit‹:› pcs}\n"}),
    "indentation": Mistake("yaml-indent", {"    number: '9999": "   ‹n›umber: '9999"}),
    "two-documents": Mistake("yaml-documents", {"kind: ukm": "‹-›--\nkind: ukm"}),
    "reserved-sign": Mistake("yaml-broken", {"name: Tenun Sari": "name: ‹@›tenun"}),
    "control-character": Mistake("yaml-character", {"kind: ukm": "kind: ukm‹\x07›"}),
    "list-as-key": Mistake("yaml-key", {"kind: ukm": "kind: ukm\n‹[›a, b]: c"}),
    "duplicate-key": Mistake("duplicate-key", {HS: HS + "\n    ‹c›ategory: batik"}, ("category",)),
}

SCHEMA = {
    "unknown-key": Mistake("unknown-key", {"moq: {qty": "‹mop›: {qty"}, ("mop", "moq")),
    "unknown-key-without-likeness": Mistake(
        "unknown-key", {"kind: ukm": "kind: ukm\n‹xyzzy›: 1"}, ("xyzzy", "tagline")
    ),
    "missing-field": Mistake("missing-field", {"    category: tenun-ikat\n": "", "- id": "- ‹i›d"}, ("category",)),
    "missing-at-the-top": Mistake("missing-field", {"name: Tenun Sari\n": "", "kind": "‹k›ind"}, ("name",)),
    "value-left-out": Mistake("missing-field", {"kind: ukm": "‹kind›:"}, ("kind",)),
    "list-for-text": Mistake("expected-text", {"name: Tenun Sari": "‹name›: [Tenun, Sari]"}, ("name",)),
    "text-for-languages": Mistake(
        "expected-languages",
        {"      id: Sarung tenun\n      en: Handwoven sarong\n": "", "    name:": "    name: ‹Sarung›"},
        ("name", "Sarung"),
    ),
    "text-for-group": Mistake("expected-group", {MOQ: "moq: ‹fifty›\n"}, ("moq",)),
    "text-for-list": Mistake("expected-list", {MOQ: MOQ + "    seasonal_months: ‹March›\n"}, ("seasonal_months",)),
    "words-for-whole-number": Mistake("expected-whole-number", {"qty: 50": "qty: ‹1.000›"}, ("1.000",)),
    "words-for-number": Mistake("expected-number", {MOQ: MOQ + "    net: {value: ‹'12,5'›, unit: kg}\n"}, ("12,5",)),
    "words-for-yes": Mistake("expected-yes-no", {"phone: true": "phone: ‹boleh›"}, ("boleh",)),
    "expected-date": Mistake("expected-date", {NIB: "issued: ‹14 Februari 2022›\n"}, ("14 Februari 2022",)),
    "a-number-is-no-date": Mistake("expected-date", {NIB: "issued: ‹86400›\n"}, ("86400",)),
    "impossible-date": Mistake("impossible-date", {NIB: "issued: ‹2022-02-31›\n"}, ("2022-02-31",)),
    "not-in-list": Mistake("not-in-list", {"kind: ukm": "kind: ‹ukn›"}, ("ukn", "ukm")),
    "empty-text": Mistake("empty-text", {"name: Tenun Sari": "name: ‹''›"}, ("name",)),
    "too-long": Mistake("too-long", {"id: Kain dari": f"id: ‹{'kain' * 41}› #"}, ("id", "164", "160")),
    "out-of-range": Mistake("out-of-range", {"qty: 50": "qty: ‹0›"}, ("0",)),
    "wrong-form": Mistake("wrong-form", {HS: "hs6: ‹'6211.32'›"}, ("6211.32", "hs6")),
    "not-a-number-for-focus": Mistake(
        "expected-number",
        {"        alt: {": "        focus: [‹nan›, 0.5]\n        alt: {"},
        ("nan",),
    ),
    "one-number-for-focus": Mistake(
        "wrong-length", {"        alt: {": "        ‹focus›: [0.5]\n        alt: {"}, ("focus", "1", "2")
    ),
    "not-a-language": Mistake("unknown-language", {"  id: Kain": "  ‹Bahasa›: Kain"}, ("Bahasa",)),
}

RECORDS = {
    "unknown-region": Mistake("unknown-region", {"'35.24'": "‹'35.99'›"}, ("35.99",)),
    "region-folder": Mistake("region-folder", {"'35.24'": "‹'35.25'›"}, ("35.25", "gresik", "lamongan")),
    "unknown-category": Mistake("unknown-category", {"tenun-ikat": "‹tenun-ika›"}, ("tenun-ika", "tenun-ikat")),
    "unknown-hs": Mistake("unknown-hs", {HS: "hs6: ‹'621139'›"}, ("621139",)),
    "unusual-hs": Mistake("hs-not-in-category", {HS: "hs6: ‹'090121'›"}, ("090121", "tenun-ikat"), "warning"),
    "unknown-scheme": Mistake("unknown-scheme", {"scheme: nib": "scheme: ‹nibb›"}, ("nibb", "nib")),
    "expires-before-issued": Mistake(
        "expires-before-issued", {NIB: NIB + "    expires: ‹2021-02-14›\n"}, ("2021-02-14", "2022-02-14")
    ),
    "unknown-program": Mistake("unknown-program", {"rumah-kurasi": "‹rumah-kurasy›"}, ("rumah-kurasy", "rumah-kurasi")),
    "valid-until-before-date": Mistake(
        "dates-reversed", {CLASS: CLASS + "    valid_until: ‹2025-01-10›\n"}, ("2025-01-10", "2026-01-10")
    ),
    "unknown-kbli": Mistake("unknown-kbli", {"kind: ukm": "kind: ukm\nkbli2020: [‹'99999'›]"}, ("99999",), "warning"),
    "unknown-port": Mistake("unknown-port", {MOQ: MOQ + "    port: ‹IDSUX›\n"}, ("IDSUX", "IDSUB")),
    "unknown-payment": Mistake("unknown-payment", {MOQ: MOQ + "    payment: [‹TT-30-71›]\n"}, ("TT-30-71", "TT-30-70")),
    "sea-term-by-air": Mistake(
        "sea-term-by-air",
        {MOQ: MOQ + "    port: IDSUB-AIR\n    incoterms: {FCA: Juanda, ‹FOB›: Juanda}\n"},
        ("FOB", "IDSUB-AIR"),
    ),
    "price-reversed": Mistake(
        "price-reversed", {MOQ: MOQ + "    price: {min: ‹18.5›, max: 14, unit: pcs, incoterm: FOB}\n"}, ("18.5", "14")
    ),
    "unlike-units": Mistake(
        "unlike-units", {MOQ: MOQ + "    capacity_month: {qty: 9, unit: ‹kg›}\n"}, ("pcs", "kg"), "warning"
    ),
    "women-above-total": Mistake(
        "women-above-total", {"kind: ukm": "kind: ukm\nworkers: {total: 4, women: ‹7›}"}, ("7", "4")
    ),
    "materials-share": Mistake(
        "materials-share",
        {"kind: ukm": "kind: ukm\n‹raw_materials›:\n  - {name: {id: Benang}, share_pct: 90, origin_country: ID}"},
        ("90",),
    ),
    "scope-unknown-product": Mistake(
        "scope-unknown-product", {NIB: NIB + "    scope: [sarung, ‹selendang›]\n"}, ("selendang",)
    ),
    "product-clash": Mistake(
        "product-clash",
        {
            "products:\n": "products:\n  - {id: sarung, category: batik, hs6: '620442', name: {id: Gaun}}\n",
            "id: sarung\n": "id: ‹sarung›\n",
        },
        ("sarung",),
    ),
    "unknown-language": Mistake("unknown-language", {"  en: Cloth": "  ‹xx›: Cloth"}, ("xx",)),
    "wrong-script": Mistake(
        "wrong-script", {"  en: Cloth": "  ja: ‹Cloth from the river bank›\n  en: Cloth"}, ("ja",), "warning"
    ),
    "missing-photo": Mistake("missing-photo", {"file: depan.jpg": "file: ‹depam.jpg›"}, ("depam.jpg", "depan.jpg")),
    "photo-path-leaves": Mistake("link-leaves-folder", {"file: depan.jpg": "file: ‹../x.jpg›"}, ("../x.jpg",)),
    "photo-path-windows": Mistake("link-leaves-folder", {"file: depan.jpg": "file: ‹..\\x.jpg›"}, ("..\\x.jpg",)),
    "dangling-brand": Mistake("dangling-brand", {"kind: ukm": "kind: ukm\nbrand: ‹arga-bersama›"}, ("arga-bersama",)),
}

MISTAKES = BROKEN | SCHEMA | RECORDS


def said(found: Problem) -> dict[str, str]:
    """Return message and hint together, in each language."""
    texts = {"id": tell(found, "id"), "en": tell(found, "en")}
    return {lang: f"{told.message} {told.hint}" for lang, told in texts.items()}


def caret_text(report: str) -> list[str]:
    """Return what the carets of a full report underline."""
    under = []
    lines = report.splitlines()
    for source, carets in pairwise(lines):
        if re.fullmatch(r" +\| +\^+", carets):
            under.append(source[carets.index("^") : carets.rindex("^") + 1])
    return under


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_where_it_is(catalogue: Catalogue, mistake: Mistake) -> None:
    text = marked(swapped(PRODUCER, mistake.swaps))
    file = catalogue.producer(text=text.text)
    found = catalogue.found()
    told = [(each.problem.code, each.problem.place.file, each.line, each.column) for each in found]
    assert told == [(mistake.code, file, text.line, text.column)]
    assert found[0].problem.severity == mistake.severity
    for lang, sentence in said(found[0].problem).items():
        for name in mistake.names:
            assert name in sentence, f"the {lang} sentence does not name {name}: {sentence}"


@pytest.mark.parametrize("mistake", (SCHEMA | RECORDS).values(), ids=(SCHEMA | RECORDS).keys())
def test_carets_stand_under_what_is_wrong(catalogue: Catalogue, mistake: Mistake) -> None:
    text = marked(swapped(PRODUCER, mistake.swaps))
    catalogue.producer(text=text.text)
    report = catalogue.report()
    line = text.text.splitlines()[text.line - 1]
    assert f" {text.line} | {line}\n" in report
    assert caret_text(report) == [text.under[:80]]


def test_a_full_report_reads_like_this(catalogue: Catalogue) -> None:
    catalogue.producer(swaps={"category: tenun-ikat": "category: tenun-ika"})
    assert catalogue.report() == (
        "producers/lamongan/tenun-sari/producer.yaml:22:15  galat[unknown-category]\n"
        "  Kategori “tenun-ika” tidak ada.\n"
        "  There is no category “tenun-ika”.\n"
        "    |\n"
        " 22 |     category: tenun-ika\n"
        "    |               ^^^^^^^^^\n"
        "  = saran: Lihat daftar di content/reference/categories.yaml. Mungkin maksud Anda: tenun-ikat?\n"
        "  = hint: See the list in content/reference/categories.yaml. Did you mean: tenun-ikat?\n"
        "\n"
        "1 kesalahan, 0 peringatan. 1 error, 0 warnings."
    )


def test_carets_stand_right_after_wide_letters(catalogue: Catalogue) -> None:
    catalogue.producer(swaps={MOQ: "note: {zh-Hans: 手织, Bahasa: x}\n"})
    *_, source, carets, _, _, _, _ = catalogue.report().splitlines()
    assert source.endswith("| " + "    note: {zh-Hans: 手织, Bahasa: x}")
    # Each of the two Chinese letters takes two columns of a terminal.
    assert carets.index("^") == source.index("Bahasa") + 2


def test_a_terminal_never_obeys_what_a_file_holds(catalogue: Catalogue) -> None:
    catalogue.producer(swaps={"kind: ukm": 'kind: "\\e[31mukm\\u202e"'})
    catalogue.producer("tenun-dua", {"kind: ukm": "kind: \x1b[31m"})
    for form in ("full", "line", "github"):
        report = catalogue.report(form)
        assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", report), form


def test_all_problems_of_all_files_are_told_in_one_run(catalogue: Catalogue) -> None:
    catalogue.producer("tenun-satu", {"kind: ukm": "kind: ukn", "qty: 50": "qty: x", "'35.24'": "'35'"})
    catalogue.producer("tenun-dua", {"name: Tenun Sari": "name: @x"})
    catalogue.producer("tenun-tiga", {"kind: ukm": "kind: ukm\nbrand: x", "tenun-ikat": "tenun"})
    catalogue.producer("tenun-empat", photos=())
    catalogue.producer()
    catalogue.expo({"[sarung]": "[sarong]"})
    catalogue.brand({"members: [tenun-sari]": "members: [tenun-sari, siapa]"})
    assert [(each.problem.place.file.split("/")[-2], each.problem.code) for each in catalogue.found()] == [
        ("brands", "dangling-brand-member"),
        ("pameran", "dangling-booth-product"),
        ("tenun-dua", "yaml-broken"),
        ("tenun-empat", "missing-photo"),
        ("tenun-satu", "not-in-list"),
        ("tenun-satu", "wrong-form"),
        ("tenun-satu", "expected-whole-number"),
        ("tenun-tiga", "unknown-category"),
    ]


def test_one_mistake_is_told_once(catalogue: Catalogue) -> None:
    catalogue.producer(swaps={NIB: NIB + "    scope: 5\n"})
    assert [each.problem.code for each in catalogue.found()] == ["expected-list"]


# Files and folders


def only(found: list[Located]) -> tuple[str, str, int, int]:
    """Return code, file, line and column of the one problem there must be."""
    assert len(found) == 1, [(each.problem.code, each.problem.place) for each in found]
    return found[0].problem.code, found[0].problem.place.file, found[0].line, found[0].column


@pytest.mark.parametrize("text", ["", "  \n\n", "# nothing but a remark\n", "\ufeff"])
def test_an_empty_file(catalogue: Catalogue, text: str) -> None:
    catalogue.producer(text=text)
    assert only(catalogue.found()) == ("empty-file", RECORD, 0, 0)


@pytest.mark.parametrize("text", ["- name: Tenun\n", "Tenun Sari\n"])
def test_a_file_that_is_no_record(catalogue: Catalogue, text: str) -> None:
    catalogue.producer(text=text)
    assert only(catalogue.found()) == ("not-a-mapping", RECORD, 1, 1)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_saved_as_utf_16(catalogue: Catalogue, encoding: str) -> None:
    catalogue.producer()
    catalogue.write(RECORD, PRODUCER.encode(encoding))
    found = catalogue.found()
    assert only(found) == ("wrong-encoding", RECORD, 1, 1)
    assert all("UTF-16" in sentence for sentence in said(found[0].problem).values())


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte-order-mark"])
def test_a_file_saved_as_windows_1252(catalogue: Catalogue, mark: bytes) -> None:
    catalogue.producer()
    text = PRODUCER.replace("id: Kain dari tepi", "id: Kain ‘dari’ tepi").encode()
    content = text.replace(b"en: Cloth", "en: “Cloth".encode("cp1252"))
    content = content.replace(b"id: Kain", "id: Kaïn".encode())
    catalogue.write(RECORD, mark + content)
    found = catalogue.found()
    assert only(found) == ("wrong-encoding", RECORD, 6, 7)
    assert all("Windows-1252" in sentence for sentence in said(found[0].problem).values())


def test_the_column_of_a_wrong_byte_counts_letters(catalogue: Catalogue) -> None:
    catalogue.producer()
    catalogue.write(RECORD, b"\xef\xbb\xbf" + "name: 日本 ".encode() + b"\x93Tenun\n")
    assert only(catalogue.found()) == ("wrong-encoding", RECORD, 1, 10)


def test_a_byte_order_mark_is_forgiven(catalogue: Catalogue) -> None:
    catalogue.producer(text="\ufeff" + PRODUCER)
    assert catalogue.found() == []


def test_windows_line_ends_are_forgiven(catalogue: Catalogue) -> None:
    catalogue.producer(text=PRODUCER.replace("\n", "\r\n"))
    assert catalogue.found() == []


def test_a_file_of_five_megabytes_is_not_even_parsed(catalogue: Catalogue) -> None:
    catalogue.producer(text=PRODUCER + "# " + "x" * 5_000_000)
    found = catalogue.found()
    assert only(found) == ("yaml-too-large", RECORD, 0, 0)
    assert all("5.0 MB" in sentence for sentence in said(found[0].problem).values())


def test_an_alias_bomb(catalogue: Catalogue) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    catalogue.producer(text="\n".join(lines))
    code, file, line, _ = only(catalogue.found())
    assert (code, file) == ("yaml-too-many", RECORD)
    assert line > 0


def test_an_alias_of_itself(catalogue: Catalogue) -> None:
    catalogue.producer(text="a: &a [*a]\n")
    assert only(catalogue.found())[0] == "yaml-too-deep"


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 900_000,
        "a: " + "[" * 450_000 + "]" * 450_000,
        "a: " + "{b: " * 200_000,
        "a:\n" + "- " * 400_000 + "x",
        "? " * 400_000 + "x",
        "".join(" " * i + "a:\n" for i in range(1_000)),
        "".join(" " * i + "a:\n" for i in range(60)),
        "a: " + "[" * 60 + "]" * 60,
    ],
    ids=["open-brackets", "brackets", "braces", "dashes", "questions", "1000-levels", "60-levels", "60-brackets"],
)
def test_deep_nesting_neither_kills_nor_delays(catalogue: Catalogue, text: str) -> None:
    catalogue.producer(text=text)
    code, file, line, _ = only(catalogue.found())
    assert (code, file) == ("yaml-too-deep", RECORD)
    assert line > 0


def test_many_brackets_in_honest_text_are_no_nesting(catalogue: Catalogue) -> None:
    catalogue.producer(swaps={"  id: Kain": "  # " + "[ { " * 2_000 + "\n  id: Kain"})
    assert catalogue.found() == []


needs_links = pytest.mark.skipif(os.name == "nt", reason="links need special rights on Windows")


@needs_links
@pytest.mark.parametrize("linked", ["depan.jpg", "photos", "producer.yaml"])
def test_a_link_that_leaves_the_folder(catalogue: Catalogue, tmp_path: Path, linked: str) -> None:
    catalogue.producer(photos=())
    secret = tmp_path / "elsewhere"
    secret.mkdir()
    (secret / "depan.jpg").write_bytes(picture())
    (secret / "producer.yaml").write_text(PRODUCER, "utf-8")
    folder = (catalogue.root / RECORD).parent
    if linked == "photos":
        (folder / "photos").symlink_to(secret)
    elif linked == "depan.jpg":
        (folder / "photos").mkdir()
        (folder / "photos" / linked).symlink_to(secret / linked)
    else:
        (folder / linked).unlink()
        (folder / linked).symlink_to(secret / linked)
    found = catalogue.found()
    assert found[0].problem.code == "link-leaves-folder"
    assert len(found) == 1
    assert all(linked in sentence or "depan.jpg" in sentence for sentence in said(found[0].problem).values())
    assert not catalogue.build().published


@needs_links
def test_a_link_within_the_folder_is_fine(catalogue: Catalogue) -> None:
    catalogue.producer(photos=("samping.jpg",))
    photos = (catalogue.root / RECORD).parent / "photos"
    (photos / "depan.jpg").symlink_to("samping.jpg")
    assert catalogue.found() == []


@needs_links
@pytest.mark.parametrize("place", ["producers/lamongan/tenun-dua", "producers/gresik"])
def test_a_producers_folder_may_not_be_a_link(catalogue: Catalogue, tmp_path: Path, place: str) -> None:
    catalogue.producer()
    (tmp_path / "elsewhere").mkdir()
    (catalogue.root / place).symlink_to(tmp_path / "elsewhere")
    assert only(catalogue.found())[:2] == ("link-leaves-folder", place)


@pytest.mark.parametrize("name", ["Tenun Sari", "tenun_sari", "-tenun", "ténun"])
def test_a_folder_name_that_cannot_be_an_address(catalogue: Catalogue, name: str) -> None:
    catalogue.producer(name)
    found = catalogue.found()
    assert only(found)[:2] == ("folder-name", f"producers/lamongan/{name}")
    assert all(f"“{name}”" in sentence for sentence in said(found[0].problem).values())


def test_a_folder_without_a_record(catalogue: Catalogue) -> None:
    catalogue.producer()
    (catalogue.root / "producers/lamongan/tenun-dua/photos").mkdir(parents=True)
    found = catalogue.found()
    assert only(found)[:2] == ("missing-producer-file", "producers/lamongan/tenun-dua")
    assert all("lamongan/tenun-dua" in sentence for sentence in said(found[0].problem).values())


def test_a_regency_folder_that_is_no_regency(catalogue: Catalogue) -> None:
    catalogue.producer()
    catalogue.producer("tenun-dua", regency="lamungan")
    found = {each.problem.code: each for each in catalogue.found()}
    assert set(found) == {"no-region-slug", "region-folder"}
    assert found["no-region-slug"].problem.place.file == "producers/lamungan"
    assert all("lamongan" in sentence for sentence in said(found["no-region-slug"].problem).values())


def test_a_stray_file_is_only_warned_of(catalogue: Catalogue) -> None:
    catalogue.producer()
    catalogue.write("producers/lamongan/catatan.txt", "x")
    catalogue.write("producers/catatan.txt", "x")
    catalogue.write("producers/.DS_Store", "x")
    found = catalogue.found()
    assert [(each.problem.code, each.problem.severity) for each in found] == [("stray-file", "warning")] * 2


def test_no_producer_at_all(catalogue: Catalogue) -> None:
    assert only(catalogue.found())[0] == "no-producers"


def test_the_same_id_in_two_regencies(catalogue: Catalogue) -> None:
    catalogue.producer()
    catalogue.producer("tenun-sari", {"'35.24'": "'35.25'"}, regency="gresik")
    found = catalogue.found()
    assert only(found)[:2] == ("id-clash", "producers/lamongan/tenun-sari")
    for sentence in said(found[0].problem).values():
        assert "tenun-sari" in sentence
        assert "producers/gresik/tenun-sari" in sentence


# What no folder can know alone


@dataclass(frozen=True)
class Dangling:
    """A mistake in an expo, a brand or the settings."""

    code: str
    swaps: Mapping[str, str]
    names: tuple[str, ...]


HALL = "        products: [sarung]\n"

EXPOS = {
    "dangling-booth": Dangling(
        "dangling-booth", {"producer: tenun-sari": "producer: ‹tenun-sary›"}, ("tenun-sary", "tenun-sari")
    ),
    "dangling-booth-product": Dangling(
        "dangling-booth-product", {"[sarung]": "[‹sarun›]"}, ("sarun", "tenun-sari", "sarung")
    ),
    "booth-twice": Dangling("booth-twice", {HALL: HALL + "      - producer: ‹tenun-sari›\n"}, ("tenun-sari",)),
    "hall-clash": Dangling("hall-clash", {HALL: HALL + "  - id: ‹kain›\n    name: {id: Lain}\n"}, ("kain",)),
    "dangling-mission": Dangling(
        "dangling-mission",
        {
            HALL: HALL + "sessions:\n  - {id: a, start: '2026-11-24T09:00:00+07:00', minutes: 5, kind: talk, "
            "title: {id: A}, missions: [‹itpc-nowhere›]}\n"
        },
        ("itpc-nowhere",),
    ),
    "expected-moment": Dangling(
        "expected-moment",
        {
            HALL: HALL + "sessions:\n  - {id: a, start: ‹'2026-11-24T09:00:00'›, minutes: 5, kind: talk, "
            "title: {id: A}}\n"
        },
        ("2026-11-24T09:00:00",),
    ),
    "dates-reversed": Dangling(
        "dates-reversed", {"closes: 2026-11-29": "closes: ‹2026-11-19›"}, ("2026-11-23", "2026-11-19")
    ),
    "no-halls": Dangling(
        "wrong-length",
        {
            "halls:\n  - id: kain\n    name: {id: Kain, en: Cloth}\n    booths:\n      - producer: tenun-sari\n"
            + HALL: "‹halls›: []\n"
        },
        ("halls", "1", "0"),
    ),
}

BRANDS = {
    "dangling-brand-member": Dangling(
        "dangling-brand-member",
        {"members: [tenun-sari]": "members: [tenun-sari, ‹tenun-sary›]"},
        ("tenun-sary", "tenun-sari"),
    ),
    "dangling-brand-owner": Dangling(
        "dangling-brand-member", {"owner: tenun-sari": "owner: ‹tenun-sary›"}, ("tenun-sary",)
    ),
    "dangling-brand-product": Dangling(
        "dangling-brand-product",
        {"tenun-sari/sarung": "‹tenun-sari/sarong›"},
        ("tenun-sari/sarong", "tenun-sari/sarung"),
    ),
}

SETTINGS_MISTAKES = {
    "unknown-key": Dangling(
        "unknown-key", {"languages: [id, en]": "languages: [id, en]\n      ‹titel›: {id: X}"}, ("titel", "title")
    ),
    "unknown-language": Dangling("unknown-language", {"[id, en]": "[id, ‹eng›]"}, ("eng",)),
    "wrong-type": Dangling("expected-whole-number", {"[id, en]": "[id, en]\n      page_size: ‹many›"}, ("many",)),
    "dangling-story": Dangling(
        "dangling-setting", {"[id, en]": "[id, en]\n      stories: [‹tenun-sary›]"}, ("tenun-sary", "tenun-sari")
    ),
    "dangling-hero": Dangling(
        "dangling-setting",
        {"[id, en]": "[id, en]\n      hero: {photo: ‹tenun-sary/a.jpg›}"},
        ("tenun-sary", "tenun-sari"),
    ),
    "dangling-expo": Dangling(
        "dangling-setting", {"[id, en]": "[id, en]\n      current_expo: ‹tidak-ada›"}, ("tidak-ada",)
    ),
    "no-plugin": Dangling(
        "no-settings",
        {"  - catalogue:\n      languages: [id, en]\n      photo_advice: []": "  - search", "plugins": "‹plugins›"},
        ("catalogue",),
    ),
}


def check_dangling(catalogue: Catalogue, mistake: Dangling, file: str) -> None:
    text = marked((catalogue.root / file).read_text("utf-8"))
    catalogue.write(file, text.text)
    found = catalogue.found()
    assert only(found) == (mistake.code, file, text.line, text.column)
    assert caret_text(catalogue.report()) == [text.under]
    for sentence in said(found[0].problem).values():
        for name in mistake.names:
            assert name in sentence, sentence


@pytest.mark.parametrize("mistake", EXPOS.values(), ids=EXPOS.keys())
def test_a_mistake_in_an_expo(catalogue: Catalogue, mistake: Dangling) -> None:
    catalogue.producer()
    check_dangling(catalogue, mistake, catalogue.expo(mistake.swaps))


@pytest.mark.parametrize("mistake", BRANDS.values(), ids=BRANDS.keys())
def test_a_mistake_in_a_brand(catalogue: Catalogue, mistake: Dangling) -> None:
    catalogue.producer()
    check_dangling(catalogue, mistake, catalogue.brand(mistake.swaps))


@pytest.mark.parametrize("mistake", SETTINGS_MISTAKES.values(), ids=SETTINGS_MISTAKES.keys())
def test_a_mistake_in_the_settings(catalogue: Catalogue, mistake: Dangling) -> None:
    catalogue.producer()
    settings = (catalogue.root / "mkdocs.yml").read_text("utf-8")
    catalogue.write("mkdocs.yml", swapped(settings, mistake.swaps))
    check_dangling(catalogue, mistake, "mkdocs.yml")


def test_nobody_is_blamed_for_naming_a_producer_that_has_errors_of_its_own(catalogue: Catalogue) -> None:
    catalogue.producer(swaps={"kind: ukm": "kind: ukn"})
    catalogue.expo()
    catalogue.brand()
    assert [each.problem.code for each in catalogue.found()] == ["not-in-list"]


def test_a_broken_reference_table_is_told_at_its_place(catalogue: Catalogue) -> None:
    catalogue.producer()
    house = Path(__file__).parents[1] / "content" / "reference"
    for table in house.glob("*.yaml"):
        catalogue.write(f"content/reference/{table.name}", table.read_bytes())
    catalogue.write("content/reference/ports.yaml", "IDSUB:\n  name: {id: Surabaya}\n  mode: ship\nIDSUB-AIR: {}\n")
    (catalogue.root / "content/reference/units.yaml").unlink()
    told = [(each.problem.code, each.problem.place.file, each.line, each.column) for each in catalogue.found()]
    assert told == [
        ("not-in-list", "content/reference/ports.yaml", 3, 9),
        ("missing-field", "content/reference/ports.yaml", 4, 1),
        ("missing-reference", "content/reference/units.yaml", 0, 0),
    ]


def test_a_category_may_only_demand_certificates_that_exist(catalogue: Catalogue) -> None:
    catalogue.producer()
    house = Path(__file__).parents[1] / "content" / "reference"
    for table in house.glob("*.yaml"):
        catalogue.write(f"content/reference/{table.name}", table.read_bytes())
    file = "content/reference/categories.yaml"
    text = (catalogue.root / file).read_text("utf-8")
    catalogue.write(file, text.replace("any_of: [nib]", "any_of: [nibb]", 1))
    found = catalogue.found()
    assert only(found)[:2] == ("dangling-requirement", file)
    assert found[0].line > 0
    assert "nibb" in found[0].source


# The machine formats


def test_json_has_exactly_these_fields(catalogue: Catalogue) -> None:
    catalogue.producer(swaps={"tenun-ikat": "tenun-ika"})
    catalogue.producer("Tenun Dua")
    listed = json.loads(catalogue.report("json"))
    assert listed == [
        {
            "code": "folder-name",
            "severity": "error",
            "file": "producers/lamongan/Tenun Dua",
            "line": None,
            "column": None,
            "path": [],
            "message": {
                "id": "Nama folder “Tenun Dua” tidak dapat menjadi alamat.",
                "en": "The folder name “Tenun Dua” cannot become an address.",
            },
            "hint": {
                "id": "Pakai huruf kecil, angka dan tanda hubung saja, misalnya: tenun-dua",
                "en": "Use only small letters, digits and hyphens, for example: tenun-dua",
            },
        },
        {
            "code": "unknown-category",
            "severity": "error",
            "file": RECORD,
            "line": 22,
            "column": 15,
            "path": ["products", 0, "category"],
            "message": {"id": "Kategori “tenun-ika” tidak ada.", "en": "There is no category “tenun-ika”."},
            "hint": {
                "id": "Lihat daftar di content/reference/categories.yaml. Mungkin maksud Anda: tenun-ikat?",
                "en": "See the list in content/reference/categories.yaml. Did you mean: tenun-ikat?",
            },
        },
    ]
    assert list(listed[0]) == ["code", "severity", "file", "line", "column", "path", "message", "hint"]


def test_json_of_no_problems_is_an_empty_list(catalogue: Catalogue) -> None:
    catalogue.producer()
    assert json.loads(catalogue.report("json")) == []


def test_line_format(catalogue: Catalogue) -> None:
    catalogue.producer(swaps={"tenun-ikat": "tenun-ika"})
    catalogue.write("producers/catatan.txt", "x")
    assert catalogue.report("line").splitlines() == [
        "producers/catatan.txt: warning[stray-file] "
        "Berkas ini tidak berada di folder produsen mana pun, jadi tidak dibaca.",
        f"{RECORD}:22:15: error[unknown-category] Kategori “tenun-ika” tidak ada.",
        "1 kesalahan, 1 peringatan. 1 error, 1 warning.",
    ]


def test_github_format(catalogue: Catalogue) -> None:
    catalogue.producer(swaps={"tenun-ikat": "'50%\\n'"})
    catalogue.write("producers/a,b: c.txt", "x")
    first, second, _ = catalogue.report("github").splitlines()
    assert first.startswith("::warning file=producers/a%2Cb%3A c.txt,title=stray-file::Berkas ini")
    assert second.startswith(f"::error file={RECORD},line=22,col=15,title=wrong-form::“50%25\\n”")


def test_a_full_report_counts_what_it_does_not_show(catalogue: Catalogue) -> None:
    many = [problem("stray-file", f"producers/{i:03}", severity="warning") for i in range(60)]
    written: list[str] = []
    print_problems([Located(each, 0, 0, 0, "") for each in many], "full", written.append)
    assert "… 10 × stray-file" in written
    assert written[-1].startswith("0 kesalahan, 60 peringatan.")
