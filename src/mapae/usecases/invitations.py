"""Invitations: a manager names a mail address, and whoever reads that mailbox makes an account of the organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mapae.core.application.parties import OrganisationStatus
from mapae.records.models import Account, MailboxRequest, MailedLink, Role
from mapae.records.models.mailbox import RequestPurpose
from mapae.usecases.add_account import Place, add_account
from mapae.usecases.audit import Trace, account_actor, record
from mapae.usecases.case_data import new_case_key, open_address, seal_address
from mapae.usecases.group_data import open_organisation
from mapae.usecases.limit import seconds_to_wait
from mapae.usecases.mailbox import TooManyMails, count_mail, mailbox_index, read_address
from mapae.usecases.mailed_links import INVITATION_LIVES, token_digest
from mapae.usecases.members import lock_for_manager, record_member
from mapae.usecases.message_facts import INVITED
from mapae.usecases.messages import queue_mail
from mapae.usecases.ports import Ports

MOST_INVITATIONS, WITHIN = 50, 24 * 3600
_TOKEN_BYTES = 16


class InvitationRefused(Exception):
    """Unknown, used, withdrawn or too old: they are not told apart. Ask the organisation for a new one."""


class MayNotInvite(Exception):
    """An organisation that was refused or suspended takes nobody in."""


@dataclass(frozen=True, slots=True)
class InvitationSeen:
    """An invitation that nobody followed yet."""

    id: UUID
    address: str
    invited_at: datetime
    ends_at: datetime


def list_invitations(ports: Ports, by: Account) -> tuple[InvitationSeen, ...]:
    """Of the manager's organisation, the newest first. Others see none: the addresses are the manager's business."""
    if not by.is_manager or by.organisation_id is None:
        return ()
    since = ports.clock.now() - INVITATION_LIVES
    found = MailboxRequest.objects.filter(
        purpose=RequestPurpose.MEMBER, organisation=by.organisation_id, proven_at__isnull=True, asked_at__gt=since
    ).select_related("case_key")
    return tuple(
        InvitationSeen(one.id, open_address(ports, one), one.asked_at, one.asked_at + INVITATION_LIVES)
        for one in found.order_by("-asked_at", "id")
    )


@transaction.atomic
def invite(ports: Ports, by: Account, typed: str, language: str) -> None:
    """Mail a link with which its reader makes an account; an earlier invitation of the same mailbox is void.

    Raises NotManager, MayNotInvite, AddressRefused, TooManyMails.
    """
    organisation = lock_for_manager(by)
    if organisation.status in (OrganisationStatus.REFUSED, OrganisationStatus.SUSPENDED):
        raise MayNotInvite(organisation.status)
    address = read_address(ports, typed)
    index = mailbox_index(ports, address)
    seconds = seconds_to_wait(ports, "member.invited", str(organisation.id), MOST_INVITATIONS, WITHIN)
    if seconds:
        raise TooManyMails(seconds)
    count_mail(ports, index)
    for earlier in list_invitations(ports, by):
        if mailbox_index(ports, earlier.address) == index:
            _forget(earlier.id)
    request = MailboxRequest(
        id=ports.chance.uuid(), purpose=RequestPurpose.MEMBER, language=language, case_key=new_case_key(ports),
        organisation=organisation, asked_at=ports.clock.now(),
    )  # fmt: skip
    seal_address(ports, request, address)
    request.save(force_insert=True)
    queue_mail(ports, INVITED, language, request=request)
    _record(ports, by, "member.invited", request)


@transaction.atomic
def withdraw_invitation(ports: Ports, by: Account, request_id: UUID) -> None:
    """Its link opens nothing from now on; an unknown one is as one withdrawn before. Raises NotManager."""
    organisation = lock_for_manager(by)
    request = (
        MailboxRequest.objects.select_for_update(of=("self",))
        .filter(id=request_id, purpose=RequestPurpose.MEMBER, organisation=organisation, proven_at__isnull=True)
        .first()
    )
    if request is not None:
        _record(ports, by, "member.uninvited", request)
        _forget(request.id)


def read_invitation(ports: Ports, token: str) -> str:
    """Who invites: the organisation's name, for who holds the link. Raises InvitationRefused."""
    request = _found(ports, token)
    assert request.organisation is not None
    return open_organisation(ports, request.organisation).name


@transaction.atomic
def join(ports: Ports, token: str, username: str, password: str) -> Account:
    """The account of who was invited; the link is spent. Raises InvitationRefused, and what `add_account` raises."""
    request = _found(ports, token, lock=True)
    account = add_account(ports, username, Role.REPRESENTATIVE, password, Place(organisation=request.organisation))
    now = ports.clock.now()
    request.proven_at = now
    request.save()
    spent_by = ports.keys.blind("link.browser", ports.chance.bytes(_TOKEN_BYTES).hex())
    MailedLink.objects.filter(request=request, token_digest=token_digest(ports, token)).update(
        spent_at=now, spent_by=spent_by
    )
    record_member(ports, account, "member.joined", account)
    return account


def _found(ports: Ports, token: str, *, lock: bool = False) -> MailboxRequest:
    link = MailedLink.objects.filter(token_digest=token_digest(ports, token), expires_at__gt=ports.clock.now()).first()
    found = MailboxRequest.objects.select_related("organisation__case_key")
    if lock:
        found = found.select_for_update(of=("self",))
    request = found.filter(id=link.request_id).first() if link and link.request_id else None
    if request is None or request.purpose != RequestPurpose.MEMBER or request.proven_at is not None:
        raise InvitationRefused
    assert request.organisation is not None
    if request.organisation.status in (OrganisationStatus.REFUSED, OrganisationStatus.SUSPENDED):
        raise InvitationRefused
    return request


def _forget(request_id: UUID) -> None:
    request = MailboxRequest.objects.select_related("case_key").get(id=request_id)
    key = request.case_key
    request.delete()
    key.delete()


def _record(ports: Ports, by: Account, action: str, request: MailboxRequest) -> None:
    trace = Trace(detail={"organisation": str(request.organisation_id)})
    record(ports, account_actor(ports, by.role, by.pk), action, f"mailbox_request:{request.id}", trace)
