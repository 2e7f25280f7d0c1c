"""Mail a link that opens an application: to come back later, or for who knows reference and birth date."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from mapae.records.models import Application
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.mailbox import count_mail
from mapae.usecases.message_facts import LINK
from mapae.usecases.messages import queue_mail
from mapae.usecases.ports import Ports


class MailboxNotProven(Exception):
    """Nobody has proven that the address of this application is theirs: no link goes there."""


@transaction.atomic
def mail_link(ports: Ports, application_id: UUID) -> None:
    """To the proven address, and to no other. Raises UnknownApplication, MailboxNotProven, TooManyMails."""
    application = Application.objects.filter(id=application_id, case_key__wrapped__isnull=False).first()
    if application is None:
        raise UnknownApplication(str(application_id))
    if application.mailbox_index is None:
        raise MailboxNotProven(str(application_id))
    count_mail(ports, bytes(application.mailbox_index))
    queue_mail(ports, LINK, application.language, application=application)
