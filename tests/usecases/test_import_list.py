"""Lists come in whole or not at all, as versions of which one is in force, and without a number of any document."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connections, transaction

from mapae.core.screening.report import HeadingProblem, RowProblem, WrongRow
from mapae.records.models import ListedDocument, ListVersion
from mapae.usecases.import_list import EmptyList, RowsRefused, import_lost_stolen, list_versions
from mapae.usecases.ports import Ports
from tests.room.clock import SetClock
from tests.usecases.leaves import leaves
from tests.usecases.steps import a_list

pytestmark = pytest.mark.django_db
HEADING = "issuing_state,document_number,reported_on,kind\n"
LOST, WRONG = "UTO,X1234567,2026-01-31,lost\n", "UTO,!,2026-01-31,lost\n"
DIGEST, TODAY = b"\x01" * 32, date(2026, 11, 22)


def test_import_keeps_blind_indexes_and_leaves_a_leaf(ports: Ports) -> None:
    version = import_lost_stolen(ports, [HEADING, LOST, LOST.replace("7", "8")], DIGEST, TODAY)
    rows = ListedDocument.objects.filter(version=version).order_by("id")
    assert [bytes(row.document_index) for row in rows] == [
        ports.keys.blind("document", "UTO|X1234567"),
        ports.keys.blind("document", "UTO|X1234568"),
    ]
    assert {(row.kind, row.reported_on) for row in rows} == {("lost", date(2026, 1, 31))}
    (leaf,) = leaves("list.imported")
    assert (leaf.object, leaf.actor) == (f"list_version:{version.id}", "operator")
    assert leaf.detail == {
        "list": "lost_stolen", "in_force_from": "2026-11-22", "sha256": DIGEST.hex(), "entries": "2", "skipped": "0",
    }  # fmt: skip


def test_one_wrong_row_keeps_everything_out_and_all_are_told(ports: Ports) -> None:
    with pytest.raises(RowsRefused) as refused, transaction.atomic():
        import_lost_stolen(ports, [HEADING, LOST, WRONG, LOST, "UTO\n"], DIGEST, TODAY)
    assert refused.value.wrong == (
        WrongRow(3, (RowProblem.NUMBER_MALFORMED,)),
        WrongRow(5, (RowProblem.COLUMNS,)),
    )
    assert not ListVersion.objects.exists()
    assert not ListedDocument.objects.exists()
    assert leaves("list.imported") == []


def test_wrong_rows_are_left_out_and_counted_where_asked(ports: Ports) -> None:
    version = import_lost_stolen(ports, [HEADING, LOST, WRONG, LOST, WRONG], DIGEST, TODAY, skip_wrong=True)
    assert (version.entries, version.skipped) == (2, 2)


@pytest.mark.parametrize("lines", [[HEADING], [HEADING, WRONG]])
def test_list_of_nothing_is_refused(ports: Ports, lines: list[str]) -> None:
    with pytest.raises(EmptyList), transaction.atomic():
        import_lost_stolen(ports, lines, DIGEST, TODAY, skip_wrong=True)
    assert not ListVersion.objects.exists()


def test_other_columns_are_refused(ports: Ports) -> None:
    with pytest.raises(HeadingProblem), transaction.atomic():
        import_lost_stolen(ports, ["number;state\n"], DIGEST, TODAY)


def test_latest_day_that_has_come_is_in_force(ports: Ports, clock: SetClock) -> None:
    old = a_list(ports, "UTO,X1,2026-01-31,lost", since=date(2026, 11, 1))
    to_come = a_list(ports, "UTO,X2,2026-01-31,lost", since=date(2026, 11, 30))
    older = a_list(ports, "UTO,X3,2026-01-31,lost", since=date(2026, 10, 1))
    assert [one.id for one in list_versions(ports)] == [to_come.id, old.id, older.id]
    assert [one.id for one in list_versions(ports) if one.is_in_force] == [old.id]
    clock.pass_by(days=8)
    assert [one.id for one in list_versions(ports) if one.is_in_force] == [to_come.id]


def test_of_one_day_the_later_import_is_in_force(ports: Ports, clock: SetClock) -> None:
    a_list(ports, "UTO,X1,2026-01-31,lost")
    clock.pass_by(seconds=1)
    later = a_list(ports, "UTO,X2,2026-01-31,lost")
    assert [one.id for one in list_versions(ports) if one.is_in_force] == [later.id]


def test_number_of_no_document_is_anywhere_in_the_tables(ports: Ports) -> None:
    a_list(ports, "UTO,Q7Z31X9C5K,2026-01-31,stolen")
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT d::text || v::text FROM listed_document d JOIN list_version v ON v.id = d.version_id")
        assert "Q7Z31X9C5K" not in cursor.fetchone()[0]
