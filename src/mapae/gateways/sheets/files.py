"""The gateway of group files: one value for the port."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mapae.core.group.sheet import Sheet
from mapae.gateways.sheets import templates
from mapae.gateways.sheets.reading import read_sheet
from mapae.gateways.sheets.state_names import state_names
from mapae.gateways.sheets.writing import csv_pieces, xlsx_pieces
from mapae.usecases.sheet_ports import Table, WrittenKind


class SheetFiles:
    """See the port `Sheets`."""

    def read(self, file: bytes) -> Sheet:
        return read_sheet(file)

    def state_names(self) -> Mapping[str, str]:
        return state_names()

    def template(self, language: str, kind: WrittenKind, fields: Sequence[str]) -> Iterator[bytes]:
        write = templates.template_xlsx if kind is WrittenKind.XLSX else templates.template_csv
        return write(language, fields)

    def table(self, language: str, kind: WrittenKind, table: Table) -> Iterator[bytes]:
        return xlsx_pieces(table) if kind is WrittenKind.XLSX else csv_pieces(table, language)

    def headings(self, language: str, fields: Sequence[str]) -> list[str]:
        return templates.headings(language, fields)

    def shown(self, field: str, raw: str, language: str) -> str:
        return templates.written(field, raw, language)
