"""A real browser for the tests: never skipped in silence, and never let out of this machine."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Request, sync_playwright

CANDIDATES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")
SIZES = {"phone": (390, 844), "desktop": (1440, 900)}


def chromium_path() -> str | None:
    """Return the browser to use: ``ETALASE_CHROMIUM``, else one on the path, else None for Playwright's own."""
    return os.environ.get("ETALASE_CHROMIUM") or next(filter(None, map(shutil.which, CANDIDATES)), None)


@contextmanager
def browser_running() -> Iterator[Browser]:
    """Run a headless Chromium; without one the test fails and says what to install."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        except Error as failure:
            pytest.fail(
                "No Chromium browser was found. Install one (Debian/Ubuntu: sudo apt install chromium; elsewhere: "
                f"Google Chrome), or name it with ETALASE_CHROMIUM=/path/to/chrome.\n{failure}"
            )
        yield browser
        browser.close()


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine, with the headers of its own ``_headers``; yield its address."""
    handler = functools.partial(_Handler, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join()
    server.server_close()


class _Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        """Add the headers that the site asks its host to send for every page."""
        in_all = False
        for line in (Path(self.directory) / "_headers").read_text(encoding="utf-8").splitlines():
            if not line.startswith(" "):
                in_all = line == "/*"
            elif in_all:
                name, _, value = line.strip().partition(": ")
                self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Keep the tests' output for the tests."""


class Complaints:
    """Everything a browser complained about, and every request that left this machine."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.found: list[str] = []
        context.on("console", lambda m: self._note(f"console {m.type}: {m.text}") if m.type in _BAD else None)
        context.on("weberror", lambda error: self._note(f"error: {error.error}"))
        context.on("requestfailed", self._failed)
        context.on(
            "response", lambda answer: self._note(f"{answer.status}: {answer.url}") if answer.status > 399 else None
        )
        context.on(
            "request",
            lambda request: (
                None if request.url.startswith((base, "data:")) else self._note(f"another host: {request.url}")
            ),
        )

    def _failed(self, request: Request) -> None:
        """Note a failure; a picture that was not waited for, because the reader went on, is none."""
        if request.failure != "net::ERR_ABORTED":
            self._note(f"failed: {request.url}: {request.failure}")

    def _note(self, text: str) -> None:
        self.found.append(text)


_BAD = {"error", "warning"}
