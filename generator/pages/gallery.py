"""A page's photos in order, with the small ones that lead to them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from generator.model.picture import Picture
from generator.model.producer import Photo
from generator.pages.desk import Desk
from generator.pages.pictures import PictureView, shown
from generator.pages.source import Source

FRAME = 4 / 3
"""How wide a gallery is for its height: photos are shown whole in it, never cropped."""


class Shot(Struct, frozen=True):
    """One photo of a gallery; ``anchor`` is its id on the page, ``label`` says which of how many it is.

    ``sizes`` tells a browser how wide the photo itself is shown: an upright one is narrower than its frame.
    """

    anchor: str
    label: str
    picture: PictureView
    thumbnail: PictureView
    sizes: str


def pictures_of(source: Source, photos: Iterable[Photo]) -> tuple[Picture, ...]:
    """Return the pictures of these photos, in order; none without consent."""
    if not source.decision.show_photos:
        return ()
    return tuple(source.pictures[photo.file] for photo in photos if photo.file in source.pictures)


def gallery(desk: Desk, root: str, pictures: Iterable[Picture], name: str) -> tuple[Shot, ...]:
    """Show pictures; ``name`` speaks where a photo has no words of its own."""
    photos = tuple(pictures)
    return tuple(
        Shot(
            anchor=f"photo-{number}",
            label=desk.once(_label, number, len(photos)),
            picture=shown(desk, root, picture, "hero", name),
            thumbnail=shown(desk, root, picture, "thumbnail"),
            sizes=_sizes(picture.width, picture.height),
        )
        for number, picture in enumerate(photos, start=1)
    )


@lru_cache(maxsize=1024)
def _sizes(width: int, height: int) -> str:
    """Say how wide a photo of this shape is in the frame; the frame's widths are those of ``.duo`` in catalogue.css."""
    share = min(1.0, width / height / FRAME)
    wide, beside, alone = 665 * share, 54 * share, 94 * share
    return f"(min-width:1220px) {wide:.0f}px,(min-width:960px) {beside:.0f}vw,{alone:.0f}vw"


def _label(desk: Desk, number: int, total: int) -> str:
    values = {"number": desk.formats.number(number), "total": desk.formats.number(total)}
    return desk.words.gettext("Photo %(number)s of %(total)s") % values
