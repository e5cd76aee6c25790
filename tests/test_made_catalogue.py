"""Made catalogues and measures of the benchmarks: sound, the same every time, and able to see what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checking import check
from generator.languages.words import read_word_book
from generator.model.request import HOUSE, Request
from generator.read.content import read_reference
from tests.benchmarks.fault_site import Seen, Witness, differences, judge
from tests.benchmarks.made_catalogue import make_catalogue, supply_of
from tests.benchmarks.made_producer import Supply
from tests.benchmarks.stand_ins import give_house, with_stand_ins
from tests.benchmarks.top_ten import RATE, read_stacks
from tests.small_catalogue import AS_OF, tree

LANGUAGES = ("id", "en", "ja", "ar")
TEN = (*LANGUAGES, "zh-Hans", "ko", "nl", "de", "ms", "fr")


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


def test_a_catalogue_in_ten_languages_is_silent_in_none(tmp_path: Path) -> None:
    """Stand-ins fill what the house cannot say yet: whoever writes all languages is shown whole in all of them."""
    spoken = supply_of(7, TEN, photos=False)
    make_catalogue(tmp_path, 12, spoken)
    give_house(tmp_path, TEN)
    outcome = check(Request(root=tmp_path, out=tmp_path / "site", as_of=AS_OF, jobs=1))
    assert outcome.problems == ()
    assert outcome.showcase is not None
    whole = [card for card in outcome.showcase.cards.values() if set(card.languages) == set(TEN)]
    assert len(whole) > 6
    for lang in set(TEN) - {"en"}:
        words = read_word_book(tmp_path / "themes" / "locales", lang)
        assert words.gettext("Minimum order") != "Minimum order", lang
    labels = read_reference(tmp_path)[0].units["pcs"].name
    assert set(labels) >= set(TEN)


def test_real_words_take_the_place_of_stand_ins(tmp_path: Path) -> None:
    """What the house says itself is left as it is."""
    assert with_stand_ins({"id": {}, "ja": {"a": ["名"]}, "en": {"a": ["name"]}, "ko": {"a": ["이름"]}})["ko"] == {
        "a": ["이름"]
    }
    give_house(tmp_path, TEN)
    for lang in ("ja", "zh_Hans"):
        words = f"locales/{lang}/LC_MESSAGES/messages.po"
        assert (tmp_path / "themes" / words).read_bytes() == (HOUSE / "themes" / words).read_bytes()
    ours, theirs = read_reference(HOUSE)[0], read_reference(tmp_path)[0]
    for code, category in ours.categories.items():
        assert category.name.items() <= theirs.categories[code].name.items()


def test_a_site_is_judged_file_by_file(tmp_path: Path) -> None:
    """A page that is neither old nor new, a page without its end, and a stamp that comes too early are found."""
    old, new, mixed, torn = (tmp_path / name for name in ("old", "new", "mixed", "torn"))
    for site, texts in ((old, "ab"), (new, "cd"), (mixed, "cb"), (torn, "cx")):
        for name, text in zip(("1.html", "2.html"), texts, strict=True):
            site.mkdir(exist_ok=True)
            (site / name).write_text(f"<html>{text}{'</html>' if text != 'x' else ''}\n", encoding="utf-8")
    witness = Witness()
    seen = {site: witness.look(site) for site in (old, new, mixed, torn)}

    def judged(site: Path, *stamps: str) -> Seen:
        return judge(seen[site], seen[old], seen[new], stamps)

    assert judged(old, "1", "1") == Seen("old", ())
    assert judged(new, "1", "2") == Seen("new", ())
    assert judged(mixed, "1", "1") == Seen("between", ())
    assert judged(mixed, "1", "2").faults == ("the stamp is new, the site is between",)
    assert judged(torn, "1", "1").faults == ("2.html is torn", "2.html is neither the old file nor the new one")
    (new / "2.html").write_text("<html>e</html>\n", encoding="utf-8")
    assert differences(witness.look(new), seen[new]) == ("2.html differs",)


def test_a_profile_adds_up_what_py_spy_saw() -> None:
    """Seconds by function over all processes; whoever waits for another process spends nothing."""
    stacks = [
        'process 1:"python -m generator";build (/h/generator/build.py:10);map (/h/generator/foundation/pool.py:5) 20',
        'process 2:"python";build (/h/generator/build.py:10);read (/v/lib/python3.11/site-packages/yaml/a.py:3) 60',
        'process 1:"python";build (/h/generator/build.py:10);wait (/usr/lib/python3.11/threading.py:3) 900',
    ]
    profile = read_stacks(stacks, Path("/h"))
    assert profile.total == 80 / RATE
    assert profile.own == {"map (generator/foundation/pool.py)": 20 / RATE, "read (yaml/a.py)": 60 / RATE}
    assert profile.all["build (generator/build.py)"] == 80 / RATE
