"""The digest of the program itself: when the code or a library changes, nothing remembered is trusted."""

from __future__ import annotations

import sys
from functools import cache
from importlib import metadata
from pathlib import Path

from generator.foundation.digest import digest_files, digest_value

LIBRARIES = (
    "jinja2",
    "markupsafe",
    "babel",
    "pydantic",
    "msgspec",
    "cmarkgfm",
    "nh3",
    "pillow",
    "pi-heif",
    "pyyaml",
    "typst",
)
EDITORIAL_LIBRARIES = ("mkdocs", "mkdocs-material", "markdown", "jinja2")
PACKAGE = Path(__file__).resolve().parents[1]


@cache
def code_digest() -> str:
    """Return the digest of all of ``generator/``, of the libraries its output depends on, and of Python."""
    return digest_value((_sources(), _versions(LIBRARIES), sys.version_info[:2]))


@cache
def editorial_code_digest() -> str:
    """Return the digest of what editorial pages and shells depend on besides their own files."""
    return digest_value((_sources(), _versions(EDITORIAL_LIBRARIES)))


def _sources() -> str:
    files = [(path.relative_to(PACKAGE).as_posix(), path) for path in PACKAGE.rglob("*.py")]
    return digest_files(files)


def _versions(names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(name, metadata.version(name)) for name in names]
