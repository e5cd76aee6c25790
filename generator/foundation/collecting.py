"""Collecting garbage rarely: what a whole build holds is long-lived and has no cycles worth looking for."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG = 200_000
"""Allocations between two looks at the youngest objects."""
OLD = 1_000
"""Looks at younger objects between two at older ones: a build ends before that."""


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Look for garbage rarely while something large is gathered; Python's own rhythm costs a third of that time."""
    before = gc.get_threshold()
    gc.set_threshold(YOUNG, OLD, OLD)
    try:
        yield
    finally:
        gc.set_threshold(*before)
