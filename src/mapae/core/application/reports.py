"""Where a report of an intermediary stands with the authority."""

from __future__ import annotations

from enum import StrEnum


class ReportStatus(StrEnum):
    """A report waits until a supervisor takes it up, and is closed with a note of what came of it."""

    OPEN = "open"
    TAKEN_UP = "taken_up"
    CLOSED = "closed"
