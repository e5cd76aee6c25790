"""Pictures as templates see them: addresses and sizes, nothing of the original."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from generator.model.picture import Picture
from generator.model.text import Said
from generator.pages.desk import Desk


class PictureView(Struct, frozen=True):
    """A ``<picture>``: relative addresses by format, the largest variant in px, its focal point in %."""

    webp: str
    jpeg: str
    src: str
    width: int
    height: int
    alt: Said
    focus: str

    @property
    def focus_class(self) -> str:
        """The focal point as classes in steps of a quarter: the security policy allows no style attribute."""
        return _focus_class(self.focus)


@lru_cache(maxsize=4096)
def _focus_class(focus: str) -> str:
    x, y = (round(float(part.rstrip("%")) / 25) * 25 for part in focus.split())
    return f"fx-{x} fy-{y}"


def picture_view(desk: Desk, root: str, picture: Picture | None, fallback_alt: str = "") -> PictureView | None:
    """Show a picture on a page at ``root``; ``fallback_alt`` speaks where the photo has no words."""
    if picture is None:
        return None
    largest = picture.widths[-1]
    alt = desk.say(picture.alt)
    return PictureView(
        webp=_srcset(root, picture, "webp"),
        jpeg=_srcset(root, picture, "jpg"),
        src=root + picture.address(picture.widths[min(1, len(picture.widths) - 1)], "jpg"),
        width=largest,
        height=picture.height_at(largest),
        alt=alt if alt else Said(fallback_alt, desk.lang, desk.dir),
        focus=f"{picture.focus[0] * 100:g}% {picture.focus[1] * 100:g}%",
    )


def _srcset(root: str, picture: Picture, suffix: str) -> str:
    return ", ".join(f"{root}{picture.address(width, suffix)} {width}w" for width in picture.widths)
