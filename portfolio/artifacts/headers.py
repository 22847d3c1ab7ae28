"""What the first bytes of a picture say of it, read without a decoder: a decoder may take its
memory before anybody sees how large the picture is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MOST_PARTS = 10_000
"""Chunks or segments; each costs the decoder a turn. A picture of 5 MB has some hundred."""
MOST_SCANS = 40
"""Passes over the pixels of a JPEG. Progressive ones have about ten; each costs a whole decoding,
and an empty one a few bytes."""

_MARKER = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")
_ALONE = {0x01, *range(0xD0, 0xD8)}
_SIZES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _END = 0xDA, 0xD9


class Kind(StrEnum):
    """The kinds that are taken, by the names Pillow has for them."""

    PNG = "PNG"
    JPEG = "JPEG"
    WEBP = "WEBP"

    @property
    def label(self) -> str:
        return "WebP" if self is Kind.WEBP else self.value


ENDINGS = {
    "png": Kind.PNG,
    "jpg": Kind.JPEG,
    "jpeg": Kind.JPEG,
    "jpe": Kind.JPEG,
    "jfif": Kind.JPEG,
    "webp": Kind.WEBP,
}
"""What a file name may end in."""

_OTHERS = (
    (0, b"GIF8", "GIF"),
    (0, b"BM", "BMP"),
    (0, b"II*\0", "TIFF"),
    (0, b"MM\0*", "TIFF"),
    (0, b"\0\0\1\0", "ICO"),
    (0, b"%PDF", "PDF"),
    (0, b"PK", "ZIP"),
    (4, b"ftypavif", "AVIF"),
    (4, b"ftyp", "HEIC"),
)


class Damaged(Exception):
    """It begins like a picture and does not go on like one."""


@dataclass(frozen=True, slots=True)
class Header:
    """``moves``: more than one frame. ``is_sharp``: kept without loss, as screenshots are."""

    kind: Kind
    width: int
    height: int
    moves: bool = False
    is_sharp: bool = False


def kind_of(data: bytes) -> Kind | None:
    """What the content is; None for anything that is not taken."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Kind.WEBP
    return None


def other_kind(data: bytes) -> str:
    """What people call a file that is not taken: "GIF", "PDF"; "" where that is not known."""
    for at, mark, name in _OTHERS:
        if data.startswith(mark, at):
            return name
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start.startswith(b"<"):
        return ""
    return "SVG" if b"<svg" in start else "HTML"


def read(data: bytes) -> Header:
    """The header of a picture.

    Raises:
        Damaged: when it has none, no size, or more parts than a picture has.
    """
    kind = kind_of(data)
    if kind is None:
        raise Damaged
    found = {Kind.PNG: _png, Kind.JPEG: _jpeg, Kind.WEBP: _webp}[kind](data)
    if not (found.width and found.height):
        raise Damaged
    return found


# --- PNG ----------------------------------------------------------------------------------------


def _png(data: bytes) -> Header:
    if data[12:16] != b"IHDR" or len(data) < 33:
        raise Damaged
    moves = False
    for number, (name, at) in enumerate(_chunks(data)):
        if number >= MOST_PARTS:
            raise Damaged
        moves = moves or (name == b"acTL" and _number(data, at, 4) != 1)
    return Header(Kind.PNG, _number(data, 16, 4), _number(data, 20, 4), moves, is_sharp=True)


def _chunks(data: bytes) -> Iterator[tuple[bytes, int]]:
    """Name and place of each chunk, up to the last."""
    at = 8
    while at + 8 <= len(data):
        name = data[at + 4 : at + 8]
        yield name, at + 8
        if name == b"IEND":
            return
        at += 12 + _number(data, at, 4)


def _number(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "big")


# --- JPEG ---------------------------------------------------------------------------------------


def _jpeg(data: bytes) -> Header:
    sizes, scans = [], 0
    for number, (marker, at) in enumerate(_segments(data)):
        if marker in _SIZES:
            sizes.append((_number(data, at + 5, 2), _number(data, at + 3, 2)))
        scans += marker == _SCAN
        if number >= MOST_PARTS or scans > MOST_SCANS or len(sizes) > 1:
            raise Damaged
    if not sizes:
        raise Damaged
    return Header(Kind.JPEG, *sizes[0])


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Marker and place (of its length) of each segment, up to the end that the picture itself says:
    a telephone hangs films and further pictures behind it."""
    at = 2
    while found := _MARKER.search(data, at):
        marker, at = found[1][0], found.end()
        if marker == _END:
            return
        if marker in _ALONE:
            continue
        yield marker, at
        # After a scan's header come its pixels: the next marker is looked for from there.
        at += max(2, _number(data, at, 2))


# --- WebP ---------------------------------------------------------------------------------------


def _webp(data: bytes) -> Header:
    name, body = data[12:16], data[20:34]
    if len(body) < 10:
        raise Damaged
    if name == b"VP8X":
        size = int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
        return Header(Kind.WEBP, *size, moves=bool(body[0] & 2), is_sharp=b"VP8L" in data[:4096])
    if name == b"VP8L" and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        return Header(Kind.WEBP, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, is_sharp=True)
    if name == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        sizes = int.from_bytes(body[6:8], "little"), int.from_bytes(body[8:10], "little")
        return Header(Kind.WEBP, sizes[0] & 0x3FFF, sizes[1] & 0x3FFF)
    raise Damaged
