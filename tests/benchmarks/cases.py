"""The edits people make, on a made catalogue: what is measured besides building from nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.model.request import HOUSE
from generator.model.text import Lang
from tests.benchmarks.made_catalogue import add_producer, make_catalogue
from tests.benchmarks.made_producer import Supply, make_producer

ADDED: Lang = "zh-Hans"
"""The language that joins: nobody in the catalogue has written it, so every text of it falls back."""
KEPT = ("photos",)
"""What a build from nothing finds in the cache: variants of photos."""


@dataclass
class Trial:
    """A made catalogue with templates and tables of its own, so that they can be edited; ``before`` undoes that."""

    root: Path
    supply: Supply
    producers: int
    before: dict[Path, bytes] = field(default_factory=dict)

    @classmethod
    def made(cls, root: Path, supply: Supply, producers: int) -> Trial:
        """Make the catalogue."""
        make_catalogue(root, producers, supply)
        shutil.copytree(HOUSE / "themes", root / "themes")
        shutil.copytree(HOUSE / "content" / "reference", root / "content" / "reference")
        return cls(root, supply, producers)

    @property
    def out(self) -> Path:
        """Where the site is published."""
        return self.root / "site"

    def undo(self) -> None:
        """Take all edits back, and forget everything but the photos' variants."""
        for path, content in self.before.items():
            path.write_bytes(content)
        self.before.clear()
        shutil.rmtree(self._newcomer, ignore_errors=True)
        shutil.rmtree(self.out, ignore_errors=True)
        cache = self.root / ".cache" / "etalase"
        for part in cache.iterdir() if cache.is_dir() else ():
            if part.is_dir() and part.name not in KEPT:
                shutil.rmtree(part)
            elif part.is_file():
                part.unlink()

    def edit(self, path: Path, pattern: str, replacement: str) -> None:
        """Replace the first thing in a file that matches."""
        content = path.read_bytes()
        self.before.setdefault(path, content)
        text, count = re.subn(pattern, replacement, content.decode(), count=1, flags=re.MULTILINE)
        assert count, f"{path.name} has nothing like {pattern}"
        path.write_text(text, encoding="utf-8")

    @property
    def record(self) -> Path:
        """The record of a producer from the middle whom nothing withholds."""
        return self._folder_of(self._sound_from(self.producers // 2)) / "producer.yaml"

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
    trial.edit(trial.record, r"^  phone: .*$", "  phone: '+62 800-1234-5678'")


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
    trial.edit(trial.root / "mkdocs.yml", r"languages: \[(.*)\]", rf"languages: [\1, {ADDED}]")


CASES: Mapping[str, Callable[[Trial], None]] = {
    "cold": Trial.undo,
    "nothing": _nothing,
    "phone": _phone,
    "name": _name,
    "new": _new,
    "removed": Trial.remove_newcomer,
    "template": _template,
    "word": _word,
    "label": _label,
    "language": _language,
}
"""What is done to the catalogue before each measured build, in the order of a round."""

TITLES: Mapping[str, str] = {
    "cold": "from nothing, photos cached",
    "nothing": "nothing changed",
    "phone": "one phone number",
    "name": "one name (on the card)",
    "new": "one producer more",
    "removed": "one producer less",
    "template": "one template (product page)",
    "word": "one interface word",
    "label": "one label of the tables",
    "language": f"one language more ({ADDED})",
}
