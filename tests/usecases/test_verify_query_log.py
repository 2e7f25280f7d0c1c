"""The query log is held against its leaves: what a carrier asked cannot be changed, added or removed quietly."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections

from mapae.usecases.add_carrier import add_carrier
from mapae.usecases.ports import Ports
from mapae.usecases.verify_query_log import QueryLogFound, verify_query_log
from tests.faces.carrier.desk import Desk, message, passenger


@pytest.fixture
def desk(committed: None, ports: Ports) -> Iterator[Desk]:
    made = Desk(ports, add_carrier(ports, "Invented Airways")[1])
    for number in range(3):
        made.ask(message(passenger(), passenger(reference="2", number="U00000099")) | {"message_id": f"m-{number}"})
    yield made
    made.close()


def as_owner(statement: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)


def test_untouched_log_is_whole(desk: Desk) -> None:
    found = verify_query_log()

    assert found.ok
    assert found.whole >= 1


_LAST = "(SELECT max(id) FROM query_log)"


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (f"UPDATE query_log SET verdicts[1] = 'BOARD' WHERE id = {_LAST}", "changed"),
        (f"UPDATE query_log SET at = at + interval '1 second' WHERE id = {_LAST}", "changed"),
        (f"UPDATE query_log SET documents[1] = '\\x00' WHERE id = {_LAST}", "changed"),
        ("DELETE FROM query_log", "gone"),
        (f"UPDATE query_log SET block = gen_random_uuid() WHERE id = {_LAST}", "without_leaf"),
    ],
)
def test_tampering_by_a_database_administrator_is_found(desk: Desk, statement: str, told: str) -> None:
    as_owner(statement)
    found = verify_query_log()

    assert not found.ok
    assert getattr(found, told) >= 1


def test_empty_log_is_whole(committed: None) -> None:
    assert verify_query_log() == QueryLogFound(0, 0, 0, 0)
