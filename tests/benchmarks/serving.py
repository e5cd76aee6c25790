"""Measure the preview: from its start to the first page, and from saving a file to the changed page."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from generator.model.request import HOUSE
from tests.benchmarks.made_producer import AS_OF
from tests.benchmarks.measuring import Measured, Spell

LOOK_EVERY = 0.02
"""Seconds between two requests for a page that has not changed yet: asking more often would slow the preview down."""
PATIENCE = 600.0
SAVE_AGAIN_AFTER = 10.0
"""An edit not shown after so many seconds is saved once more: the preview was not watching yet."""
EDITS = 5
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")


class PreviewSilent(Exception):
    """The preview did not answer, or never showed an edit."""


@dataclass(frozen=True, slots=True)
class Served:
    """``first``: seconds from start to the first page; ``ready``: to the end of its first build; ``edits``: of each."""

    first: Measured
    ready: Measured
    edits: tuple[Measured, ...]


def measure_preview(root: Path, out: Path, page: str, edit: Callable[[int], str]) -> Served:
    """Start the preview, ask for a page, then edit some times and ask until it shows the text that ``edit`` returns.

    Raises ``PreviewSilent``.
    """
    command = [sys.executable, "-m", "generator", "serve", "--root", str(root), "--out", str(out)]
    begun = time.perf_counter()
    with _started([*command, "--as-of", AS_OF, "--port", "0"]) as (process, lines):
        spell = Spell(process.pid, begun)
        connection = HTTPConnection("127.0.0.1", _port(lines), timeout=PATIENCE)
        _ask_until(connection, page, lambda body: b"<main" in body or b"<body" in body)
        first = spell.so_far()
        # Its own script asks this after each build: the first answer with a number means that all is up to date.
        _ask_until(connection, "/~state?", lambda body: b'"build": 0' not in body)
        ready = spell.over()
        _shown(connection, page, edit, 0)
        edits = []
        for number in range(1, EDITS + 1):
            spell = Spell(process.pid)
            _shown(connection, page, edit, number)
            edits.append(spell.over())
            time.sleep(0.5)
        connection.close()
    return Served(first, ready, tuple(edits))


def _shown(connection: HTTPConnection, page: str, edit: Callable[[int], str], number: int) -> None:
    """Edit, and wait until the page shows it; only the first edit may have to be saved again."""
    saves = 20 if number == 0 else 1
    for _ in range(saves):
        wanted = edit(number).encode()
        patience = SAVE_AGAIN_AFTER if number == 0 else PATIENCE
        if _ask_until(connection, page, _holding(wanted), patience, must=False):
            return
    raise PreviewSilent(f"{page} never showed {wanted.decode()}")


def _holding(wanted: bytes) -> Callable[[bytes], bool]:
    return lambda body: wanted in body


def _ask_until(
    connection: HTTPConnection,
    page: str,
    is_right: Callable[[bytes], bool],
    patience: float = PATIENCE,
    *,
    must: bool = True,
) -> bool:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            connection.request("GET", page)
            answer = connection.getresponse()
            body = answer.read()
        except (HTTPException, OSError):
            connection.close()
            time.sleep(LOOK_EVERY)
            continue
        if answer.status == 200 and is_right(body):
            return True
        time.sleep(LOOK_EVERY)
    if must:
        raise PreviewSilent(f"{page} was not answered within {patience} s")
    return False


@contextmanager
def _started(command: list[str]) -> Iterator[tuple[subprocess.Popen[str], Iterator[str]]]:
    process = subprocess.Popen(
        command, cwd=HOUSE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stderr is not None
    try:
        yield process, iter(process.stderr)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def _port(lines: Iterator[str]) -> int:
    for line in lines:
        found = _ADDRESS.search(line)
        if found:
            return int(found[1])
    raise PreviewSilent("the preview ended before it told its address")
