"""All sample pictures in one list."""

from __future__ import annotations

from . import crafts, pantry, places, studio, textiles

PICTURES = [*textiles.PICTURES, *crafts.PICTURES, *studio.PICTURES, *places.PICTURES, *pantry.PICTURES]
