"""An override: an officer lifts the no-board on one document, for a short while and for a reason of a closed list."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

LONGEST = timedelta(hours=72)


class OverrideReason(StrEnum):
    """Why a traveller without a living authorization may board all the same. A carrier never learns it."""

    HUMANITARIAN = "humanitarian"
    VISA_SEEN = "visa_seen"
    OFFICIAL_INVITATION = "official_invitation"
    FAULT_OF_OURS = "fault_of_ours"
    DECISION_IS_NEAR = "decision_is_near"


class OverrideRefused(ValueError):
    """It would end before it begins, or last longer than an override may."""


def require_span(begins: datetime, ends: datetime) -> None:
    """Raises OverrideRefused unless the override ends after it begins, and at most 72 hours later."""
    if not begins < ends <= begins + LONGEST:
        raise OverrideRefused(f"{begins.isoformat()} to {ends.isoformat()}")
