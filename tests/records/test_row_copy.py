"""Rows by COPY: the same rows as by INSERT, under the same constraints."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction
from psycopg.errors import UniqueViolation

from mapae.records.models import GroupRow
from mapae.records.row_copy import copy_rows
from mapae.usecases.ports import Ports
from tests.records.group_rows import a_file, a_row

pytestmark = pytest.mark.django_db


def test_row_comes_back_as_it_was_made(ports: Ports) -> None:
    file = a_file(ports)
    bare, full = (
        GroupRow(
            id=uuid4(), group=file.group, number=number, answers_sealed=bytes(range(256)), problems=problems,
            checked_on=date(2026, 11, 30), changed_at=ports.clock.now(), **more,
        )
        for number, problems, more in (
            (1, 0, {}),
            (2, 300, {
                "version": 7, "document_index": b"\0" * 16, "person_index": b"\\x\n" * 4, "requirement": "required",
                "opts_in": True, "has_portrait": True, "file": file, "line": 19_999, "left_out": "person_twice",
            }),
        )
    )  # fmt: skip
    copy_rows([bare, full])
    for made in (bare, full):
        found = GroupRow.objects.get(id=made.id)
        assert _values(found) == _values(made)


def test_constraints_hold(ports: Ports) -> None:
    there = a_row(ports)
    with pytest.raises(UniqueViolation, match="group_row_has_a_number_of_its_own"), transaction.atomic():
        copy_rows([_like(there, number=there.number + 1), _like(there, number=there.number)])
    assert GroupRow.objects.filter(group=there.group).count() == 1


def test_no_rows_are_no_harm(ports: Ports) -> None:
    copy_rows([])
    assert not GroupRow.objects.exists()


def _like(row: GroupRow, number: int) -> GroupRow:
    return GroupRow(
        id=uuid4(), group=row.group, number=number, answers_sealed=b"x", problems=0, checked_on=row.checked_on,
        changed_at=row.changed_at,
    )  # fmt: skip


def _values(row: GroupRow) -> list[object]:
    return [getattr(row, field.attname) for field in GroupRow._meta.concrete_fields]
