"""What a file is by its first bytes, and whether opening it would cost more than a picture may."""

from __future__ import annotations

import re

from mapae.usecases.ports import MOST_PICTURE_BYTES, PictureRefused

_TAKEN = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"MiHE", b"MiPr"})
_NOT_TAKEN = (
    b"GIF8",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"II+\x00",
    b"\x00\x00\x01\x00",
    b"\xff\x0a",
    b"8BPS",
    b"\x00\x00\x00\x0cJXL ",
)
_MOST_SCANS = 100
_MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])", re.DOTALL)
_START_OF_SCAN, _END, _WITHOUT_LENGTH = 0xDA, 0xD9, frozenset({0x01, 0xD8})


def format_of(file: bytes) -> str:
    """JPEG, PNG, WEBP or HEIF, by the content and never by the name. Raises PictureRefused."""
    if not file:
        raise PictureRefused("empty")
    if len(file) > MOST_PICTURE_BYTES:
        raise PictureRefused("too_heavy", MOST_PICTURE_BYTES)
    for beginning, name in _TAKEN.items():
        if file.startswith(beginning):
            return name
    if file[:4] == b"RIFF" and file[8:12] == b"WEBP":
        return "WEBP"
    if file[4:8] == b"ftyp" and file[8:12] in _HEIF_BRANDS:
        return "HEIF"
    raise PictureRefused(_what_else(file))


def _what_else(file: bytes) -> str:
    if b"%PDF-" in file[:1024]:
        return "is_document"
    return "unknown_format" if file.startswith(_NOT_TAKEN) or file[4:8] == b"ftyp" else "not_a_picture"


def refuse_endless_scans(jpeg: bytes) -> None:
    """A JPEG may go over the whole picture again and again, for a few bytes a time. Raises PictureRefused."""
    place, scans = 2, 0
    while found := _MARKER.search(jpeg, place):
        kind = found[1][0]
        if kind == _END:
            return
        scans += kind == _START_OF_SCAN
        if scans > _MOST_SCANS:
            raise PictureRefused("damaged")
        length = 0 if kind in _WITHOUT_LENGTH else int.from_bytes(jpeg[found.end() : found.end() + 2], "big")
        place = found.end() + length
