"""Look at a photo's pixels, much reduced: its size, a blur to show until it is there, what is wrong with it."""

from __future__ import annotations

import base64
import io
from typing import Final

from PIL import Image

from generator.photos.advice import advice
from generator.photos.advice_likeness import fingerprint
from generator.photos.look import Look
from generator.photos.pixels import upright_srgb
from generator.photos.probe import upright_size

SEEN: Final = 1024
"""Photos are looked at no larger than this (px, the longer side)."""
BLURS: Final = ((12, 20), (8, 10), (4, 0))
"""The longer side of the blur in px and the quality of its WebP: the first that is small enough is taken."""
LARGEST_BLUR: Final = 280
"""Bytes of the blur's WebP; as a data URI it has at most 400 characters then, whatever the photo."""
PALETTE: Final = 16
"""The dominant colour is sought among this many."""
GREY: Final = 0.08
"""What an area without colour counts against one of pure colour."""


def look_at(content: bytes) -> Look:
    """Look at a photo. Raises ``PhotoError``."""
    size = upright_size(content)
    seen = upright_srgb(content, SEEN)
    return Look(size.width, size.height, blur_of(seen), dominant_colour(seen), advice(seen, content), fingerprint(seen))


def blur_of(seen: Image.Image) -> str:
    """Return a tiny WebP of a picture, in base64."""
    for side, quality in BLURS:
        small = seen.copy()
        small.thumbnail((side, side), Image.Resampling.BOX)
        target = io.BytesIO()
        small.save(target, "WEBP", quality=quality, method=6)
        if target.tell() <= LARGEST_BLUR:
            break
    return base64.b64encode(target.getvalue()).decode("ascii")


def dominant_colour(seen: Image.Image) -> str:
    """Return the colour one would name a picture by: of few colours the one with most area times vividness.

    A red cloth on a white table is red; a grey pot on grey ground stays grey.
    """
    small = seen.copy()
    small.thumbnail((96, 96), Image.Resampling.BOX)
    reduced = small.quantize(PALETTE, Image.Quantize.MEDIANCUT)
    palette = reduced.getpalette() or []
    best = max(_weights(reduced, palette))
    return "".join(f"{part:02x}" for part in best[1])


def _weights(reduced: Image.Image, palette: list[int]) -> list[tuple[float, tuple[int, ...]]]:
    weights = []
    for count, index in reduced.getcolors() or []:
        assert isinstance(index, int)
        colour = tuple(palette[3 * index : 3 * index + 3])
        weights.append((count * (GREY + (max(colour) - min(colour)) / 255), colour))
    return weights
