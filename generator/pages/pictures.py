"""Pictures as templates see them: addresses and sizes, nothing of the original."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from generator.model.picture import Picture, variant_address
from generator.model.text import Said
from generator.pages.desk import Desk


class PictureView(Struct, frozen=True):
    """A ``<picture>``: relative addresses by format, the largest variant in px, its focal point as classes."""

    webp: str
    jpeg: str
    src: str
    width: int
    height: int
    alt: Said
    focus_class: str


def picture_view(desk: Desk, root: str, picture: Picture | None, fallback_alt: str = "") -> PictureView | None:
    """Show a picture on a page at ``root``; ``fallback_alt`` speaks where the photo has no words."""
    if picture is None:
        return None
    largest = picture.widths[-1]
    webp, jpeg, src = _addresses(root, picture.digest, picture.widths)
    alt = desk.say(picture.alt)
    return PictureView(
        webp=webp,
        jpeg=jpeg,
        src=src,
        width=largest,
        height=picture.height_at(largest),
        alt=alt if alt else Said(fallback_alt, desk.lang, desk.dir),
        focus_class=_focus_class(*picture.focus),
    )


@lru_cache(maxsize=4096)
def _addresses(root: str, digest: str, widths: tuple[int, ...]) -> tuple[str, str, str]:
    """Return the addresses of a picture's variants seen from ``root``: the same in all languages."""
    webp, jpeg = (
        ", ".join(f"{root}{variant_address(digest, width, suffix)} {width}w" for width in widths)
        for suffix in ("webp", "jpg")
    )
    return webp, jpeg, root + variant_address(digest, widths[min(1, len(widths) - 1)], "jpg")


@lru_cache(maxsize=4096)
def _focus_class(x: float, y: float) -> str:
    """The focal point in steps of a quarter: the security policy allows no style attribute."""
    return f"fx-{_quarter(x)} fy-{_quarter(y)}"


def _quarter(share: float) -> int:
    return round(float(f"{share * 100:g}") / 25) * 25
