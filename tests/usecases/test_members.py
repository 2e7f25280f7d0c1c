"""Who works for an organisation: invited by link, disabled and enabled by managers, and never without a manager."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mapae.core.group.approval import ApprovalAct, ApprovalReason
from mapae.records.models import Account, MailboxRequest
from mapae.usecases.add_account import NameTaken
from mapae.usecases.invitations import (
    InvitationRefused,
    MayNotInvite,
    invite,
    join,
    list_invitations,
    read_invitation,
    withdraw_invitation,
)
from mapae.usecases.mailbox import AddressRefused, TooManyMails
from mapae.usecases.members import LastManager, MemberChange, NotManager, UnknownMember, change_member, list_members
from mapae.usecases.open_link import LinkRefused, open_link
from mapae.usecases.ports import KeptMail, Ports
from mapae.usecases.sweep import forget_requests
from tests.room.accounts import add
from tests.room.clock import SetClock
from tests.room.organisations import DETAILS, PASSWORD, a_member, an_organisation, decide
from tests.usecases.leaves import leaves
from tests.usecases.post import deliver

pytestmark = pytest.mark.django_db
INVITED = "specimen.colleague@example.org"


def token_of(mail: KeptMail) -> str:
    return mail.text.partition("/group/invitation/")[2][:32]


def invited(ports: Ports, by: Account, address: str = INVITED) -> str:
    invite(ports, by, address, "ko")
    # Mails of one moment have no order among them, and others may be on their way.
    return token_of(next(mail for mail in deliver(ports) if mail.recipient == address))


def test_who_is_invited_joins_as_a_member_and_the_link_is_spent(ports: Ports) -> None:
    manager = an_organisation(ports)
    deliver(ports)
    invite(ports, manager, INVITED, "ko")
    (mail,) = deliver(ports)
    assert (mail.recipient, mail.language) == (INVITED, "ko")
    assert DETAILS["name"] not in mail.text + mail.subject
    token = token_of(mail)
    assert read_invitation(ports, token) == DETAILS["name"]
    account = join(ports, token, "specimen.colleague", PASSWORD)
    assert (account.organisation, account.is_manager, account.role) == (manager.organisation, False, "representative")
    for again in (lambda: read_invitation(ports, token), lambda: join(ports, token, "another", PASSWORD)):
        with pytest.raises(InvitationRefused):
            again()
    assert [leaf.actor for leaf in leaves("member.joined")] == [leaves("account.added")[-1].actor]
    assert len(leaves("member.invited")) == 1


def test_name_that_is_taken_spends_no_link(ports: Ports) -> None:
    manager = an_organisation(ports)
    token = invited(ports, manager)
    with pytest.raises(NameTaken):
        join(ports, token, manager.username, PASSWORD)
    assert join(ports, token, "specimen.colleague", PASSWORD).is_active


def test_link_of_an_invitation_is_no_link_to_an_application(ports: Ports) -> None:
    token = invited(ports, an_organisation(ports))
    with pytest.raises(LinkRefused):
        open_link(ports, token, "browser")
    assert read_invitation(ports, token)


def test_invitation_lives_seven_days_and_is_then_forgotten(ports: Ports, clock: SetClock) -> None:
    manager = an_organisation(ports)
    token = invited(ports, manager)
    clock.pass_by(days=6, hours=23)
    assert forget_requests(ports) == 0
    assert read_invitation(ports, token)
    (one,) = list_invitations(ports, manager)
    assert (one.address, one.ends_at - one.invited_at) == (INVITED, timedelta(days=7))
    clock.pass_by(hours=1)
    with pytest.raises(InvitationRefused):
        read_invitation(ports, token)
    assert list_invitations(ports, manager) == ()
    clock.pass_by(days=1, seconds=1)
    assert forget_requests(ports) == 1


def test_newer_invitation_of_a_mailbox_and_withdrawal_void_the_link(ports: Ports) -> None:
    manager = an_organisation(ports)
    first, second = invited(ports, manager), invited(ports, manager, INVITED.upper())
    with pytest.raises(InvitationRefused):
        read_invitation(ports, first)
    (one,) = list_invitations(ports, manager)
    withdraw_invitation(ports, manager, one.id)
    with pytest.raises(InvitationRefused):
        join(ports, second, "specimen.colleague", PASSWORD)
    assert len(leaves("member.uninvited")) == 1
    withdraw_invitation(ports, manager, one.id)


def test_only_managers_invite_and_only_in_their_own_organisation(ports: Ports) -> None:
    manager, stranger = an_organisation(ports), an_organisation(ports)
    member = a_member(ports, manager)
    token = invited(ports, manager)
    (one,) = list_invitations(ports, manager)
    for somebody in (member, add()):
        with pytest.raises(NotManager):
            invite(ports, somebody, INVITED, "en")
        with pytest.raises(NotManager):
            withdraw_invitation(ports, somebody, one.id)
        assert list_invitations(ports, somebody) == ()
    withdraw_invitation(ports, stranger, one.id)
    assert read_invitation(ports, token), "a stranger's withdrawal withdraws nothing"


def test_address_must_be_one_and_mailboxes_are_not_filled(ports: Ports) -> None:
    manager = an_organisation(ports)
    with pytest.raises(AddressRefused):
        invite(ports, manager, "nobody", "en")
    for _ in range(6):
        invite(ports, manager, INVITED, "en")
    with pytest.raises(TooManyMails):
        invite(ports, manager, INVITED, "en")
    assert MailboxRequest.objects.count() == 1


def test_suspended_organisation_takes_nobody_in(ports: Ports) -> None:
    manager = an_organisation(ports)
    token = invited(ports, manager)
    decide(ports, manager.organisation, ApprovalAct.SUSPEND, ApprovalReason.ACCOUNT_MISUSED)
    with pytest.raises(MayNotInvite):
        invite(ports, manager, "another@example.org", "en")
    with pytest.raises(InvitationRefused):
        join(ports, token, "specimen.colleague", PASSWORD)


def test_managers_disable_enable_and_promote(ports: Ports) -> None:
    manager = an_organisation(ports)
    member = a_member(ports, manager)
    change_member(ports, manager, member.pk, MemberChange.DISABLE)
    change_member(ports, manager, member.pk, MemberChange.DISABLE)
    member.refresh_from_db()
    assert not member.is_active
    change_member(ports, manager, member.pk, MemberChange.ENABLE)
    change_member(ports, manager, member.pk, MemberChange.MAKE_MANAGER)
    change_member(ports, manager, manager.pk, MemberChange.MAKE_MEMBER)
    member.refresh_from_db()
    assert (member.is_active, member.is_manager) == (True, True)
    with pytest.raises(NotManager):
        change_member(ports, manager, member.pk, MemberChange.DISABLE)
    told = [leaves(change.value) for change in MemberChange]
    assert [len(found) for found in told] == [1, 1, 1, 1], "what was so already is no act"
    assert member.username not in str(told)


@pytest.mark.parametrize("change", [MemberChange.DISABLE, MemberChange.MAKE_MEMBER])
def test_last_manager_stays(ports: Ports, change: MemberChange) -> None:
    manager = an_organisation(ports)
    second = a_member(ports, manager)
    change_member(ports, manager, second.pk, MemberChange.MAKE_MANAGER)
    change_member(ports, manager, second.pk, MemberChange.DISABLE)
    with pytest.raises(LastManager):
        change_member(ports, manager, manager.pk, change)
    manager.refresh_from_db()
    assert (manager.is_active, manager.is_manager) == (True, True)


def test_nobody_changes_people_of_another_organisation(ports: Ports) -> None:
    manager, stranger = an_organisation(ports), an_organisation(ports)
    officer = add()
    for number in (manager.pk, officer.pk, 0):
        with pytest.raises(UnknownMember):
            change_member(ports, stranger, number, MemberChange.DISABLE)
    with pytest.raises(NotManager):
        change_member(ports, a_member(ports, manager), manager.pk, MemberChange.DISABLE)
    with pytest.raises(NotManager):
        change_member(ports, officer, manager.pk, MemberChange.DISABLE)
    assert [one.name for one in list_members(stranger)] == [stranger.username]
    assert list_members(officer) == ()


def test_disabled_manager_manages_nothing(ports: Ports) -> None:
    manager = an_organisation(ports)
    second = a_member(ports, manager)
    change_member(ports, manager, second.pk, MemberChange.MAKE_MANAGER)
    change_member(ports, second, manager.pk, MemberChange.DISABLE)
    with pytest.raises(NotManager):
        change_member(ports, manager, second.pk, MemberChange.DISABLE)
