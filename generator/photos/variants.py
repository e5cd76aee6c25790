"""A photo's variants through the cache folder: pixels are touched only where a file is missing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.foundation.atomic import replace_file
from generator.foundation.bucket import Bucket
from generator.model.picture import Picture
from generator.photos.recipe import media_addresses


def variants_through_cache(root: Path, cache: Path | Bucket, picture: Picture) -> Mapping[str, bytes]:
    """Return the variants from the cache, made first where any is missing. Raises ``PhotoError``, ``OSError``."""
    if isinstance(cache, Bucket):
        return _through_bucket(root, cache, picture)
    files = {address: cache / Path(address).name for address in media_addresses(picture)}
    if all(file.is_file() for file in files.values()):
        return {address: file.read_bytes() for address, file in files.items()}
    from generator.photos.pixels import make_variants

    made = make_variants((root / picture.source).read_bytes(), picture)
    cache.mkdir(parents=True, exist_ok=True)
    for address, content in made.items():
        replace_file(files[address], content)
    return made


def _through_bucket(root: Path, cache: Bucket, picture: Picture) -> Mapping[str, bytes]:
    names = {Path(address).name: address for address in media_addresses(picture)}
    found = cache.read_all(names)
    if found.keys() == names.keys():
        return {address: found[name] for name, address in names.items()}
    from generator.photos.pixels import make_variants

    made = make_variants((root / picture.source).read_bytes(), picture)
    cache.write({name: made[address] for name, address in names.items()})
    return made
