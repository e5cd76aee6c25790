"""The fonts of sharing cards: known files, looked for in the theme first, then where machines keep their fonts."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct

from generator.foundation.digest import digest_bytes, digest_value
from generator.model.text import Lang

Role = Literal["title", "text"]

FONTS = "catalogue/sharing/fonts"
"""The theme's own fonts for sharing cards, below the themes."""
HEAD = 65_536
"""Bytes of a font file that tell it from others of its name and size: its tables of contents, checksums and names."""


class Known(Struct, frozen=True):
    """A font family that suits, and the files that are known to hold it, in the weight of its role."""

    family: str
    files: tuple[str, ...]


class Font(Struct, frozen=True):
    """A font found: for titles or for other text; ``latin`` tells whether it is there for Latin letters only."""

    role: Role
    family: str
    path: Path
    latin: bool = False


def _noto(code: str, weight: str) -> tuple[Known, ...]:
    """Noto and Source Han have the same glyphs for the writing of one country: ``JP``, ``KR``, ``SC``, ``TC``."""
    low = code.lower()
    adobe = {"JP": "", "KR": " K"}.get(code, f" {code}")
    return (
        Known(f"Noto Sans CJK {code}", (f"NotoSansCJK-{weight}.ttc", f"NotoSansCJK{low}-{weight}.otf")),
        Known(f"Noto Sans {code}", (f"NotoSans{code}-{weight}.otf", f"NotoSans{code}-{weight}.ttf")),
        Known(f"Source Han Sans{adobe}", (f"SourceHanSans-{weight}.ttc", f"SourceHanSans{code}-{weight}.otf")),
    )


def _noto_serif(code: str) -> tuple[Known, ...]:
    return (
        Known(f"Noto Serif CJK {code}", ("NotoSerifCJK-Bold.ttc", f"NotoSerifCJK{code.lower()}-Bold.otf")),
        Known(f"Noto Serif {code}", (f"NotoSerif{code}-Bold.otf", f"NotoSerif{code}-Bold.ttf")),
    )


_LATIN: Mapping[Role, tuple[Known, ...]] = {
    "title": (Known("Noto Serif", ("NotoSerif-Bold.ttf",)), Known("DejaVu Serif", ("DejaVuSerif-Bold.ttf",))),
    "text": (Known("Noto Sans", ("NotoSans-Regular.ttf",)), Known("DejaVu Sans", ("DejaVuSans.ttf",))),
}
_ARABIC: Mapping[Role, tuple[Known, ...]] = {
    "title": (Known("Noto Naskh Arabic", ("NotoNaskhArabic-Bold.ttf",)),),
    "text": (Known("Noto Naskh Arabic", ("NotoNaskhArabic-Regular.ttf",)),),
}
_EAST: Mapping[str, Mapping[Role, tuple[Known, ...]]] = {
    "JP": {
        "title": (
            *_noto_serif("JP"),
            *_noto("JP", "Bold"),
            Known("Hiragino Mincho ProN", ("ヒラギノ明朝 ProN.ttc",)),
            Known("Hiragino Sans", ("ヒラギノ角ゴシック W6.ttc",)),
            Known("Yu Gothic", ("YuGothB.ttc",)),
            Known("Meiryo", ("meiryob.ttc",)),
            Known("IPAGothic", ("ipag.ttf",)),
        ),
        "text": (
            *_noto("JP", "Regular"),
            Known("Hiragino Sans", ("ヒラギノ角ゴシック W3.ttc",)),
            Known("Yu Gothic", ("YuGothR.ttc",)),
            Known("Meiryo", ("meiryo.ttc",)),
            Known("IPAGothic", ("ipag.ttf",)),
        ),
    },
    "KR": {
        "title": (
            *_noto_serif("KR"),
            *_noto("KR", "Bold"),
            Known("Apple SD Gothic Neo", ("AppleSDGothicNeo.ttc",)),
            Known("Malgun Gothic", ("malgunbd.ttf",)),
            Known("NanumGothic", ("NanumGothicBold.ttf",)),
        ),
        "text": (
            *_noto("KR", "Regular"),
            Known("Apple SD Gothic Neo", ("AppleSDGothicNeo.ttc",)),
            Known("Malgun Gothic", ("malgun.ttf",)),
            Known("NanumGothic", ("NanumGothic.ttf",)),
        ),
    },
    "SC": {
        "title": (
            *_noto_serif("SC"),
            *_noto("SC", "Bold"),
            Known("Songti SC", ("Songti.ttc",)),
            Known("PingFang SC", ("PingFang.ttc",)),
            Known("Hiragino Sans GB", ("Hiragino Sans GB.ttc",)),
            Known("Microsoft YaHei", ("msyhbd.ttc",)),
            Known("WenQuanYi Zen Hei", ("wqy-zenhei.ttc",)),
            Known("WenQuanYi Micro Hei", ("wqy-microhei.ttc",)),
        ),
        "text": (
            *_noto("SC", "Regular"),
            Known("PingFang SC", ("PingFang.ttc",)),
            Known("Hiragino Sans GB", ("Hiragino Sans GB.ttc",)),
            Known("Microsoft YaHei", ("msyh.ttc",)),
            Known("WenQuanYi Zen Hei", ("wqy-zenhei.ttc",)),
            Known("WenQuanYi Micro Hei", ("wqy-microhei.ttc",)),
        ),
    },
    "TC": {
        "title": (
            *_noto_serif("TC"),
            *_noto("TC", "Bold"),
            Known("Songti TC", ("Songti.ttc",)),
            Known("PingFang TC", ("PingFang.ttc",)),
            Known("Microsoft JhengHei", ("msjhbd.ttc",)),
        ),
        "text": (
            *_noto("TC", "Regular"),
            Known("PingFang TC", ("PingFang.ttc",)),
            Known("Microsoft JhengHei", ("msjh.ttc",)),
        ),
    },
}
_COUNTRY = {"ja": "JP", "ko": "KR", "zh": "SC", "zh-Hant": "TC", "zh-TW": "TC", "zh-HK": "TC"}
"""Whose way of writing Han characters a language follows."""


def country_of(lang: Lang) -> str | None:
    """Return whose Han characters a language is written with (``JP``, ``KR``, ``SC``, ``TC``), None for others."""
    return _COUNTRY.get(lang) or _COUNTRY.get(lang.partition("-")[0])


def machine_folders() -> tuple[Path, ...]:
    """Return where this machine keeps fonts; some may not exist."""
    home = Path.home()
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"
    if sys.platform == "win32":
        windows, local = os.environ.get("WINDIR", r"C:\Windows"), os.environ.get("LOCALAPPDATA")
        own = (Path(local) / "Microsoft" / "Windows" / "Fonts",) if local else ()
        return Path(windows) / "Fonts", *own
    shared = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
    return *shared, home / ".local" / "share" / "fonts", home / ".fonts"


class Shelf:
    """The known fonts that are there: those in the theme's folder ``own`` before those of the machine."""

    def __init__(self, own: Path) -> None:
        self._files: dict[str, Path] = {}
        for folder in (own, *machine_folders()):
            for name, path in _known_files(folder):
                self._files.setdefault(name, path)

    def fonts_of(self, lang: Lang) -> tuple[Font, ...]:
        """Return the fonts with which pages of a language write, in the order in which they are asked for a character.

        Pages that are not written with Han characters use no font for them: so what they look like does not hang
        on the machine as long as the theme brings the fonts for all else.
        """
        country = country_of(lang)
        found: list[Font] = []
        for role in ("title", "text"):
            east = self._first(_EAST[country][role]) if country else None
            choices = (
                (self._first(_LATIN[role]), east is not None),
                (east, False),
                (self._first(_ARABIC[role]), False),
            )
            found += [Font(role, *choice, latin) for choice, latin in choices if choice is not None]
        return tuple(found)

    def _first(self, known: tuple[Known, ...]) -> tuple[str, Path] | None:
        pairs = ((each.family, self._files.get(_plain(name))) for each in known for name in each.files)
        return next(((family, path) for family, path in pairs if path is not None), None)

    def stamps(self) -> list[tuple[str, int, int]]:
        """Return path, size and time of every known file that is there, without opening any."""
        stats = [(path.as_posix(), path.stat()) for path in sorted(self._files.values())]
        return [(name, stat.st_size, stat.st_mtime_ns) for name, stat in stats]


def identity(font: Path) -> str:
    """Tell a font file from others without reading all of it. Raises ``OSError``."""
    with font.open("rb") as file:
        head = file.read(HEAD)
        size = file.seek(0, os.SEEK_END)
    return digest_value((font.name, size, digest_bytes(head)))


def _plain(name: str) -> str:
    """Write a file name as it is compared: macOS takes é apart, Windows does not know capitals."""
    return unicodedata.normalize("NFC", name).casefold()


_WANTED = frozenset(
    _plain(name)
    for table in (_LATIN, _ARABIC, *_EAST.values())
    for choices in table.values()
    for known in choices
    for name in known.files
)


def _known_files(top: Path) -> Iterator[tuple[str, Path]]:
    for folder, folders, names in os.walk(top):
        folders.sort()
        for name in sorted(names):
            plain = _plain(name)
            if plain in _WANTED:
                yield plain, Path(folder) / name
