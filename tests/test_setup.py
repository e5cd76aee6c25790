"""``python3 build.py`` sets itself up on a fresh machine, once, and says in a sentence what is missing."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
from collections import namedtuple
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import pytest

from generator.model.request import HOUSE

VersionInfo = namedtuple("VersionInfo", "major minor micro")
WRONG_USE = 2


class Machine:
    """A copy of the door in a folder of its own, and every command it would have run."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.commands: list[list[str]] = []
        self.answers: dict[str, int] = {}
        for name in ("requirements.lock", "requirements-test.lock", "pyproject.toml"):
            (folder / name).write_text(name, "utf-8")
        (folder / "build.py").write_bytes((HOUSE / "build.py").read_bytes())
        self.door = self._load()
        monkeypatch.setattr(self.door.subprocess, "run", self._run)
        monkeypatch.setattr(self.door.os, "execv", self._exec)
        monkeypatch.setattr(self.door.os, "chdir", lambda folder: None)
        monkeypatch.setattr(self.door.shutil, "which", lambda name: self.uv)
        monkeypatch.setenv("PYTHONUTF8", "1")
        self.uv: str | None = None

    def _load(self) -> ModuleType:
        spec = importlib.util.spec_from_file_location("door", self.folder / "build.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def _run(self, command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        self.commands.append(command)
        status = next((code for piece, code in self.answers.items() if piece in command), 0)
        if "venv" in command and status == 0:
            self.door.PYTHON.parent.mkdir(parents=True)
            self.door.PYTHON.touch()
        return subprocess.CompletedProcess(command, status, "", "")

    def _exec(self, program: str, command: list[str]) -> NoReturn:
        self.commands.append(command)
        raise SystemExit(0)

    def main(self, *arguments: str) -> int:
        """Run the door; forget the commands of the run before."""
        self.commands.clear()
        try:
            return int(self.door.main(list(arguments)))
        except SystemExit as end:
            return int(end.code or 0)

    def ran(self, piece: str) -> list[list[str]]:
        return [command for command in self.commands if piece in command]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Return a fresh machine, without an environment and without uv."""
    return Machine(tmp_path, monkeypatch)


posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows has no exec; the command is run instead")


@posix_only
def test_the_first_run_sets_up_with_hashes_and_then_builds(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert machine.main() == 0
    venv, lock, own, build = machine.commands
    assert venv[1:3] == ["-m", "venv"]
    assert "--require-hashes" in lock
    assert lock[-1] == str(machine.folder / "requirements.lock")
    assert own[-2:] == ["-e", str(machine.folder)]
    assert build[1:] == ["-m", "generator"]
    assert "Setting Etalase up (once)" in capsys.readouterr().err


@posix_only
def test_the_second_run_only_builds(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.main()
    capsys.readouterr()
    assert machine.main("check", "--strict") == 0
    assert machine.commands == [[str(machine.door.PYTHON), "-m", "generator", "check", "--strict"]]
    assert capsys.readouterr().err == ""


@posix_only
def test_uv_is_used_where_it_is(machine: Machine) -> None:
    machine.uv = "/usr/bin/uv"
    machine.main()
    venv, lock, _own, _ = machine.commands
    assert venv[:2] == ["/usr/bin/uv", "venv"]
    assert lock[:3] == ["/usr/bin/uv", "pip", "install"]
    assert "--require-hashes" in lock
    assert machine.main() == 0
    assert len(machine.commands) == 1


@posix_only
def test_the_tests_have_their_own_set_up_which_serves_both(machine: Machine) -> None:
    machine.main("test", "-k", "photos")
    assert machine.ran(str(machine.folder / "requirements-test.lock"))
    assert machine.commands[-1][1:] == ["-m", "pytest", "-k", "photos"]
    machine.main()
    assert len(machine.commands) == 1


@posix_only
@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml"])
def test_a_changed_lock_sets_up_again_without_a_new_environment(machine: Machine, changed: str) -> None:
    machine.main()
    (machine.folder / changed).write_text("other", "utf-8")
    machine.main()
    assert machine.ran("--require-hashes")
    assert not machine.ran("venv")


@posix_only
def test_a_set_up_that_broke_off_is_done_again(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.answers["--require-hashes"] = 1
    assert machine.main() == WRONG_USE
    told = capsys.readouterr().err
    assert "Periksa sambungan internet" in told
    assert "Check the internet connection" in told
    assert not machine.ran("generator")
    machine.answers.clear()
    assert machine.main() == 0
    assert machine.ran("--require-hashes")


def test_a_python_without_venv_is_told_with_the_remedy(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.answers["venv"] = 1
    assert machine.main() == WRONG_USE
    told = capsys.readouterr().err
    assert "belum punya modul venv" in told
    assert "lacks the venv module" in told
    assert "sudo apt install python3-venv" in told
    assert not machine.door.VENV.exists(), "half an environment would be taken for a whole one"


@pytest.mark.skipif(os.name == "nt", reason="a stub of Python is a shell script")
def test_a_real_python_without_venv_says_so(tmp_path: Path) -> None:
    """The door itself, run by a Python whose ``-m venv`` fails as Debian's does."""
    for name in ("build.py", "requirements.lock", "requirements-test.lock", "pyproject.toml"):
        (tmp_path / name).write_bytes((HOUSE / name).read_bytes())
    stub = tmp_path / "python3"
    stub.write_text("#!/bin/sh\necho 'ensurepip is not available'\nexit 1\n", "ascii")
    stub.chmod(0o755)
    program = f"import sys; sys.executable = {str(stub)!r}; sys.argv = ['build.py']; import runpy; "
    program += f"runpy.run_path({str(tmp_path / 'build.py')!r}, run_name='__main__')"
    bare = {"PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], env=bare, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if Path("/usr/bin/uv").exists() or Path("/bin/uv").exists():
        pytest.skip("this machine has uv, which needs no venv module")
    assert done.returncode == WRONG_USE
    assert "sudo apt install python3-venv" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_old_python_is_refused_in_both_languages(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(machine.door.sys, "version_info", VersionInfo(3, 9, 2))
    monkeypatch.setattr(machine.door.sys, "version", "3.9.2 (main)")
    assert machine.main() == WRONG_USE
    told = capsys.readouterr().err
    assert "Etalase memerlukan Python 3.11 atau lebih baru; ini Python 3.9.2." in told
    assert "Etalase needs Python 3.11 or newer; this is Python 3.9.2." in told
    assert machine.commands == []


def test_an_old_python_can_read_the_door_as_far_as_the_refusal() -> None:
    source = (HOUSE / "build.py").read_text("utf-8")
    tree = ast.parse(source, feature_version=(3, 7))
    futures = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    assert futures, "annotations such as `str | None` would stop an old Python before the sentence"
    modules = {name.name for node in tree.body if isinstance(node, ast.Import) for name in node.names}
    assert modules <= set(sys.stdlib_module_names)


def test_the_locks_pin_every_version_with_a_hash() -> None:
    for name in ("requirements.lock", "requirements-test.lock"):
        lines = [line for line in (HOUSE / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]
        packages = [line for line in lines if not line.startswith(" ")]
        assert packages
        assert all("==" in line for line in packages), name
        assert sum("--hash=sha256:" in line for line in lines) >= len(packages)


def test_the_test_lock_contains_the_base_lock() -> None:
    def pins(name: str) -> set[str]:
        lines = (HOUSE / name).read_text("utf-8").splitlines()
        return {line.split(" ")[0] for line in lines if "==" in line and not line.startswith((" ", "#"))}

    assert pins("requirements.lock") <= pins("requirements-test.lock")
