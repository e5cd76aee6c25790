"""The house stands as its plan says: one-way rooms, small modules, a true map, no word of elsewhere."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.map_of_the_house import HOUSE, README, ROOMS, with_map

MOST_LINES = 400
MODULES = sorted((HOUSE / "generator").rglob("*.py"))
TEXTS = {".py", ".md", ".yaml", ".yml", ".toml", ".html", ".css", ".js", ".po", ".cfg", ".txt", ""}


def test_the_map_is_true() -> None:
    """``generator/README.md`` has one row for every module, in its own words."""
    text = README.read_text(encoding="utf-8")
    assert text == with_map(text), "run: python -m tests.map_of_the_house --write"


def test_every_module_lies_in_a_room() -> None:
    """Nothing stands in the corridor: every module belongs to a room of the plan."""
    rooms = {path.relative_to(HOUSE / "generator").parts[0].removesuffix(".py") for path in MODULES}
    assert rooms - {"__init__", "__main__"} == set(ROOMS)


def test_imports_go_one_way() -> None:
    """The import contracts hold: rooms import only from their left, and one file imports MkDocs."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_one_file_imports_mkdocs() -> None:
    """The contract names the rooms it watches; this one sees every file there will ever be."""
    importing = [
        module.relative_to(HOUSE).as_posix()
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names])
        if name.split(".")[0] in {"mkdocs", "material"}
    ]
    assert set(importing) == {"generator/entrypoints/mkdocs_door.py"}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_modules_stay_small(module: Path) -> None:
    """No module of the program is above 400 lines: it would have a second purpose."""
    assert len(module.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_the_readme_has_the_two_commands() -> None:
    """A newcomer finds the two commands at once."""
    text = (HOUSE / "README.md").read_text(encoding="utf-8")
    assert "python3 build.py  " in text
    assert "python3 build.py test  " in text


def test_the_project_speaks_only_of_itself() -> None:
    """Nothing that is published or committed names a place outside the repository."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=HOUSE, capture_output=True, text=True, check=False)
    names = [name for name in listed.stdout.split("\0") if name and Path(name).suffix in TEXTS]
    elsewhere = "../" + "shared"
    for name in names:
        path = HOUSE / name
        if path.is_file() and name != "tests/test_architecture.py":
            assert elsewhere not in path.read_text(encoding="utf-8"), name
