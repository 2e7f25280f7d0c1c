"""Keys of organisations: shown once, two at most, and closed by revocation, time and refusal."""

from __future__ import annotations

import pytest

from mapae.core.group.approval import ApprovalAct, ApprovalReason
from mapae.records.models import OrganisationKey
from mapae.usecases.members import NotManager
from mapae.usecases.organisation_keys import (
    KEY_DAYS,
    MayNotHaveKeys,
    NoFreeSlot,
    add_organisation_key,
    find_organisation_by_key,
    list_keys,
    revoke_organisation_key,
)
from mapae.usecases.ports import Ports
from tests.room.accounts import add
from tests.room.clock import SetClock
from tests.room.organisations import a_member, a_waiting_organisation, an_organisation, decide
from tests.usecases.leaves import leaves

pytestmark = pytest.mark.django_db


def test_key_leads_to_its_organisation_and_only_its_digest_is_kept(ports: Ports) -> None:
    manager, _other = an_organisation(ports), an_organisation(ports)
    key = add_organisation_key(ports, manager)
    assert find_organisation_by_key(ports, key) == manager.organisation
    assert key.startswith("mapae_group_") and len(key) == 55
    stored = OrganisationKey.objects.get()
    assert key.encode() not in bytes(stored.digest)
    assert len(leaves("organisation_key.added")) == 1


@pytest.mark.parametrize("bearer", ["", "mapae_group_", "mapae_carrier_x", "\x00", "é" * 1000])
def test_other_words_lead_nowhere(ports: Ports, bearer: str) -> None:
    add_organisation_key(ports, an_organisation(ports))
    assert find_organisation_by_key(ports, bearer) is None


def test_two_keys_live_at_most_and_a_revoked_one_opens_nothing(ports: Ports) -> None:
    manager = an_organisation(ports)
    first, second = add_organisation_key(ports, manager), add_organisation_key(ports, manager)
    with pytest.raises(NoFreeSlot):
        add_organisation_key(ports, manager)
    assert revoke_organisation_key(ports, manager, 1)
    assert not revoke_organisation_key(ports, manager, 1)
    assert find_organisation_by_key(ports, first) is None
    assert find_organisation_by_key(ports, second) == manager.organisation
    third = add_organisation_key(ports, manager)
    assert find_organisation_by_key(ports, third) == manager.organisation
    assert [key.slot for key in list_keys(manager)] == [1, 2]
    assert len(leaves("organisation_key.revoked")) == 1


def test_key_ends_by_itself(ports: Ports, clock: SetClock) -> None:
    key = add_organisation_key(ports, an_organisation(ports))
    clock.pass_by(days=KEY_DAYS, seconds=-1)
    assert find_organisation_by_key(ports, key)
    clock.pass_by(seconds=1)
    assert find_organisation_by_key(ports, key) is None


def test_last_use_is_noted_once_a_minute(ports: Ports, clock: SetClock) -> None:
    manager = an_organisation(ports)
    key, began = add_organisation_key(ports, manager), clock.now()
    assert list_keys(manager)[0].used_at is None
    for seconds, expected in ((0, 0), (59, 0), (1, 60)):
        clock.pass_by(seconds=seconds)
        find_organisation_by_key(ports, key)
        used_at = list_keys(manager)[0].used_at
        assert used_at is not None
        assert (used_at - began).total_seconds() == expected


def test_suspended_organisation_is_still_known_by_its_key_and_makes_no_new_one(ports: Ports) -> None:
    manager = an_organisation(ports)
    key = add_organisation_key(ports, manager)
    decide(ports, manager.organisation, ApprovalAct.SUSPEND, ApprovalReason.COMPLAINTS)
    found = find_organisation_by_key(ports, key)
    assert found is not None and found.status == "suspended"
    with pytest.raises(MayNotHaveKeys):
        add_organisation_key(ports, manager)
    assert revoke_organisation_key(ports, manager, 1), "revoking is always possible"


def test_only_managers_of_approved_organisations_have_keys(ports: Ports) -> None:
    manager = an_organisation(ports)
    add_organisation_key(ports, manager)
    for somebody in (a_member(ports, manager), add()):
        for act in (
            lambda who: add_organisation_key(ports, who),
            lambda who: revoke_organisation_key(ports, who, 1),
            list_keys,
        ):
            with pytest.raises(NotManager):
                act(somebody)
    assert not revoke_organisation_key(ports, an_organisation(ports), 1), "another's key is not in one's slots"
    with pytest.raises(MayNotHaveKeys):
        add_organisation_key(ports, a_waiting_organisation(ports))
