"""What one run was asked to do, and where everything lies."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from msgspec import Struct

from generator.model.text import Lang

HOUSE = Path(__file__).resolve().parents[2]
"""The folder Etalase itself lies in: its themes and reference tables serve catalogues without their own."""


class Request(Struct, frozen=True):
    """One run. ``root`` is the catalogue folder, ``out`` the published one; both absolute.

    ``only`` are patterns of producer ids or unit keys (``tenun-*``, ``home``); ``as_of`` None means today.
    """

    root: Path
    out: Path
    as_of: dt.date | None = None
    languages: tuple[Lang, ...] = ()
    only: tuple[str, ...] = ()
    jobs: int | None = None
    base_url: str | None = None
    keep_going: bool = False
    strict: bool = False

    @property
    def themes(self) -> Path:
        """The templates: the catalogue's own, or those that come with Etalase."""
        own = self.root / "themes"
        return own if own.is_dir() else HOUSE / "themes"

    @property
    def reference_root(self) -> Path:
        """The folder under which ``content/reference/`` lies: the catalogue's own, or Etalase's."""
        return self.root if (self.root / "content" / "reference").is_dir() else HOUSE

    @property
    def cache(self) -> Path:
        """What may be thrown away at any time: memory, photo variants, compiled templates."""
        return self.root / ".cache" / "etalase"

    @property
    def store(self) -> Path:
        """The file of what builds remember."""
        return self.cache / "store.sqlite"
