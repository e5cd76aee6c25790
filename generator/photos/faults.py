"""What can be wrong with a photo, and the one place where the failures of decoders become it."""

from __future__ import annotations

import os
import struct
import sys
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

UNREADABLE, CUT_OFF, TOO_HEAVY = "photo-unreadable", "photo-cut-off", "photo-too-heavy"

_FAILURES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""Everything Pillow, its codecs and libheif have been seen to raise on bytes that lie."""


class PhotoError(Exception):
    """A photo that cannot be used: ``code`` is the problem's, ``values`` fill its sentence."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@contextmanager
def decoding() -> Iterator[None]:
    """Do what depends on a stranger's bytes: whatever a decoder raises becomes ``PhotoError``, its warnings nothing.

    An editor can do nothing about a damaged field of EXIF that a decoder warns of; what matters of it is found here.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except _FAILURES as failure:
            if isinstance(failure, MemoryError):
                raise PhotoError(TOO_HEAVY) from failure
            is_cut = "truncated" in str(failure).lower() or isinstance(failure, EOFError)
            raise PhotoError(CUT_OFF if is_cut else UNREADABLE) from failure


@contextmanager
def unheard() -> Iterator[None]:
    """Keep from the terminal what a library written in C says there: libtiff tells of every damaged strip."""
    try:
        terminal = os.dup(2)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    if sys.stderr is not None:
        sys.stderr.flush()
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(terminal, 2)
        os.close(nowhere)
        os.close(terminal)
