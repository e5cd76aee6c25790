"""Pictures as templates see them: the addresses a place can use, what to show until they are there, where to crop."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from markupsafe import Markup
from msgspec import Struct

from generator.model.picture import Picture, variant_address
from generator.model.text import Said
from generator.pages.desk import Desk

Place = Literal["thumbnail", "card", "shelf", "hero"]
"""How large a picture is shown: 104 px at most; a third of a wide page, or a phone's width; half a page; all of it."""
LARGEST: dict[Place, int] = {"thumbnail": 320, "card": 800, "shelf": 1200, "hero": 1600}
"""The widest variant (px) that a place offers: more would cost bytes on every page, and nobody would see it."""
STEPS = 20
"""The focal point is told in twentieths: 5 %, some 15 px of a card."""


class PictureView(Struct, frozen=True):
    """A ``<picture>`` and what stands in for it until it is there.

    ``avif``, ``webp`` and ``jpeg`` are what goes into ``srcset``; ``src`` is for browsers that know neither, and
    ``jpeg`` is empty where that one file will do. ``width`` and ``height`` (px) are those of the widest variant of the
    place. ``focus`` and ``colour`` are classes, because the security policy allows no style attribute; ``focus`` is
    empty at the centre. ``blur`` is a tiny WebP in base64.
    """

    avif: Markup
    webp: Markup
    jpeg: Markup
    src: Markup
    width: int
    height: int
    alt: Said
    focus: str
    blur: str
    colour: str


def picture_view(
    desk: Desk, root: str, picture: Picture | None, place: Place, fallback_alt: str = ""
) -> PictureView | None:
    """Show a picture on a page at ``root``; ``fallback_alt`` speaks where the photo has no words."""
    return None if picture is None else shown(desk, root, picture, place, fallback_alt)


def shown(desk: Desk, root: str, picture: Picture, place: Place, fallback_alt: str = "") -> PictureView:
    """Show a picture that is there, as ``picture_view`` does."""
    files = _files(root, picture.digest, picture.widths, place)
    alt = desk.say(picture.alt)
    return PictureView(
        avif=files.avif,
        webp=files.webp,
        jpeg=files.jpeg,
        src=files.src,
        width=files.width,
        height=picture.height_at(files.width),
        alt=alt if alt else Said(fallback_alt, desk.lang, desk.dir),
        focus=_focus(*picture.focus),
        blur=picture.blur,
        colour=_colour(picture.colour),
    )


class _Files(NamedTuple):
    avif: Markup
    webp: Markup
    jpeg: Markup
    src: Markup
    width: int


@lru_cache(maxsize=4096)
def _files(root: str, digest: str, widths: tuple[int, ...], place: Place) -> _Files:
    """Return the addresses of a picture's variants seen from ``root``: the same in all languages.

    They are made of digests, numbers and dots, so they are markup as they stand.
    """
    most = LARGEST[place]
    offered = tuple(width for width in widths if width <= most) or widths[:1]
    if place == "thumbnail":
        avif, webp, small = (root + variant_address(digest, offered[-1], each) for each in ("avif", "webp", "jpg"))
        return _Files(Markup(avif), Markup(webp), Markup(), Markup(small), offered[-1])
    jpeg = Markup() if place == "card" else _srcset(root, digest, offered, "jpg")
    src = Markup(root + variant_address(digest, offered[len(offered) // 2], "jpg"))
    avif, webp = (_srcset(root, digest, offered, suffix) for suffix in ("avif", "webp"))
    return _Files(avif, webp, jpeg, src, offered[-1])


def _srcset(root: str, digest: str, widths: tuple[int, ...], suffix: str) -> Markup:
    return Markup(", ".join([f"{root}{variant_address(digest, width, suffix)} {width}w" for width in widths]))


@lru_cache(maxsize=4096)
def _focus(x: float, y: float) -> str:
    """Name the focal point by its classes; the centre needs none."""
    across, down = (round(float(f"{share * STEPS:g}")) * (100 // STEPS) for share in (x, y))
    return " ".join(f"f{axis}-{at}" for axis, at in (("x", across), ("y", down)) if at != 50)


@lru_cache(maxsize=4096)
def _colour(colour: str) -> str:
    """Name a colour (``a07040``) by its classes, one each for red, green and blue: 48 rules make 4,096 colours."""
    return f"r-{colour[0]} g-{colour[2]} b-{colour[4]}" if colour else ""
