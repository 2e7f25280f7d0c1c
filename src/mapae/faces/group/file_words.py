"""Words for uploaded files: why one cannot be read, what was left aside, and what its columns may be."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mapae.core.group.columns import FIELDS_IN_FILES
from mapae.core.group.headings import IGNORED, LINE_1, LINE_2, MARK, OPTS_IN
from mapae.core.group.sheet import NoteCode
from mapae.faces.group.row_words import short_label
from mapae.usecases.sheet_ports import REFUSALS

Words = Mapping[str, str | Promise]
_MEGABYTE = 1024 * 1024

REFUSED: Words = {
    "empty": _("The file is empty. Choose the file with your travellers again"),
    "too_heavy": _("The file is larger than %(most)s MB. Remove pictures and sheets that are not needed, or split it"),
    "too_many_rows": _("The file has more than %(most)s rows. Split it into several files"),
    "too_many_columns": _("The file has more than %(most)s columns. Remove those that are not needed"),
    "too_much_text": _("The file holds more text than we can take in. Split it into several files"),
    "too_complex": _(
        "The file is too complex to be opened. Copy the table into a new file and save it as XLSX or CSV"
    ),
    "unpacks_too_large": _(
        "The file becomes too large when it is opened. Copy the table into a new file and save it as XLSX or CSV"
    ),
    "encrypted": _("The file is protected by a password. Save it without one and choose it again"),
    "damaged": _("The file is damaged or incomplete. Save it again in your program and choose it again"),
    "dangerous_xml": _("The file has parts that we do not open for safety. Copy the table into a new file and save it"),
    "no_visible_sheet": _("All sheets of the file are hidden. Show the sheet with the travellers and save the file again"),
    "is_pdf": _("The file is a PDF document, and we need a table. Save it as XLSX, ODS or CSV"),
    "is_picture": _("The file is a picture, and we need a table. Save your list as XLSX, ODS or CSV"),
    "is_document": _("The file is a text document, and we need a table. Save your list as XLSX, ODS or CSV"),
    "is_web_page": _("The file is a web page, whatever its name says. Open it in your program and save it as XLSX or CSV"),
    "is_archive": _("The file is an archive. Unpack it and choose the table that is in it"),
    "other_workbook": _("The file is of a program that we cannot read. Save it as XLSX, ODS or CSV"),
    "not_a_table": _("There is no table in the file. Save your list as XLSX, ODS or CSV"),
    "encoding_unknown": _("The letters of the file cannot be read. Save it as XLSX, or as CSV in UTF-8"),
    "mixed_encodings": _(
        "The letters of the file are written in two ways, from line %(line)s on differently. "
        "Save it as XLSX, or as CSV in UTF-8"
    ),
    "no_travellers": _("There is nobody in the file below the headings. Add your travellers and choose it again"),
    "too_many_people": _("There are %(found)s people in the file, and this group may have %(most)s. Split it"),
    "group_is_full": _("This group may have %(most)s people, and some of the file are too many. The first ones were taken"),
    "replaced": _("Another file was chosen instead"),
    "not_an_archive": _("The file is no ZIP file, or it is damaged. Put the photos into a ZIP file and choose it again"),
    "no_pictures": _("There are no photos in the file. Put them into a ZIP file and choose it again"),
    "too_many_pictures": _("There are more photos in the file than a group can have. Split it"),
}  # fmt: skip
_UNIT = {"too_heavy": _MEGABYTE}

NOTES: Mapping[NoteCode, Promise] = {
    NoteCode.HIDDEN_SHEETS_IGNORED: _("Hidden sheets were not read: %(names)s"),
    NoteCode.OTHER_SHEETS_IGNORED: _("Only the first sheet was read. Not read: %(names)s"),
    NoteCode.MACROS_IGNORED: _("The file has macros. They were not run"),
    NoteCode.MERGED_CELLS: _("Some cells are merged: only the first row of each has the value"),
    NoteCode.FORMULAS_AS_VALUES: _("Some cells are formulas. Their last results were taken"),
    NoteCode.ENCODING_TAKEN: _(
        "The file does not say how its letters are written; it was read as %(encoding)s. Look at the names"
    ),
    NoteCode.SEPARATOR_TAKEN: _("The columns were told apart by this sign: %(separator)s"),
}  # fmt: skip
_SEPARATORS: Words = {"comma": _("comma"), "semicolon": _("semicolon"), "tab": _("tab")}

ANSWERS_IN_FILES = tuple(one for one in FIELDS_IN_FILES if one not in (MARK, IGNORED))
IN_TEMPLATES = tuple(one for one in FIELDS_IN_FILES if one not in (IGNORED, LINE_1, LINE_2))
_OTHERS: Words = {
    OPTS_IN: _("Applies even if exempt"),
    LINE_1: _("First line of the passport (MRZ)"),
    LINE_2: _("Second line of the passport (MRZ)"),
}
READINGS: Words = {
    "day_first": _("the day comes first"),
    "month_first": _("the month comes first"),
    "from_1900": _("as Excel counts days on Windows"),
    "from_1904": _("as old Excel counts days on a Mac"),
}


def sentence_for_file(code: str, details: Mapping[str, str]) -> str:
    """Why a file was refused. Raises KeyError for a code without words."""
    said = {"most": "", "found": "", "line": "", **details}
    if code in _UNIT and said["most"]:
        said["most"] = str(int(said["most"]) // _UNIT[code])
    return str(REFUSED[code]) % said


def sentence_for_note(code: str, details: Mapping[str, str]) -> str:
    """What was left aside or taken by evidence."""
    said = {"names": "", "encoding": "", "separator": "", **details}
    said["separator"] = str(_SEPARATORS.get(said["separator"], said["separator"]))
    return str(NOTES[NoteCode(code)]) % said


def label_in_file(field: str) -> str:
    """What a column holds."""
    return str(_OTHERS[field]) if field in _OTHERS else short_label(field)


assert set(REFUSALS) <= set(REFUSED)
