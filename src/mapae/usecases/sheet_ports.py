"""What groups need of the world of files: sheets read, names of countries in every language, files written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
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


class WrittenKind(StrEnum):
    """The kinds of file that we write."""

    XLSX = "xlsx"
    CSV = "csv"


class Sheets(Protocol):
    """Files of groups. What is written comes in pieces, to be sent on one by one; rows are taken as they are needed."""

    def read(self, file: bytes) -> Sheet:
        """The sheet in an uploaded file, by its content. Raises SheetRefused; bounded in time and memory."""

    def state_names(self) -> Mapping[str, str]:
        """Codes of states and nationalities by their names in every shipped language, folded by `columns.fold`."""

    def template(self, language: str, kind: WrittenKind, fields: Sequence[str]) -> Iterator[bytes]:
        """A file to fill in with a column for each field, and one example row that reading skips."""

    def table(self, language: str, kind: WrittenKind, table: Table) -> Iterator[bytes]:
        """The table as a file: XLSX, or CSV in UTF-8 with a mark and the separator that Excel expects in that language."""

    def headings(self, language: str, fields: Sequence[str]) -> list[str]:
        """The heading of each field in our own files, which reading knows again."""

    def shown(self, field: str, raw: str, language: str) -> str:
        """A raw answer in the words of our own files, which reading knows again."""
