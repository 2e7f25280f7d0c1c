"""A workbook's archive, looked through before any library builds something of it: sizes, forbidden XML, what to note."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from mapae.core.group.sheet import MOST_COLUMNS, MOST_ROWS, NoteCode
from mapae.gateways.sheets.kinds import FileKind
from mapae.usecases.sheet_ports import SheetRefused

MOST_UNPACKED = 250 * 1024 * 1024  # bytes of all entries together
MOST_PART = 150 * 1024 * 1024  # bytes of one entry
MOST_RATIO = 400  # times the packed size, for entries over a megabyte; blank rows reach 150
_CHUNK, _OVERLAP = 1024 * 1024, 4096
_DOCTYPE_BEGINS = (b"<!", b"<\0!\0")  # plain bytes are found in a fifth of the expression's time
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)|<\0!\0[DE]\0|\0<\0!\0[DE]")
_DATE_1904 = re.compile(rb"\bdate1904\s*=\s*[\"'](?:1|true|on)[\"']", re.IGNORECASE)
# The last value in a piece of a sheet, and the cell that it stands in.
_VALUES = (b"<v>", b"<v ", b"<is>", b"<is ")
_PLACE = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
# A value to the right of the hundredth column, CV.
_FAR_RIGHT = re.compile(rb"r=\"(?:[A-Z]{3}|[D-Z][A-Z]|C[W-Z])[0-9]{1,7}\"[^>]*[^>/]>\s*<(?:v|is|f)\b")
_FORMULA = re.compile(rb"<f[ >/]")
_ODF_FORMULA = b"table:formula="
_ODF_MERGED = re.compile(rb"table:number-(?:columns|rows)-spanned=\"(?!1\")")


@dataclass(slots=True)
class Inspection:
    """What was seen on the way. `has_merged` is looked for in ODS only, the library tells it of XLSX."""

    counts_from_1904: bool = False
    has_formulas: bool = False
    has_merged: bool = False
    has_macros: bool = False
    has_errors: bool = False
    notes: list[tuple[str, dict[str, str]]] = field(default_factory=list)


def inspect(file: bytes, kind: FileKind) -> Inspection:
    """Look through the archive; an old workbook is none. Raises SheetRefused."""
    seen = Inspection()
    if kind is not FileKind.XLS:
        try:
            with zipfile.ZipFile(BytesIO(file)) as archive:
                _look_through(archive, seen)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError) as fault:
            raise SheetRefused("damaged") from fault
    if seen.has_macros:
        seen.notes.append((NoteCode.MACROS_IGNORED, {}))
    if seen.has_formulas:
        seen.notes.append((NoteCode.FORMULAS_AS_VALUES, {}))
    if seen.has_errors:
        seen.notes.append((NoteCode.ERRORS_LEFT_BLANK, {}))
    return seen


def _look_through(archive: zipfile.ZipFile, seen: Inspection) -> None:
    total = 0
    names: set[str] = set()
    for entry in archive.infolist():
        if entry.filename in names or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise SheetRefused("damaged")
        names.add(entry.filename)
        total += _size(entry)
        if total > MOST_UNPACKED:
            raise SheetRefused("unpacks_too_large", {"most": str(MOST_UNPACKED)})
        _look_at(archive, entry, seen)


def _size(entry: zipfile.ZipInfo) -> int:
    """As the directory says it: `zipfile` reads no more than that, and refuses an entry that has more."""
    is_dense = entry.file_size > 1024 * 1024 and entry.file_size > MOST_RATIO * max(1, entry.compress_size)
    if entry.file_size > MOST_PART or is_dense:
        raise SheetRefused("unpacks_too_large", {"most": str(MOST_PART)})
    return entry.file_size


def _look_at(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, seen: Inspection) -> None:
    name = entry.filename
    if name.endswith("vbaProject.bin") or name.startswith("Basic/"):
        seen.has_macros = True
    if not name.endswith((".xml", ".rels")):
        return
    is_sheet = name.startswith("xl/worksheets/")
    for piece in _pieces(archive, entry):
        if any(one in piece for one in _DOCTYPE_BEGINS) and _DOCTYPE.search(piece):
            raise SheetRefused("dangerous_xml")
        if is_sheet:
            _look_at_cells(piece, seen)
        elif name == "xl/workbook.xml":
            seen.counts_from_1904 |= bool(_DATE_1904.search(piece))
        elif name == "content.xml":
            seen.has_formulas |= _ODF_FORMULA in piece
            seen.has_merged |= bool(_ODF_MERGED.search(piece))


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The entry piece by piece, each beginning with the end of the one before."""
    with archive.open(entry) as stream:
        kept = b""
        while chunk := stream.read(_CHUNK):
            yield kept + chunk
            kept = chunk[-_OVERLAP:]


def _look_at_cells(piece: bytes, seen: Inspection) -> None:
    """Honest sheets with something far below or far to the right are told so; of others the memory's limit takes care."""
    seen.has_formulas |= bool(_FORMULA.search(piece))
    seen.has_errors |= b't="e"' in piece
    last = max(map(piece.rfind, _VALUES))
    places = list(_PLACE.finditer(piece, max(0, last - 2000), last + 1)) if last >= 0 else []
    if places and int(places[-1][2]) > MOST_ROWS:
        raise SheetRefused("too_many_rows", {"most": str(MOST_ROWS), "found": places[-1][2].decode()})
    if _FAR_RIGHT.search(piece):
        raise SheetRefused("too_many_columns", {"most": str(MOST_COLUMNS)})
