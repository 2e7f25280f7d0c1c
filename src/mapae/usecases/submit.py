"""Submit an application: check it whole, freeze fee, rules and validity, and wait for the payment."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.db import transaction

from mapae.core.application.status import Act, Status
from mapae.records.models import Application
from mapae.usecases.answer import AlreadySubmitted
from mapae.usecases.audit import APPLICANT, SYSTEM
from mapae.usecases.case_acts import lock_application, perform
from mapae.usecases.case_data import open_answers
from mapae.usecases.freeze import freeze
from mapae.usecases.ports import Ports, joined
from mapae.usecases.rulebook_in_force import store_rulebook_in_force


class MailboxNotProven(Exception):
    """Nobody has shown that mail to this address reaches the applicant."""


@transaction.atomic
def submit(ports: Ports, application_id: UUID, idempotency_key: str) -> Application:
    """Submit once; the same key again gives the same application, whatever became of it since.

    Raises UnknownApplication, MailboxNotProven, AnswersIncomplete, MayNotApply, PortraitMissing, TooManyApplications, and
    AlreadySubmitted under another key.
    """
    application = lock_application(application_id)
    # Two applicants may send the same key: it is theirs within their application only.
    key = hashlib.sha256(joined((str(application_id), idempotency_key)).encode()).digest()
    if application.submitted_at is not None and bytes(application.submit_key or b"") == key:
        return application
    if application.status != Status.DRAFT:
        raise AlreadySubmitted(str(application_id))
    if application.mailbox_proven_at is None:
        raise MailboxNotProven(str(application_id))
    now, rulebook = ports.clock.now(), store_rulebook_in_force(ports)
    application.submit_key = key
    freeze(ports, application, open_answers(ports, application), rulebook, now)
    perform(ports, application, Act.SUBMIT, APPLICANT)
    if application.fee_total == 0:
        perform(ports, application, Act.PAY, SYSTEM)
        ports.jobs.enqueue("assess", application=str(application.id))
    return application
