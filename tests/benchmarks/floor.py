"""The floor: the least a Python program must do for the same files - read the same YAML, fill strings, write.

It checks nothing, remembers nothing, and shows what it likes: a page has its address, its bytes, a shell, and the
record's own texts in about as many holes as a real page. It imports nothing of Etalase, so that it can run with
parsers Etalase does not have: ``python floor.py PAGES.json ROOT OUT``. ``PAGES.json`` names every file to write
by the producer it belongs to (see ``write_page_list``).
"""

from __future__ import annotations

import contextlib
import html
import json
import multiprocessing
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PROCESSES = 2
PIECE = '<div class="fact" data-fact="number"><dt>A term of the interface</dt><dd>'
SHELL = '<li class="md-tabs__item"><a class="md-tabs__link" href="../../../../en/products/">Products</a></li>\n' * 80
FILLER = b"<!-- as many bytes as the real page has -->\n" * 40_000
TEXTS = ("name", "summary", "spec", "care", "note", "tagline", "story")
TRIAL = 20
"""So many records are read by every parser there is, to take the fastest."""

Parser = Callable[[bytes], Any]
PageList = dict[str, list[tuple[str, int]]]


def write_page_list(to: Path, files: Iterable[tuple[str, str, int]]) -> None:
    """Write down owner, address and size of every file of a site."""
    listed: PageList = {}
    for owner, address, size in files:
        listed.setdefault(owner, []).append((address, size))
    to.write_text(json.dumps(listed), encoding="utf-8")


def parsers() -> Iterator[tuple[str, Parser]]:
    """Offer every parser that is installed here."""
    if find_spec("ryml"):
        ryml = import_module("ryml")
        loads = import_module("orjson" if find_spec("orjson") else "json").loads
        yield "rapidyaml", lambda content: loads(ryml.emit_json(ryml.parse_in_arena(content)))
    yaml = import_module("yaml")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    yield "libyaml", lambda content: yaml.load(content, Loader=loader)


def fastest_parser(trial: Sequence[bytes]) -> str:
    """Take the parser that reads some records fastest; one that cannot read them is none."""
    times: dict[str, float] = {}
    for name, parser in parsers():
        begun = time.perf_counter()
        try:
            for content in trial:
                assert parser(content)["products"]
        except (ValueError, KeyError, RuntimeError):
            continue
        times[name] = time.perf_counter() - begun
    return min(times, key=lambda each: times[each])


class Printer:
    """One process's share of the site; ``recent`` cards stand in for neighbours, each drawn once per language."""

    def __init__(self, out: str, parser: Parser, languages: Sequence[str]) -> None:
        self.out = out
        self.parser = parser
        self.languages = languages
        self.folders: set[str] = set()
        self.recent: Mapping[str, deque[str]] = {lang: deque(maxlen=24) for lang in languages}

    def producer(self, record: Path, files: Sequence[tuple[str, int]]) -> None:
        """Read one record and write its pages."""
        data = self.parser(record.read_bytes())
        products = {product["id"]: product for product in data["products"]}
        for lang in self.languages:
            self.recent[lang].extend(self._card(product, data, lang) for product in products.values())
        own = {lang: [*self._holes(data, lang), self._story(data, lang)] for lang in self.languages}
        wares = {
            (name, lang): own[lang][:12] + list(self._holes(product, lang))
            for name, product in products.items()
            for lang in self.languages
        }
        for address, size in files:
            lang = self._language(address)
            name = address.split("/")[-2]
            self.write(address, self._page(lang, wares.get((name, lang)) or own[lang], 6, size))

    def others(self, files: Sequence[tuple[str, int]]) -> None:
        """Write pages that are made from cards, and files that are copied."""
        for address, size in files:
            if address.endswith(".html"):
                self.write(address, self._page(self._language(address), [], 24, size))
            else:
                self.write(address, FILLER[:size])

    def write(self, address: str, content: bytes) -> None:
        """Write one file; its folder is made once."""
        path = f"{self.out}/{address}"
        folder = path.rpartition("/")[0]
        if folder not in self.folders:
            make_folder(folder, self.folders)
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.write(file, content)
        os.close(file)

    def _language(self, address: str) -> str:
        parts = address.split("/")
        return next((lang for lang in self.languages if lang in parts), self.languages[0])

    def _page(self, lang: str, holes: Sequence[str], cards: int, size: int) -> bytes:
        parts = ['<!doctype html>\n<html lang="', lang, '">', SHELL, "<main>"]
        for hole in holes:
            parts += (PIECE, hole, "</dd></div>\n")
        parts += list(self.recent[lang])[-cards:]
        parts.append("</main></html>\n")
        content = "".join(parts).encode()[:size]
        return content + FILLER[: size - len(content)]

    def _card(self, product: Mapping[str, Any], data: Mapping[str, Any], lang: str) -> str:
        name = html.escape(_said(product["name"], lang))
        return (
            f'<li class="card"><h3><a href="../{product["id"]}/">{name}</a></h3><p>{html.escape(data["name"])}</p></li>'
        )

    def _story(self, data: Mapping[str, Any], lang: str) -> str:
        paragraphs = html.escape(_said(data["story"], lang)).split("\n\n")
        return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)

    def _holes(self, node: Mapping[str, Any], lang: str) -> Iterator[str]:
        """Fill a page's holes with what the record says: texts of the language, codes, numbers."""
        for key, value in node.items():
            if isinstance(value, dict):
                if key in TEXTS:
                    yield html.escape(_said(value, lang))
                else:
                    yield from self._holes(value, lang)
            elif not isinstance(value, list):
                yield html.escape(str(value))


def make_folder(folder: str, made: set[str]) -> None:
    """Make a folder below those already made."""
    above = folder.rpartition("/")[0]
    if above not in made and above:
        make_folder(above, made)
    with contextlib.suppress(FileExistsError):
        os.mkdir(folder)  # noqa: PTH102 - the floor pays for no Path
    made.add(folder)


def _said(words: Mapping[str, str], lang: str) -> str:
    return words.get(lang) or words.get("en") or next(iter(words.values()), "")


def work(share: int, listed: PageList, root: Path, out: str, parser: str, languages: Sequence[str]) -> None:
    """Do one process's share: every second producer, and every second other file."""
    printer = Printer(out, dict(parsers())[parser], languages)
    records = sorted(root.glob("producers/*/*/producer.yaml"))
    for record in records[share::PROCESSES]:
        printer.producer(record, listed.get(record.parent.name, ()))
    printer.others(listed[""][share::PROCESSES])


def main(pages: Path, root: Path, out: Path) -> None:
    """Write the whole site in two processes, and say which parser was taken."""
    listed: PageList = json.loads(pages.read_text(encoding="utf-8"))
    languages = sorted({address.split("/")[0] for address, _ in listed[""] if address.endswith("/products/index.html")})
    records = sorted(root.glob("producers/*/*/producer.yaml"))[:TRIAL]
    parser = fastest_parser([record.read_bytes() for record in records])
    out.mkdir(parents=True)
    shares = [
        multiprocessing.Process(target=work, args=(share, listed, root, str(out), parser, languages))
        for share in range(PROCESSES)
    ]
    for share in shares:
        share.start()
    for share in shares:
        share.join()
    if any(share.exitcode for share in shares):
        sys.exit("the floor broke")
    print(parser)


if __name__ == "__main__":
    main(*(Path(argument).resolve() for argument in sys.argv[1:4]))
