"""Take everything but the picture out of a photo file without touching a pixel: segments, chunks and boxes dropped."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from generator.editing.photo_boxes import without_items

UPRIGHT = 1
EXIF, GPS, XMP, IPTC, COMMENT, REST = "EXIF", "GPS", "XMP", "IPTC", "COMMENT", "REST"
"""What can be found in a file beside its picture; ``REST`` is what no standard calls for, such as a moving photo."""
_TIFF_START = b"MM\0*\0\0\0\x08"
_EXIF_START, _XMP_START = b"Exif\0\0", (b"http://ns.adobe.com/xap/", b"http://ns.adobe.com/xmp/")
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs acTL fcTL fdAT".split()
)
_WEBP_KEPT = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP", b"ANIM", b"ANMF"))
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04
"""Flags of a WebP file's first chunk."""
SOI, EOI, SOS, COM, APP0, APP1, APP2, APP13, APP14 = 0xD8, 0xD9, 0xDA, 0xFE, 0xE0, 0xE1, 0xE2, 0xED, 0xEE


class Unstrippable(Exception):
    """The file is not built as its format says."""


def stripped(content: bytes, form: str, orientation: int, *, is_adobe: bool) -> tuple[bytes, tuple[str, ...]]:
    """Return a photo file without what is not picture or colour, and what was dropped.

    ``form`` is Pillow's name of the format, ``orientation`` EXIF's (1 to 8), which is kept where it matters, and so
    is a camera's mark that a JPEG's colours are Adobe RGB. A file with nothing to drop comes back as it is. Raises
    ``Unstrippable``.
    """
    try:
        match form:
            case "JPEG" | "MPO":
                found = _jpeg(content, orientation, is_adobe=is_adobe)
            case "PNG":
                found = _png(content, orientation)
            case "WEBP":
                found = _webp(content, orientation)
            case "HEIF" | "AVIF":
                found = without_items(content)
            case _:
                return content, ()
    except (IndexError, struct.error) as failure:
        raise Unstrippable from failure
    return found if found[1] else (content, ())


def minimal_exif(orientation: int) -> bytes:
    """Return a TIFF block that says how to turn the picture, and nothing else."""
    return _TIFF_START + struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, orientation, 0, 0)


def minimal_adobe_exif(orientation: int) -> bytes:
    """Return a TIFF block that also says that colours are Adobe RGB, as DCF 2.0 does: uncalibrated, index R03."""
    first = struct.pack(">HHHIHHHHIII", 2, 0x0112, 3, 1, orientation, 0, 0x8769, 4, 1, 38, 0)
    camera = struct.pack(">HHHIHHHHIII", 2, 0xA001, 3, 1, 0xFFFF, 0, 0xA005, 4, 1, 68, 0)
    return _TIFF_START + first + camera + struct.pack(">HHHI4sI", 1, 0x0001, 2, 4, b"R03\0", 0)


def _jpeg(content: bytes, orientation: int, *, is_adobe: bool) -> tuple[bytes, tuple[str, ...]]:
    """Keep what decoding needs: of the applications' segments JFIF's (without its thumbnail), the profile, Adobe's."""
    kept, dropped = [content[:2]], set[str]()
    turned = _EXIF_START + (minimal_adobe_exif if is_adobe else minimal_exif)(orientation)
    wanted = is_adobe or orientation != UPRIGHT
    head = b"\xff\xe1" + struct.pack(">H", len(turned) + 2) + turned if wanted else b""
    place = 2
    for marker, start, end in _jpeg_segments(content):
        body = content[start + 4 : end]
        place = end
        if marker == APP0 and body[:5] == b"JFIF\0" and len(body) >= 14:
            kept.append(b"\xff\xe0\0\x10" + body[:12] + b"\0\0")
            dropped |= {REST} if len(body) > 14 else set()
            continue
        if marker == APP1 and body == turned and wanted:
            continue
        if not _is_spare(marker, body):
            kept.append(content[start:end])
            continue
        dropped |= _called(marker, body)
    if content[place:].strip(b"\0"):
        dropped.add(REST)
    first = 1 if len(kept) < 2 or kept[1][1] != APP0 else 2
    return b"".join([*kept[:first], head, *kept[first:]]), tuple(sorted(dropped))


def _is_spare(marker: int, body: bytes) -> bool:
    if marker == COM:
        return True
    is_colour = (marker == APP2 and body.startswith(b"ICC_PROFILE\0")) or (marker == APP14 and body[:5] == b"Adobe")
    return APP0 <= marker <= 0xEF and not is_colour


def _called(marker: int, body: bytes) -> set[str]:
    if marker == APP1 and body.startswith(_EXIF_START):
        return {EXIF}
    if marker == APP1 and body.startswith(_XMP_START):
        return {XMP}
    return {{APP13: IPTC, COM: COMMENT}.get(marker, REST)}


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield marker, start and end of every segment up to the end of the first picture; pixels go with their scan."""
    place = 2
    while True:
        if content[place] != 0xFF:
            raise Unstrippable
        marker = content[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker == EOI:
            yield marker, place, place + 2
            return
        end = place + 2 + int.from_bytes(content[place + 2 : place + 4], "big")
        if marker == SOS:
            end = _end_of_scan(content, end)
        if end > len(content):
            raise Unstrippable
        yield marker, place, end
        place = end


def _end_of_scan(content: bytes, place: int) -> int:
    """Step over a scan: in it 0xFF is followed by nought or by a mark of where to begin again."""
    while True:
        place = content.find(b"\xff", place)
        if place < 0 or place + 1 >= len(content):
            raise Unstrippable
        if content[place + 1] == 0 or 0xD0 <= content[place + 1] <= 0xD7:
            place += 2
        elif content[place + 1] == 0xFF:
            place += 1
        else:
            return place


def _png(content: bytes, orientation: int) -> tuple[bytes, tuple[str, ...]]:
    kept, dropped = [_PNG_START], set[str]()
    turned = minimal_exif(orientation)
    wanted = orientation != UPRIGHT
    place, kind = len(_PNG_START), b""
    while kind != b"IEND":
        size = int.from_bytes(content[place : place + 4], "big")
        kind = content[place + 4 : place + 8]
        chunk = content[place : place + 12 + size]
        if len(chunk) != 12 + size:
            raise Unstrippable
        place += len(chunk)
        if kind in _PNG_KEPT:
            kept.append(chunk)
        elif kind != b"eXIf" or chunk[8:-4] != turned or not wanted:
            dropped.add(_png_name(kind, chunk[8:-4]))
        if kind == b"IHDR" and wanted:
            kept.append(struct.pack(">I", len(turned)) + b"eXIf" + turned)
            kept.append(struct.pack(">I", zlib.crc32(b"eXIf" + turned)))
    if content[place:].strip(b"\0"):
        dropped.add(REST)
    return b"".join(kept), tuple(sorted(dropped))


def _png_name(kind: bytes, body: bytes) -> str:
    if kind == b"eXIf" or body.startswith(b"Raw profile type exif"):
        return EXIF
    if body.startswith(b"XML:com.adobe.xmp"):
        return XMP
    if body.startswith(b"Raw profile type iptc"):
        return IPTC
    return COMMENT if kind in (b"tEXt", b"zTXt", b"iTXt") else REST


def _webp(content: bytes, orientation: int) -> tuple[bytes, tuple[str, ...]]:
    chunks, dropped = [], set[str]()
    turned = minimal_exif(orientation)
    wanted = orientation != UPRIGHT
    end = 8 + int.from_bytes(content[4:8], "little")
    place = 12
    while place < end:
        kind, size = content[place : place + 4], int.from_bytes(content[place + 4 : place + 8], "little")
        body = content[place + 8 : place + 8 + size]
        place += 8 + size + size % 2
        if kind == b"VP8X":
            body = bytes([body[0] & ~(_WEBP_EXIF | _WEBP_XMP) | (_WEBP_EXIF if wanted else 0)]) + body[1:]
        if kind in _WEBP_KEPT:
            chunks.append((kind, body))
        elif kind != b"EXIF" or body.removeprefix(_EXIF_START) != turned or not wanted:
            dropped.add({b"EXIF": EXIF, b"XMP ": XMP}.get(kind, REST))
    if content[end:].strip(b"\0"):
        dropped.add(REST)
    if wanted:
        chunks.append((b"EXIF", turned))
    packed = b"".join(kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2) for kind, body in chunks)
    return b"RIFF" + struct.pack("<I", len(packed) + 4) + b"WEBP" + packed, tuple(sorted(dropped))
