"""What time it is for the tests that live by the house's own clock: the true one, or MAPAE_TEST_AT for the whole run."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

AT = os.environ.get("MAPAE_TEST_AT", "")
_BEGAN = datetime.now(UTC)


def now() -> datetime:
    """Moves on; set by MAPAE_TEST_AT, such as 2027-03-01T00:00:00+09:00, it begins there."""
    passed = datetime.now(UTC) - _BEGAN
    return (datetime.fromisoformat(AT).astimezone(UTC) if AT else _BEGAN) + passed


def in_weeks(weeks: int) -> tuple[str, str, str]:
    """Day, month and year, as people type them."""
    day = (now() + timedelta(weeks=weeks)).date()
    return str(day.day), str(day.month), str(day.year)


def options(given: tuple[str, ...] = ()) -> list[str]:
    """What `mapae up --demo` is told, unless the test sets a clock of its own."""
    return ["--at", now().isoformat()] if AT and "--at" not in given else []
