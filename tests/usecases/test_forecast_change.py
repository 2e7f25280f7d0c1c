"""The forecast counts the carriers' passengers whom the change concerns: by arrival day, each once, and no persons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count

import pytest
from django.db import connections

from mapae.usecases.add_carrier import add_carrier
from mapae.usecases.forecast_change import Counted, Forecast, forecast_change
from mapae.usecases.ports import Ports
from tests.faces.carrier.desk import Desk, grant, message, passenger
from tests.room.clock import SetClock

CHANGE = date(2027, 1, 1)
BEFORE = datetime(2026, 12, 31, 14, 59, 30, tzinfo=UTC)
_NUMBER = count(1)


@pytest.fixture
def desk(committed: None, ports: Ports, clock: SetClock) -> Iterator[Desk]:
    clock.set(BEFORE)
    made = Desk(ports, add_carrier(ports, "Invented Airways")[1])
    yield made
    made.close()


def ask(desk: Desk, arrival: str, *nationalities: str, number: str = "X1000", **told: object) -> None:
    people = [
        passenger(reference=str(n), number=f"{number}{n:04}", issuing_state=code, nationality=code, **told)
        for n, code in enumerate(nationalities)
    ]
    reply = desk.ask(message(*people, message_id=f"m-{next(_NUMBER)}", arrival=f"{arrival}T10:30"))
    assert reply.status_code == 200, reply.text


def found(ports: Ports) -> Forecast:
    forecast = forecast_change(ports)
    assert forecast is not None
    return forecast


def test_passengers_are_told_by_the_side_of_the_change_they_arrive_on(desk: Desk, ports: Ports) -> None:
    ask(desk, "2026-12-31", "USA", "JPN", "TUR")
    ask(desk, "2027-01-01", "USA", "USA", "TUR", number="X2000")
    forecast = found(ports)
    assert (forecast.change.day, forecast.is_over) == (CHANGE, False)
    assert forecast.by_day == [(date(2026, 12, 31), Counted(exempt=2)), (CHANGE, Counted(lacking=2))]
    assert forecast.by_carrier == [("Invented Airways", Counted(exempt=2, lacking=2))]
    assert forecast.total.concerned == 2


def test_whoever_has_an_authorization_is_concerned_and_ready(desk: Desk, ports: Ports) -> None:
    grant(ports, nationality="JPN", issuing_state="JPN", document_number="X30000000", arrival_day="2027-01-10")
    ask(desk, "2027-01-10", "JPN", "JPN", number="X3000")
    assert found(ports).total == Counted(ready=1, lacking=1)


def test_children_are_exempt_after_the_change_too(desk: Desk, ports: Ports) -> None:
    ask(desk, "2027-01-02", "USA", birth_date="2015-06-01")
    assert found(ports).total == Counted()
    assert found(ports).by_day == []


def test_passenger_who_is_asked_about_again_counts_once_by_the_newest_answer(desk: Desk, ports: Ports) -> None:
    ask(desk, "2027-01-02", "USA", number="X4000")
    ask(desk, "2027-01-02", "USA", number="X4000")
    assert found(ports).total == Counted(lacking=1)
    grant(ports, nationality="USA", issuing_state="USA", document_number="X40000000", arrival_day="2027-01-02")
    ask(desk, "2027-01-02", "USA", number="X4000")
    assert found(ports).total == Counted(ready=1)


def test_carriers_are_told_apart(desk: Desk, ports: Ports) -> None:
    other = Desk(ports, add_carrier(ports, "Another Invented Line")[1])
    try:
        ask(other, "2027-01-02", "USA", "JPN")
    finally:
        other.close()
    ask(desk, "2027-01-02", "USA")
    expected = [("Another Invented Line", Counted(lacking=2)), ("Invented Airways", Counted(lacking=1))]
    assert found(ports).by_carrier == expected


def test_midnight_turns_the_forecast_into_what_happened(desk: Desk, ports: Ports, clock: SetClock) -> None:
    ask(desk, "2027-01-01", "USA")
    assert not found(ports).is_over
    clock.pass_by(seconds=30)
    after = found(ports)
    assert (after.change.day, after.is_over, after.total) == (CHANGE, True, Counted(lacking=1))


@pytest.mark.parametrize(("now", "is_told"), [((2026, 10, 1), False), ((2027, 1, 14), True), ((2027, 1, 16), False)])
def test_change_that_is_far_away_is_not_told(
    desk: Desk, ports: Ports, clock: SetClock, now: tuple[int, int, int], is_told: bool
) -> None:
    clock.set(datetime(*now, 3, tzinfo=UTC))
    assert (forecast_change(ports) is not None) is is_told


def test_questions_from_before_nationalities_were_kept_are_left_out(desk: Desk, ports: Ports) -> None:
    ask(desk, "2027-01-02", "USA")
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE query_log SET nationalities = NULL")
    assert found(ports).total == Counted()


def test_nationality_that_is_none_is_not_kept(desk: Desk, ports: Ports) -> None:
    ask(desk, "2027-01-02", "USA", "QQQ")
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT nationalities FROM query_log")
        assert cursor.fetchall() == [(["USA", ""],)]
