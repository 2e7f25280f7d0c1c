"""What groups need of the world of files: sheets read, names of countries in every language, files written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from mapae.core.group.sheet import Sheet

REFUSALS = (
    "empty", "too_heavy", "too_many_rows", "too_many_columns", "too_much_text", "too_complex", "unpacks_too_large",
    "encrypted", "damaged", "dangerous_xml", "no_visible_sheet", "is_pdf", "is_picture", "is_document", "is_web_page",
    "is_archive", "other_workbook", "not_a_table", "encoding_unknown", "mixed_encodings",
)  # fmt: skip


class SheetRefused(Exception):
    """A file that cannot be read as a sheet. `code` is one of REFUSALS; `details` hold what its sentence names:
    `most` (the limit, in its own unit), `found`, `line`. Nothing of the file's content but that."""

    def __init__(self, code: str, details: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.details = details or {}


@dataclass(frozen=True, slots=True)
class Table:
    """What is written: a name for the sheet, headings, and rows of texts. Every cell is written as text, never as a
    formula. `widths` in characters."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[str]]
    widths: Sequence[int] = field(default=())


class Sheets(Protocol):
    """Files of groups."""

    def read(self, file: bytes) -> Sheet:
        """The sheet in an uploaded file, by its content. Raises SheetRefused; bounded in time and memory."""

    def state_names(self) -> Mapping[str, str]:
        """Codes of states and nationalities by their names in every shipped language, folded by `columns.fold`."""

    def template(self, language: str, kind: str) -> bytes:
        """An empty file to fill in, `kind` xlsx or csv, with one example row that reading skips."""

    def write_xlsx(self, table: Table) -> bytes:
        """The table as a workbook; rows are taken one by one."""

    def write_csv(self, table: Table) -> Iterator[bytes]:
        """The table as UTF-8 with a byte order mark and commas, in pieces; rows are taken one by one."""
