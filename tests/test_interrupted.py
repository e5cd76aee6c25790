"""A build that dies half-way: nobody ever sees half a page, and the next run completes what was begun."""

from __future__ import annotations

import datetime as dt
import errno
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from generator.foundation.store import Store
from generator.model.request import HOUSE
from tests.conftest import NewCatalogue
from tests.small_catalogue import AS_OF, MAKERS, Catalogue, tree

KILLS = 5


@pytest.fixture
def town(new_catalogue: NewCatalogue) -> Catalogue:
    """Return a built catalogue in which every page is about to change."""
    catalogue = new_catalogue()
    catalogue.makers()
    catalogue.expo()
    assert catalogue.build().published
    return catalogue


def _change_everything(catalogue: Catalogue, edition: int) -> None:
    settings = (catalogue.root / "mkdocs.yml").read_text(encoding="utf-8")
    host = f"https://katalog-{edition}.test/"
    lines = [f"site_url: {host}" if line.startswith("site_url:") else line for line in settings.splitlines()]
    catalogue.write("mkdocs.yml", "\n".join(lines) + "\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL; the exchange is tested below")
def test_killed_at_any_moment(town: Catalogue) -> None:
    """After each kill -9 every published file is whole, old or new; a run that is let finish equals a clean one."""
    chance = random.Random(7)
    known = {address: {content} for address, content in town.published().items()}
    _change_everything(town, 1)
    for _ in range(KILLS):
        _start_and_kill(town, chance.uniform(0.4, 2.0))
        for address, content in town.published().items():
            known.setdefault(address, set()).add(content)
    assert town.build().published
    final = town.published()
    for address, contents in known.items():
        assert len(contents - {final[address]}) <= 1, f"{address} was seen in a state between old and new"
    assert not list(town.root.glob(".site.staging"))
    assert final == _clean(town)


def _start_and_kill(catalogue: Catalogue, seconds: float) -> None:
    command = [sys.executable, "-m", "generator", "build", "--root", str(catalogue.root), "--jobs", "2"]
    command += ["--as-of", AS_OF.isoformat()]
    running = subprocess.Popen(
        command, cwd=HOUSE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    time.sleep(seconds)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()


@contextmanager
def only_so_many_are_moved(monkeypatch: pytest.MonkeyPatch, most: int) -> Iterator[None]:
    """Let the disk be full once so many staged files lie in their places."""
    real, count = os.replace, 0

    def replace(source: str, target: str) -> None:
        nonlocal count
        if "staging" in str(source):
            count += 1
            if count > most:
                raise OSError(28, "No space left on device", str(target))
        real(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", replace)
        yield


@pytest.mark.parametrize("moved", [1, 17])
def test_a_journal_lost_with_the_power(town: Catalogue, monkeypatch: pytest.MonkeyPatch, moved: int) -> None:
    """The last transactions may be lost when the power fails; an edit taken back must still give the old site."""
    settings = (town.root / "mkdocs.yml").read_bytes()
    before = town.published()
    store = town.root / ".cache" / "etalase" / "store.sqlite"
    memory = store.read_bytes()
    _change_everything(town, 7)
    with only_so_many_are_moved(monkeypatch, moved), pytest.raises(OSError, match="No space left"):
        town.build()
    store.write_bytes(memory)
    town.write("mkdocs.yml", settings)
    assert town.build().published
    assert town.published() == before


def test_an_edit_taken_back_after_another_command_completed_the_exchange(
    town: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever completes an exchange does not know how the site was left before: the next build looks again."""
    settings = (town.root / "mkdocs.yml").read_bytes()
    before = town.published()
    _change_everything(town, 9)
    with only_so_many_are_moved(monkeypatch, 5), pytest.raises(OSError, match="No space left"):
        town.build()
    assert town.run("explain", "en/").status == 0
    town.write("mkdocs.yml", settings)
    assert town.build().published
    assert town.published() == before


def test_what_other_code_remembered_of_units_is_replaced(town: Catalogue) -> None:
    """Units that this program cannot understand are made again; files that nobody owns any more are removed."""
    with Store(town.request().store) as store, store.transaction() as writer:
        for key in store.keys(f"unit {town.out}"):
            writer.put(f"unit {town.out}", key, b"\xc1")
    shutil.rmtree(town.root / "producers" / "lamongan" / MAKERS[0])
    shutil.rmtree(town.root / "content" / "expos")
    assert town.build().published
    assert town.published() == _clean(town)


def test_a_published_folder_that_is_a_disk_of_its_own(town: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be moved in one step from beside the site (a mounted volume), files are copied, then moved."""
    _change_everything(town, 8)
    real = os.replace

    def replace(source: str, target: str) -> None:
        if "staging" in str(source) and "staging" not in str(target):
            raise OSError(errno.EXDEV, "Invalid cross-device link", str(source))
        real(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", replace)
        assert town.build().published
    assert town.published() == _clean(town)
    assert not list(town.out.rglob("*.part"))


@pytest.mark.parametrize("moved", [0, 1, 17, 40])
def test_stopped_while_files_are_exchanged(town: Catalogue, monkeypatch: pytest.MonkeyPatch, moved: int) -> None:
    """The exchange is written down first: however far it came, the next run completes it, even without new work."""
    _change_everything(town, 2)
    with only_so_many_are_moved(monkeypatch, moved), pytest.raises(OSError, match="No space left"):
        town.build()
    assert town.build().published
    assert town.published() == _clean(town)
    assert town.build().rendered == {}


def test_a_full_disk_while_rendering_touches_nothing(town: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """New files wait beside the site; when they cannot be written, the site stays and the command says why."""
    before = town.published()
    _change_everything(town, 3)

    def no_room(path: str, content: bytes, folders: set[str]) -> None:
        raise OSError(28, "No space left on device", path)

    with monkeypatch.context() as patched:
        patched.setattr("generator.write.staging._write", no_room)
        ran = town.run("build")
    assert ran.status == 1
    assert "disk penuh" in ran.err
    assert town.published() == before
    assert town.build().published
    assert town.published() == _clean(town)


def test_two_builds_started_together(town: Catalogue) -> None:
    """One of them builds; the other gives way with a sentence, if it did not come late; the site is whole."""
    _change_everything(town, 4)
    command = [sys.executable, "-m", "generator", "build", "--root", str(town.root), "--jobs", "1"]
    command += ["--as-of", AS_OF.isoformat()]
    both = [subprocess.Popen(command, cwd=HOUSE, stderr=subprocess.PIPE, encoding="utf-8") for _ in range(2)]
    told = [(running.communicate()[1], running.returncode) for running in both]
    assert sorted(status for _, status in told) in ([0, 0], [0, 2])
    assert all("Another build is running; wait until it ends." in words for words, status in told if status == 2)
    assert town.build().rendered == {}
    assert town.published() == _clean(town)


def test_a_full_memory_disk_touches_nothing(town: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """When what was made cannot be remembered, it is not published either; with room again, the next run is right."""
    before = town.published()
    _change_everything(town, 5)
    for number in range(8):
        town.producer(f"usaha-baru-{number}")

    real = Store._open

    def small_disk(store: Store) -> sqlite3.Connection:
        connection = real(store)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")
        return connection

    with monkeypatch.context() as patched:
        patched.setattr(Store, "_open", small_disk)
        ran = town.run("build")
    assert ran.status == 1
    assert "store.sqlite: the disk is full" in ran.err
    assert town.published() == before
    assert town.build().published
    assert town.published() == _clean(town)


def test_the_clock_goes_backwards(town: Catalogue) -> None:
    """A build for an earlier day gives that day's site, and the later day's site comes back."""
    paper = town.root / "producers" / "lamongan" / MAKERS[0] / "producer.yaml"
    text = paper.read_text(encoding="utf-8")
    paper.write_text(
        text.replace("issued: 2022-02-14", "issued: 2022-02-14\n    expires: 2026-11-20"), encoding="utf-8"
    )
    later, earlier = AS_OF.replace(day=21), AS_OF.replace(day=20)
    sites = {}
    for day in (earlier, later):
        assert town.build(as_of=day, out=town.root / f"clean-{day}").published
        sites[day] = tree(town.root / f"clean-{day}")
    assert sites[earlier] != sites[later]
    for day in (later, earlier, later):
        assert town.build(as_of=day).published
        assert town.published() == sites[day]


@pytest.mark.parametrize("year", [1990, 2046])
def test_files_from_another_year(town: Catalogue, year: int) -> None:
    """Whatever time a camera or an archive gave an edited file, the edit is seen; the memory's own time is no clock."""
    moment = dt.datetime(year, 1, 1, tzinfo=dt.UTC).timestamp()
    _change_everything(town, 6)
    paper = town.root / "producers" / "lamongan" / MAKERS[0] / "producer.yaml"
    paper.write_text(paper.read_text(encoding="utf-8").replace("Usaha 0", "Usaha X"), encoding="utf-8")
    for path in (town.root / "mkdocs.yml", paper, town.root / ".cache" / "etalase" / "store.sqlite"):
        os.utime(path, (moment, moment))
    assert town.build().published
    assert "Usaha X" in town.file(f"en/producers/{MAKERS[0]}/index.html").decode()
    assert town.published() == _clean(town)


def test_an_edit_that_keeps_size_and_time_is_seen(town: Catalogue) -> None:
    """Some tools give a changed file its old time back."""
    paper = town.root / "producers" / "lamongan" / MAKERS[0] / "producer.yaml"
    before = paper.stat()
    paper.write_bytes(paper.read_bytes().replace(b"800-0000-9999", b"800-0000-1111"))
    os.utime(paper, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert paper.stat().st_size == before.st_size
    assert town.build().written > 0
    assert b"800-0000-1111" in town.file(f"en/producers/{MAKERS[0]}/index.html")


def _clean(catalogue: Catalogue) -> dict[str, bytes]:
    out = catalogue.root / "clean"
    assert catalogue.build(out=out).published
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
