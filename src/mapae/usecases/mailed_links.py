"""Mailed links are made when their mail is written, and nowhere else: the token is in the mail, its keyed digest here."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from mapae.core.application.mailbox import CODE_ENTROPY_BYTES, TOKEN_BYTES, code_from, token_from
from mapae.records.models import Application, Group, MailboxRequest, MailedLink, OutboxMessage
from mapae.records.models.mailbox import LinkPurpose, RequestPurpose
from mapae.usecases.ports import Ports, joined

LIVES = {
    LinkPurpose.MAILBOX: timedelta(minutes=30),
    LinkPurpose.APPLICATION: timedelta(days=7),
    LinkPurpose.GROUP: timedelta(days=7),
}
INVITATION_LIVES = timedelta(days=7)


def token_digest(ports: Ports, token: str) -> bytes:
    """What stands in the database for a token."""
    return ports.keys.blind("link.token", token)


def code_digest(ports: Ports, request_id: UUID, code: str) -> bytes:
    """What stands in the database for a code; the same digits of another request give another digest."""
    return ports.keys.blind("mailbox.code", joined((str(request_id), code)))


def link_to_application(ports: Ports, message: OutboxMessage, application: Application) -> str:
    """The address of a new link that opens the application, in the language of the mail."""
    token = token_from(ports.chance.bytes(TOKEN_BYTES))
    _keep(ports, message, LinkPurpose.APPLICATION, token, application=application)
    return _address(ports, message, token)


def link_to_group(ports: Ports, message: OutboxMessage, group: Group) -> str:
    """The address of a new link that opens a family's group, in the language of the mail."""
    token = token_from(ports.chance.bytes(TOKEN_BYTES))
    _keep(ports, message, LinkPurpose.GROUP, token, group=group)
    return _address(ports, message, token, "group/link")


def link_to_prove(ports: Ports, message: OutboxMessage, request: MailboxRequest) -> tuple[str, str]:
    """The address of a new link that proves the mailbox, and the code that does so too. Earlier mails are void."""
    MailedLink.objects.filter(request=request).exclude(message=message).delete()
    token = token_from(ports.chance.bytes(TOKEN_BYTES))
    code = code_from(ports.chance.bytes(CODE_ENTROPY_BYTES))
    digest = code_digest(ports, request.id, code)
    _keep(ports, message, LinkPurpose.MAILBOX, token, request=request, code_digest=digest)
    page = "group/link" if request.purpose == RequestPurpose.FAMILY else "link"
    return _address(ports, message, token, page), code


def link_to_join(ports: Ports, message: OutboxMessage, request: MailboxRequest) -> str:
    """The address of a new link with which somebody who was invited makes their account."""
    token = token_from(ports.chance.bytes(TOKEN_BYTES))
    until = request.asked_at + INVITATION_LIVES
    _keep(ports, message, LinkPurpose.MAILBOX, token, request=request, expires_at=until)
    return f"{ports.public_url}/{message.language}/group/invitation/{token}/"


def _keep(ports: Ports, message: OutboxMessage, purpose: LinkPurpose, token: str, **more: object) -> None:
    more.setdefault("expires_at", ports.clock.now() + LIVES[purpose])
    MailedLink.objects.create(
        id=ports.chance.uuid(),
        purpose=purpose,
        token_digest=token_digest(ports, token),
        message=message,
        **more,
    )


def _address(ports: Ports, message: OutboxMessage, token: str, page: str = "link") -> str:
    return f"{ports.public_url}/{message.language}/{page}/{token}/"
