"""Crops: what pixels are cut to is what browsers show, and the focal point is always in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.photos.crops import crop_box

SIDES = st.integers(1, 12_000)
ASPECTS = st.sampled_from([(4, 3), (1, 1), (16, 9), (1_200, 630), (3, 4), (21, 9), (1, 10)])
SHARES = st.floats(0, 1)
FOCUS = st.tuples(SHARES, SHARES)


@given(SIDES, SIDES, ASPECTS, FOCUS)
def test_a_crop_lies_in_the_picture_and_holds_its_focal_point(
    width: int, height: int, aspect: tuple[int, int], focus: tuple[float, float]
) -> None:
    left, top, right, bottom = crop_box(width, height, *aspect, focus)
    assert 0 <= left <= min(int(focus[0] * width), width - 1) < right <= width
    assert 0 <= top <= min(int(focus[1] * height), height - 1) < bottom <= height


@given(SIDES, SIDES, ASPECTS, FOCUS)
def test_a_crop_is_the_largest_with_its_aspect(
    width: int, height: int, aspect: tuple[int, int], focus: tuple[float, float]
) -> None:
    left, top, right, bottom = crop_box(width, height, *aspect, focus)
    assert right - left == width or bottom - top == height
    wanted = (right - left) * aspect[1] / aspect[0], (bottom - top) * aspect[0] / aspect[1]
    assert abs(bottom - top - wanted[0]) <= 1 or abs(right - left - wanted[1]) <= 1


@given(SIDES, SIDES, ASPECTS, FOCUS)
def test_a_crop_is_where_the_browser_puts_it(
    width: int, height: int, aspect: tuple[int, int], focus: tuple[float, float]
) -> None:
    """``object-fit: cover`` scales until both sides are filled; ``object-position`` shares out what is left over."""
    scale = max(aspect[0] / width, aspect[1] / height)
    shown_left = (width * scale - aspect[0]) * focus[0] / scale
    shown_top = (height * scale - aspect[1]) * focus[1] / scale
    left, top, _right, _bottom = crop_box(width, height, *aspect, focus)
    assert abs(left - shown_left) <= 1
    assert abs(top - shown_top) <= 1


@given(st.integers(40, 2_000), st.integers(40, 2_000), ASPECTS, FOCUS, st.integers(2, 8))
def test_a_crop_shows_the_same_at_every_scale(
    width: int, height: int, aspect: tuple[int, int], focus: tuple[float, float], times: int
) -> None:
    small = crop_box(width, height, *aspect, focus)
    large = crop_box(width * times, height * times, *aspect, focus)
    assert all(abs(one - other / times) <= 1 for one, other in zip(small, large, strict=True))


@pytest.mark.parametrize(
    ("focus", "box"),
    [((0, 0), (0, 0, 630, 630)), ((0.5, 0.5), (285, 0, 915, 630)), ((1, 1), (570, 0, 1_200, 630))],
)
def test_a_square_of_a_wide_picture(focus: tuple[float, float], box: tuple[int, ...]) -> None:
    assert crop_box(1_200, 630, 1, 1, focus) == box


def test_a_picture_of_the_right_shape_stays_whole() -> None:
    assert crop_box(4_000, 3_000, 4, 3, (0.9, 0.1)) == (0, 0, 4_000, 3_000)
