"""Messages to applicants: queued with the act, sent by the worker, at least once and under one Message-ID."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction

from mapae.core.application.reference import spaced
from mapae.records.models import Application, CaseEvent, OutboxMessage
from mapae.records.models.outbox import MessageState
from mapae.usecases.case_data import CaseErased, open_answers
from mapae.usecases.ports import Letter, MailRefused, Ports

MOST_ATTEMPTS = 48


def queue_message(ports: Ports, application: Application, cause: CaseEvent, kind: str) -> None:
    """Row and job, in the caller's transaction."""
    message_id = ports.chance.uuid()
    host = urlsplit(ports.public_url).hostname
    OutboxMessage.objects.create(
        id=message_id,
        application=application,
        kind=kind,
        cause=cause,
        language=application.language,
        message_id=f"<{message_id.hex}@{host}>",
        queued_at=ports.clock.now(),
    )
    ports.jobs.enqueue("send_message", message=str(message_id))


class TryAgain(Exception):
    """The mail could not be handed over now; the worker comes back to it."""


def send_message(ports: Ports, message_id: UUID) -> None:
    """Send one message unless it was sent. Raises TryAgain after a passing fault, which is recorded."""
    refused = _try(ports, message_id)
    if refused is not None:
        raise TryAgain(str(refused)) from refused


@transaction.atomic
def _try(ports: Ports, message_id: UUID) -> MailRefused | None:
    message = (
        OutboxMessage.objects.select_for_update(of=("self",)).select_related("application__case_key").get(id=message_id)
    )
    if message.state != MessageState.QUEUED:
        return None
    message.attempts += 1
    refused = _hand_over(ports, message)
    if refused is None:
        message.state, message.sent_at = MessageState.SENT, ports.clock.now()
    elif refused.is_final or message.attempts >= MOST_ATTEMPTS:
        message.state, refused = MessageState.FAILED, None
    message.save()
    return refused


def _hand_over(ports: Ports, message: OutboxMessage) -> MailRefused | None:
    try:
        ports.mail.send(_letter(ports, message))
    except MailRefused as refused:
        return refused
    except CaseErased as erased:
        return MailRefused(f"the case was erased: {erased}", is_final=True)
    return None


def _letter(ports: Ports, message: OutboxMessage) -> Letter:
    application = message.application
    facts = {"reference": spaced(application.reference), "url": f"{ports.public_url}/{message.language}/status/"}
    subject, text, html = ports.letters.compose(message.kind, message.language, facts)
    recipient = open_answers(ports, application)["email"]
    return Letter(message.message_id, recipient, subject, text, html, message.language)
