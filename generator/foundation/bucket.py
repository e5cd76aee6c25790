"""A folder on object storage, through fsspec: whole objects by address, many in one request, no renaming."""

from __future__ import annotations

import contextlib
import errno
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from mimetypes import MimeTypes
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from msgspec import Struct

_MAGIC = frozenset("*?[")
"""What fsspec takes for a pattern wherever it takes several paths."""
_TYPE_OPTION = {"s3": "ContentType", "s3a": "ContentType", "gs": "content_type", "gcs": "content_type"}
"""What an implementation calls the type that a host will tell browsers."""
_LATE_TYPES = {".avif": "image/avif", ".webp": "image/webp", ".woff2": "font/woff2", ".mjs": "text/javascript"}


class Bucket(Struct, frozen=True):
    """A folder on object storage by its fsspec address, such as ``s3://bucket/site``.

    Credentials come from the environment or fsspec's own configuration. Methods raise ``OSError``.
    """

    url: str

    def __str__(self) -> str:
        return self.url

    def __truediv__(self, name: str) -> Bucket:
        return Bucket(f"{self.url}/{name}")

    def read(self, address: str) -> bytes | None:
        """Return one object's bytes, or None when it is not there."""
        with self._opened() as (files, top):
            try:
                return bytes(files.cat_file(f"{top}/{address}"))
            except (FileNotFoundError, NotADirectoryError):
                return None

    def read_all(self, addresses: Iterable[str]) -> dict[str, bytes]:
        """Return the bytes of those objects that can be read, in one request where the storage allows it."""
        with self._opened() as (files, top):
            paths = {f"{top}/{address}": address for address in addresses}
            found = files.cat(list(paths), on_error="omit") if paths else {}
            return {paths[path]: bytes(content) for path, content in found.items() if path in paths}

    def write(self, contents: Mapping[str, bytes]) -> None:
        """Write whole objects; what a host serves by its type is given one."""
        with self._opened() as (files, top):
            option = _TYPE_OPTION.get(urlsplit(self.url).scheme)
            groups: dict[str | None, dict[str, bytes]] = defaultdict(dict)
            for address, content in contents.items():
                kind = _types().guess_type(address)[0] if option else None
                groups[kind][f"{top}/{address}"] = content
            for kind, group in groups.items():
                files.pipe(group, **({option: kind} if option and kind else {}))

    def addresses(self) -> set[str]:
        """Return the address of every object below this folder."""
        with self._opened() as (files, top):
            # Others have written since this process last looked.
            files.invalidate_cache()
            return {path.removeprefix(f"{top}/") for path in files.find(top) if path.startswith(f"{top}/")}

    def sizes(self) -> dict[str, int]:
        """Return the size in bytes of every object below this folder, by address."""
        with self._opened() as (files, top):
            files.invalidate_cache()
            found = files.find(top, detail=True)
            return {
                path.removeprefix(f"{top}/"): each["size"] for path, each in found.items() if path.startswith(f"{top}/")
            }

    def is_empty(self) -> bool:
        """Tell whether there is no object below this folder."""
        with self._opened() as (files, top):
            files.invalidate_cache()
            return not files.exists(top)

    def copy_from(self, other: Bucket, addresses: Iterable[str]) -> None:
        """Copy objects of the same storage here, without their bytes passing through this machine."""
        names = sorted(addresses)
        with self._opened() as (files, top), other._opened() as (_, source):
            if names:
                files.copy([f"{source}/{name}" for name in names], [f"{top}/{name}" for name in names])

    def remove(self, addresses: Iterable[str]) -> None:
        """Remove objects; those that are gone already are no fault."""
        with self._opened() as (files, top):
            paths = [f"{top}/{address}" for address in addresses]
            plain = [path for path in paths if not _MAGIC.intersection(path)]
            left = [path for path in paths if _MAGIC.intersection(path)]
            try:
                if plain:
                    files.rm(plain)
            except FileNotFoundError:
                left = paths
            for path in left:
                with contextlib.suppress(FileNotFoundError):
                    files.rm_file(path)

    def remove_all(self) -> None:
        """Remove every object below this folder."""
        self.remove(self.addresses())

    @contextlib.contextmanager
    def _opened(self) -> Iterator[tuple[Any, str]]:
        """Give the file system and this folder's path in it; whatever a storage's library raises is an ``OSError``."""
        try:
            yield _file_system(self.url)
        except OSError as failure:
            raise OSError(failure.errno or errno.EIO, failure.strerror or str(failure), self.url) from failure
        except Exception as failure:
            raise OSError(errno.EIO, f"{type(failure).__name__}: {failure}", self.url) from failure


def place(text: str, below: Path) -> Path | Bucket:
    """Return the place a person named: a folder (below another when relative), or one on object storage.

    Raises ``ValueError`` (unknown kind of storage) or ``ImportError`` (its library is not installed).
    """
    if "://" not in text:
        return (below / text).resolve()
    parts = urlsplit(text)
    if parts.scheme == "file" and parts.netloc in ("", "localhost"):
        return Path(unquote(parts.path)).resolve()
    url = text.rstrip("/")
    _file_system(url)
    return Bucket(url)


def _file_system(url: str) -> tuple[Any, str]:
    # Imported here: most sites are folders. fsspec itself keeps one file system per process and address.
    from fsspec.core import url_to_fs  # type: ignore[import-untyped]

    files, top = url_to_fs(url)
    return files, top.rstrip("/")


@cache
def _types() -> MimeTypes:
    types = MimeTypes()
    for suffix, kind in _LATE_TYPES.items():
        types.add_type(kind, suffix)
    return types
