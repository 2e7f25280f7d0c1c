"""The parts of a workbook that are the same for every table (ECMA-376-2, and 18.2 and 18.8 of part 1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from html import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
LISTS = "mapae lists"  # the hidden sheet of what our files offer to choose from
_NAME_FORBIDS = re.compile(r"[\[\]:*?/\\]")


class Style(IntEnum):
    """Places in the table of formats below; every one is a text format, so leading zeros stay."""

    PLAIN = 0
    HEADING = 1
    EXAMPLE = 2
    WRAPPED = 3


_FORMAT = (
    '<xf numFmtId="49" fontId="{}" fillId="{}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"'
)
_WRAP = ' applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
_STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}">'
    '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font>'
    '<font><i/><sz val="11"/><color rgb="FF505A5F"/><name val="Calibri"/></font></fonts>'
    '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FF1D3C5C"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFF3F2F1"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="4">{_FORMAT.format(0, 0)}/>{_FORMAT.format(1, 2)}{_WRAP}{_FORMAT.format(2, 3)}{_WRAP}'
    f"{_FORMAT.format(0, 0)}{_WRAP}</cellXfs>"
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def fixed_parts(sheets: Sequence[tuple[str, bool]]) -> Iterator[tuple[str, str]]:
    """Name and text of each part. `sheets`: the name of each, and whether it is hidden."""
    numbers = range(1, len(sheets) + 1)
    types = "".join(_typed(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers)
    yield (
        "[Content_Types].xml",
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f"{_typed('/xl/workbook.xml', 'sheet.main')}{_typed('/xl/styles.xml', 'styles')}{types}</Types>",
    )
    yield "_rels/.rels", _relations(_relation(1, "officeDocument", "xl/workbook.xml"))
    named = "".join(_named(number, *sheet) for number, sheet in zip(numbers, sheets, strict=True))
    yield (
        "xl/workbook.xml",
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{_RELATIONS}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{named}</sheets></workbook>",
    )
    related = "".join(_relation(n, "worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
    yield "xl/_rels/workbook.xml.rels", _relations(related + _relation(len(sheets) + 1, "styles", "styles.xml"))
    yield "xl/styles.xml", _STYLES


def _typed(part: str, kind: str) -> str:
    return f'<Override PartName="{part}" ContentType="{_SHEET_TYPE}.{kind}+xml"/>'


def _relations(inside: str) -> str:
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'


def _named(number: int, name: str, is_hidden: bool) -> str:
    hidden = ' state="hidden"' if is_hidden else ""
    return f'<sheet name="{escape(_sheet_name(name, number))}" sheetId="{number}"{hidden} r:id="rId{number}"/>'


def _sheet_name(name: str, number: int) -> str:
    """As Excel allows: 31 characters, without its own signs."""
    return _NAME_FORBIDS.sub(" ", name).strip("' ")[:31] or f"Sheet{number}"
