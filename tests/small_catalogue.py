"""A small catalogue for one test: a folder of its own, filled from text in the test."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from PIL import Image

from generator.build import build
from generator.checking import check
from generator.entrypoints.command_line import main
from generator.foundation.packing import unpacked
from generator.foundation.store import Store
from generator.model.catalogue import Folio
from generator.model.request import HOUSE, Request
from generator.outcome import Outcome
from generator.read.every_producer import folio_of
from generator.read.locating import located
from generator.report.printers import Format, Located, in_order, print_problems
from generator.survey import everybody

AS_OF = dt.date(2026, 11, 15)
"""The date of every build in the tests, unless a test says another."""

SETTINGS = """\
site_name: Katalog Uji
site_url: https://katalog.test/
docs_dir: content/pages
plugins:
  - catalogue:
      languages: [id, en]
      photo_advice: []
"""
"""No advice on photos: those of most tests are small and plain."""

PRODUCER = """\
name: Tenun Sari
kind: ukm
region: '35.24'
tagline:
  id: Kain dari tepi bengawan
  en: Cloth from the river bank
contact:
  phone: '+62 800-0000-9999'
  email: halo@tenun-sari.example
consent: {profile: true, photos: true, story: true, phone: true, email: true, price: true}
certifications:
  - scheme: nib
    number: '9999000000099'
    issued: 2022-02-14
curation:
  - program: rumah-kurasi
    body: Rumah Kurasi (contoh)
    date: 2026-01-10
    class: national
products:
  - id: sarung
    category: tenun-ikat
    hs6: '621132'
    name:
      id: Sarung tenun
      en: Handwoven sarong
    moq: {qty: 50, unit: pcs}
    photos:
      - file: depan.jpg
        alt: {id: Sarung, en: Sarong}
"""
"""A producer who is published with everything it has."""

MAKERS = ("anyam-rejeki", "batik-melati", "kopi-lereng", "tenun-sari")

EXPO = """\
name: {id: Pameran, en: Expo}
opens: 2026-11-23
closes: 2026-11-29
halls:
  - id: kain
    name: {id: Kain, en: Cloth}
    booths:
      - producer: tenun-sari
        products: [sarung]
"""

BRAND = """\
name: Arga Bersama
owner: tenun-sari
members: [tenun-sari]
pool:
  - lot: sarung
    name: {id: Sarung, en: Sarong}
    products: [tenun-sari/sarung]
"""

OPEN, CLOSE = "‹", "›"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind: its exit status, and what it wrote for machines and for people."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as the one JSON value that it must be."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text whose marks ``‹`` and ``›`` were taken out: line and column (from 1) of what stood between them."""

    text: str
    line: int
    column: int
    under: str


def marked(text: str) -> Marked:
    """Take the marks out of a text, and remember what they pointed at."""
    before, _, rest = text.partition(OPEN)
    under, _, after = rest.partition(CLOSE)
    line = before.count("\n") + 1
    return Marked(before + under + after, line, len(before) - before.rfind("\n"), under)


def swapped(text: str, swaps: Mapping[str, str]) -> str:
    """Replace pieces of a text, each of which must stand in it exactly once."""
    for old, new in swaps.items():
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the text"
        text = text.replace(old, new)
    return text


def picture(width: int = 64, height: int = 48, colour: tuple[int, int, int] = (40, 60, 120)) -> bytes:
    """Draw a plain JPEG."""
    target = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(target, "JPEG")
    return target.getvalue()


class Catalogue:
    """A catalogue folder, and Etalase's commands on it. Builds run in this process, as of ``AS_OF``."""

    def __init__(self, root: Path, settings: str = SETTINGS) -> None:
        self.root = root
        self.out = root / "site"
        self.write("mkdocs.yml", settings)
        (root / "producers").mkdir()

    def write(self, path: str, content: str | bytes) -> Path:
        """Write a file of the catalogue."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def producer(
        self,
        name: str = "tenun-sari",
        swaps: Mapping[str, str] | None = None,
        *,
        text: str = PRODUCER,
        regency: str = "lamongan",
        photos: tuple[str, ...] = ("depan.jpg",),
    ) -> str:
        """Write a producer who can be published, or one with pieces of its text swapped; return its record's path."""
        folder = f"producers/{regency}/{name}"
        self.write(f"{folder}/producer.yaml", swapped(text, swaps or {}))
        for photo in photos:
            self.write(f"{folder}/photos/{photo}", picture())
        return f"{folder}/producer.yaml"

    def makers(self) -> None:
        """Write the four producers of ``MAKERS``, in one regency."""
        for number, name in enumerate(MAKERS):
            self.producer(name, {"Tenun Sari": f"Usaha {number}"})

    def expo(self, swaps: Mapping[str, str] | None = None) -> str:
        """Write an edition of the expo with one booth; return its path."""
        self.write("content/expos/pameran/expo.yaml", swapped(EXPO, swaps or {}))
        return "content/expos/pameran/expo.yaml"

    def brand(self, swaps: Mapping[str, str] | None = None) -> str:
        """Write a communal brand of one member; return its path."""
        self.write("content/brands/arga.yaml", swapped(BRAND, swaps or {}))
        return "content/brands/arga.yaml"

    def request(self, **options: Any) -> Request:
        """Ask for a run in one process."""
        return replace(Request(root=self.root, out=self.out, as_of=AS_OF, jobs=1), **options)

    def build(self, **options: Any) -> Outcome:
        """Build the site."""
        return build(self.request(**options))

    def check(self, **options: Any) -> Outcome:
        """Check everything, write nothing."""
        return check(self.request(**options))

    def everybody(self, **options: Any) -> Outcome:
        """Read and curate everybody, whatever is remembered."""
        return everybody(self.request(**options))

    def record(self, name: str = "tenun-sari") -> dict[str, Any]:
        """Return one producer's record as the store keeps it."""
        told = self.everybody().told
        assert told is not None
        with Store(self.request().store) as store:
            folio = unpacked(folio_of(store, told.readings[name].folder), Folio)
        record: dict[str, Any] = json.loads(folio.record)
        return record

    def found(self, **options: Any) -> list[Located]:
        """Return every problem that a check finds, with its place, in the order of the report."""
        return in_order(located(self.root, self.check(**options).problems, (HOUSE,)))

    def report(self, form: Format = "full", **options: Any) -> str:
        """Return the problem report of a check as it is printed."""
        written: list[str] = []
        print_problems(self.found(**options), form, written.append)
        return "\n".join(written)

    def run(self, command: str, *arguments: str) -> Ran:
        """Run a command of the command line on this catalogue, in this process."""
        options = ["--root", str(self.root)]
        if command not in {"new"}:
            options += ["--jobs", "1", *(() if "--as-of" in arguments else ("--as-of", AS_OF.isoformat()))]
        return run(command, *options, *arguments)

    def file(self, address: str) -> bytes:
        """Return a published file."""
        return (self.out / address).read_bytes()

    def published(self) -> dict[str, bytes]:
        """Return every published file by its address."""
        return tree(self.out)


def run(*arguments: str) -> Ran:
    """Run the command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(list(arguments))
            status: int | str | None = 0
        except SystemExit as end:
            status = end.code
    return Ran(status if isinstance(status, int) else int(status is not None), out.getvalue(), err.getvalue())


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
