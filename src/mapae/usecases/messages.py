"""Mails: queued with the act or the wish, sent by the worker, at least once and under one Message-ID."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit
from uuid import UUID

from django.db import connection, transaction

from mapae.records.models import Application, CaseEvent, Group, MailboxRequest, Order, Organisation, OutboxMessage
from mapae.records.models.outbox import MessageState
from mapae.usecases.audit import SYSTEM, Trace, record
from mapae.usecases.case_data import CaseErased
from mapae.usecases.message_facts import NothingToWrite, ToWrite, to_write
from mapae.usecases.ports import Letter, MailRefused, Ports

MOST_ATTEMPTS = 48
_About = Application | MailboxRequest | Group | Organisation | Order


def queue_message(ports: Ports, application: Application, cause: CaseEvent, kind: str) -> None:
    """Tell an applicant of an event: row and job, in the caller's transaction.

    Who was sent in by a group may have no mailbox: then there is no mail, and the representative tells them. What only an
    applicant can do is asked of the representative (`queue_for_representative`).
    """
    if has_no_mailbox(application):
        return
    _queue(ports, kind, application.language, application=application, cause=cause)


def queue_mail(ports: Ports, kind: str, language: str, **about: _About) -> None:
    """A mail without an event as its cause. `about`: the application, request, group or organisation that it goes to,
    and the order that it tells of, if it does."""
    _queue(ports, kind, language, **about)


def queue_for_representative(ports: Ports, kind: str, order: Order, cause: CaseEvent | None = None) -> None:
    """Tell whoever sent the order in, of it or of what happened in it, in the caller's transaction."""
    group = order.group
    if group.organisation is not None:
        _queue(ports, kind, group.language, organisation=group.organisation, order=order, cause=cause)
    else:
        _queue(ports, kind, group.language, group=group, order=order, cause=cause)


def _queue(ports: Ports, kind: str, language: str, **about: _About | CaseEvent | None) -> None:
    message_id = ports.chance.uuid()
    host = urlsplit(ports.public_url).hostname
    OutboxMessage.objects.create(
        id=message_id,
        kind=kind,
        language=language,
        message_id=f"<{message_id.hex}@{host}>",
        queued_at=ports.clock.now(),
        **about,
    )
    ports.jobs.enqueue("send_message", message=str(message_id))


def has_no_mailbox(application: Application) -> bool:
    """Whether its applicant gave no address of their own, which only who is in a group may do."""
    return application.group_id is not None and application.mailbox_index is None


class TryAgain(Exception):
    """The mail could not be handed over now; the worker comes back to it."""


def send_message(ports: Ports, message_id: UUID) -> None:
    """Send one message unless it was sent. Raises TryAgain after a passing fault, which is recorded.

    The mail server is asked outside of any transaction: a slow one must not hold a row, nor undo the count of attempts.
    """
    with _alone_with(message_id) as is_alone:
        attempt = _begin_attempt(ports, message_id) if is_alone else None
        if attempt is None:
            return
        message, content = attempt
        refused = _hand_over(ports, message, content)
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
def _begin_attempt(ports: Ports, message_id: UUID) -> tuple[OutboxMessage, ToWrite] | None:
    """Count the attempt and make its links. None when there is nothing to send, or nobody any more to send it to."""
    message = (
        OutboxMessage.objects.select_for_update(of=("self",))
        .select_related("application__case_key", "group__case_key", "organisation__case_key", "order")
        .filter(id=message_id)
        .first()
    )
    if message is None or message.state != MessageState.QUEUED:
        return None
    message.attempts += 1
    try:
        content = to_write(ports, message)
    except (CaseErased, NothingToWrite):
        message.state = MessageState.FAILED
        content = None
    message.save()
    return (message, content) if content is not None else None


@transaction.atomic
def _record(ports: Ports, message_id: UUID, refused: MailRefused | None) -> None:
    message = OutboxMessage.objects.select_for_update().filter(id=message_id).first()
    if message is None:  # its request was forgotten meanwhile
        return
    if refused is None:
        message.state, message.sent_at = MessageState.SENT, ports.clock.now()
        _tell_of_links(ports, message)
    elif message.state == MessageState.QUEUED and _is_given_up(message, refused):
        message.state = MessageState.FAILED
    message.save()


def _tell_of_links(ports: Ports, message: OutboxMessage) -> None:
    """A leaf for each link that went out: whoever presses it later had it from this mail."""
    for link in message.links.select_related("application", "group").order_by("id"):
        about = link.application or link.group
        trace = Trace(case=about.case_key_id if about else None, purpose=f"link.{link.purpose}")
        record(ports, SYSTEM, "link.sent", f"mailed_link:{link.id}", trace)


def _is_given_up(message: OutboxMessage, refused: MailRefused) -> bool:
    return refused.is_final or message.attempts >= MOST_ATTEMPTS


def _hand_over(ports: Ports, message: OutboxMessage, content: ToWrite) -> MailRefused | None:
    subject, text, html = ports.letters.compose(message.kind, message.language, content.facts)
    letter = Letter(message.message_id, content.recipient, subject, text, html, message.language)
    try:
        ports.mail.send(letter)
    except MailRefused as refused:
        return refused
    return None
