"""The desk's numbers at a glance: volumes, time to decision, age of the queue. Nothing of anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from mapae.records import desk_numbers as read
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.rulebook_in_force import rulebook_in_force

SPANS = (7, 30, 90)  # days
AGE_LIMITS = (6, 24, 72, 168)  # hours; the last group is older


@dataclass(frozen=True, slots=True)
class Volume:
    """One day at the destination."""

    day: date
    submitted: int
    granted: int
    refused: int


@dataclass(frozen=True, slots=True)
class Times:
    """Time from payment to decision: how many decisions, two percentiles in hours, shares over 24 and 72 hours (0 to 1)."""

    decisions: int = 0
    median_hours: float = 0.0
    p95_hours: float = 0.0
    over_24: float = 0.0
    over_72: float = 0.0


@dataclass(frozen=True, slots=True)
class Numbers:
    """`ages` counts what waits, by AGE_LIMITS and one group more for what is older; `oldest_hours` is the longest wait."""

    first: date
    last: date
    volumes: tuple[Volume, ...]
    every: Times
    machine: Times
    officers: Times
    by_day: tuple[tuple[date, Times], ...]
    ages: tuple[int, ...]
    oldest_hours: float


def read_numbers(ports: Ports, days: int) -> Numbers:
    """Of the last so many days, today included; every day has its place, with zeros where nothing happened."""
    rulebook, now = rulebook_in_force(ports), ports.clock.now()
    last = day_at(now, rulebook)
    first = last - timedelta(days=days - 1)
    since, until = (datetime.combine(day, time(), rulebook.zone) for day in (first, last + timedelta(days=1)))
    zone = str(rulebook.zone)
    volumes = {row[0]: Volume(*row) for row in read.volumes(ports.programme, zone, since, until)}
    times = {row[0]: _times(*row[1:]) for row in read.times(ports.programme, since, until)}
    by_day = {row[0]: _times(*row[1:]) for row in read.times_by_day(ports.programme, zone, since, until)}
    ages = {row[0]: row for row in read.queue_ages(ports.programme, now)}
    every_day = [first + timedelta(days=number) for number in range(days)]
    return Numbers(
        first=first,
        last=last,
        volumes=tuple(volumes.get(day, Volume(day, 0, 0, 0)) for day in every_day),
        every=times.get(None, Times()),
        machine=times.get(False, Times()),
        officers=times.get(True, Times()),
        by_day=tuple((day, by_day.get(day, Times())) for day in every_day),
        ages=tuple(ages[group][1] if group in ages else 0 for group in range(len(AGE_LIMITS) + 1)),
        oldest_hours=max((row[2] for row in ages.values()), default=0.0) / 3600,
    )


def _times(decisions: int, median: float, p95: float, over_24: int, over_72: int) -> Times:
    if not decisions:
        return Times()
    return Times(decisions, median / 3600, p95 / 3600, over_24 / decisions, over_72 / decisions)
