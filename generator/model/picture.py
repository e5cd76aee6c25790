"""A photo as pages speak of it: named by its content, so that no page ever waits for pixels."""

from __future__ import annotations

from msgspec import Struct

from generator.model.photo_recipe import MARKS
from generator.model.text import Words


class PhotoName(Struct, frozen=True):
    """What a photo's files are called by, before and without everything else: see ``Picture``."""

    digest: str
    widths: tuple[int, ...]

    def address(self, width: int, suffix: str) -> str:
        """Return the permanent address of one variant, relative to the site's root."""
        return variant_address(self.digest, width, suffix)


class Picture(Struct, frozen=True):
    """One photo and the variants the site offers of it.

    ``digest`` stands for the original's bytes; ``width`` and ``height`` (px) are those of the
    upright original; ``widths`` (px) are the variants, ascending, never wider than the original; ``focus`` is
    x, y from 0 to 1; ``source`` is the original's path relative to the catalogue folder. ``blur`` is a tiny WebP of it
    in base64, to be shown until the photo is there, ``colour`` its dominant colour (``a07040``).
    """

    digest: str
    width: int
    height: int
    widths: tuple[int, ...]
    alt: Words
    focus: tuple[float, float]
    source: str
    blur: str = ""
    colour: str = ""

    @property
    def name(self) -> PhotoName:
        """What its files are called by."""
        return PhotoName(self.digest, self.widths)

    def address(self, width: int, suffix: str) -> str:
        """Return the permanent address of one variant, relative to the site's root."""
        return variant_address(self.digest, width, suffix)

    def height_at(self, width: int) -> int:
        """Return the height (px) of the variant of this width."""
        return max(1, round(self.height * width / self.width))


def variant_address(digest: str, width: int, suffix: str) -> str:
    """Return the address of one variant of the picture with this digest.

    After the original's digest follows the mark of the format's recipe: the same address never means other pixels.
    """
    return f"media/{digest}{MARKS[suffix]}-{width}.{suffix}"
