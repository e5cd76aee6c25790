"""Tell whether a photo file arrived whole, by the marks its own format sets, without decoding a pixel."""

from __future__ import annotations

START_OF_SCAN, END_OF_IMAGE = 0xDA, b"\xff\xd9"


def form_of(content: bytes) -> str:
    """Return Pillow's name of the format that the first bytes promise; empty for one without an end to look for."""
    if content.startswith(b"\xff\xd8"):
        return "JPEG"
    if content.startswith(b"\x89PNG"):
        return "PNG"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "WEBP"
    return "AVIF" if content[4:8] == b"ftyp" else ""


def is_whole(content: bytes, form: str) -> bool:
    """Look for the end of a photo of this format (Pillow's name); formats without such a mark pass."""
    match form:
        case "JPEG" | "MPO":
            return _jpeg(content)
        case "PNG":
            return content.rfind(b"IEND") > 0
        case "WEBP":
            return len(content) >= 8 + int.from_bytes(content[4:8], "little")
        case "HEIF" | "AVIF":
            return _boxes(content)
    return True


def is_intact(content: bytes) -> bool:
    """Tell whether a variant we wrote once is still all there: disks that lose power leave empty or cut files."""
    match form_of(content):
        case "JPEG":
            return content.endswith(END_OF_IMAGE)
        case "WEBP":
            return len(content) == 8 + int.from_bytes(content[4:8], "little")
        case "AVIF":
            return _boxes(content)
    return False


def _jpeg(content: bytes) -> bool:
    """Step over the segments before the pixels: the small picture in the metadata has an end mark of its own."""
    place = 2
    while place + 4 <= len(content) and content[place] == 0xFF:
        if content[place + 1] == START_OF_SCAN:
            return content.find(END_OF_IMAGE, place) > 0
        if content[place + 1] == 0xFF:
            place += 1
        else:
            place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    return False


def _boxes(content: bytes) -> bool:
    """Step over the boxes to the end of the one that holds the pixels; what phones append after it is no matter."""
    place = 0
    while place + 8 <= len(content):
        size, kind = int.from_bytes(content[place : place + 4], "big"), content[place + 4 : place + 8]
        if size == 1:
            size = int.from_bytes(content[place + 8 : place + 16], "big")
        place = len(content) if size == 0 else place + max(size, 8)
        if kind == b"mdat":
            return place <= len(content)
    return 0 < place == len(content)
