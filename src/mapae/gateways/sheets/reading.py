"""An uploaded file as a sheet: which kind it is decides who reads it."""

from __future__ import annotations

from mapae.core.group.sheet import MOST_BYTES, Sheet
from mapae.gateways.sheets.delimited import read_delimited
from mapae.gateways.sheets.kinds import FileKind, kind_of
from mapae.gateways.sheets.workbooks import read_workbook
from mapae.usecases.sheet_ports import SheetRefused

_READ_ELSEWHERE = {
    FileKind.PDF: "is_pdf",
    FileKind.PICTURE: "is_picture",
    FileKind.DOCUMENT: "is_document",
    FileKind.WEB_PAGE: "is_web_page",
    FileKind.ARCHIVE: "is_archive",
    FileKind.OTHER_WORKBOOK: "other_workbook",
    FileKind.ENCRYPTED: "encrypted",
    FileKind.DAMAGED: "damaged",
}


def read_sheet(file: bytes) -> Sheet:
    """See the port. Text is read here, workbooks in a process of their own."""
    if not file:
        raise SheetRefused("empty")
    if len(file) > MOST_BYTES:
        raise SheetRefused("too_heavy", {"most": str(MOST_BYTES), "found": str(len(file))})
    kind = kind_of(file)
    if kind in _READ_ELSEWHERE:
        raise SheetRefused(_READ_ELSEWHERE[kind])
    return read_delimited(file) if kind is FileKind.TEXT else read_workbook(file, kind)
