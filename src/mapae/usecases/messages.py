"""Messages to applicants: queued with the act, sent by the worker, at least once and under one Message-ID."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit
from uuid import UUID

from django.db import connection, transaction

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
    """Send one message unless it was sent. Raises TryAgain after a passing fault, which is recorded.

    The mail server is asked outside of any transaction: a slow one must not hold a row, nor undo the count of attempts.
    """
    with _alone_with(message_id) as is_alone:
        message = _begin_attempt(message_id) if is_alone else None
        if message is None:
            return
        refused = _hand_over(ports, message)
        _record(ports, message_id, refused)
    if refused is not None and not _is_given_up(message, refused):
        raise TryAgain(str(refused)) from refused


@contextmanager
def _alone_with(message_id: UUID) -> Iterator[bool]:
    """Whether nobody else is at this message. The lock is the connection's: it goes when that breaks."""
    key = int.from_bytes(message_id.bytes[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        is_alone = bool(cursor.fetchone()[0])
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


@transaction.atomic
def _begin_attempt(message_id: UUID) -> OutboxMessage | None:
    message = (
        OutboxMessage.objects.select_for_update(of=("self",)).select_related("application__case_key").get(id=message_id)
    )
    if message.state != MessageState.QUEUED:
        return None
    message.attempts += 1
    message.save()
    return message


@transaction.atomic
def _record(ports: Ports, message_id: UUID, refused: MailRefused | None) -> None:
    message = OutboxMessage.objects.select_for_update().get(id=message_id)
    if refused is None:
        message.state, message.sent_at = MessageState.SENT, ports.clock.now()
    elif message.state == MessageState.QUEUED and _is_given_up(message, refused):
        message.state = MessageState.FAILED
    message.save()


def _is_given_up(message: OutboxMessage, refused: MailRefused) -> bool:
    return refused.is_final or message.attempts >= MOST_ATTEMPTS


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
