"""The machine grants or refers, an officer decides what was referred, and nothing is decided twice."""

from __future__ import annotations

from datetime import date

import pytest

from mapae.core.application.status import TransitionRefused
from mapae.records.models import Application, AuditLeaf, Authorization, CaseEvent, Decision, OutboxMessage, Proposal
from mapae.usecases.case_acts import ChangedMeanwhile
from mapae.usecases.decide import DocumentExpired, decide_by_machine, grant_by_officer, refuse_by_officer
from mapae.usecases.ports import Ports
from tests.room.clock import SetClock
from tests.usecases.steps import a_granted, a_paid, a_referred, a_submitted, an_officer, at_once, refuse

GROUND = ("false_information",)


@pytest.mark.django_db
def test_deciding_again_changes_nothing(ports: Ports) -> None:
    granted = a_granted(ports)
    leaves = AuditLeaf.objects.count()
    assert decide_by_machine(ports, granted.id).version == granted.version
    assert (Decision.objects.count(), Authorization.objects.count(), OutboxMessage.objects.count()) == (1, 1, 1)
    assert AuditLeaf.objects.count() == leaves


@pytest.mark.usefixtures("committed")
def test_four_workers_on_one_application_decide_once(ports: Ports) -> None:
    paid = a_paid(ports)
    assert at_once(*[lambda: decide_by_machine(ports, paid).status] * 4) == ["granted"] * 4
    assert (Decision.objects.count(), Authorization.objects.count(), OutboxMessage.objects.count()) == (1, 1, 1)


@pytest.mark.django_db
def test_unpaid_application_is_not_decided(ports: Ports) -> None:
    assert decide_by_machine(ports, a_submitted(ports)).status == "awaiting_payment"
    assert not Decision.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("declaration", ["has_criminal_record", "has_infectious_disease", "was_refused_entry"])
def test_declared_yes_goes_to_an_officer(ports: Ports, declaration: str) -> None:
    referred = a_referred(ports, **({"has_criminal_record": "no"} | {declaration: "yes"}))
    event = CaseEvent.objects.get(application=referred.id, name="application.referred")
    assert event.reasons == ["declaration"]
    assert not Decision.objects.exists()
    assert OutboxMessage.objects.get().kind == "application.referred"


@pytest.mark.django_db
def test_officer_grants_what_was_referred(ports: Ports) -> None:
    referred, officer = a_referred(ports), an_officer(ports)
    granted = grant_by_officer(ports, referred.id, officer, referred.version)
    assert granted.status == "granted"
    assert granted.decision is not None
    assert (granted.decision.decided_by_id, granted.decision.reasons) == (officer.pk, ["officer_satisfied"])
    assert Authorization.objects.get().application_id == referred.id


@pytest.mark.django_db
def test_officer_refuses_with_grounds_and_no_authorization_is_left(ports: Ports) -> None:
    referred, officer = a_referred(ports), an_officer(ports)
    refused = refuse(ports, referred.id, officer, GROUND)
    assert refused.status == "refused"
    assert refused.decision is not None
    assert (refused.decision.decided_by_id, refused.decision.reasons) == (officer.pk, ["false_information"])
    assert refused.decision.confirmed_by_id not in (None, officer.pk)
    assert not Authorization.objects.exists()
    assert OutboxMessage.objects.filter(kind="application.refused").count() == 1


@pytest.mark.django_db
def test_refusal_without_a_ground_is_none(ports: Ports) -> None:
    referred = a_referred(ports)
    with pytest.raises(ValueError, match="no ground"):
        refuse_by_officer(ports, referred.id, an_officer(ports), referred.version, ())
    assert Application.objects.get(id=referred.id).status == "referred"


@pytest.mark.django_db
def test_officer_who_read_an_older_version_decides_nothing(ports: Ports) -> None:
    referred, officer = a_referred(ports), an_officer(ports)
    with pytest.raises(ChangedMeanwhile):
        grant_by_officer(ports, referred.id, officer, referred.version - 1)
    with pytest.raises(ChangedMeanwhile):
        refuse_by_officer(ports, referred.id, officer, referred.version + 1, GROUND)
    assert not Decision.objects.exists()


@pytest.mark.django_db
def test_officer_cannot_decide_what_nobody_referred(ports: Ports) -> None:
    paid, officer = a_paid(ports), an_officer(ports)
    version = Application.objects.get(id=paid).version
    with pytest.raises(TransitionRefused):
        refuse_by_officer(ports, paid, officer, version, GROUND)
    with pytest.raises(TransitionRefused):
        grant_by_officer(ports, paid, officer, version)
    assert not Decision.objects.exists()
    assert not OutboxMessage.objects.exists()


@pytest.mark.usefixtures("committed")
def test_two_officers_at_once_make_exactly_one_decision(ports: Ports) -> None:
    for number in range(3):
        referred = a_referred(ports, document_number=f"U0000010{number}")
        one, two = an_officer(ports, f"one.{number}"), an_officer(ports, f"two.{number}")
        results = at_once(
            lambda: grant_by_officer(ports, referred.id, one, referred.version),  # noqa: B023  # runs within the loop
            lambda: refuse_by_officer(ports, referred.id, two, referred.version, GROUND),  # noqa: B023
        )
        assert sorted(type(result).__name__ for result in results) == ["Application", "ChangedMeanwhile"]
        referred.refresh_from_db()
        was_granted = referred.status == "granted"
        assert Decision.objects.filter(application=referred.id).count() == was_granted
        assert Proposal.objects.filter(application=referred.id).count() == (not was_granted)
        assert CaseEvent.objects.filter(application=referred.id, version=referred.version).count() == 1


@pytest.mark.django_db
def test_passport_that_expired_while_waiting_goes_to_an_officer_who_cannot_grant_on_it(
    ports: Ports, clock: SetClock
) -> None:
    paid = a_paid(ports, document_expiry="2026-11-25", arrival_day="2026-11-25")
    clock.pass_by(days=4)
    referred = decide_by_machine(ports, paid)
    assert referred.status == "referred"
    with pytest.raises(DocumentExpired):
        grant_by_officer(ports, paid, an_officer(ports), referred.version)
    assert Application.objects.get(id=paid).status == "referred"


@pytest.mark.django_db
def test_authorization_ends_with_the_passport(ports: Ports) -> None:
    a_granted(ports, document_expiry="2027-05-01")
    assert Authorization.objects.get().last_day == date(2027, 5, 1)


@pytest.mark.django_db
def test_newer_grant_supersedes_on_the_same_document_only(ports: Ports) -> None:
    first, other = a_granted(ports), a_granted(ports, document_number="U00000018")
    newer = a_granted(ports, document_number="u 0000-0017")
    old, new = Authorization.objects.get(application=first), Authorization.objects.get(application=newer)
    assert (old.ending, old.superseded_by_id, old.ended_at) == ("superseded", new.id, ports.clock.now())
    assert (new.ending, Authorization.objects.get(application=other).ending) == ("", "")


@pytest.mark.usefixtures("committed")
def test_grants_at_once_on_one_document_leave_one_living(ports: Ports) -> None:
    # One person and one document, in four spellings, so that neither the cap nor the screening speaks.
    spellings = [(surname, given) for surname in ("ÖRNEKOĞLU", "ÖRNEK OĞLU") for given in ("AYŞE IŞIL", "AYŞEIŞIL")]
    paid = [a_paid(ports, surname=surname, given_names=given) for surname, given in spellings]
    results = at_once(*[lambda one=one: decide_by_machine(ports, one).status for one in paid])
    assert results == ["granted"] * 4
    endings = Authorization.objects.order_by("ending").values_list("ending", flat=True)
    assert list(endings) == ["", "superseded", "superseded", "superseded"]
    assert Authorization.objects.filter(ending="superseded", superseded_by__isnull=True).count() == 0
