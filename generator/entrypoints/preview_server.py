"""The preview server: the built site at its real addresses, built again after each edit, problems in the page."""

from __future__ import annotations

import html
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import watchfiles

from generator.build import build
from generator.entrypoints.telling import say, tell_notices, tell_problems
from generator.foundation.store import StoreBusy
from generator.model.request import HOUSE, Request
from generator.outcome import Outcome
from generator.preparing import Bearings
from generator.read.folders import PRODUCERS, Listing, list_folders, looked_at_again
from generator.read.locating import located
from generator.report.printers import print_problems

WATCHED = ("producers", "content", "themes", "mkdocs.yml")
FOLDER_DEPTH = 3
"""Steps of a producer's folder from the catalogue folder: ``producers/<regency>/<producer>``."""
DEBOUNCE_MS, STEP_MS, IDLE_MS = 100, 25, 400
"""How long to gather changes, how long a pause ends that, and how often to look up when nothing happens (ms)."""
WAIT_SECONDS = 25.0
RELOADER = "/~reload.js"
STATE = "/~state"
PROBLEMS = "/~problems"
SCRIPT = b"""\
(function () {
  let seen = null;
  async function ask() {
    try {
      const answer = await fetch("/~state?" + (seen === null ? "" : seen));
      const state = await answer.json();
      if (seen !== null && state.build !== seen) { location.reload(); return; }
      seen = state.build;
      show(state.problems);
    } catch (error) { await new Promise((done) => setTimeout(done, 1000)); }
    ask();
  }
  function show(count) {
    let note = document.getElementById("etalase-problems");
    if (!count) { if (note) note.remove(); return; }
    if (!note) {
      note = document.createElement("a");
      note.id = "etalase-problems";
      note.href = "/~problems";
      Object.assign(note.style, { position: "fixed", insetInline: "0", bottom: "0", zIndex: 99,
        background: "#8a1f11", color: "#fff", padding: ".75rem 1rem", font: "1rem system-ui" });
      document.body.append(note);
    }
    note.textContent = count + " masalah: situs belum diperbarui / problems: the site is not updated";
  }
  ask();
})();
"""


BUILDING = """\
<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Etalase</title></head>
<body><p>Situs sedang dibuat; halaman ini akan muncul sendiri. / The site is being built; this page will appear by
itself.</p></body></html>
"""


class Preview:
    """What is being shown: the number of the last build, its problems, and a bell that rings when it changes."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.listing: Listing | None = None
        self.bearings = Bearings()
        self.build = 0
        self.report = ""
        self.problems = 0
        self.changed = threading.Condition()

    def rebuild(self, touched: Iterable[Path] | None = None) -> Outcome | None:
        """Build once and ring the bell; ``touched`` are the only paths that changed, None when nobody knows.

        Another build that holds the store, or a file that an editor's program is just exchanging, is no reason to
        stop showing the site: it is said, and the next edit builds again.
        """
        begun = time.monotonic()
        try:
            self.listing = self._listing(touched)
            outcome = build(self.request, listing=self.listing, bearings=self.bearings)
        except StoreBusy:
            say("Build lain sedang berjalan. / Another build is running.")
            return None
        except OSError as failure:
            say(f"{failure}. Simpan sekali lagi untuk mencoba ulang. / Save once more to try again.")
            return None
        lines: list[str] = []
        print_problems(located(self.request.root, outcome.problems, (HOUSE,)), "full", lines.append)
        tell_problems(self.request, outcome, "full")
        tell_notices(outcome)
        say(f"{len(outcome.rendered)} unit, {outcome.written} berkas/files, {time.monotonic() - begun:.2f} s")
        report = "\n".join(lines)
        is_new = outcome.published and (self.build == 0 or outcome.written + outcome.removed > 0)
        with self.changed:
            if is_new or report != self.report:
                self.report = report
                self.problems = len(outcome.problems)
                self.build += is_new
                self.changed.notify_all()
        return outcome

    def _listing(self, touched: Iterable[Path] | None) -> Listing:
        """List the folders: only those touched are looked at again, unless one came or went."""
        root = self.request.root
        if self.listing is None or touched is None:
            return list_folders(root, self.request.jobs)
        known = {folder.path for folder in self.listing.folders}
        folders: set[str] = set()
        for path in touched:
            if path.is_relative_to(root / PRODUCERS):
                steps = path.relative_to(root).parts
                folder = "/".join(steps[:FOLDER_DEPTH])
                if folder not in known or len(steps) <= FOLDER_DEPTH:
                    return list_folders(root, self.request.jobs)
                folders.add(folder)
        return looked_at_again(root, self.listing, folders)

    def wait_for_change(self, seen: str) -> None:
        """Hold a browser's question until the build it saw is no longer the last one."""
        with self.changed:
            if seen == str(self.build):
                self.changed.wait(WAIT_SECONDS)


class PreviewHandler(SimpleHTTPRequestHandler):
    """Serves the published folder; adds the reloader to pages on the way out, never to the files."""

    protocol_version = "HTTP/1.1"

    def __init__(self, preview: Preview, *arguments: object, **named: object) -> None:
        self.preview = preview
        super().__init__(*arguments, directory=str(preview.request.out), **named)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer a request for a page, a file, or the preview's own three addresses."""
        path, _, query = self.path.partition("?")
        if path == RELOADER:
            self._answer(SCRIPT, "text/javascript")
        elif path == STATE:
            self.preview.wait_for_change(query)
            state = f'{{"build": {self.preview.build}, "problems": {self.preview.problems}}}'
            self._answer(state.encode(), "application/json")
        elif path == PROBLEMS:
            report = html.escape(self.preview.report)
            page = f'<!doctype html><html lang="id"><meta charset="utf-8"><title>Etalase</title><pre>{report}</pre>'
            self._answer(page.encode(), "text/html; charset=utf-8")
        else:
            self._page_or_file()

    def _page_or_file(self) -> None:
        target = Path(self.translate_path(self.path))
        if target.is_dir() and self.path.partition("?")[0].endswith("/"):
            target = target / "index.html"
        if target.suffix == ".html" and target.is_file():
            self._answer(_with_reloader(target.read_bytes()), "text/html; charset=utf-8")
        elif not target.exists():
            missing = Path(self.directory) / "404.html"
            body = missing.read_bytes() if missing.is_file() else BUILDING.encode()
            self._answer(_with_reloader(body), "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)
        else:
            super().do_GET()

    def _answer(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Keep the terminal for problems."""


def _with_reloader(page: bytes) -> bytes:
    return page.replace(b"</body>", f'<script src="{RELOADER}"></script></body>'.encode(), 1)


def serve(
    request: Request,
    host: str,
    port: int,
    ready: Callable[[str], None] | None = None,
    stop: threading.Event | None = None,
) -> None:
    """Serve the last good site at once, build, watch, and build again after each edit.

    ``ready`` is told the address; it ends with Ctrl+C, or when ``stop`` is set.
    """
    preview = Preview(request)
    server = ThreadingHTTPServer((host, port), partial(PreviewHandler, preview))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://{host}:{server.server_address[1]}/"
    say(f"Pratinjau / preview: {address}  (Ctrl+C: selesai / stop)")
    if ready is not None:
        ready(address)
    preview.rebuild()
    watched = [request.root / name for name in WATCHED if (request.root / name).exists()]
    watch = watchfiles.watch(
        *watched,
        debounce=DEBOUNCE_MS,
        step=STEP_MS,
        rust_timeout=IDLE_MS,
        yield_on_timeout=True,
        stop_event=stop,
        raise_interrupt=False,
    )
    try:
        next(watch, None)
        # Whatever was saved between the first build and the first look has not been seen by anybody.
        preview.rebuild()
        for changes in watch:
            if changes:
                preview.rebuild([Path(path) for _, path in changes])
    finally:
        server.shutdown()
        server.server_close()
