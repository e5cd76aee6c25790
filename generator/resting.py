"""Resting: tell at once whether anything changed since a run, before anything heavy is loaded or read."""

from __future__ import annotations

from msgspec import Struct

from generator.foundation.clock import today
from generator.foundation.store import Store, with_store
from generator.model.request import Request
from generator.read.folders import Folder, Listing, list_folders
from generator.read.pulse import take_pulse
from generator.write.memory import Rest, at_rest, last_check

MOST = 12
"""More edited folders than this are left to the whole build, which makes them in several processes."""


class Look(Struct, frozen=True):
    """What a first look found: all folders, the pulse of the rest, and how the last run left things if it still holds.

    ``changed`` are the folders edited since, None when that is not all that changed. ``recovered`` tells that the
    memory was damaged and thrown away.
    """

    listing: Listing
    pulse: str
    rest: Rest | None = None
    changed: tuple[Folder, ...] | None = None
    recovered: bool = False

    @property
    def is_still(self) -> bool:
        """Tell whether nothing changed at all."""
        return self.changed == ()


def look(request: Request, *, only_checking: bool = False) -> Look:
    """Look at everything without opening any of it. Raises ``StoreBusy``, ``OSError``."""
    listing = list_folders(request.root, request.jobs)
    return with_store(request.store, lambda store: look_closer(store, request, listing, only_checking=only_checking))


def look_closer(store: Store, request: Request, listing: Listing, *, only_checking: bool = False) -> Look:
    """Compare what was listed with how the last run left things: the site's last build, or any check."""
    pulse = take_pulse(request, listing)
    if request.only:
        return Look(listing, pulse, recovered=store.recovered)
    left = (last_check(store), at_rest(store, request.out)) if only_checking else (at_rest(store, request.out),)
    for rest in left:
        if rest is not None and rest.is_of(pulse, request.as_of or today(rest.timezone)):
            changed = edited(listing, rest)
            if changed is not None:
                return Look(listing, pulse, rest, changed)
    return Look(listing, pulse, recovered=store.recovered)


def edited(listing: Listing, rest: Rest) -> tuple[Folder, ...] | None:
    """Return the folders edited since a run, None when folders came or went, or when there are many."""
    if len(listing.folders) != len(rest.folders):
        return None
    changed = tuple(folder for folder in listing.folders if rest.folders.get(folder.path) != folder.pulse)
    known = all(folder.path in rest.folders for folder in changed)
    return changed if known and len(changed) <= MOST else None
