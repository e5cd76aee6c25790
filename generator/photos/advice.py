"""What an editor should be told about a photo, seen in its pixels and its metadata, wherever it is to be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.photos.advice_frame import is_framed
from generator.photos.advice_light import is_dark
from generator.photos.advice_location import tells_location
from generator.photos.advice_sharpness import is_blurred
from generator.photos.advice_text import is_screen
from generator.photos.look import Advice

if TYPE_CHECKING:
    from PIL import Image


def advice(seen: Image.Image, content: bytes) -> tuple[Advice, ...]:
    """Return the codes of what is wrong, in a fixed order.

    ``seen`` is the photo as it should be seen, its longer side at most 1024 px; ``content`` are the original's bytes.
    The thresholds are measured: ``tests/benchmarks/photo_advice.py`` counts false alarms and what is found.
    """
    grey = seen.convert("L")
    found = []
    if tells_location(content):
        found.append("photo-location")
    if is_screen(grey):
        # A picture of a screen has frames and flat grounds of its own: one sentence says what to do.
        return tuple((code, ()) for code in [*found, "photo-screen"])
    if is_framed(seen):
        found.append("photo-framed")
    if is_dark(grey):
        # What cannot be seen cannot be told to be sharp.
        found.append("photo-dark")
    elif is_blurred(grey):
        found.append("photo-blurred")
    return tuple((code, ()) for code in found)
