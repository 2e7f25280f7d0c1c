"""A clock that stands where a test sets it and moves when told to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class SetClock:
    """Starts on a quiet day well before the rules change."""

    def __init__(self, moment: datetime = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)) -> None:
        self._now = moment

    def now(self) -> datetime:
        return self._now

    def set(self, moment: datetime) -> None:
        self._now = moment.astimezone(UTC)

    def pass_by(self, **duration: float) -> None:
        self._now += timedelta(**duration)
