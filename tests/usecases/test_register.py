"""An organisation registers: nothing before the mailbox is proven, and one organisation whatever is pressed twice."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError

from mapae.core.group.approval import ApprovalAct, ApprovalReason
from mapae.core.group.registration import RegistrationRefused
from mapae.records.models import Account, MailboxRequest, Organisation, OutboxMessage
from mapae.usecases.add_account import NameRefused, NameTaken, suggest_name
from mapae.usecases.ask_for_code import UnknownRequest, ask_for_code
from mapae.usecases.group_data import open_organisation
from mapae.usecases.open_link import LinkRefused, open_link
from mapae.usecases.ports import Ports
from mapae.usecases.prove_mailbox import CodeWrong, prove_by_code
from mapae.usecases.register import (
    RegisteredAlready,
    ask_to_register,
    keep_details,
    kinds_to_register,
    prove_to_register,
    read_details,
    register,
)
from mapae.usecases.sweep import forget_requests
from tests.room.clock import SetClock
from tests.room.organisations import ADDRESS, DETAILS, PASSWORD, an_organisation, decide
from tests.usecases.leaves import leaves
from tests.usecases.post import code_in, deliver

pytestmark = pytest.mark.django_db


def asked(ports: Ports, address: str = ADDRESS) -> UUID:
    request_id = ports.chance.uuid()
    ask_to_register(ports, request_id, address, "tr")
    return request_id


def proven(ports: Ports, address: str = ADDRESS) -> UUID:
    request_id = asked(ports, address)
    prove_to_register(ports, request_id, code_in(deliver(ports)[0]))
    return request_id


def told(ports: Ports, address: str = ADDRESS, **changes: str) -> UUID:
    request_id = proven(ports, address)
    keep_details(ports, request_id, DETAILS | changes)
    return request_id


def test_code_details_and_account_make_an_organisation_that_waits(ports: Ports) -> None:
    account = register(ports, told(ports), "specimen.agent", PASSWORD)
    organisation = Organisation.objects.get()
    assert (account.organisation, account.role, account.is_manager) == (organisation, "representative", True)
    assert (organisation.status, organisation.kind, organisation.language) == ("waiting", "travel_agency", "tr")
    details = open_organisation(ports, organisation)
    assert (details.name, details.email, details.tax_data) == (DETAILS["name"], ADDRESS, DETAILS["tax_data"])
    assert [leaf.detail for leaf in leaves("organisation.registered")] == [
        {"kind": "travel_agency", "status": "waiting"}
    ]
    assert leaves("account.added")[0].actor.startswith("representative:")
    assert not [text for text in DETAILS.values() if text.encode() in bytes(organisation.details_sealed)]


def test_contact_is_told_in_its_language_and_the_mail_names_nobody(ports: Ports) -> None:
    register(ports, told(ports), "specimen.agent", PASSWORD)
    (mail,) = deliver(ports)
    assert (mail.recipient, mail.language) == (ADDRESS, "tr")
    for personal in (DETAILS["name"], DETAILS["contact"], "specimen.agent", DETAILS["registration"]):
        assert personal not in mail.text + mail.subject
    assert "/tr/officer/sign-in/" in mail.text


def test_organisation_is_approved_at_once_where_the_rules_ask_for_nobody(
    ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = [replace(limit, needs_approval=False) for limit in kinds_to_register(ports)]
    monkeypatch.setattr("mapae.usecases.register.group_limits", lambda _: free)
    register(ports, told(ports), "specimen.agent", PASSWORD)
    organisation = Organisation.objects.get()
    assert (organisation.status, organisation.decided_by, organisation.decided_at) == (
        "approved", None, ports.clock.now(),
    )  # fmt: skip
    assert OutboxMessage.objects.get(organisation=organisation).kind == "organisation.approved"


def test_families_are_not_registered(ports: Ports) -> None:
    assert {limit.organisation for limit in kinds_to_register(ports)} == {
        "travel_agency", "medical_institution", "company", "school",
    }  # fmt: skip
    with pytest.raises(RegistrationRefused):
        told(ports, kind="family")


def test_nothing_is_kept_before_the_mailbox_is_proven(ports: Ports) -> None:
    request_id = asked(ports)
    for step in (
        lambda: read_details(ports, request_id),
        lambda: keep_details(ports, request_id, DETAILS),
        lambda: register(ports, request_id, "specimen.agent", PASSWORD),
        lambda: read_details(ports, ports.chance.uuid()),
    ):
        with pytest.raises(UnknownRequest):
            step()
    assert not Organisation.objects.exists()


def test_wrong_code_proves_nothing(ports: Ports) -> None:
    request_id = asked(ports)
    right = code_in(deliver(ports)[0])
    with pytest.raises(CodeWrong):
        prove_to_register(ports, request_id, "000000" if right != "000000" else "000001")
    assert MailboxRequest.objects.get().proven_at is None


def test_code_of_a_registration_starts_no_application_and_the_other_way_round(ports: Ports) -> None:
    registration = asked(ports)
    code = code_in(deliver(ports)[0])
    with pytest.raises(UnknownRequest):
        prove_by_code(ports, registration, code)
    application = ports.chance.uuid()
    ask_for_code(ports, application, "specimen.traveller@example.org", "en", "1")
    with pytest.raises(UnknownRequest):
        prove_to_register(ports, application, code_in(deliver(ports)[0]))
    with pytest.raises(UnknownRequest):
        ask_to_register(ports, application, ADDRESS, "en")


def test_mail_of_a_registration_has_a_code_and_no_link(ports: Ports) -> None:
    asked(ports)
    (mail,) = deliver(ports)
    assert "http" not in mail.text


def test_pressed_twice_registers_once(ports: Ports) -> None:
    request_id = told(ports)
    register(ports, request_id, "specimen.agent", PASSWORD)
    with pytest.raises(UnknownRequest):
        register(ports, request_id, "specimen.agent2", PASSWORD)
    with pytest.raises(UnknownRequest):
        read_details(ports, request_id)
    assert MailboxRequest.objects.get().details_sealed is None
    assert (Organisation.objects.count(), Account.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("name", "password", "error"),
    [("Kim M", PASSWORD, NameRefused), ("taken", PASSWORD, NameTaken), ("specimen.agent", "short", ValidationError)],
)
def test_refused_account_leaves_no_organisation(ports: Ports, name: str, password: str, error: type[Exception]) -> None:
    register(ports, told(ports, "first@example.org"), "taken", PASSWORD)
    request_id = told(ports)
    with pytest.raises(error):
        register(ports, request_id, name, password)
    assert Organisation.objects.count() == 1
    assert register(ports, request_id, "specimen.agent", PASSWORD).is_manager, "what was said is still there"


def test_suggested_name_is_free_and_may_be_used(ports: Ports) -> None:
    register(ports, told(ports), "a" * 63, PASSWORD)
    free = suggest_name(ports, "a" * 63)
    assert free.startswith("aaa")
    assert register(ports, told(ports, "second@example.org"), free, PASSWORD).username == free


def test_mailbox_registers_one_organisation_unless_it_was_refused(ports: Ports) -> None:
    organisation = register(ports, told(ports), "specimen.agent", PASSWORD).organisation
    with pytest.raises(RegisteredAlready):
        proven(ports, ADDRESS.upper())
    decide(ports, organisation, ApprovalAct.REFUSE, ApprovalReason.DETAILS_DISAGREE)
    assert register(ports, told(ports), "specimen.agent2", PASSWORD).organisation != organisation


def test_registration_that_nobody_finishes_is_forgotten(ports: Ports, clock: SetClock) -> None:
    told(ports)
    clock.pass_by(days=1, seconds=1)
    assert forget_requests(ports) == 1
    assert not MailboxRequest.objects.exists()


def test_token_of_a_registration_opens_nothing(ports: Ports) -> None:
    with pytest.raises(LinkRefused):
        open_link(ports, "a" * 32, "browser")


def test_two_organisations_have_keys_of_their_own(ports: Ports) -> None:
    one, other = an_organisation(ports).organisation, an_organisation(ports).organisation
    assert one is not None and other is not None
    assert one.case_key_id != other.case_key_id
