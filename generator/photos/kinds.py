"""Files that are taken for photos again and again: told apart by their first bytes, so that the editor is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from generator.photos.faults import PhotoError

_LOOKED_AT: Final = 1024
"""Bytes from the beginning; PDF allows that much before its mark."""

_BEGINNINGS: Final[tuple[tuple[str, str, bytes], ...]] = (
    ("photo-is-drawing", "SVG", rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE svg[^>]*>|\s)*<svg\b"),
    ("photo-is-drawing", "EPS", rb"%!PS|\xc5\xd0\xd3\xc6"),
    ("photo-is-document", "PDF", rb"(?![\xff\x89]).{0,1019}%PDF-"),
    ("photo-is-document", "ZIP, Word, Excel", rb"PK\x03\x04"),
    ("photo-is-document", "Word, Excel", rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("photo-is-document", "RTF", rb"\{\\rtf"),
    ("photo-is-raw", "Canon CR3", rb".{4}ftypcrx "),
    ("photo-is-raw", "Canon CR2", rb"II\*\0.{4}CR\x02"),
    ("photo-is-raw", "Canon CRW", rb"II\x1a\0\0\0HEAPCCDR"),
    ("photo-is-raw", "Panasonic RW2", rb"IIU\0"),
    ("photo-is-raw", "Olympus ORF", rb"IIR[OS]|MMOR"),
    ("photo-is-raw", "Fujifilm RAF", rb"FUJIFILMCCD-RAW"),
    ("photo-is-raw", "Sigma X3F", rb"FOVb"),
    ("photo-is-video", "MP4", rb".{4}ftyp(?:isom|iso[2-9]|mp4|M4V|avc1|MSNV|dash|3g[2p]|f4v)"),
    ("photo-is-video", "MOV", rb".{4}(?:ftypqt  |moov|mdat|wide|free|skip)"),
    ("photo-is-video", "WebM", rb"\x1a\x45\xdf\xa3"),
    ("photo-is-video", "AVI", rb"RIFF.{4}AVI "),
    ("photo-of-other-kind", "JPEG 2000", rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51"),
    ("photo-of-other-kind", "JPEG XL", rb"\0\0\0\x0cJXL |\xff\x0a"),
    ("photo-of-other-kind", "Photoshop", rb"8BPS"),
    ("photo-of-other-kind", "ICO", rb"\0\0[\1\2]\0"),
    ("photo-is-text", "HTML", rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+)?html\b"),
)
_TABLE: Final = tuple((code, kind, re.compile(start, re.DOTALL | re.IGNORECASE)) for code, kind, start in _BEGINNINGS)
_NOT_IN_TEXT: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

NEW_SUBFILE_TYPE, SUB_IFDS, DNG_VERSION = 0x00FE, 0x014A, 0xC612
"""Fields of TIFF 6.0, its supplement 1 and the DNG specification."""


def refuse_what_is_no_photo(content: bytes) -> None:
    """Look at the first bytes. Raises ``PhotoError`` with what the file is, when that is known and no photo."""
    if not content:
        raise PhotoError("photo-empty")
    head = content[:_LOOKED_AT]
    for code, kind, start in _TABLE:
        if start.match(head):
            raise PhotoError(code, kind=kind)
    if not _NOT_IN_TEXT.search(head) and head[:2] not in {b"BM", b"II", b"MM"} and not head.startswith(b"GIF8"):
        try:
            head.decode("utf-8", "strict" if len(content) == len(head) else "ignore")
        except UnicodeDecodeError:
            return
        raise PhotoError("photo-is-text", kind="TXT")


def refuse_camera_raw(fields: Mapping[int, object]) -> None:
    """Look at the fields of a TIFF: what cameras record begins with a small preview. Raises ``PhotoError``."""
    if DNG_VERSION in fields:
        raise PhotoError("photo-is-raw", kind="DNG")
    kind = fields.get(NEW_SUBFILE_TYPE)
    if SUB_IFDS in fields and isinstance(kind, int) and kind & 1:
        raise PhotoError("photo-is-raw", kind="NEF, ARW")
