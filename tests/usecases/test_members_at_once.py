"""Two presses at the same moment, each with a connection of its own: one organisation, one account, one manager left."""

from __future__ import annotations

import pytest

from mapae.records.models import Account, Organisation, OrganisationKey
from mapae.usecases.add_account import NameTaken
from mapae.usecases.invitations import InvitationRefused, invite, join
from mapae.usecases.members import LastManager, MemberChange, NotManager, change_member
from mapae.usecases.organisation_keys import NoFreeSlot, add_organisation_key
from mapae.usecases.ports import Ports
from mapae.usecases.register import ask_to_register, keep_details, prove_to_register, register
from tests.room.organisations import ADDRESS, DETAILS, PASSWORD, a_member, an_organisation
from tests.usecases.post import code_in, deliver
from tests.usecases.steps import at_once

pytestmark = pytest.mark.usefixtures("committed")


def test_two_managers_who_disable_each_other_leave_one(ports: Ports) -> None:
    one = an_organisation(ports)
    other = a_member(ports, one)
    change_member(ports, one, other.pk, MemberChange.MAKE_MANAGER)
    results = at_once(
        lambda: change_member(ports, one, other.pk, MemberChange.DISABLE),
        lambda: change_member(ports, other, one.pk, MemberChange.DISABLE),
    )
    assert sum(isinstance(result, NotManager | LastManager) for result in results) == 1
    assert Account.objects.filter(is_manager=True, is_active=True).count() == 1


def test_registration_pressed_four_times_makes_one_organisation(ports: Ports) -> None:
    request = ports.chance.uuid()
    ask_to_register(ports, request, ADDRESS, "en")
    prove_to_register(ports, request, code_in(deliver(ports)[0]))
    keep_details(ports, request, DETAILS)
    results = at_once(*[lambda: register(ports, request, "specimen.agent", PASSWORD)] * 4)
    assert sum(isinstance(result, Account) for result in results) == 1
    assert (Organisation.objects.count(), Account.objects.count()) == (1, 1)


def test_invitation_pressed_four_times_makes_one_account(ports: Ports) -> None:
    manager = an_organisation(ports)
    invite(ports, manager, "specimen.colleague@example.org", "en")
    token = deliver(ports)[0].text.partition("/group/invitation/")[2][:32]
    results = at_once(*[lambda n=n: join(ports, token, f"colleague-{n}", PASSWORD) for n in range(4)])  # type: ignore[misc]
    assert sum(isinstance(result, InvitationRefused) for result in results) == 3
    assert Account.objects.filter(organisation=manager.organisation).count() == 2


def test_two_who_want_one_name_at_once(ports: Ports) -> None:
    tokens = []
    for number in range(2):
        invite(ports, an_organisation(ports), f"specimen-{number}@example.org", "en")
        tokens.append(deliver(ports)[0].text.partition("/group/invitation/")[2][:32])
    results = at_once(*[lambda token=token: join(ports, token, "wanted", PASSWORD) for token in tokens])  # type: ignore[misc]
    assert sum(isinstance(result, NameTaken) for result in results) == 1
    assert Account.objects.filter(username="wanted").count() == 1


def test_keys_made_at_once_are_two_at_most(ports: Ports) -> None:
    manager = an_organisation(ports)
    results = at_once(*[lambda: add_organisation_key(ports, manager)] * 4)
    assert sum(isinstance(result, NoFreeSlot) for result in results) == 2
    assert OrganisationKey.objects.count() == 2
