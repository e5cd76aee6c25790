"""A site on object storage: new files wait under a prefix of their own, and are copied into place by the storage.

Nothing can be renamed there, so an exchange copies, and leaves the stage whole until the stamp is written: however
far it came, it can be done again from its beginning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.foundation.atomic import sole_name
from generator.foundation.bucket import Bucket
from generator.foundation.digest import checksum
from generator.model.unit import File

STAGING = ".etalase-staging"
OWNED = ".etalase-owned"
CURRENT = "current"
"""In the stage, names the run whose files are complete; others are of runs that died."""


def begin_run(site: Bucket) -> Bucket:
    """Throw away what earlier runs left, and return a stage of this run's own."""
    (site / STAGING).remove_all()
    return site / STAGING / sole_name()


def finish_run(site: Bucket, run: Bucket) -> None:
    """Say that this run's files are all there, if there is any."""
    if not run.is_empty():
        (site / STAGING).write({CURRENT: run.url.rsplit("/", 1)[-1].encode()})


def stage_objects(
    run: Bucket, files: Iterable[File], before: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Upload the files whose bytes differ from those published before; return all digests, and what was uploaded."""
    outputs: dict[str, str] = {}
    fresh: dict[str, bytes] = {}
    for file in files:
        outputs[file.address] = checksum(file.content)
        if before.get(file.address) != outputs[file.address]:
            fresh[file.address] = file.content
    run.write(fresh)
    return outputs, tuple(fresh)


def exchange_objects(site: Bucket, put: Iterable[str], remove: Iterable[str], stamp_name: str, stamp: str) -> None:
    """Copy staged objects into place and remove the others; the stamp comes last, and only if nothing was missing."""
    if read_stamp(site, stamp_name) != stamp:
        current = (site / STAGING).read(CURRENT)
        run = site / STAGING / (current or b"-").decode()
        waiting = run.addresses()
        wanted = set(put)
        site.remove([stamp_name])
        site.copy_from(run, wanted & waiting)
        site.remove(remove)
        if wanted <= waiting:
            site.write({stamp_name: f"{stamp}\n".encode()})
    (site / STAGING).remove_all()


def read_stamp(site: Bucket, name: str) -> str | None:
    """Return the stamp that a site carries, or None."""
    content = site.read(name)
    return None if content is None else content.decode("utf-8", "replace").strip()
