"""The clock is aware and in UTC; the demonstration clock stands elsewhere and runs on; dice are not loaded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from mapae.gateways.moment import SystemChance, SystemClock, offset_to


def test_clock_is_aware_utc_and_runs() -> None:
    clock = SystemClock()
    one, two = clock.now(), clock.now()
    assert one.utcoffset() == timedelta(0)
    assert one <= two
    assert abs(one - datetime.now(UTC)) < timedelta(minutes=1)


def test_demonstration_clock_begins_at_its_moment_and_runs_on() -> None:
    moment = datetime(2027, 1, 1, tzinfo=UTC)
    clock = SystemClock(offset_to(moment))
    assert timedelta(0) <= clock.now() - moment < timedelta(minutes=1)
    assert clock.now() < clock.now() + timedelta(microseconds=1)


def test_chance_gives_as_much_as_asked_and_never_the_same() -> None:
    chance = SystemChance()
    assert len(chance.bytes(32)) == 32
    assert len({chance.bytes(16) for _ in range(100)} | {chance.uuid().bytes for _ in range(100)}) == 200
