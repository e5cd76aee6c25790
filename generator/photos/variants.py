"""A photo's variants through the cache folder: pixels are touched only where a file is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.foundation.atomic import replace_file
from generator.foundation.bucket import Bucket
from generator.model.photo_recipe import FORMATS
from generator.model.picture import PhotoName, Picture
from generator.photos.recipe import media_addresses
from generator.photos.wholeness import is_intact


def are_kept(cache: Path | Bucket, photo: PhotoName) -> bool:
    """Tell whether the variants are in a cache folder, by one look a format: the widest is written last.

    Object storage is not asked from here: each answer would take its time.
    """
    return all(is_kept(cache, photo.address(photo.widths[-1], suffix)) for suffix in FORMATS)


def is_kept(cache: Path | Bucket, address: str) -> bool:
    """Tell whether one file of the cache is there; object storage is not asked, so its answer is no."""
    return not isinstance(cache, Bucket) and (cache / Path(address).name).is_file()


def variants_through_cache(root: Path, cache: Path | Bucket, picture: Picture) -> Mapping[str, bytes]:
    """Return the variants from the cache; what is missing there or not whole is made first, and nothing else.

    Builds that share a cache may do the same work, never half of it: files are written whole, and the same bytes by
    all. Raises ``PhotoError``, ``OSError``.
    """
    names = {Path(address).name: address for address in media_addresses(picture)}
    found = cache.read_all(names) if isinstance(cache, Bucket) else _read_all(cache, names)
    ready = {names[name]: content for name, content in found.items() if is_intact(content)}
    missing = [address for address in names.values() if address not in ready]
    if missing:
        from generator.photos.pixels import make_variants

        made = make_variants((root / picture.source).read_bytes(), picture, missing)
        if isinstance(cache, Bucket):
            cache.write({name: made[address] for name, address in names.items() if address in made})
        else:
            cache.mkdir(parents=True, exist_ok=True)
            for name in (name for name, address in names.items() if address in made):
                replace_file(cache / name, made[names[name]])
        ready |= made
    return {address: ready[address] for address in names.values()}


def _read_all(cache: Path, names: Iterable[str]) -> dict[str, bytes]:
    found = {}
    for name in names:
        try:
            found[name] = (cache / name).read_bytes()
        except FileNotFoundError:
            continue
    return found
