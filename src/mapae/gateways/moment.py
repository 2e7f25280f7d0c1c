"""Clocks and chance: the only place where the time is read and dice are thrown."""

from __future__ import annotations

import secrets
import uuid
from datetime import UTC, datetime, timedelta


class SystemClock:
    """The machine's clock. With an offset it is the demonstration clock: it stands elsewhere and runs on."""

    def __init__(self, offset_seconds: float = 0.0) -> None:
        self._offset = timedelta(seconds=offset_seconds)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset if self._offset else datetime.now(UTC)


def offset_to(moment: datetime) -> float:
    """Seconds from the machine's clock to the moment at which a demonstration is to start."""
    return (moment - datetime.now(UTC)).total_seconds()


class SystemChance:
    """The operating system's randomness."""

    def uuid(self) -> uuid.UUID:
        return uuid.uuid4()

    def bytes(self, length: int) -> bytes:
        return secrets.token_bytes(length)
