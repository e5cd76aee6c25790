"""Sharing cards through the photo cache: what has been drawn once under a name is not drawn again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from generator.foundation.atomic import replace_file
from generator.foundation.bucket import Bucket
from generator.model.picture import Picture
from generator.photos.sharing import largest_address
from generator.photos.variants import variants_through_cache

_END = b"\xff\xd9"
"""How every JPEG ends: a file without it was cut off."""


def cards_through_cache(
    cache: Path | Bucket, addresses: Sequence[str], draw: Callable[[str], bytes]
) -> Mapping[str, bytes]:
    """Return the cards at these addresses, those drawn now that are not in the cache. Raises ``OSError``."""
    found = _kept(cache, addresses)
    made = {address: draw(address) for address in addresses if address not in found}
    if isinstance(cache, Bucket):
        cache.write({Path(address).name: content for address, content in made.items()})
    elif made:
        cache.mkdir(parents=True, exist_ok=True)
        for address, content in made.items():
            replace_file(cache / Path(address).name, content)
    return {address: found.get(address) or made[address] for address in addresses}


def largest_jpeg(root: Path, cache: Path | Bucket, picture: Picture) -> bytes:
    """Return the largest JPEG variant of a photo, developed first where it is missing.

    Raises ``PhotoError``, ``OSError``.
    """
    address = largest_address(picture)
    return _kept(cache, (address,)).get(address) or variants_through_cache(root, cache, picture)[address]


def _kept(cache: Path | Bucket, addresses: Sequence[str]) -> dict[str, bytes]:
    names = {Path(address).name: address for address in addresses}
    if isinstance(cache, Bucket):
        contents = cache.read_all(names)
    else:
        contents = {name: (cache / name).read_bytes() for name in names if (cache / name).is_file()}
    return {names[name]: content for name, content in contents.items() if content.endswith(_END)}
