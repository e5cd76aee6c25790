"""The page set of a published catalogue: every address with its bytes, by the producer it belongs to."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["product", "producer", "booth", "list", "file"]
STAMP = ".etalase"
NOBODY = ""
"""Who owns the pages that are made from no record: lists, lobbies, style sheets."""

_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("product", re.compile(r"[^/]+/products/(?!page/)([^/]+)/([^/]+)/index\.html")),
    ("producer", re.compile(r"[^/]+/producers/(?!page/)([^/]+)/index\.html")),
    ("booth", re.compile(r"expo/[^/]+/[^/]+/booths/([^/]+)/index\.html")),
    ("list", re.compile(r"(.*\.html)")),
)


@dataclass(frozen=True, slots=True)
class Address:
    """One published file: ``size`` in bytes; ``owner`` is a producer's id or ``NOBODY``."""

    address: str
    size: int
    kind: Kind
    owner: str


def published(site: Path) -> tuple[Address, ...]:
    """List a published folder, sorted by address; its stamp is left out."""
    found = (_classified(address, size) for address, size in _files(site, "") if address != STAMP)
    return tuple(sorted(found, key=lambda each: each.address))


def mean_bytes(addresses: tuple[Address, ...]) -> Mapping[Kind, float]:
    """Return the mean size of each kind's files."""
    sizes: dict[Kind, list[int]] = {}
    for each in addresses:
        sizes.setdefault(each.kind, []).append(each.size)
    return {kind: sum(some) / len(some) for kind, some in sizes.items()}


def pages(addresses: tuple[Address, ...]) -> int:
    """Count the pages for people."""
    return sum(each.kind != "file" for each in addresses)


def _classified(address: str, size: int) -> Address:
    for kind, pattern in _PATTERNS:
        found = pattern.fullmatch(address)
        if found:
            return Address(address, size, kind, NOBODY if kind == "list" else found[1])
    return Address(address, size, "file", NOBODY)


def _files(folder: Path, prefix: str) -> Iterator[tuple[str, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path), f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name, entry.stat().st_size
