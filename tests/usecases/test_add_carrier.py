"""A carrier has two living keys at most, each shown once, kept as a digest."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from mapae.records.models import Account, AuditLeaf, CarrierKey, Role
from mapae.usecases.add_account import NameTaken, add_account
from mapae.usecases.add_carrier import (
    KEY_PREFIX,
    CarrierKnown,
    NoFreeSlot,
    add_carrier,
    add_carrier_key,
    find_carrier,
    key_digest,
    revoke_carrier_key,
)
from mapae.usecases.limit import seconds_to_wait
from mapae.usecases.ports import Ports
from tests.room.clock import SetClock
from tests.usecases.steps import at_once


@pytest.mark.django_db
def test_key_is_kept_as_its_digest_only(ports: Ports) -> None:
    carrier, key = add_carrier(ports, "Specimen Air")
    stored = CarrierKey.objects.get()
    assert key.startswith(KEY_PREFIX)
    assert bytes(stored.digest) == key_digest(key)
    assert (stored.carrier_id, stored.slot) == (carrier.id, 1)
    assert (stored.expires_at - ports.clock.now()).days == 400
    assert all(key.encode() not in bytes(leaf.content) for leaf in AuditLeaf.objects.all())


@pytest.mark.django_db
def test_two_keys_live_at_once_for_the_change_over_and_no_third(ports: Ports) -> None:
    carrier, first = add_carrier(ports, "Specimen Air")
    second = add_carrier_key(ports, carrier)
    assert first != second
    with pytest.raises(NoFreeSlot):
        add_carrier_key(ports, carrier)
    assert revoke_carrier_key(ports, carrier, 1)
    assert not revoke_carrier_key(ports, carrier, 1)
    add_carrier_key(ports, carrier)
    assert sorted(carrier.keys.filter(revoked_at__isnull=True).values_list("slot", flat=True)) == [1, 2]


@pytest.mark.usefixtures("committed")
def test_keys_made_at_once_never_share_a_slot(ports: Ports) -> None:
    carrier, _ = add_carrier(ports, "Specimen Air")
    results = at_once(*[lambda: add_carrier_key(ports, carrier)] * 3)
    assert sorted(type(result).__name__ for result in results) == ["NoFreeSlot", "NoFreeSlot", "str"]


@pytest.mark.django_db
def test_carrier_of_a_known_name_is_not_added_again(ports: Ports) -> None:
    carrier, _ = add_carrier(ports, "Specimen Air")
    with pytest.raises(CarrierKnown):
        add_carrier(ports, "Specimen Air")
    assert find_carrier("Specimen Air") == carrier
    assert find_carrier("Nobody's Air") is None


@pytest.mark.django_db
def test_account_is_made_by_the_operator_and_leaves_its_leaf(ports: Ports) -> None:
    account = add_account(ports, "specimen.officer", Role.OFFICER, "an-invented-sentence-of-words")
    assert account.check_password("an-invented-sentence-of-words")
    assert b'"role":"operator"' in bytes(AuditLeaf.objects.get().content)
    with pytest.raises(NameTaken):
        add_account(ports, "specimen.officer", Role.AUDITOR, "an-invented-sentence-of-words")


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["short", "1qaz2wsx3edc"])
def test_weak_password_is_refused_and_no_account_is_left(ports: Ports, password: str) -> None:
    with pytest.raises(ValidationError):
        add_account(ports, "specimen.officer", Role.OFFICER, password)
    assert not Account.objects.exists()
    assert not AuditLeaf.objects.exists()


@pytest.mark.django_db
def test_limit_lets_the_allowed_number_through_and_says_how_long_to_wait(ports: Ports, clock: SetClock) -> None:
    def ask(who: str = "192.0.2.1") -> int:
        return seconds_to_wait(ports, "status", who, most=2, seconds=60)

    assert [ask(), ask()] == [0, 0]
    clock.pass_by(seconds=10)
    assert 50 <= ask() <= 51
    assert ask("192.0.2.2") == 0
    clock.pass_by(seconds=50)
    assert ask() == 0


@pytest.mark.usefixtures("committed")
def test_limit_counts_those_who_come_at_once(ports: Ports) -> None:
    results = at_once(*[lambda: seconds_to_wait(ports, "status", "192.0.2.1", most=3, seconds=60)] * 8)
    assert sum(result == 0 for result in results) == 3
