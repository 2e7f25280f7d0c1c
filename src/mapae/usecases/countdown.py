"""How long until a day begins at the destination: what counts down to a change, and how long a day's answer may be kept."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from math import ceil

from mapae.core.rulebook.model import Rulebook
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.rulebook_in_force import rulebook_in_force


def seconds_until(ports: Ports, day: date) -> int:
    """Whole seconds, rounded up, until midnight at the destination before `day`; 0 once the day has begun."""
    left = _beginning(rulebook_in_force(ports), day) - ports.clock.now()
    return max(0, ceil(left.total_seconds()))


def seconds_left_today(ports: Ports) -> int:
    """Whole seconds, rounded down, for which today at the destination is still today: nothing kept so long is a day old."""
    book, now = rulebook_in_force(ports), ports.clock.now()
    tomorrow = day_at(now, book) + timedelta(days=1)
    return int((_beginning(book, tomorrow) - now).total_seconds())


def _beginning(book: Rulebook, day: date) -> datetime:
    return datetime.combine(day, time(), book.zone)
