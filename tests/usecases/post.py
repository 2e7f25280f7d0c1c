"""What the mailbox holds after the worker's round: the codes and links that were mailed."""

from __future__ import annotations

import re

from mapae.records.models import MailboxRequest, OutboxMessage
from mapae.records.models.mailbox import RequestPurpose
from mapae.usecases.ask_for_links import mail_links
from mapae.usecases.messages import send_message
from mapae.usecases.ports import KeptMail, Mailbox, Ports


def deliver(ports: Ports) -> list[KeptMail]:
    """The worker's jobs, in order; what they mailed, the newest first (of one moment's mails: any first)."""
    before = {mail.name for mail in mails(ports)}
    for asked in MailboxRequest.objects.filter(purpose=RequestPurpose.FIND):
        mail_links(ports, asked.id)
    for message in OutboxMessage.objects.filter(state="queued").order_by("queued_at"):
        send_message(ports, message.id)
    return [mail for mail in mails(ports) if mail.name not in before]


def mails(ports: Ports) -> list[KeptMail]:
    assert isinstance(ports.mail, Mailbox)
    return list(ports.mail.list_mails())


def code_in(mail: KeptMail) -> str:
    """The six digits that stand on a line of their own."""
    found = re.search(r"^([0-9]{6})\r?$", mail.text, re.MULTILINE)
    assert found, mail.text
    return found[1]


def tokens_in(mail: KeptMail) -> list[str]:
    """The tokens of the mailed links, in order."""
    return re.findall(r"http://testserver/[a-z]{2}/link/([a-z2-7]{32})/", mail.text)
