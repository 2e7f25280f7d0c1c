"""The cap on applications of one person: too many within the rulebook's months, and none is taken until a day that is told."""

from __future__ import annotations

from datetime import date

from mapae.core.application.status import Status
from mapae.core.rulebook.model import Rulebook
from mapae.core.rulebook.terms import Blocked, PastApplication, blocked_on
from mapae.records.models import Application
from mapae.usecases.ports import Ports, day_at

# What nobody examined is no application in the sense of the cap.
_UNEXAMINED = (Status.DRAFT, Status.AWAITING_PAYMENT, Status.LAPSED, Status.WITHDRAWN)


class TooManyApplications(Exception):
    """The person applied too often: no file, no fee, until a day."""

    def __init__(self, blocked: Blocked) -> None:
        super().__init__(blocked.rule)
        self.until = blocked.until


def require_below_cap(ports: Ports, rulebook: Rulebook, person_index: bytes, today: date) -> None:
    """Raises TooManyApplications if this person's earlier applications stand against one today.

    A person is birth date, nationality and name, so this is asked only of whoever has proven a mailbox.
    """
    rows = (
        Application.objects.filter(person_index=person_index, submitted_at__isnull=False)
        .exclude(status__in=_UNEXAMINED)
        .values_list("submitted_at", "decision__decided_at")
    )
    past = [
        PastApplication(day_at(submitted, rulebook), day_at(decided, rulebook) if decided else None)
        for submitted, decided in rows
        if submitted is not None
    ]
    blocked = blocked_on(rulebook, past, today)
    if blocked:
        raise TooManyApplications(blocked)
