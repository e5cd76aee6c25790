"""A build that dies half-way: nobody ever sees half a page, and the next run completes what was begun."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.model.request import HOUSE
from tests.conftest import NewCatalogue
from tests.small_catalogue import AS_OF, Catalogue
from tests.test_incremental import MAKERS

KILLS = 5


@pytest.fixture
def town(new_catalogue: NewCatalogue) -> Catalogue:
    """Return a built catalogue in which every page is about to change."""
    catalogue = new_catalogue()
    for number, name in enumerate(MAKERS):
        catalogue.producer(name, {"Tenun Sari": f"Usaha {number}"})
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


@pytest.mark.parametrize("moved", [0, 1, 17, 40])
def test_stopped_while_files_are_exchanged(town: Catalogue, monkeypatch: pytest.MonkeyPatch, moved: int) -> None:
    """The exchange is written down first: however far it came, the next run completes it, even without new work."""
    _change_everything(town, 2)
    real, count = Path.replace, 0

    def replace(self: Path, target: Path) -> Path:
        nonlocal count
        if "staging" in str(self):
            count += 1
            if count > moved:
                raise OSError(28, "No space left on device", str(target))
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replace)
        with pytest.raises(OSError, match="No space left"):
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
    assert "No space left on device" in ran.err
    assert town.published() == before
    assert town.build().published
    assert town.published() == _clean(town)


def _clean(catalogue: Catalogue) -> dict[str, bytes]:
    out = catalogue.root / "clean"
    assert catalogue.build(out=out).published
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
