"""Somebody says that a mailbox is theirs: keep the address sealed, and mail a code and a link that only they can read.

What the page is told does not depend on whether the address is known here; the mail may say it.
"""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from uuid import UUID

from django.db import connection, transaction

from mapae.records.models import MailboxRequest, MailedLink
from mapae.records.models.mailbox import RequestPurpose
from mapae.usecases.case_data import new_case_key, open_address, seal_address
from mapae.usecases.mailbox import TooManyMails, count_mail, mailbox_index, read_address
from mapae.usecases.message_facts import CODES
from mapae.usecases.messages import queue_mail
from mapae.usecases.ports import Ports

_ONE_PRESS = timedelta(seconds=30)  # a second press within it is no second request


class UnknownRequest(LookupError):
    """There is no such request any more, or it was proven: begin again."""


@transaction.atomic
def ask_for_code(
    ports: Ports,
    request_id: UUID,
    typed: str,
    language: str,
    notice: str,
    purpose: RequestPurpose = RequestPurpose.BEGIN,
) -> None:
    """Mail a code to this address. The same request with another address corrects it, and earlier codes are void.

    `request_id` is the visit's, so that a double press is one request. `notice` is the version of the privacy notice
    that was agreed to. Raises AddressRefused, TooManyMails, and UnknownRequest when the request was proven already, or
    was made for another purpose.
    """
    address = read_address(ports, typed)
    _one_at_a_time(request_id)
    request = MailboxRequest.objects.select_for_update(of=("self",)).filter(id=request_id).first()
    if request is None:
        request = MailboxRequest(id=request_id, purpose=purpose, case_key=new_case_key(ports))
    elif request.proven_at is not None or request.purpose != purpose:
        raise UnknownRequest(str(request_id))
    elif open_address(ports, request) == address and ports.clock.now() - request.asked_at < _ONE_PRESS:
        return
    request.language, request.notice = language, notice
    seal_address(ports, request, address)
    _send(ports, request, address)


@transaction.atomic
def send_code_again(ports: Ports, request_id: UUID) -> None:
    """Another code to the same address; the newest mail counts. Raises TooManyMails, UnknownRequest."""
    request = _lock_open(request_id)
    since = ports.clock.now() - request.asked_at
    if since < _ONE_PRESS:
        raise TooManyMails(ceil((_ONE_PRESS - since).total_seconds()))
    _send(ports, request, open_address(ports, request))


def read_asked_address(ports: Ports, request_id: UUID) -> str:
    """The address as typed, for who typed it. Raises UnknownRequest."""
    request = MailboxRequest.objects.select_related("case_key").filter(id=request_id).first()
    if request is None:
        raise UnknownRequest(str(request_id))
    return open_address(ports, request)


def _lock_open(request_id: UUID) -> MailboxRequest:
    request = (
        MailboxRequest.objects.select_for_update(of=("self",))
        .select_related("case_key")
        .filter(id=request_id, proven_at__isnull=True)
        .first()
    )
    if request is None:
        raise UnknownRequest(str(request_id))
    return request


def _send(ports: Ports, request: MailboxRequest, address: str) -> None:
    count_mail(ports, mailbox_index(ports, address))
    request.asked_at = ports.clock.now()
    request.save()
    MailedLink.objects.filter(request=request).delete()
    queue_mail(ports, CODES[RequestPurpose(request.purpose)], request.language, request=request)


def _one_at_a_time(request_id: UUID) -> None:
    """Two presses wait for each other, even before there is a row to lock."""
    key = int.from_bytes(request_id.bytes[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
