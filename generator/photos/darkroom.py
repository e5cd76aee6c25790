"""The darkroom: photos without variants are developed before pages are made, in the pool, one photo at a time.

However many photos there are, no more of them are in memory than there are workers; and when memory does not
suffice even so, it is known whose photo it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from generator.foundation.bucket import Bucket
from generator.foundation.pool import Died, Pool, Workers
from generator.model.picture import Picture
from generator.photos.faults import TOO_HEAVY, PhotoError
from generator.photos.variants import variants_through_cache
from generator.report.problem import Problem, problem


class Darkroom(Struct, frozen=True):
    """Where originals lie, and where their variants are kept."""

    root: Path
    cache: Path | Bucket


def develop_all(
    darkroom: Darkroom,
    pictures: Sequence[Picture],
    workers: Workers,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[Problem]:
    """Develop photos, and yield what is wrong with those that cannot be. Raises ``OSError``, ``ClusterFault``."""
    developed = Pool(darkroom, workers).map_surviving(develop, pictures, _source)
    for count, (picture, found) in enumerate(zip(pictures, developed, strict=True), start=1):
        if isinstance(found, Died):
            yield photo_problem(picture.source, PhotoError(TOO_HEAVY))
        elif found is not None:
            yield found
        progress(count, len(pictures))


def develop(darkroom: Darkroom, picture: Picture) -> Problem | None:
    """Make one photo's variants if any is missing. Raises ``OSError``."""
    try:
        variants_through_cache(darkroom.root, darkroom.cache, picture)
    except PhotoError as failure:
        return photo_problem(picture.source, failure)
    return None


def photo_problem(source: str, failure: PhotoError) -> Problem:
    """Tell what is wrong with a photo, at the photo's own file."""
    return problem(failure.code, source, values={"value": Path(source).name, **failure.values})


def _source(picture: Picture) -> str:
    return picture.source
