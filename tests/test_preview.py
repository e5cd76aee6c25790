"""The preview: the site at its real addresses, new after each edit, with the problems in the page."""

from __future__ import annotations

import json
import queue
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import pytest

from generator.entrypoints.preview_server import Preview, serve
from generator.model.request import Request
from generator.outcome import Outcome
from tests.small_catalogue import Catalogue

SECONDS = 60
Fetch = Callable[[str], str]


@pytest.fixture
def fetch(catalogue: Catalogue) -> Iterator[Fetch]:
    """Serve a catalogue of one producer; return a way to ask for an address."""
    catalogue.producer()
    addresses: queue.Queue[str] = queue.Queue()
    stop = threading.Event()
    server = threading.Thread(target=serve, args=(catalogue.request(), "127.0.0.1", 0, addresses.put, stop))
    server.start()
    base = addresses.get(timeout=SECONDS)

    def ask(path: str) -> str:
        try:
            with urllib.request.urlopen(base + path, timeout=SECONDS) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as failure:
            return failure.read().decode()

    yield ask
    stop.set()
    server.join()


def _after(fetch: Fetch, seen: str) -> dict[str, int]:
    """Wait, as the page's own script does, until something new was built or found."""
    state: dict[str, int] = json.loads(fetch(f"~state?{seen}"))
    return state


def test_an_edit_is_shown_and_the_page_is_told(catalogue: Catalogue, fetch: Fetch) -> None:
    """After an edit the waiting page hears of a new build, and the page has the new text."""
    assert _after(fetch, "0")["build"] == 1
    page = fetch("en/producers/tenun-sari/")
    assert "+62 800-0000-9999" in page
    assert "/~reload.js" in page
    assert b"reload.js" not in catalogue.file("en/producers/tenun-sari/index.html")
    catalogue.producer(swaps={"+62 800-0000-9999": "+62 800-0000-1234"}, photos=())
    assert _after(fetch, "1")["build"] == 2
    assert "+62 800-0000-1234" in fetch("en/producers/tenun-sari/")


def test_a_mistake_is_shown_in_the_page_and_the_site_stays(catalogue: Catalogue, fetch: Fetch) -> None:
    """With an error the last good site is still served, and the preview says how many problems there are."""
    assert _after(fetch, "0")["build"] == 1
    catalogue.producer(swaps={"kind: ukm": "kind: toko"}, photos=())
    state = _after(fetch, "1")
    assert state == {"build": 1, "problems": 1}
    assert "toko" in fetch("~problems")
    assert "Tenun Sari" in fetch("en/producers/tenun-sari/")


def test_an_unknown_address_gets_the_page_for_that(fetch: Fetch) -> None:
    """What does not exist is answered with the site's own page."""
    assert _after(fetch, "0")["build"] == 1
    assert 'data-kind="not-found"' in fetch("en/nothing/here/")


def test_a_file_that_vanishes_meanwhile_does_not_end_the_preview(
    catalogue: Catalogue, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Editors' programs exchange files while they save: the preview says so, and builds at the next edit."""
    assert _after(fetch, "0")["build"] == 1
    preview = Preview(catalogue.request())
    with monkeypatch.context() as patched:
        patched.setattr("generator.entrypoints.preview_server.build", _vanished)
        assert preview.rebuild() is None
    catalogue.producer(swaps={"+62 800-0000-9999": "+62 800-0000-1234"}, photos=())
    assert _after(fetch, "1")["build"] == 2


def _vanished(request: Request, **options: object) -> Outcome:
    raise FileNotFoundError(2, "No such file or directory", "producer.yaml~")
