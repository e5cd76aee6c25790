"""The formats every photo is offered in and how each is encoded: data only, because addresses follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.foundation.digest import digest_bytes

PIXELS = 2
"""Raise it when the same photo gives other pixels before they are encoded: every variant gets another name."""

LARGEST = 1600
"""Px. No variant is wider; all are resampled from a picture of this width."""

Setting = int | bool | str

FORMATS: Mapping[str, Mapping[str, Setting]] = MappingProxyType(
    {
        # Qualities by one rule, measured (``tests/benchmarks/photo_quality.py``): the lowest at which nine of ten
        # photographs, 800 px wide, reach 70 of SSIMULACRA 2, where an average observer notices no artifacts without
        # the original. Of 24 photographs nine of ten reach 70 from AVIF 60 (60 at 480 and at 1,600 px too), WebP 78
        # (77 at 480) and JPEG 71 (73 at 480) on; other qualities for other widths would not pay.
        # libaom's slower speeds take three times as long for 2 to 4 % fewer bytes, and with more threads than one the
        # bytes depend on their number.
        "avif": {"quality": 60, "speed": 8, "max_threads": 1, "subsampling": "4:2:0"},
        "webp": {"quality": 78, "method": 4},
        "jpg": {"quality": 71, "optimize": True, "progressive": True, "subsampling": "4:2:0"},
    }
)
"""Suffix and settings, best format first, as pages offer them."""


def marks_of(formats: Mapping[str, Mapping[str, Setting]]) -> Mapping[str, str]:
    """Return what stands in addresses for each format's recipe: another setting gives another mark to it alone."""
    told = {suffix: f"{PIXELS} {LARGEST} {suffix} {sorted(settings.items())}" for suffix, settings in formats.items()}
    return {suffix: digest_bytes(recipe.encode())[:4] for suffix, recipe in told.items()}


MARKS: Mapping[str, str] = marks_of(FORMATS)
"""The marks of the formats we offer."""
