"""Tell whether a picture is a screenshot or a printed page: lines of text on a ground without any grain."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PIL import Image, ImageChops

if TYPE_CHECKING:
    from collections.abc import Iterator

STRIPES = 6
"""The picture is looked at in so many upright stripes: a column of text seldom fills the whole width."""
STRONG, WEAK = 40, 4
"""Differences between neighbouring px: more is the edge of a letter; no more is the ground of a screen, or its JPEG."""
EMPTY = 5
"""A row of a stripe is empty when fewer than 5 in 255 of its px differ from their neighbours at all."""
INKED = 6
LOWEST, HIGHEST = 5, 40
"""A line of text is so many rows high, of a picture of at most 1024 px."""
ENOUGH = 6
"""So many lines, counted stripe by stripe; photographs have 1 at most, screenshots 7 and more."""


def is_screen(grey: Image.Image) -> bool:
    """Count bands of sharp strokes with empty rows above and below: grain and shadows leave no row of a photo empty."""
    width, height = grey.size
    if width <= STRIPES:
        return False
    steps = ImageChops.difference(grey.crop((1, 0, width, height)), grey.crop((0, 0, width - 1, height)))
    inked = _share_by_row(steps, STRONG)
    touched = _share_by_row(steps, WEAK)
    lines = 0
    for stripe in range(STRIPES):
        for first, end in _bands(touched[stripe::STRIPES]):
            strokes = sum(share >= INKED for share in inked[stripe::STRIPES][first:end])
            lines += LOWEST <= end - first <= HIGHEST and 2 * strokes >= end - first
    return lines >= ENOUGH


def _share_by_row(steps: Image.Image, above: int) -> bytes:
    """Return, for every row and stripe, the share of px (of 255) whose step to the next is larger."""
    larger = steps.point([0] * (above + 1) + [255] * (255 - above))
    return larger.resize((STRIPES, steps.height), Image.Resampling.BOX).tobytes()


def _bands(touched: bytes) -> Iterator[tuple[int, int]]:
    """Yield the rows, first and end, between one empty row and the next."""
    empty = [row for row, share in enumerate(touched) if share <= EMPTY]
    for before, after in pairwise(empty):
        if after > before + 1:
            yield before + 1, after
