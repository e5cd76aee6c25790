"""A made catalogue in two editions, so that a build always has something to do: some names, one more, one less."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.benchmarks.made_catalogue import BOOTHS, HALLS, add_producer, make_catalogue
from tests.benchmarks.made_producer import Made, Supply, make_producer

Edition = Literal["first", "second"]
LEAST = BOOTHS * len(HALLS) + 10
"""Fewer producers would all stand at the expo, and nobody could leave."""
ONE_IN = 50
"""In the second edition, one producer in so many has another name."""
AT_LEAST = 5


@dataclass
class TwoEditions:
    """A catalogue folder, and which of its two editions lies there."""

    root: Path
    supply: Supply
    producers: int
    edition: Edition = "first"

    @classmethod
    def made(cls, root: Path, supply: Supply, producers: int) -> TwoEditions:
        """Make the catalogue, or take the one that lies there."""
        if producers < LEAST:
            raise ValueError(f"two editions need at least {LEAST} producers")
        note = root / "edition.txt"
        if not note.is_file():
            make_catalogue(root, producers, supply)
            note.write_text(f"{producers} first", encoding="utf-8")
        count, edition = note.read_text(encoding="utf-8").split()
        if int(count) != producers:
            raise ValueError(f"{root} holds {count} producers, not {producers}: take another folder")
        return cls(root, supply, producers, "second" if edition == "second" else "first")

    @property
    def other(self) -> Edition:
        """The edition that does not lie there."""
        return "second" if self.edition == "first" else "first"

    def turn(self, to: Edition | None = None, modified: float | None = None) -> Edition:
        """Change to an edition (default: the other one); ``modified`` sets the changed records' times (seconds)."""
        wanted = to or self.other
        if wanted != self.edition:
            changed = [self._rename(number, wanted) for number in self._renamed()]
            coming, leaving = (self._newcomer, self._leaver) if wanted == "second" else (self._leaver, self._newcomer)
            shutil.rmtree(self._folder(leaving), ignore_errors=True)
            shutil.rmtree(self._folder(coming), ignore_errors=True)
            add_producer(self.root, self.supply, coming)
            changed.append(self._folder(coming) / "producer.yaml")
            if modified is not None:
                for path in changed:
                    os.utime(path, (modified, modified))
            self.edition = wanted
            (self.root / "edition.txt").write_text(f"{self.producers} {wanted}", encoding="utf-8")
        return wanted

    def swap_a_digit(self) -> Path:
        """Change one digit of a telephone number, and leave the record's size and modification time as they were."""
        path = next(path for path in map(self._record, self._renamed()) if " phone: true" in path.read_text("utf-8"))
        status, text = path.stat(), path.read_text(encoding="utf-8")
        swapped = re.sub(r"(  phone: '.*)(\d)'", lambda found: f"{found[1]}{9 - int(found[2])}'", text, count=1)
        assert swapped != text, f"{path} has no telephone number"
        path.write_text(swapped, encoding="utf-8")
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        return path

    def _renamed(self) -> list[int]:
        count = max(AT_LEAST, self.producers // ONE_IN)
        step = self.producers // count
        return [number for number in range(3, self.producers, step) if number != self._leaver][:count]

    def _rename(self, number: int, edition: Edition) -> Path:
        path, name = self._record(number), self._made(number).text.split("\nname: ", 1)[1].split("\n", 1)[0]
        wanted = f"{name} Baru" if edition == "second" else name
        text = re.sub(r"^name: .*$", f"name: {wanted}", path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def _newcomer(self) -> int:
        return next(n for n in range(self.producers, self.producers + 1000) if self._made(n).sound)

    @property
    def _leaver(self) -> int:
        return next(n for n in range(self.producers - 1, 0, -1) if self._made(n).sound)

    def _made(self, number: int) -> Made:
        return make_producer(self.supply, number)

    def _folder(self, number: int) -> Path:
        made = self._made(number)
        return self.root / "producers" / made.regency / made.id

    def _record(self, number: int) -> Path:
        return self._folder(number) / "producer.yaml"
