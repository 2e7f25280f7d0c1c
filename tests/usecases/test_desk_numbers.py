"""The numbers are those of what was done, by days at the destination."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mapae.usecases.decide import decide_by_machine, grant_by_officer
from mapae.usecases.desk_numbers import Times, read_numbers
from mapae.usecases.ports import Ports
from tests.room.clock import SetClock
from tests.usecases.steps import a_granted, a_paid, a_referred, an_officer, refuse

pytestmark = pytest.mark.django_db


def test_without_anything_every_day_is_there_with_zeros(ports: Ports) -> None:
    numbers = read_numbers(ports, 7)
    assert [str(one.day) for one in numbers.volumes] == [f"2026-11-{day}" for day in range(16, 23)]
    assert {(one.submitted, one.granted, one.refused) for one in numbers.volumes} == {(0, 0, 0)}
    assert numbers.every == numbers.machine == numbers.officers == Times()
    assert (numbers.ages, numbers.oldest_hours) == ((0, 0, 0, 0, 0), 0)


def test_percentiles_and_shares_are_counted_from_payment_to_decision(ports: Ports, clock: SetClock) -> None:
    officer = an_officer(ports)
    waits = [1, 25, 73]
    for number, hours in enumerate(waits):
        person = {"given_names": "ABCDE"[number], "document_number": f"U{number}"}
        case = a_referred(ports, arrival_day="2026-12-30", **person)
        clock.pass_by(hours=hours)
        if number == 1:
            refuse(ports, case.id, officer, ["entry_ban"])
        else:
            grant_by_officer(ports, case.id, officer, case.version)
    a_granted(ports, document_number="U9", arrival_day="2026-12-30")
    numbers = read_numbers(ports, 7)
    assert numbers.officers == Times(3, 25.0, pytest.approx(68.2), pytest.approx(2 / 3), pytest.approx(1 / 3))
    assert (numbers.machine.decisions, numbers.machine.p95_hours) == (1, 0)
    assert numbers.every.decisions == 4
    assert sum(one.submitted for one in numbers.volumes) == 4
    assert [sum(one.granted for one in numbers.volumes), sum(one.refused for one in numbers.volumes)] == [3, 1]
    assert sum(times.decisions for _day, times in numbers.by_day) == 4


def test_day_begins_at_midnight_of_the_destination(ports: Ports, clock: SetClock) -> None:
    clock.set(datetime(2026, 11, 22, 14, 59, 59, tzinfo=UTC))
    paid = a_paid(ports)
    clock.pass_by(seconds=1)
    decide_by_machine(ports, paid)
    first, second = read_numbers(ports, 7).volumes[-2:]
    assert (str(first.day), first.submitted, first.granted) == ("2026-11-22", 1, 0)
    assert (str(second.day), second.submitted, second.granted) == ("2026-11-23", 0, 1)


def test_queue_is_grouped_by_age(ports: Ports, clock: SetClock) -> None:
    for number, hours in enumerate((0, 100, 60, 20, 5)):
        person = {"given_names": "ABCDE"[number], "document_number": f"U{number}"}
        a_referred(ports, arrival_day="2026-12-30", **person)
        clock.pass_by(hours=hours)
    numbers = read_numbers(ports, 7)
    assert numbers.ages == (1, 0, 1, 1, 2)
    assert numbers.oldest_hours == pytest.approx(185)
