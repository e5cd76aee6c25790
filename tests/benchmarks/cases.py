"""The edits people make, on a made catalogue: what is measured besides building from nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from generator.model.text import Lang
from tests.benchmarks.made_catalogue import add_producer, make_catalogue
from tests.benchmarks.made_producer import BRANDED, Supply, make_producer
from tests.benchmarks.stand_ins import give_house

MAY_JOIN: tuple[Lang, ...] = ("zh-Hans", "zh-Hant")
"""The first of them that is not there joins: nobody in the catalogue has written it, so every text falls back."""
KEPT = ("photos",)
"""What a build from nothing finds in the cache: variants of photos."""


@dataclass
class Trial:
    """A made catalogue with templates and tables of its own, so that they can be edited; ``before`` undoes that.

    ``numbers`` are telephone numbers nobody has had yet.
    """

    root: Path
    supply: Supply
    producers: int
    before: dict[Path, bytes] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(1000, 10_000)))

    @classmethod
    def made(cls, root: Path, supply: Supply, producers: int) -> Trial:
        """Make the catalogue, unless it lies there from an earlier run."""
        if not (root / "themes").is_dir():
            make_catalogue(root, producers, supply)
            give_house(root, supply.languages)
        lying = sum(1 for _ in root.glob("producers/*/*/producer.yaml"))
        if lying != producers:
            raise ValueError(f"{root} holds {lying} producers, not {producers}: take another folder")
        return cls(root, supply, producers)

    @property
    def out(self) -> Path:
        """Where the site is published."""
        return self.root / "site"

    @property
    def cache(self) -> Path:
        """What builds remember."""
        return self.root / ".cache" / "etalase"

    def take_back(self) -> None:
        """Take all edits back."""
        for path, content in self.before.items():
            path.write_bytes(content)
        self.before.clear()
        shutil.rmtree(self._newcomer, ignore_errors=True)

    def undo(self) -> None:
        """Take all edits back, and forget everything but the photos' variants."""
        self.take_back()
        shutil.rmtree(self.out, ignore_errors=True)
        cache = self.cache
        for part in cache.iterdir() if cache.is_dir() else ():
            if part.is_dir() and part.name not in KEPT:
                shutil.rmtree(part)
            elif part.is_file():
                part.unlink()

    @contextmanager
    def memory_apart(self) -> Iterator[None]:
        """Put the memory aside for a run that is to have none, and bring it back."""
        aside = self.cache.with_name("aside")
        self.cache.rename(aside)
        yield
        shutil.rmtree(self.cache, ignore_errors=True)
        aside.rename(self.cache)

    def edit(self, path: Path, pattern: str, replacement: str) -> None:
        """Replace the first thing in a file that matches."""
        content = path.read_bytes()
        self.before.setdefault(path, content)
        text, count = re.subn(pattern, replacement, content.decode(), count=1, flags=re.MULTILINE)
        assert count, f"{path.name} has nothing like {pattern}"
        path.write_text(text, encoding="utf-8")

    @property
    def record(self) -> Path:
        """The record of a producer from the middle whom nothing withholds, and who shows a telephone number."""
        for number in range(self.producers // 2, self.producers):
            path = self._folder_of(number) / "producer.yaml"
            if make_producer(self.supply, number).sound and "\n  phone: true\n" in path.read_text(encoding="utf-8"):
                return path
        raise LookupError(f"nobody in {self.root} shows a telephone number")

    @property
    def page(self) -> str:
        """Where the preview shows that producer, in the site's first language."""
        return f"/{self.supply.languages[0]}/producers/{self.record.parent.name}/"

    def give_number(self, number: int) -> str:
        """Give that producer another telephone number; return how its page then says it to a program."""
        self.edit(self.record, r"^  phone: '.*$", f"  phone: '+62 800-1234-{number:04d}'")
        return f"628001234{number:04d}"

    @property
    def newcomer(self) -> int:
        """The number of the first producer beyond the catalogue whom nothing withholds."""
        return self._sound_from(self.producers)

    @property
    def _newcomer(self) -> Path:
        return self._folder_of(self.newcomer)

    def remove_newcomer(self) -> None:
        """Remove the producer who joined."""
        shutil.rmtree(self._newcomer)

    def _sound_from(self, start: int) -> int:
        return next(n for n in range(start, start + 1000) if make_producer(self.supply, n).sound)

    def _folder_of(self, number: int) -> Path:
        made = make_producer(self.supply, number)
        return self.root / "producers" / made.regency / made.id


def _nothing(trial: Trial) -> None:
    """Leave the catalogue as it is."""


def _phone(trial: Trial) -> None:
    trial.give_number(next(trial.numbers))


def _name(trial: Trial) -> None:
    trial.edit(trial.record, r"^name: (.*)$", r"name: \1 Baru")


def _new(trial: Trial) -> None:
    add_producer(trial.root, trial.supply, trial.newcomer)


def _template(trial: Trial) -> None:
    path = trial.root / "themes/catalogue/product.html"
    trial.edit(path, r"\{% block content %\}", "{% block content %}\n<span hidden></span>")


def _word(trial: Trial) -> None:
    lang = next(lang for lang in ("ja", "ar", "id") if lang in trial.supply.languages)
    path = trial.root / f"themes/locales/{lang}/LC_MESSAGES/messages.po"
    trial.edit(path, r'(msgid "Minimum order"\nmsgstr "[^"]+)"', r'\1 *"')


def _label(trial: Trial) -> None:
    trial.edit(trial.root / "content/reference/units.yaml", r"^    id: (.*)$", r"    id: \1 baru")


def _language(trial: Trial) -> None:
    joins = next(lang for lang in MAY_JOIN if lang not in trial.supply.languages)
    trial.edit(trial.root / "mkdocs.yml", r"languages: \[(.*)\]", rf"languages: [\1, {joins}]")


@dataclass(frozen=True, slots=True)
class Case:
    """One thing people do: the edit before it, the command they give, and whether it has a memory of its own."""

    title: str
    edit: Callable[[Trial], None]
    command: Literal["build", "check", "serve"] = "build"
    apart: bool = False


CASES: Mapping[str, Case] = {
    "cold": Case("from nothing, photos cached", Trial.undo),
    "nothing": Case("nothing changed", _nothing),
    "phone": Case("one phone number", _phone),
    "name": Case("one name (on the card)", _name),
    "new": Case("one producer more", _new),
    "removed": Case("one producer less", Trial.remove_newcomer),
    "template": Case("one template (product page)", _template),
    "word": Case("one interface word", _word),
    "label": Case("one label of the tables", _label),
    "language": Case("one language more", _language),
    "check": Case("check, nothing changed", _nothing, "check"),
    "check-phone": Case("check, one phone number", _phone, "check"),
    "check-cold": Case("check, from nothing", _nothing, "check", apart=True),
    "start": Case(f"check of {BRANDED} producers, nothing changed", _nothing, "check"),
    "serve": Case("preview", _nothing, "serve"),
}
"""What is done to the catalogue before each measured command, in the order of a round."""

LARGE_CASES = ("cold", "nothing", "phone", "name", "new", "check", "check-phone", "check-cold", "start", "serve")
"""What is measured of a catalogue so large that a round takes long."""
