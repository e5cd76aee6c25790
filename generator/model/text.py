"""Words for people: the same text in several languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

Lang = str
"""A BCP 47 code such as ``id``, ``en`` or ``zh-Hans``."""

Words = Mapping[Lang, str]
"""One text in several languages, by language code."""

Direction = Literal["ltr", "rtl"]


class Said(Struct, frozen=True):
    """A text chosen for one reader: the words, the language they are really in, and its direction.

    ``fallback`` is true when the reader's language was missing, so that the page marks it with ``lang`` and
    says so.
    """

    text: str
    lang: Lang
    dir: Direction = "ltr"
    fallback: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text
