"""Write the machine-readable zone with its check digits, names cut as Doc 9303-4, 4.2.3 allows."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from mapae.core.documents.check_digits import check_digit
from mapae.core.documents.mrz_dates import birth_of, expiry_of
from mapae.core.documents.mrz_layouts import (
    LAYOUTS,
    MAY_COUNT_THE_FILLER,
    Checked,
    CheckPlace,
    Layout,
    LongNumber,
    MrzFields,
    Span,
    is_document_code,
)
from mapae.core.documents.partial_date import PartialDateProblem

_CODE = re.compile(r"[A-Z][0-9A-Z]?")
_STATE = re.compile(r"[A-Z]{1,3}")
_NAME = re.compile(r"[A-Z]+(<[A-Z]+)*")
_NUMBER = re.compile(r"[0-9A-Z]+(<+[0-9A-Z]+)*")
_OPTIONAL = re.compile(r"([0-9A-Z<]*[0-9A-Z])?")
# Only to see whether a date is in the calendar: which century does not matter for that.
_ANY_DAY = date(2000, 12, 31)


class WritingProblem(StrEnum):
    FORMAT = "format"
    TOO_LONG = "too_long"
    NOT_OF_THIS_LAYOUT = "not_of_this_layout"


class CannotWrite(ValueError):
    """The fields fit no zone; `code` says why and `field` names the one of MrzFields that is wrong."""

    def __init__(self, code: WritingProblem, field: str) -> None:
        super().__init__(f"{field}: {code}")
        self.code = code
        self.field = field


def write(fields: MrzFields) -> tuple[str, ...]:
    """The lines. What `read` finds no problem in is written as it was read. Raises CannotWrite."""
    layout = LAYOUTS[fields.format]
    _check(fields, layout)
    page = _Page(layout)
    page.put(layout.code, fields.code)
    page.put(layout.issuer, fields.issuer)
    page.put(layout.names, fitted_name(fields.primary, fields.secondary, layout.names.length))
    page.put(layout.nationality, fields.nationality)
    page.put(layout.birth, fields.birth)
    page.put(layout.sex, "<" if fields.sex == "X" else fields.sex)
    page.put(layout.expiry, fields.expiry)
    _put_number_and_optional(page, fields)
    return page.lines()


class _Page:
    """Lines of fillers to write into."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._rows = [["<"] * layout.width for _ in range(layout.lines)]

    def put(self, span: Span, text: str) -> None:
        self._rows[span.line - 1][span.first - 1 : span.last] = text.ljust(span.length, "<")

    def put_check_digit(self, place: CheckPlace) -> None:
        lines = self.lines()
        self.put(place.at, check_digit("".join(span.of(lines) for span in place.over)))

    def lines(self) -> tuple[str, ...]:
        return tuple("".join(row) for row in self._rows)


def _put_number_and_optional(page: _Page, fields: MrzFields) -> None:
    """The check digits too: the composite one runs over all others."""
    layout, size = page.layout, page.layout.number.length
    number, rest = fields.number[:size], fields.number[size:]
    runs_on = bool(rest) and layout.long_number is LongNumber.RUNS_ON
    page.put(layout.number, number)
    page.put(
        layout.optional[0],
        f"{rest}{_long_digit(fields, number, rest)}<{fields.optional}" if runs_on else fields.optional,
    )
    if len(layout.optional) > 1:
        page.put(layout.optional[1], fields.second_optional)
    for place in layout.checks:
        is_filler = (place.of is Checked.NUMBER and runs_on) or (
            place.of is Checked.OPTIONAL and fields.has_filler_check
        )
        if not is_filler:
            page.put_check_digit(place)


def _may_count_the_filler(fields: MrzFields, layout: Layout) -> bool:
    """Only where an issuer does so, and where it makes a difference: otherwise nobody could read it."""
    if layout.long_number is not LongNumber.RUNS_ON or fields.issuer not in MAY_COUNT_THE_FILLER:
        return False
    size = layout.number.length
    number, rest = fields.number[:size], fields.number[size:]
    return check_digit(f"{number}<{rest}") != check_digit(number + rest)


def _long_digit(fields: MrzFields, number: str, rest: str) -> str:
    return check_digit(f"{number}<{rest}" if fields.counts_filler else number + rest)


def _check(fields: MrzFields, layout: Layout) -> None:
    for name, pattern in (
        ("code", _CODE), ("issuer", _STATE), ("nationality", _STATE), ("primary", _NAME), ("number", _NUMBER),
        ("optional", _OPTIONAL), ("second_optional", _OPTIONAL),
    ):  # fmt: skip
        if not pattern.fullmatch(getattr(fields, name)):
            raise CannotWrite(WritingProblem.FORMAT, name)
    if fields.secondary and not _NAME.fullmatch(fields.secondary):
        raise CannotWrite(WritingProblem.FORMAT, "secondary")
    if fields.sex not in ("F", "M", "X"):
        raise CannotWrite(WritingProblem.FORMAT, "sex")
    if not is_document_code(layout, fields.code):
        raise CannotWrite(WritingProblem.NOT_OF_THIS_LAYOUT, "code")
    _check_dates(fields)
    _check_lengths(fields, layout)


def _check_dates(fields: MrzFields) -> None:
    try:
        birth_of(fields.birth, _ANY_DAY)
    except PartialDateProblem as problem:
        raise CannotWrite(WritingProblem.FORMAT, "birth") from problem
    try:
        expiry_of(fields.expiry, _ANY_DAY)
    except PartialDateProblem as problem:
        raise CannotWrite(WritingProblem.FORMAT, "expiry") from problem


def _check_lengths(fields: MrzFields, layout: Layout) -> None:
    over = len(fields.number) - layout.number.length
    room = layout.optional[0].length
    if over > 0 and layout.long_number is LongNumber.REFUSED:
        raise CannotWrite(WritingProblem.TOO_LONG, "number")
    if over > 0 and layout.long_number is LongNumber.RUNS_ON:
        if "<" in fields.number[layout.number.length - 1 :]:
            raise CannotWrite(WritingProblem.FORMAT, "number")
        room -= over + 2  # the rest, its check digit and a filler
        if room < 0:
            raise CannotWrite(WritingProblem.TOO_LONG, "number")
    if fields.counts_filler and not (over > 0 and _may_count_the_filler(fields, layout)):
        raise CannotWrite(WritingProblem.NOT_OF_THIS_LAYOUT, "counts_filler")
    if len(fields.optional) > room:
        raise CannotWrite(WritingProblem.TOO_LONG, "optional")
    second = layout.optional[1].length if len(layout.optional) > 1 else 0
    if len(fields.second_optional) > second:
        code = WritingProblem.TOO_LONG if second else WritingProblem.NOT_OF_THIS_LAYOUT
        raise CannotWrite(code, "second_optional")
    if fields.has_filler_check and (fields.optional or not layout.check_of(Checked.OPTIONAL)):
        raise CannotWrite(WritingProblem.NOT_OF_THIS_LAYOUT, "has_filler_check")


def fitted_name(primary: str, secondary: str, width: int) -> str:
    """Both identifiers in at most `width` characters; a name that is cut has a letter in the last position.

    Of the legal ways to cut (there is no single one) this takes the simplest: as much of the primary identifier as
    leaves room for a letter of the secondary one, then as much of that as fits. Raises CannotWrite for more initials than
    fit where none can be left off so that a letter comes last.
    """
    whole = f"{primary}<<{secondary}" if secondary else primary
    if len(whole) <= width:
        return whole
    for kept in range(min(len(primary), width - 3 if secondary else width), 0, -1):
        tail = f"<<{secondary}"[: width - kept] if secondary else ""
        if kept + len(tail) < width:
            break
        if primary[kept - 1] != "<" and (not tail or tail[-1] != "<"):
            return primary[:kept] + tail
    return fitted_name(*_shortened(primary, secondary), width)


def _shortened(primary: str, secondary: str) -> tuple[str, str]:
    """One letter less, in the longest part of the primary identifier or, if that has initials alone, of the secondary one."""
    if (shorter := _with_shorter_part(primary)) != primary:
        return shorter, secondary
    if (shorter := _with_shorter_part(secondary)) != secondary:
        return primary, shorter
    raise CannotWrite(WritingProblem.TOO_LONG, "secondary" if secondary else "primary")


def _with_shorter_part(name: str) -> str:
    parts = name.split("<")
    longest = max(range(len(parts)), key=lambda index: len(parts[index]))
    parts[longest] = parts[longest][:-1] or parts[longest]
    return "<".join(parts)
