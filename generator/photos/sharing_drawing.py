"""Draw a sharing card: the photo cropped around its focal point, the words set over it, the same bytes on every run.

Words are shaped and set by Typst, which brings all it needs for every script. They reach the layout as data, and it
cannot reach anything but the theme. A text that the fonts cannot write in full is not written at all, nor is any other
on that card: a photo alone says more than empty boxes.
"""

from __future__ import annotations

import io
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct, json
from PIL import Image

from generator.model.text import Lang, Said
from generator.photos.crops import crop_box
from generator.photos.sharing import LAYOUT, SIZE, Copy
from generator.photos.sharing_coverage import UNSEEN, Coverage, needs_glyph
from generator.photos.sharing_fonts import FONTS, Font, Role, Shelf, country_of

QUALITIES = (74, 62, 50, 38)
"""JPEG qualities, tried until a card is small enough."""
MOST_BYTES = 180_000
"""Some readers of shared links take no larger picture (WhatsApp: 300 kB)."""
HYPHENATED = frozenset({"de", "en", "es", "fr", "nl"})
"""Languages whose long words are divided."""
IN_SIGHT = 0.4
"""Where a photo's focal point lies best, as a share of the card's height from above: the words stand below it."""
LONGEST = 300
"""Characters of a text that are looked at: no card has room for more."""
_NOT_IN_LATIN = frozenset("\u00b7\u2013\u2014\u2018\u2019\u201c\u201d\u2025\u2026\u2027\u2e3a")
"""Signs that are wider between Han characters than between Latin letters: Typst's ``latin-in-cjk`` leaves them out."""
_BLANK = re.compile(r"[ \t-\r\x85\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+")
_PROOF = (
    b"#for (family, weight) in json(bytes(sys.inputs.faces)) [#text(font: family, weight: weight, fallback: false)[.]]"
)
"""Sets a full stop in every font, so that all are read."""


class _Face(Struct, frozen=True):
    """A font as Typst knows it, and the characters it has."""

    role: Role
    family: str
    weight: int
    latin: bool
    coverage: Coverage

    def has(self, character: str) -> bool:
        """Tell whether the character would be written with this font."""
        return character in self.coverage and not (self.latin and character in _NOT_IN_LATIN)


class Press:
    """One process's tools for drawing cards, of a folder of themes and the languages of a site."""

    def __init__(self, themes: Path, languages: Iterable[Lang]) -> None:
        shelf = Shelf(themes / FONTS)
        self._layout = themes / LAYOUT
        self._fonts = {lang: shelf.fonts_of(lang) for lang in languages}

    def card(self, copy: Copy, photo: Image.Image | None) -> bytes:
        """Return a card as JPEG; ``photo`` has its size already. Raises ``RuntimeError`` when the layout is broken."""
        png = self._compiler.compile(format="png", ppi=72, sys_inputs={"card": self._data(copy, photo is None)})
        layer = Image.open(io.BytesIO(png))
        card = Image.new("RGB", SIZE) if photo is None else photo.copy()
        card.paste(layer, mask=layer.getchannel("A"))
        return _encoded(card)

    def can_write(self, copy: Copy) -> bool:
        """Tell whether the fonts have every character of a card."""
        return all(
            any(face.has(character) for face in self._faces(copy.lang, role))
            for role, text in self._texts(copy)
            for character in set(text)
            if needs_glyph(character)
        )

    def _texts(self, copy: Copy) -> Iterator[tuple[Role, str]]:
        yield "title", self._plain(copy.lang, "title", copy.title.text)
        yield "title", copy.mark
        for said in (*copy.details, copy.site):
            yield "text", self._plain(copy.lang, "text", said.text)

    def _data(self, copy: Copy, cloth: bool) -> str:
        written = self.can_write(copy)
        data = {
            "dir": copy.dir,
            "ground": copy.cloth if cloth else None,
            "title": self._words(copy, "title", copy.title) if written else None,
            "details": [self._words(copy, "text", said) for said in copy.details if said],
            "site": self._words(copy, "text", copy.site),
            "mark": self._words(copy, "title", Said(copy.mark, copy.lang)) if written and copy.mark else None,
        }
        return json.encode(data).decode()

    def _words(self, copy: Copy, role: Role, said: Said) -> Mapping[str, Any]:
        lang, country = said.lang.partition("-")[0], country_of(said.lang)
        faces = self._faces(copy.lang, role)
        return {
            "text": self._plain(copy.lang, role, said.text),
            "lang": lang,
            "region": {"SC": "cn", "TC": "tw"}.get(country or ""),
            "dir": said.dir,
            "weight": 700 if role == "title" else 400,
            "fonts": [{"name": face.family, "covers": "latin-in-cjk"} if face.latin else face.family for face in faces],
            "tall": said.dir == "rtl",
            "breaks": country in {"JP", "SC", "TC"},
            "hyphenate": lang in HYPHENATED,
        }

    def _plain(self, lang: Lang, role: Role, text: str) -> str:
        """Write a text as it is set: one line, nothing that hides or turns text around, no ornament without a glyph."""
        one = _BLANK.sub(" ", unicodedata.normalize("NFC", text[:LONGEST])).strip()
        seen = "".join(character for character in one if character in UNSEEN or needs_glyph(character))
        faces = self._faces(lang, role)
        return "".join(each for each in seen if not _is_ornament(each) or any(face.has(each) for face in faces))

    def _faces(self, lang: Lang, role: Role) -> tuple[_Face, ...]:
        return self._loaded[1][lang, role]

    @cached_property
    def _compiler(self) -> Any:
        import typst

        return typst.Compiler(str(self._layout), root=str(self._layout.parents[1]), font_paths=self._loaded[0])

    @cached_property
    def _loaded(self) -> tuple[Any, Mapping[tuple[Lang, Role], tuple[_Face, ...]]]:
        """Typst's fonts: exactly the files that were found, each read now, out of a folder of their own."""
        import typst

        paths = sorted({font.path for fonts in self._fonts.values() for font in fonts})
        with tempfile.TemporaryDirectory(prefix="etalase-fonts-") as name:
            lent: dict[str, Path] = {}
            for number, path in enumerate(paths):
                place = Path(name) / f"{number:03}{path.suffix}"
                _lend(path, place)
                # Typst may name a file by its link or by where that leads.
                lent |= {place.name: path, path.resolve().name: path}
            fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[name])
            inside: dict[Path, list[Any]] = {}
            for each in fonts.fonts():
                inside.setdefault(lent[Path(str(each.path)).name], []).append(each)
            known = {
                font: _face(font, inside[font.path])
                for fonts_ in self._fonts.values()
                for font in fonts_
                if font.path in inside
            }
            proof = json.encode([(face.family, face.weight) for face in known.values()]).decode()
            typst.Compiler(_PROOF, font_paths=fonts, sys_inputs={"faces": proof}).compile(format="svg")
        roles: tuple[Role, ...] = ("title", "text")
        return fonts, {
            (lang, role): tuple(known[font] for font in found if font.role == role and font in known)
            for lang, found in self._fonts.items()
            for role in roles
        }


def fitted(content: bytes, focus: tuple[float, float]) -> Image.Image:
    """Return a photo in the size of a card, its focal point above the words where it can be. Raises ``OSError``."""
    with Image.open(io.BytesIO(content)) as photo:
        width, height = photo.size
        hidden = height - width * SIZE[1] / SIZE[0]
        wished = focus[1] if hidden <= 0 else (focus[1] * height - IN_SIGHT * (height - hidden)) / hidden
        box = crop_box(width, height, *SIZE, (focus[0], min(max(wished, 0.0), 1.0)))
        return photo.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)


def _face(font: Font, inside: list[Any]) -> _Face:
    """Find a font among those in its file: by its family, else the file's first."""
    first = min(inside, key=lambda each: each.index)
    chosen = next((each for each in inside if each.family == font.family), first)
    return _Face(font.role, chosen.family, chosen.weight, font.latin, Coverage(font.path, chosen.index))


def _lend(path: Path, place: Path) -> None:
    try:
        place.symlink_to(path.resolve())
    except OSError:
        # Windows lets few people make links.
        shutil.copyfile(path, place)


def _is_ornament(character: str) -> bool:
    """Tell whether a text says the same without this character: an emoji, its shades and forms."""
    return unicodedata.category(character) in {"So", "Sk"} or "\ufe00" <= character <= "\ufe0f"


def _encoded(card: Image.Image) -> bytes:
    content = b""
    for quality in QUALITIES:
        target = io.BytesIO()
        card.save(target, "JPEG", quality=quality, optimize=True, progressive=True)
        content = target.getvalue()
        if len(content) <= MOST_BYTES:
            break
    return content
