"""The photo files that pages show: one unit per producer, each photo owned by exactly one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from generator.model.catalogue import Reading, Showcase
from generator.model.picture import PhotoName
from generator.model.unit import Unit
from generator.photos.recipe import media_addresses

KIND = "media"


class MediaGiven(Struct, frozen=True):
    """The photos of one producer whose variants a unit makes."""

    photos: tuple[PhotoName, ...]


def units(showcase: Showcase, readings: Mapping[str, Reading]) -> Iterator[Unit]:
    """Yield the photos of every published producer that agreed to show them, of published products only.

    The same photo in two folders has one address: the first producer by id owns it.
    """
    owned: set[str] = set()
    for name in sorted(showcase.cards):
        decision = showcase.decisions[name]
        if not decision.show_photos:
            continue
        reading = readings[name]
        shown = ["", *(product.id for product in decision.products if product.published)]
        photos: list[PhotoName] = []
        for gallery in shown:
            for photo in reading.galleries.get(gallery, ()):
                if photo.digest not in owned:
                    owned.add(photo.digest)
                    photos.append(photo)
        if photos:
            files = tuple(address for photo in photos for address in media_addresses(photo))
            yield Unit(kind=KIND, key=f"media/{name}", given=MediaGiven(tuple(photos)), files=files, photos_of=name)
