"""Find the line and column of problems, only when they are about to be printed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.foundation.yaml_text import lines_of, locate
from generator.report.printers import Located
from generator.report.problem import Problem


def located(root: Path, problems: Iterable[Problem], also: tuple[Path, ...] = ()) -> list[Located]:
    """Give every problem its place in its file; ``also`` are folders to look in for files the root lacks."""
    contents: dict[str, bytes] = {}
    found = []
    for each in problems:
        file = each.place.file
        if file not in contents:
            contents[file] = _read((root, *also), file)
        found.append(_located(each, contents[file]))
    return found


def _read(roots: tuple[Path, ...], file: str) -> bytes:
    for root in roots:
        path = root / file
        if path.is_file():
            return path.read_bytes()
    return b""


def _located(each: Problem, content: bytes) -> Located:
    spot = locate(content, each.place)
    if spot is None:
        return Located(each, 0, 0, 0, "")
    source = lines_of(content.decode("utf-8-sig", errors="replace"))[spot.line - 1]
    return Located(each, spot.line, spot.column, spot.length, source.replace("\t", " "))
