"""A page's photos in order, with the small ones that lead to them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from generator.model.picture import Picture
from generator.model.producer import Photo
from generator.pages.desk import Desk
from generator.pages.pictures import PictureView, picture_view
from generator.pages.source import Source


class Shot(Struct, frozen=True):
    """One photo of a gallery; ``anchor`` is its id on the page, ``label`` says which of how many it is."""

    anchor: str
    label: str
    picture: PictureView


def pictures_of(source: Source, photos: Iterable[Photo]) -> tuple[Picture, ...]:
    """Return the pictures of these photos, in order; none without consent."""
    if not source.decision.show_photos:
        return ()
    return tuple(source.pictures[photo.file] for photo in photos if photo.file in source.pictures)


def gallery(desk: Desk, root: str, pictures: Iterable[Picture], name: str) -> tuple[Shot, ...]:
    """Show pictures; ``name`` speaks where a photo has no words of its own."""
    views = [view for picture in pictures if (view := picture_view(desk, root, picture, name)) is not None]
    total = len(views)
    return tuple(Shot(f"photo-{n}", desk.once(_label, n, total), view) for n, view in enumerate(views, start=1))


def _label(desk: Desk, number: int, total: int) -> str:
    values = {"number": desk.formats.number(number), "total": desk.formats.number(total)}
    return desk.words.gettext("Photo %(number)s of %(total)s") % values
