"""The reference is lost, or the browser is another one: links to all that a mailbox began, to it only.

The page says the same, after the same work, whether there are any: looking for them is a job of its own.
"""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.db import transaction

from mapae.records.models import MailboxRequest
from mapae.records.models.mailbox import RequestPurpose
from mapae.usecases.case_data import new_case_key, open_address, seal_address
from mapae.usecases.mailbox import TooManyMails, applications_of, count_mail, families_of, mailbox_index, read_address
from mapae.usecases.message_facts import LINKS
from mapae.usecases.messages import queue_mail
from mapae.usecases.ports import Ports


@transaction.atomic
def ask_for_links(ports: Ports, typed: str, language: str) -> None:
    """Ask in the background; a mailbox that was written to often enough gets nothing more. Raises AddressRefused."""
    address = read_address(ports, typed)
    request = MailboxRequest(
        id=ports.chance.uuid(),
        purpose=RequestPurpose.FIND,
        language=language,
        case_key=new_case_key(ports),
        asked_at=ports.clock.now(),
    )
    seal_address(ports, request, address)
    request.save(force_insert=True)
    ports.jobs.enqueue("mail_links", request=str(request.id))


@transaction.atomic
def mail_links(ports: Ports, request_id: UUID) -> None:
    """The mail, if there is anything to open; done again, it is written once."""
    request = (
        MailboxRequest.objects.select_for_update(of=("self",)).select_related("case_key").filter(id=request_id).first()
    )
    if request is None or request.messages.exists():
        return
    index = mailbox_index(ports, open_address(ports, request))
    if applications_of(index).exists() or families_of(index).exists():
        with suppress(TooManyMails):
            count_mail(ports, index)
            queue_mail(ports, LINKS, request.language, request=request)
