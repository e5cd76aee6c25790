"""What one run was asked to do, and where everything lies."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from msgspec import Struct

from generator.foundation.bucket import Bucket
from generator.foundation.pool import Workers
from generator.model.text import Lang

HOUSE = Path(__file__).resolve().parents[2]
"""The folder Etalase itself lies in: its themes and reference tables serve catalogues without their own."""


class Request(Struct, frozen=True):
    """One run. ``root`` is the catalogue folder, ``out`` the published one; both absolute, ``out`` perhaps online.

    ``cluster`` is the address of the scheduler whose workers do the work; ``photos`` says where photo variants are
    kept if not in the cache.
    ``only`` are patterns of producer ids or unit keys (``tenun-*``, ``home``); ``as_of`` None means today.
    """

    root: Path
    out: Path | Bucket
    as_of: dt.date | None = None
    languages: tuple[Lang, ...] = ()
    only: tuple[str, ...] = ()
    jobs: int | None = None
    base_url: str | None = None
    keep_going: bool = False
    strict: bool = False
    cluster: str | None = None
    photos: Path | Bucket | None = None

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

    @property
    def photo_cache(self) -> Path | Bucket:
        """Where photo variants are kept by the name that follows from their content."""
        return self.photos if self.photos is not None else self.cache / "photos"

    @property
    def workers(self) -> Workers:
        """Who does the work of this run."""
        return Workers(self.jobs, self.cluster, self.cache / "cluster.mark", (self.themes,))
