"""What a file is by its first bytes, and for archives by the names inside; its own name says nothing."""

from __future__ import annotations

import re
import zipfile
from enum import Enum, auto
from io import BytesIO

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"PK\x05\x06", b"PK\x07\x08")
_WEB = re.compile(rb"\s*(?:<!doctype html|<html|<\?xml|<table)", re.IGNORECASE)
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")  # MS-OFFCRYPTO, 2.3.4.4
_OLE_WORKBOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))  # MS-XLS, 2.1.2
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_END_OF_ARCHIVE = b"PK\x05\x06"
MOST_ENTRIES = 2_000  # of an archive: sheets, styles, pictures; a workbook of people has some twenty
_MOST_DIRECTORY = 1_000_000  # bytes


class FileKind(Enum):
    """Kinds that are read, and kinds that are told apart only to say so."""

    TEXT = auto()
    XLSX = auto()
    ODS = auto()
    XLS = auto()
    PDF = auto()
    PICTURE = auto()
    DOCUMENT = auto()
    WEB_PAGE = auto()
    ARCHIVE = auto()
    OTHER_WORKBOOK = auto()
    ENCRYPTED = auto()
    DAMAGED = auto()


def kind_of(file: bytes) -> FileKind:
    """The kind by content alone; TEXT is what nothing else claims."""
    if file.startswith(_ZIP):
        return _kind_of_archive(file)
    if file.startswith(_OLE):
        return _kind_of_compound(file)
    if b"%PDF-" in file[:1024]:
        return FileKind.PDF
    if file.startswith(_PICTURES) or file[4:8] == b"ftyp" or (file[:4] == b"RIFF" and file[8:12] == b"WEBP"):
        return FileKind.PICTURE
    if file.startswith(b"{\\rtf"):
        return FileKind.DOCUMENT
    if file.startswith(_ARCHIVES):
        return FileKind.ARCHIVE
    return FileKind.WEB_PAGE if _WEB.match(file.removeprefix(b"\xef\xbb\xbf")[:512]) else FileKind.TEXT


def _kind_of_archive(file: bytes) -> FileKind:
    if not _has_small_directory(file):
        return FileKind.DAMAGED
    try:
        with zipfile.ZipFile(BytesIO(file)) as archive:
            names = set(archive.namelist())
            mimetype = _mimetype(archive) if "mimetype" in names else b""
            is_locked = any(entry.flag_bits & 1 for entry in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError):
        return FileKind.DAMAGED
    if is_locked:
        return FileKind.ENCRYPTED
    if mimetype.startswith(_ODS) and "content.xml" in names:
        return FileKind.ODS
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    if "xl/workbook.bin" in names or "Index/Document.iwa" in names:
        return FileKind.OTHER_WORKBOOK
    return FileKind.DOCUMENT if mimetype or "[Content_Types].xml" in names else FileKind.ARCHIVE


def _has_small_directory(file: bytes) -> bool:
    """By the record at the end (APPNOTE 4.3.16), before anything is made of the directory. ZIP64 is for larger files."""
    at = file.rfind(_END_OF_ARCHIVE, max(0, len(file) - 65_557))
    if at < 0 or len(file) < at + 22:
        return False
    entries, size = int.from_bytes(file[at + 10 : at + 12], "little"), int.from_bytes(file[at + 12 : at + 16], "little")
    return 0 < entries <= MOST_ENTRIES and size <= _MOST_DIRECTORY


def _mimetype(archive: zipfile.ZipFile) -> bytes:
    with archive.open("mimetype") as entry:
        return entry.read(200)


def _kind_of_compound(file: bytes) -> FileKind:
    """A compound file: a locked XLSX, an old workbook, or a document of another program."""
    if _ENCRYPTED_PACKAGE in file:
        return FileKind.ENCRYPTED
    return FileKind.XLS if any(name in file for name in _OLE_WORKBOOKS) else FileKind.DOCUMENT
