"""Reports of lost and stolen documents: what is read, and everything that is wrong with a row at once."""

from __future__ import annotations

from datetime import date

import pytest

from mapae.core.screening.report import HeadingProblem, Report, ReportKind, WrongRow, read_reports

TODAY = date(2026, 11, 24)
HEADING = "issuing_state,document_number,reported_on,kind\n"


def read(*rows: str, heading: str = HEADING, is_demonstration: bool = True) -> list[Report | WrongRow]:
    return list(read_reports([heading, *(f"{row}\n" for row in rows)], TODAY, is_demonstration=is_demonstration))


def test_row_becomes_a_report_with_the_key_of_its_document() -> None:
    assert read("UTO,l 898-902c,2026-01-31,stolen") == [
        Report("UTO|L898902C", date(2026, 1, 31), ReportKind.STOLEN),
    ]


def test_columns_may_stand_in_any_order_and_empty_lines_are_none() -> None:
    rows = read("lost,2026-01-31,UTO,X1", "", heading="kind,reported_on,issuing_state,document_number\n")
    assert rows == [Report("UTO|X1", date(2026, 1, 31), ReportKind.LOST)]


@pytest.mark.parametrize(
    "heading", ["", "issuing_state,document_number\n", HEADING.strip() + ",extra\n", "UTO,X,Y,Z\n"]
)
def test_other_columns_are_no_list(heading: str) -> None:
    with pytest.raises(HeadingProblem):
        read("UTO,X1,2026-01-31,lost", heading=heading)


def test_all_that_is_wrong_is_told_at_once_with_its_line() -> None:
    assert read("UTO,X1,2026-01-31,lost", "QQQ,!,31.01.2026,gone", "UTO,X1", "UTO,X1,2026-11-25,lost") == [
        Report("UTO|X1", date(2026, 1, 31), ReportKind.LOST),
        WrongRow(3, ("state_unknown", "number_malformed", "day_malformed", "kind_unknown")),
        WrongRow(4, ("columns",)),
        WrongRow(5, ("day_to_come",)),
    ]


@pytest.mark.parametrize("day", ["2026-02-30", "20260131", "2026-1-31", "2026-W01-1", ""])
def test_day_that_is_none_is_refused(day: str) -> None:
    assert read(f"UTO,X1,{day},lost") == [WrongRow(2, ("day_malformed",))]


def test_germany_is_one_state_however_it_is_written() -> None:
    assert {
        row.document for row in read("D,X1,2026-01-31,lost", "DEU,X1,2026-01-31,lost") if isinstance(row, Report)
    } == {"D|X1"}


def test_invented_state_reports_only_in_a_demonstration_and_a_withdrawn_one_always() -> None:
    assert read("UTO,X1,2026-01-31,lost", is_demonstration=False) == [WrongRow(2, ("state_unknown",))]
    assert isinstance(read("ANT,X1,2026-01-31,lost", is_demonstration=False)[0], Report)
