"""The command line: what each command writes, with which exit status, and what it leaves alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.foundation.pool import WorkerDied
from generator.foundation.store import Store
from generator.model.request import HOUSE
from generator.outcome import Outcome
from tests.small_catalogue import AS_OF, Catalogue, run, tree

DONE, PROBLEMS, WRONG_USE, OUR_MISTAKE = 0, 1, 2, 3
FAULTY = {"kind: ukm": "kind: ukn"}
WARNED = {"'621132'": "'090121'"}
"""Coffee's HS code on cloth: a warning."""


def stored(catalogue: Catalogue) -> Path:
    return catalogue.request().store


# build


def test_a_build_says_what_it_did_and_where_to_look(catalogue: Catalogue) -> None:
    catalogue.producer()
    ran = catalogue.run("build")
    assert (ran.status, ran.out) == (DONE, "")
    assert str(catalogue.out / "index.html") in ran.err
    assert "python3 build.py serve" in ran.err
    assert catalogue.file("index.html").startswith(b"<!doctype html>")


def test_build_is_what_is_done_when_nothing_else_is_said(catalogue: Catalogue) -> None:
    catalogue.producer()
    ran = run("--root", str(catalogue.root), "--jobs", "1", "--out", str(catalogue.root / "elsewhere"))
    assert ran.status == DONE
    assert (catalogue.root / "elsewhere" / "index.html").is_file()


def test_errors_publish_nothing(catalogue: Catalogue) -> None:
    catalogue.producer(swaps=FAULTY)
    ran = catalogue.run("build")
    assert ran.status == PROBLEMS
    assert "not-in-list" in ran.out
    assert "The site was not touched" in ran.err
    assert not catalogue.out.exists()


def test_errors_leave_the_published_site_byte_for_byte(catalogue: Catalogue) -> None:
    catalogue.producer()
    assert catalogue.run("build").status == DONE
    before = catalogue.published()
    catalogue.producer(swaps=FAULTY)
    catalogue.producer("tenun-dua")
    assert catalogue.run("build").status == PROBLEMS
    assert catalogue.published() == before


def test_keep_going_publishes_the_others_and_says_who_is_left_out(catalogue: Catalogue) -> None:
    catalogue.producer()
    assert catalogue.run("build").status == DONE
    catalogue.producer(swaps=FAULTY)
    catalogue.producer("tenun-dua")
    catalogue.producer("tenun-tiga", text="")
    ran = catalogue.run("build", "--keep-going")
    assert ran.status == PROBLEMS
    assert "left out because of its errors: producers/lamongan/tenun-sari\n" in ran.err
    assert "left out because of its errors: producers/lamongan/tenun-tiga\n" in ran.err
    assert "empty-file" in ran.out
    addresses = set(catalogue.published())
    assert "en/producers/tenun-dua/index.html" in addresses
    assert not [address for address in addresses if "tenun-sari" in address or "tenun-tiga" in address]


def test_keep_going_does_not_publish_on_broken_ground(catalogue: Catalogue) -> None:
    catalogue.producer()
    catalogue.write("mkdocs.yml", "plugins:\n  - catalogue:\n      languages: []\n")
    assert catalogue.run("build", "--keep-going").status == PROBLEMS
    assert not catalogue.out.exists()


def test_a_wrong_expo_keeps_nobody_from_publishing_the_rest(catalogue: Catalogue) -> None:
    catalogue.producer()
    catalogue.expo({"producer: tenun-sari": "producer: siapa"})
    assert catalogue.run("build").status == PROBLEMS
    assert not catalogue.out.exists()
    assert catalogue.run("build", "--keep-going").status == PROBLEMS
    assert "en/producers/tenun-sari/index.html" in catalogue.published()


@pytest.mark.parametrize("command", ["build", "check"])
def test_warnings_alone_are_no_failure_unless_strict(catalogue: Catalogue, command: str) -> None:
    catalogue.producer(swaps=WARNED)
    ran = catalogue.run(command)
    assert ran.status == DONE
    assert "peringatan[hs-not-in-category]" in ran.out
    assert "0 errors, 1 warning." in ran.out
    strict = catalogue.run(command, "--strict", "--out", str(catalogue.root / "strict"))
    assert strict.status == PROBLEMS
    assert not (catalogue.root / "strict").exists()


def test_only_the_languages_asked_for(catalogue: Catalogue) -> None:
    catalogue.producer()
    assert catalogue.run("build", "--languages", "en").status == DONE
    assert {address.split("/")[0] for address in catalogue.published() if "/producers/" in address} == {"en"}


def test_base_url_is_in_every_canonical_address(catalogue: Catalogue) -> None:
    catalogue.producer()
    assert catalogue.run("build", "--base-url", "https://katalog.contoh.id/ekspor").status == DONE
    page = catalogue.file("en/producers/tenun-sari/index.html").decode()
    assert '<link rel="canonical" href="https://katalog.contoh.id/ekspor/en/producers/tenun-sari/">' in page
    assert "katalog.test" not in page


def test_as_of_decides_who_is_shown(catalogue: Catalogue) -> None:
    catalogue.producer("tenun-dua")
    catalogue.producer(swaps={"class: national": "class: national\n    valid_until: 2026-12-31"})
    page = "en/producers/tenun-sari/index.html"
    assert catalogue.run("build", "--as-of", "2026-12-31").status == DONE
    assert page in catalogue.published()
    assert catalogue.run("build", "--as-of", "2027-01-01").status == DONE
    assert page not in catalogue.published()


# check


def test_check_writes_nothing(catalogue: Catalogue) -> None:
    catalogue.producer()
    before = {path for path in tree(catalogue.root) if not path.startswith(".cache/")}
    ran = catalogue.run("check")
    assert (ran.status, ran.out) == (DONE, "")
    assert "1 producers checked, no errors." in ran.err
    assert {path for path in tree(catalogue.root) if not path.startswith(".cache/")} == before


def test_check_finds_what_build_finds(catalogue: Catalogue) -> None:
    catalogue.producer(swaps=FAULTY)
    catalogue.producer("Tenun Dua")
    checked, built = (catalogue.run(command, "--format", "json") for command in ("check", "build"))
    assert checked.status == built.status == PROBLEMS
    assert checked.json == built.json
    assert len(checked.json) == 2


# report and explain


def test_the_report_says_who_is_withheld_and_why(catalogue: Catalogue) -> None:
    catalogue.producer()
    catalogue.producer("tenun-dua", {"class: national": "class: local"})
    catalogue.producer("tenun-tiga", FAULTY)
    lab = "issued: 2022-02-14\n  - {scheme: lab_report, number: L-1, expires: 2025-01-01}\n"
    catalogue.producer("tenun-empat", {"issued: 2022-02-14\n": lab})
    ran = catalogue.run("report", "--lang", "en")
    assert ran.status == DONE
    assert ran.out.splitlines() == [
        "tenun-dua  (producers/lamongan/tenun-dua)  WITHHELD",
        "  [class-not-accepted] The latest class “local” (rumah-kurasi) is not accepted here. "
        "Close the notes, be curated again.",
        "tenun-empat  (producers/lamongan/tenun-empat)  published, with remarks",
        "  [badge-dropped] The badge lab_report is not shown: its certificate has expired. Test again or renew.",
        "tenun-tiga  (producers/lamongan/tenun-tiga)  has errors: run check",
        "2 published, 1 withheld, 1 with errors, as of 2026-11-15.",
    ]
    assert "TIDAK TERBIT" in catalogue.run("report").out
    assert not catalogue.out.exists()


def test_explain_says_which_unit_made_a_page_and_why(catalogue: Catalogue) -> None:
    catalogue.producer()
    catalogue.run("build")
    ran = catalogue.run("explain", "/en/producers/tenun-sari/", "--lang", "en")
    assert ran.status == DONE
    first, second, *rest = ran.out.splitlines()
    assert first == "en/producers/tenun-sari/index.html is made by the unit producer/tenun-sari."
    assert second == "Last made because it was new."
    assert any(line.strip().startswith("source: ") for line in rest)
    catalogue.producer(swaps={"9999'\n": "8888'\n"})
    catalogue.run("build")
    ran = catalogue.run("explain", "https://katalog.test/en/producers/tenun-sari/", "--lang", "en")
    assert ran.out.splitlines()[1] == "Last made because its producer.yaml or photos changed."


def test_explain_says_why_a_page_is_not_there(catalogue: Catalogue) -> None:
    catalogue.producer()
    catalogue.producer("tenun-dua", {"consent: {profile: true": "consent: {profile: false"})
    catalogue.producer("tenun-tiga", FAULTY)
    catalogue.run("build", "--keep-going")
    withheld = catalogue.run("explain", "/id/producers/tenun-dua/", "--lang", "en")
    assert withheld.status == DONE
    assert withheld.out.startswith("tenun-dua: [no-consent]")
    faulty = catalogue.run("explain", "en/producers/tenun-tiga/", "--lang", "en")
    assert faulty.out == "producers/lamongan/tenun-tiga is left out because of its errors; run check.\n"
    unknown = catalogue.run("explain", "en/producers/siapa/", "--lang", "en")
    assert (unknown.status, unknown.out) == (PROBLEMS, "There is no page at en/producers/siapa/index.html.\n")


# The machine formats


@pytest.mark.parametrize("command", ["build", "check"])
def test_json_is_one_list_on_standard_output_whatever_happens(catalogue: Catalogue, command: str) -> None:
    catalogue.producer()
    sound = catalogue.run(command, "--format", "json")
    assert (sound.status, sound.json) == (DONE, [])
    catalogue.producer("tenun-dua", WARNED)
    warned = catalogue.run(command, "--format", "json")
    assert (warned.status, [each["severity"] for each in warned.json]) == (DONE, ["warning"])
    catalogue.producer(swaps=FAULTY)
    faulty = catalogue.run(command, "--format", "json")
    assert (faulty.status, {each["severity"] for each in faulty.json}) == (PROBLEMS, {"warning", "error"})
    kept = catalogue.run(command, "--format", "json", "--keep-going")
    assert (kept.status, kept.json) == (PROBLEMS, faulty.json)


def test_github_annotations_are_lines_github_understands(catalogue: Catalogue) -> None:
    catalogue.producer(swaps=FAULTY)
    ran = catalogue.run("check", "--format", "github")
    assert ran.out.startswith(
        "::error file=producers/lamongan/tenun-sari/producer.yaml,line=2,col=7,title=not-in-list::"
    )


# Wrong use


@pytest.mark.parametrize(
    "arguments",
    [
        ["bild"],
        ["build", "--jobs", "0"],
        ["build", "--jobs", "many"],
        ["build", "--as-of", "2026-02-30"],
        ["build", "--as-of", "soon"],
        ["build", "--root", "/nowhere/at/all"],
        ["build", "--format", "xml"],
        ["build", "--strict", "--keep-going"],
        ["build", "--unknown"],
        ["--unknown"],
        ["explain"],
        ["new"],
        ["new", "lamongan/Tenun Baru"],
        ["new", "lamongan/"],
        ["new", "lamongan"],
        ["new", "atlantis/tenun-baru"],
        ["new", "lamongan/../../tenun"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_told_and_is_status_two(arguments: list[str], tmp_path: Path) -> None:
    root = [] if "--root" in arguments or len(arguments) < 2 else ["--root", str(tmp_path)]
    ran = run(*arguments[:1], *root, *arguments[1:])
    assert (ran.status, ran.out) == (WRONG_USE, "")
    assert ran.err
    assert "Traceback" not in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("out", ["", ".."])
def test_the_site_may_not_be_written_over_the_catalogue(catalogue: Catalogue, out: str) -> None:
    catalogue.producer()
    before = tree(catalogue.root)
    ran = catalogue.run("build", "--out", str(catalogue.root / out))
    assert ran.status == WRONG_USE
    assert tree(catalogue.root) == before


@pytest.mark.parametrize("name", ["producers", "content", "themes", ".cache", ".cache/etalase", "content/pages"])
def test_the_site_may_not_be_written_into_what_editors_wrote(catalogue: Catalogue, name: str) -> None:
    catalogue.producer()
    assert catalogue.run("build", "--out", str(catalogue.root / name)).status == WRONG_USE


@pytest.mark.parametrize("command", ["--help", "-h", "build --help", "new --help"])
def test_help_is_no_mistake(command: str) -> None:
    ran = run(*command.split())
    assert ran.status == DONE
    assert "Usage: build.py" in ran.out


# The store


def test_another_build_is_told_of_and_not_disturbed(catalogue: Catalogue) -> None:
    catalogue.producer()
    with Store(stored(catalogue)):
        for command in ("build", "check", "report"):
            ran = catalogue.run(command)
            assert (ran.status, ran.out) == (WRONG_USE, "")
            assert "Another build is running; wait until it ends." in ran.err
    assert not catalogue.out.exists()
    assert catalogue.run("build").status == DONE


def test_another_process_holds_the_store(catalogue: Catalogue) -> None:
    catalogue.producer()
    program = (
        "import sys; from pathlib import Path; from generator.foundation.store import Store\n"
        "store = Store(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(stored(catalogue))]
    with subprocess.Popen(command, cwd=HOUSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert catalogue.run("build").status == WRONG_USE
        other.communicate()
    assert catalogue.run("build").status == DONE


def test_a_killed_build_holds_nothing(catalogue: Catalogue) -> None:
    catalogue.producer()
    program = "import sys, os; from pathlib import Path; from generator.foundation.store import Store\n"
    program += "store = Store(Path(sys.argv[1])); os._exit(9)"
    subprocess.run([sys.executable, "-c", program, str(stored(catalogue))], cwd=HOUSE, check=False)
    assert catalogue.run("build").status == DONE


def damage_head(content: bytes) -> bytes:
    return b"not a database at all" * 100


def damage_middle(content: bytes) -> bytes:
    page = 4096
    return content[:page] + bytes(byte ^ 0x5A for byte in content[page:])


def damage_one_letter(content: bytes) -> bytes:
    """Change one digit of a telephone number that was read before: SQLite cannot notice."""
    assert content.count(b"800-0000-9999")
    return content.replace(b"800-0000-9999", b"800-0000-6666")


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def nothing(content: bytes) -> bytes:
    return b""


@pytest.mark.parametrize("damage", [damage_head, damage_middle, damage_one_letter, cut, nothing])
def test_a_damaged_memory_is_made_anew(catalogue: Catalogue, damage: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert callable(damage)
    catalogue.producer()
    catalogue.producer("tenun-dua")
    assert catalogue.run("build").status == DONE
    before = catalogue.published()
    store = stored(catalogue)
    store.write_bytes(damage(store.read_bytes()))
    # A page that changes at the same time must come out right too.
    catalogue.producer("tenun-dua", {"name: Tenun Sari": "name: Tenun Lain"})
    ran = catalogue.run("build")
    assert ran.status == DONE
    assert ("The build's memory was damaged" in ran.err) == (damage is not nothing)
    after = catalogue.published()
    # A card names what it shows: another maker's name, another file.
    cards = {address for address in before if address.startswith("media/")}
    assert before.keys() - cards == after.keys() - {address for address in after if address.startswith("media/")}
    page = "en/producers/tenun-sari/index.html"
    assert b"800-0000-9999" in after[page]
    assert b"800-0000-6666" not in after[page]
    clean = catalogue.run("build", "--out", str(catalogue.root / "clean"))
    assert clean.status == DONE
    assert tree(catalogue.root / "clean") == after


@pytest.mark.parametrize("command", ["check", "report", "explain"])
def test_other_commands_mend_a_damaged_memory_too(catalogue: Catalogue, command: str) -> None:
    catalogue.producer()
    catalogue.run("build")
    stored(catalogue).write_bytes(damage_middle(stored(catalogue).read_bytes()))
    ran = catalogue.run(command, *(["/en/producers/siapa/"] if command == "explain" else []))
    assert ran.status in {DONE, PROBLEMS}
    assert "Traceback" not in ran.err


# Our own mistakes, and the disk's


@pytest.mark.parametrize(
    ("failure", "status", "words"),
    [
        (
            OSError(28, "No space left on device", "/x/site/index.html"),
            PROBLEMS,
            "/x/site/index.html: the disk is full",
        ),
        (WorkerDied(["producer/tenun-sari"]), OUR_MISTAKE, "producer/tenun-sari"),
        (ZeroDivisionError("division by zero"), OUR_MISTAKE, "This is our mistake, not yours."),
    ],
    ids=["disk-full", "worker-died", "bug"],
)
def test_what_goes_wrong_is_told_in_a_sentence(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, failure: Exception, status: int, words: str
) -> None:
    def fail(*_: object) -> Outcome:
        raise failure

    monkeypatch.setattr("generator.build.build", fail)
    ran = catalogue.run("build")
    assert (ran.status, ran.out) == (status, "")
    assert words in ran.err


def test_the_command_works_as_a_process_of_its_own(catalogue: Catalogue) -> None:
    """In a terminal that speaks another encoding, started from another folder, with a name that needs quoting."""
    catalogue.producer(swaps={"tenun-ikat": "tenun-ika"})
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(HOUSE)}
    command = [sys.executable, "-m", "generator", "check", "--root", ".", "--as-of", AS_OF.isoformat(), "--jobs", "1"]
    done = subprocess.run(command, cwd=catalogue.root, env=environment, capture_output=True, check=False)
    assert done.returncode == PROBLEMS
    assert "Kategori “tenun-ika” tidak ada.".encode() in done.stdout
    listed = subprocess.run(
        [*command, "--format", "json"], cwd=catalogue.root, env=environment, capture_output=True, check=False
    )
    assert [each["code"] for each in json.loads(listed.stdout)] == ["unknown-category"]


def test_a_profile_tells_where_the_time_went(catalogue: Catalogue) -> None:
    """``--profile FILE`` writes every step with its pieces and seconds, and the functions that took longest."""
    catalogue.producer()
    profile = catalogue.root / "profile.txt"
    assert catalogue.run("build", "--profile", str(profile)).status == 0
    text = profile.read_text(encoding="utf-8")
    for step in ("Reading: 1 ", "Curating: 1 ", "Planning: ", "Rendering: ", "Writing: "):
        assert step in text
    assert "function calls" in text
