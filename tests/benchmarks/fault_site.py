"""What a published folder holds, file by file, and whether that is the old site, the new one, or something torn."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from msgspec import Struct

from generator.write.staging import STAMP

State = Literal["nothing", "old", "new", "between"]
DIGEST_SIZE = 16
END = b"</html>"
TAIL = 64
"""So many bytes at the end of a page must hold its closing tag."""
BATCH = 500
BLOCK = 4096
"""Bytes a disk takes a file's room in."""


class Content(Struct, frozen=True):
    """One file: the digest of its bytes, their number, and for a page whether it is there to its end."""

    digest: bytes
    size: int
    whole: bool


Contents = Mapping[str, Content]
"""A site by address, its stamp left out."""

_Signature = tuple[int, int, int, int]


class Witness:
    """Looks at a site again and again; a file that was not touched since the last look is not read again.

    Every write, rename and truncation moves a file's change time, which no program can set.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[_Signature, Content]] = {}

    def look(self, site: Path) -> Contents:
        """Return what the site holds now."""
        found = dict(_files(site)) if site.is_dir() else {}
        fresh = [path for path, signature in found.items() if self._seen(path) != signature]
        for path, content in _read_all(fresh):
            self._known[path] = (found[path], content)
        top = f"{site}/"
        return {path.removeprefix(top): self._known[path][1] for path in found if path != top + STAMP}

    def _seen(self, path: str) -> _Signature | None:
        known = self._known.get(path)
        return known[0] if known is not None else None


@dataclass(frozen=True, slots=True)
class Seen:
    """How a site stands between an old and a new edition; ``faults`` is what nobody should ever see."""

    state: State
    faults: tuple[str, ...]


def judge(now: Contents, old: Contents, new: Contents, stamps: Sequence[str | None]) -> Seen:
    """Judge a site: ``stamps`` are the one it carried before the run, and the one it carries now."""
    faults = [f"{address} is torn" for address, content in now.items() if not content.whole]
    for address, content in now.items():
        if content.digest not in {side[address].digest for side in (old, new) if address in side}:
            faults.append(f"{address} is neither the old file nor the new one")
    state: State = "nothing" if not now else "old" if now == old else "new" if now == new else "between"
    before, after = stamps
    if after not in {before, None} and state != "new":
        faults.append(f"the stamp is new, the site is {state}")
    if state == "between" and not old:
        faults.append("a site that was not there before appeared in part")
    return Seen(state, tuple(faults))


def differences(now: Contents, expected: Contents) -> tuple[str, ...]:
    """Return how a site differs from the expected one, file by file."""
    missing = [f"{address} is missing" for address in expected if address not in now]
    other = [f"{address} differs" for address in expected if address in now and now[address] != expected[address]]
    more = [f"{address} should not be there" for address in now if address not in expected]
    return (*missing, *other, *more)


def room_for(new: Contents, old: Contents) -> int:
    """Return how many bytes of a disk the files take that change from one site to another."""
    changed = (content for address, content in new.items() if old.get(address) != content)
    return sum(-(-content.size // BLOCK) * BLOCK for content in changed)


def _files(folder: Path | str) -> Iterator[tuple[str, _Signature]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            else:
                status = entry.stat(follow_symlinks=False)
                yield entry.path, (status.st_dev, status.st_ino, status.st_size, status.st_ctime_ns)


def _read_all(paths: Sequence[str]) -> Iterator[tuple[str, Content]]:
    batches = [paths[start : start + BATCH] for start in range(0, len(paths), BATCH)]
    if len(batches) < 2:
        yield from (each for batch in batches for each in _read(batch))
        return
    with multiprocessing.get_context("fork").Pool() as workers:
        for done in workers.imap_unordered(_read, batches):
            yield from done


def _read(paths: Sequence[str]) -> list[tuple[str, Content]]:
    return [(path, _content(path)) for path in paths]


def _content(path: str) -> Content:
    content = Path(path).read_bytes()
    whole = not path.endswith(".html") or END in content[-TAIL:]
    return Content(hashlib.blake2b(content, digest_size=DIGEST_SIZE).digest(), len(content), whole)
