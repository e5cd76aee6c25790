"""Look at a photo's pixels, much reduced: its size, a blur to show until it is there, what is wrong with it."""

from __future__ import annotations

import base64
import io

from PIL import Image

from generator.photos.advice import advice
from generator.photos.advice_likeness import fingerprint
from generator.photos.look import Look
from generator.photos.pixels import upright_srgb
from generator.photos.probe import upright_size

SEEN = 1024
"""Photos are looked at no larger than this (px, the longer side)."""
BLUR = 12
"""The longer side of the blur, in px."""


def look_at(content: bytes) -> Look:
    """Look at a photo. Raises ``PhotoError``."""
    size = upright_size(content)
    seen = upright_srgb(content, SEEN)
    return Look(size.width, size.height, _blur(seen), _colour(seen), advice(seen, content), fingerprint(seen))


def _blur(seen: Image.Image) -> str:
    small = seen.copy()
    small.thumbnail((BLUR, BLUR), Image.Resampling.BOX)
    target = io.BytesIO()
    small.save(target, "WEBP", quality=30, method=6)
    return base64.b64encode(target.getvalue()).decode("ascii")


def _colour(seen: Image.Image) -> str:
    red, green, blue = seen.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]
    return f"{red:02x}{green:02x}{blue:02x}"
