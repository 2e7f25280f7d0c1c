"""The day of arrival, as a carrier's message tells it: a calendar day at the destination's first port."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mapae.core.rulebook.model import Rulebook
from mapae.core.rulebook.terms import board_check_rule

_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
    r"(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?"
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """`day` is the arrival as now planned; None where it was not told or cannot be read.

    `scheduled_day` is an earlier day on which the same journey should have arrived, told within the grace for delays: a
    positive answer of that day still stands (decision 17). Otherwise None.
    """

    day: date | None = None
    scheduled_day: date | None = None


def arrival_of(rulebook: Rulebook, arrival: str, scheduled: str = "") -> Arrival:
    """The days of two moments as written, `2026-12-20T09:30` with or without seconds.

    Without an offset a moment is local time at the first port; with one it is turned into the destination's zone. A delay
    counts up to `delay_grace_hours` of the rule that is in force on the scheduled day, exactly so many hours included.
    """
    planned, due = _wall_clock(rulebook, arrival), _wall_clock(rulebook, scheduled)
    if planned is None:
        return Arrival()
    if due is None or due.date() >= planned.date() or planned - due > _grace(rulebook, due.date()):
        return Arrival(planned.date())
    return Arrival(planned.date(), due.date())


def _grace(rulebook: Rulebook, day: date) -> timedelta:
    rule = board_check_rule(rulebook, day)
    return timedelta(hours=rule.delay_grace_hours if rule else 0)


def _wall_clock(rulebook: Rulebook, written: str) -> datetime | None:
    """The moment as clocks at the destination show it, without an offset."""
    if not _MOMENT.fullmatch(written):
        return None
    try:
        moment = datetime.fromisoformat(written)
        return moment if moment.tzinfo is None else moment.astimezone(rulebook.zone).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
