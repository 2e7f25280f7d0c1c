"""How many of the carriers' passengers a change of the rules concerns: counts by day of arrival and by carrier, no persons.

The nationalities are those for whose ordinary adults the requirement begins on the day of the change. What a carrier
asked about counts once: the newest question about a document and an arrival day. Only who asks here is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.db import connection

from mapae.core.rulebook.coming import ComingChange, coming_change
from mapae.core.travel.board_check import VerdictReason
from mapae.usecases.ask_the_rules import MANY, find_coming_change
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.rulebook_in_force import rulebook_in_force

# A change stays in view for two weeks, with the arrivals of two weeks before it and of a month after it.
_IN_VIEW = timedelta(days=14)
_BEFORE, _AFTER = timedelta(days=14), timedelta(days=31)
_QUESTION = """
    SELECT carrier.name, asked.arrival_day, asked.reason, count(*)
    FROM (
        SELECT DISTINCT ON (log.carrier_id, log.arrival_day, passenger.document)
            log.carrier_id, log.arrival_day, passenger.reason, passenger.nationality
        FROM query_log log
        CROSS JOIN LATERAL unnest(log.documents, log.reasons, log.nationalities)
            AS passenger (document, reason, nationality)
        WHERE log.arrival_day BETWEEN %s AND %s AND passenger.document <> ''
        ORDER BY log.carrier_id, log.arrival_day, passenger.document, log.id DESC
    ) AS asked JOIN carrier ON carrier.id = asked.carrier_id
    WHERE asked.nationality = ANY(%s) GROUP BY 1, 2, 3
"""
_Key = TypeVar("_Key", date, str)


@dataclass(frozen=True, slots=True)
class Counted:
    """Passengers: arriving before the change and exempt; arriving after it with, and without, an authorization."""

    exempt: int = 0
    ready: int = 0
    lacking: int = 0

    def __add__(self, other: Counted) -> Counted:
        return Counted(self.exempt + other.exempt, self.ready + other.ready, self.lacking + other.lacking)

    @property
    def concerned(self) -> int:
        """Who needs an authorization and would not have needed it the day before the change."""
        return self.ready + self.lacking


@dataclass(frozen=True, slots=True)
class Forecast:
    """`is_over`: the day of the change has begun at the destination. Days and carriers without a passenger are left out."""

    change: ComingChange
    is_over: bool
    total: Counted
    by_day: Sequence[tuple[date, Counted]]
    by_carrier: Sequence[tuple[str, Counted]]


def forecast_change(ports: Ports) -> Forecast | None:
    """For the change in view: the next one within sixty days, or the last one within two weeks. None without any."""
    change = _in_view(ports)
    if change is None:
        return None
    rows = [(carrier, day, _counted(change, day, reason, count)) for carrier, day, reason, count in _asked(change)]
    return Forecast(
        change=change,
        is_over=day_at(ports.clock.now(), rulebook_in_force(ports)) >= change.day,
        total=sum((one for _, _, one in rows), Counted()),
        by_day=_summed(rows, lambda row: row[1]),
        by_carrier=_summed(rows, lambda row: row[0]),
    )


def _in_view(ports: Ports) -> ComingChange | None:
    book = rulebook_in_force(ports)
    today = day_at(ports.clock.now(), book)
    return coming_change(book, today - _IN_VIEW, _IN_VIEW.days, MANY) or find_coming_change(ports)


def _asked(change: ComingChange) -> list[tuple[str, date, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(_QUESTION, (change.day - _BEFORE, change.day + _AFTER, list(change.required)))
        return list(cursor.fetchall())


def _counted(change: ComingChange, day: date, reason: str, count: int) -> Counted:
    """The young, the old and who has a visa are exempt after the change too: it does not concern them."""
    if day < change.day:
        return Counted(exempt=count) if reason == VerdictReason.EXEMPT else Counted()
    if reason == VerdictReason.AUTHORIZED:
        return Counted(ready=count)
    is_lacking = reason in {VerdictReason.NO_AUTHORIZATION, VerdictReason.DATA_MISMATCH}
    return Counted(lacking=count) if is_lacking else Counted()


def _summed(
    rows: Iterable[tuple[str, date, Counted]], key_of: Callable[[tuple[str, date, Counted]], _Key]
) -> list[tuple[_Key, Counted]]:
    found: dict[_Key, Counted] = {}
    for row in rows:
        if row[2] != Counted():
            found[key_of(row)] = found.get(key_of(row), Counted()) + row[2]
    return sorted(found.items())
