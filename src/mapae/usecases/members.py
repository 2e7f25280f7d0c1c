"""The people of an organisation: its managers say who works for it, and whether they still do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from mapae.records.models import Account, Organisation
from mapae.usecases.audit import Trace, account_actor, record
from mapae.usecases.groups import lock_organisation
from mapae.usecases.ports import Ports


class NotManager(Exception):
    """Only a manager of the organisation may do this."""


class LastManager(Exception):
    """An organisation keeps at least one manager who can sign in."""


class UnknownMember(LookupError):
    """No such account works for this organisation."""


class MemberChange(StrEnum):
    """What a manager does to an account; the names are those of the audit log."""

    DISABLE = "member.disabled"
    ENABLE = "member.enabled"
    MAKE_MANAGER = "member.made_manager"
    MAKE_MEMBER = "member.made_member"


@dataclass(frozen=True, slots=True)
class MemberSeen:
    """Somebody who works, or worked, for the organisation. `signed_in_at`: the last time."""

    id: int
    name: str
    is_manager: bool
    is_active: bool
    signed_in_at: datetime | None


def list_members(account: Account) -> tuple[MemberSeen, ...]:
    """Everybody of the account's organisation, by name; those who were disabled last."""
    if account.organisation_id is None:
        return ()
    found = Account.objects.filter(organisation=account.organisation_id)
    return tuple(
        MemberSeen(one.pk, one.username, one.is_manager, one.is_active, one.last_login)
        for one in found.order_by("-is_active", "username")
    )


@transaction.atomic
def change_member(ports: Ports, by: Account, account_id: int, change: MemberChange) -> None:
    """Done already is done. Raises NotManager, UnknownMember, LastManager."""
    organisation = lock_for_manager(by)
    member = Account.objects.filter(organisation=organisation, pk=account_id).first()
    if member is None:
        raise UnknownMember(str(account_id))
    before = (member.is_active, member.is_manager)
    _CHANGES[change](member)
    if (member.is_active, member.is_manager) == before:
        return
    others = Account.objects.filter(organisation=organisation, is_manager=True, is_active=True).exclude(pk=member.pk)
    if not (member.is_manager and member.is_active) and not others.exists():
        raise LastManager
    member.save(update_fields=["is_active", "is_manager"])
    record_member(ports, by, change.value, member)


def lock_for_manager(by: Account) -> Organisation:
    """The organisation, locked, so that changes to its people come one after the other. Raises NotManager."""
    if by.organisation_id is None:
        raise NotManager(str(by.pk))
    organisation = lock_organisation(by.organisation_id)
    if not Account.objects.filter(pk=by.pk, is_active=True, is_manager=True).exists():
        raise NotManager(str(by.pk))
    return organisation


def record_member(ports: Ports, by: Account, action: str, member: Account) -> None:
    """A leaf about somebody of the organisation, by their pseudonym."""
    assert member.organisation is not None
    pseudonym = account_actor(ports, member.role, member.pk).pseudonym
    trace = Trace(case=member.organisation.case_key_id, detail={"member": pseudonym})
    record(ports, account_actor(ports, by.role, by.pk), action, f"organisation:{member.organisation_id}", trace)


def _disable(member: Account) -> None:
    member.is_active = False


def _enable(member: Account) -> None:
    member.is_active = True


def _make_manager(member: Account) -> None:
    member.is_manager = True


def _make_member(member: Account) -> None:
    member.is_manager = False


_CHANGES: Mapping[MemberChange, Callable[[Account], None]] = {
    MemberChange.DISABLE: _disable,
    MemberChange.ENABLE: _enable,
    MemberChange.MAKE_MANAGER: _make_manager,
    MemberChange.MAKE_MEMBER: _make_member,
}
