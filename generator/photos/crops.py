"""Crop a picture around its focal point, exactly as browsers do, so that pixels and pages agree."""

from __future__ import annotations

from fractions import Fraction

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in px; right and bottom lie just outside, as Pillow counts."""


def crop_box(width: int, height: int, aspect_w: int, aspect_h: int, focus: tuple[float, float]) -> Box:
    """Return the largest part of a picture (px) with the sides ``aspect_w`` : ``aspect_h``, placed by its focal point.

    It is what a browser shows with ``object-fit: cover; object-position: x% y%`` (CSS Images 3: the point at x%
    of the picture lies at x% of what is seen) where ``focus`` is x, y from 0 to 1. In whole pixels, at least one, the
    pixel at the focal point always among them.
    """
    share = Fraction(aspect_w * height, aspect_h * width)
    seen_width = width if share >= 1 else max(1, round(width * share))
    seen_height = height if share <= 1 else max(1, round(height / share))
    left, top = _start(width, seen_width, focus[0]), _start(height, seen_height, focus[1])
    return left, top, left + seen_width, top + seen_height


def _start(whole: int, seen: int, focus: float) -> int:
    point = min(int(whole * focus), whole - 1)
    return min(max(round((whole - seen) * focus), point - seen + 1), point)
