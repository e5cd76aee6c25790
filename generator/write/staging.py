"""Writing: new files are staged beside the site, then moved into place; only what we own is ever removed."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterable, Mapping
from glob import escape
from pathlib import Path
from socket import gethostname
from typing import cast

from msgspec import Struct

from generator.foundation.atomic import replace_file, sole_name
from generator.foundation.bucket import Bucket
from generator.foundation.digest import checksum, digest_bytes
from generator.foundation.pool import ClusterFault
from generator.model.unit import File
from generator.write.bucket_staging import (
    OWNED,
    STAGING,
    begin_run,
    exchange_objects,
    finish_run,
    read_stamp,
    stage_objects,
)

STAMP = ".etalase"
FILES, PARTS = "files", "parts"
"""The folders of a stage that several machines write to: whole files, and those that are just being written."""
STAMPS = 1 << 128
"""How many stamps there are."""


class Staged(Struct, frozen=True):
    """What staging one unit gave: the digests of all its files, and the addresses that really changed."""

    outputs: Mapping[str, str]
    changed: tuple[str, ...]


class Exchange(Struct, frozen=True):
    """What is still to be done to the site: files to move in from the stage, files to remove."""

    put: tuple[str, ...]
    remove: tuple[str, ...]
    stamp: str


def staging_folder(site: Path | Bucket) -> Path | Bucket:
    """Return the folder beside the site where new files wait: the same disk, so that moving is one step."""
    if isinstance(site, Bucket):
        return site / STAGING
    return stage_beside(site)


def stage_beside(site: Path) -> Path:
    """Return the folder beside a published folder where new files wait."""
    return site.with_name(f".{site.name}.staging")


def begin_stage(site: Path | Bucket, shared: bool = False) -> Path | Bucket:
    """Throw away what earlier runs staged, and return where this one may. Raises ``OSError``.

    Where other machines stage too, each run has a folder of its own: a worker that outlives its run, or was only
    thought dead, can then never write into another's.
    """
    clear(staging_folder(site))
    if isinstance(site, Bucket):
        return begin_run(site)
    folder = stage_beside(site)
    for left in folder.parent.glob(f"{escape(folder.name)}.*"):
        # Its workers may still be writing there; then the next run finds the rest.
        shutil.rmtree(left, ignore_errors=True)
    if not shared:
        return folder
    run = folder.with_name(f"{folder.name}.{sole_name()}")
    for each in (run / FILES, run / PARTS):
        each.mkdir(parents=True)
    return run / FILES


def finish_stage(staging: Path | Bucket, site: Path | Bucket) -> None:
    """Make a run's own stage, now complete, the one that is exchanged. Raises ``OSError``."""
    if isinstance(site, Bucket):
        finish_run(site, cast(Bucket, staging))
    elif isinstance(staging, Path) and staging != stage_beside(site):
        if any(staging.iterdir()):
            staging.rename(stage_beside(site))
        shutil.rmtree(staging.parent, ignore_errors=True)


def part_file(staging: Path | Bucket, site: Path | Bucket) -> str | None:
    """Return a file that one process alone writes to before its content appears in a stage that is shared.

    Of two workers that make the same unit because one was thought dead, neither then tears what the other wrote.
    """
    if isinstance(staging, Bucket) or isinstance(site, Bucket) or staging == stage_beside(site):
        return None
    return f"{staging.parent}/{PARTS}/{sole_name()}"


def stage(
    staging: Path | Bucket,
    site: Path | Bucket,
    files: Iterable[File],
    before: Mapping[str, str],
    folders: set[str],
    part: str | None = None,
) -> Staged:
    """Write the files whose bytes differ from those published before. Raises ``OSError``.

    ``folders`` are those this process has made already: half a million pages lie in folders of their own.
    With a ``part`` every file is written there first, then moved.
    """
    if isinstance(staging, Bucket):
        return Staged(*stage_objects(staging, files, before))
    outputs: dict[str, str] = {}
    changed: list[str] = []
    for file in files:
        digest = checksum(file.content)
        outputs[file.address] = digest
        if before.get(file.address) == digest and Path(f"{site}/{file.address}").is_file():
            continue
        if part is None:
            _write(f"{staging}/{file.address}", file.content, folders)
        else:
            _write_apart(f"{staging}/{file.address}", file.content, folders, part)
        changed.append(file.address)
    return Staged(outputs, tuple(changed))


def _write(path: str, content: bytes, folders: set[str]) -> None:
    _make_folder(path[: path.rindex("/")], folders)
    _write_file(path, content)


def _write_apart(path: str, content: bytes, folders: set[str], part: str) -> None:
    try:
        _write_file(part, content)
    except FileNotFoundError as failure:
        raise ClusterFault(
            f"Pekerja {gethostname()} tidak melihat {part}: folder hasil harus di disk bersama.",
            f"The worker {gethostname()} does not see {part}: the published folder must be on a shared disk.",
        ) from failure
    _make_folder(path[: path.rindex("/")], folders)
    os.replace(part, path)  # noqa: PTH105 - half the time of pathlib's way


def _write_file(path: str, content: bytes) -> None:
    with open(path, "wb", buffering=0) as target:  # noqa: PTH123 - half the time of pathlib's way
        try:
            written = target.write(content)
        except OSError as failure:
            raise OSError(failure.errno, failure.strerror, path) from failure
        if written != len(content):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)


def _make_folder(folder: str, folders: set[str]) -> None:
    if folder in folders:
        return
    above = folder[: folder.rindex("/")]
    if above in folders:
        with contextlib.suppress(FileExistsError):
            os.mkdir(folder)  # noqa: PTH102 - half the time of pathlib's way
    else:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    while folder and folder not in folders:
        folders.add(folder)
        folder = folder[: folder.rindex("/")]


def weight_of(outputs: Mapping[str, str]) -> int:
    """Return the share of some files in the stamp of their site.

    Shares are added up: the stamp of half a million files follows from a change without looking at the others.
    """
    return sum(int(digest_bytes(f"{address}\0{digest}".encode()), 16) for address, digest in outputs.items()) % STAMPS


def stamp_of(weight: int) -> str:
    """Return the stamp of a site whose files weigh so much."""
    return f"{weight % STAMPS:032x}"


def published_stamp(site: Path | Bucket) -> str | None:
    """Return the stamp the site carries, or None when it carries none."""
    if isinstance(site, Bucket):
        return read_stamp(site, STAMP)
    try:
        return (site / STAMP).read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return None


def owned_list(site: Path) -> Path:
    """Return the file beside the site that lists every address we wrote: it outlives a store that is lost."""
    return site.with_name(f".{site.name}.owned")


def read_owned(site: Path | Bucket) -> set[str]:
    """Return the addresses we wrote into a site; empty when nobody knows."""
    if isinstance(site, Bucket):
        return set((site.read(OWNED) or b"").decode().splitlines())
    try:
        return set(owned_list(site).read_text(encoding="utf-8").splitlines())
    except FileNotFoundError:
        return set()


def write_owned(site: Path | Bucket, addresses: Iterable[str]) -> None:
    """List the addresses that are ours in a site. Raises ``OSError``."""
    content = "".join(f"{address}\n" for address in sorted(addresses)).encode()
    if isinstance(site, Bucket):
        site.write({OWNED: content})
        return
    path = owned_list(site)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, content)


def is_complete(site: Path | Bucket, work: Exchange) -> bool:
    """Tell whether an exchange that was done again left nothing out."""
    if isinstance(site, Bucket):
        return published_stamp(site) == work.stamp
    return all((site / address).is_file() for address in work.put)


def exchange(staging: Path | Bucket, site: Path | Bucket, work: Exchange) -> None:
    """Move staged files in and remove the others, one whole file at a time; safe to repeat after an interruption.

    A site that does not exist yet appears at once, complete. Raises ``OSError``.
    """
    if isinstance(site, Bucket) or isinstance(staging, Bucket):
        exchange_objects(cast(Bucket, site), work.put, work.remove, STAMP, work.stamp)
        return
    if work.put and not site.exists() and not work.remove:
        (staging / STAMP).write_text(f"{work.stamp}\n", encoding="ascii")
        site.parent.mkdir(parents=True, exist_ok=True)
        staging.rename(site)
        return
    # Between two states a site must not carry the stamp of either, even if the journal of this exchange is lost.
    (site / STAMP).unlink(missing_ok=True)
    for address in work.put:
        _move(f"{staging}/{address}", f"{site}/{address}")
    _remove(site, work.remove)
    site.mkdir(parents=True, exist_ok=True)
    replace_file(site / STAMP, f"{work.stamp}\n".encode("ascii"))
    clear(staging)


def _move(source: str, target: str) -> None:
    """Move one staged file into place; one that is not there was moved before an interruption."""
    try:
        os.replace(source, target)  # noqa: PTH105 - half the time of pathlib's way
    except (FileNotFoundError, NotADirectoryError):
        if Path(source).is_file():
            Path(target).parent.mkdir(parents=True, exist_ok=True)
            _move(source, target)
    except OSError as failure:
        if failure.errno != errno.EXDEV:
            raise
        # The published folder is a disk of its own (a mounted volume): there the last step is one file at a time too.
        replace_file(Path(target), Path(source).read_bytes())


def clear(staging: Path | Bucket) -> None:
    """Throw the stage away."""
    if isinstance(staging, Bucket):
        staging.remove_all()
    elif staging.exists():
        shutil.rmtree(staging)


def _remove(site: Path, addresses: Iterable[str]) -> None:
    folders: set[Path] = set()
    for address in addresses:
        path = site / address
        path.unlink(missing_ok=True)
        folders.add(path.parent)
    for folder in sorted(folders, key=lambda each: len(each.parts), reverse=True):
        _remove_empty(folder, site)


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and folder.is_dir():
        with os.scandir(folder) as entries:
            if next(entries, None) is not None:
                return
        folder.rmdir()
        folder = folder.parent
