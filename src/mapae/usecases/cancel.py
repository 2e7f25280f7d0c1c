"""The holder cancels the authorization: it ends at once, for good, and no fee comes back."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from mapae.core.authorization.validity import Ending, Standing
from mapae.usecases.audit import APPLICANT, Trace, record
from mapae.usecases.case_acts import lock_application, note
from mapae.usecases.holding import NothingHeld, lock_living
from mapae.usecases.messages import queue_message
from mapae.usecases.ports import Ports

CANCELLED = "authorization.cancelled"


@transaction.atomic
def cancel(ports: Ports, application_id: UUID) -> None:
    """End it; a second press finds it ended, and changes and mails nothing. Raises UnknownApplication, NothingHeld."""
    application = lock_application(application_id)
    try:
        held = lock_living(ports, application)
    except NothingHeld as ended:
        if ended.standing is Standing.CANCELLED:
            return
        raise
    held.ending, held.ended_at = Ending.CANCELLED, ports.clock.now()
    held.version += 1
    held.save()
    event = note(ports, application, CANCELLED, APPLICANT)
    trace = Trace(case=application.case_key_id, rulebook=application.rulebook_id or "")
    record(ports, APPLICANT, CANCELLED, f"authorization:{held.id}", trace)
    queue_message(ports, application, event, CANCELLED)
