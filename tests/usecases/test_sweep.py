"""What time does: unpaid applications lapse and old drafts are erased, not a moment before their term."""

from __future__ import annotations

import pytest

from mapae.core.application.status import TransitionRefused
from mapae.records.models import Application, AuditLeaf, CaseEvent, CaseKey
from mapae.usecases.answer import answer
from mapae.usecases.pay import receive_payment
from mapae.usecases.ports import Ports
from mapae.usecases.sweep import erase_old_drafts, lapse_unpaid
from mapae.usecases.withdraw import withdraw
from tests.room.clock import SetClock
from tests.usecases.steps import a_draft, a_granted, a_paid, a_referred, a_submitted, an_open_payment, notice_of

pytestmark = pytest.mark.django_db


def status(application_id: object) -> str:
    return Application.objects.get(id=application_id).status


def test_unpaid_application_lapses_after_seven_days_and_not_before(ports: Ports, clock: SetClock) -> None:
    application = a_submitted(ports)
    clock.pass_by(days=7)
    assert lapse_unpaid(ports) == 0
    assert status(application) == "awaiting_payment"
    clock.pass_by(seconds=1)
    assert lapse_unpaid(ports) == 1
    assert status(application) == "lapsed"
    assert lapse_unpaid(ports) == 0
    assert CaseEvent.objects.filter(application=application, name="application.lapsed", actor="system").count() == 1


def test_payment_on_the_last_moment_still_counts(ports: Ports, clock: SetClock) -> None:
    application = a_submitted(ports)
    payment = an_open_payment(ports, application)
    clock.pass_by(days=7)
    receive_payment(ports, notice_of(payment))
    clock.pass_by(days=1)
    assert lapse_unpaid(ports) == 0
    assert status(application) == "in_assessment"


def test_only_unpaid_applications_lapse(ports: Ports, clock: SetClock) -> None:
    a_paid(ports)
    a_referred(ports, document_number="U00000018")
    a_granted(ports, document_number="U00000019")
    clock.pass_by(days=100)
    assert lapse_unpaid(ports) == 0


def test_draft_is_erased_with_its_key_after_seven_days_and_not_before(ports: Ports, clock: SetClock) -> None:
    draft = a_draft(ports)
    clock.pass_by(days=7)
    assert erase_old_drafts(ports) == 0
    assert Application.objects.filter(id=draft).exists()
    clock.pass_by(seconds=1)
    assert erase_old_drafts(ports) == 1
    assert not Application.objects.exists()
    assert not CaseKey.objects.exists()
    assert b'"action":"draft.erased"' in bytes(AuditLeaf.objects.get().content)


def test_draft_that_is_still_worked_on_stays(ports: Ports, clock: SetClock) -> None:
    draft = a_draft(ports)
    clock.pass_by(days=6)
    answer(ports, draft, {"purpose": "family"})
    clock.pass_by(days=6)
    assert erase_old_drafts(ports) == 0


def test_what_was_submitted_is_no_draft_any_more(ports: Ports, clock: SetClock) -> None:
    a_submitted(ports)
    clock.pass_by(days=100)
    assert erase_old_drafts(ports) == 0
    assert CaseKey.objects.count() == 1


def test_applicant_withdraws_until_there_is_a_decision(ports: Ports) -> None:
    for application in (a_draft(ports), a_submitted(ports), a_paid(ports), a_referred(ports).id):
        assert withdraw(ports, application).status == "withdrawn"
        with pytest.raises(TransitionRefused):
            withdraw(ports, application)
    with pytest.raises(TransitionRefused):
        withdraw(ports, a_granted(ports).id)


def test_withdrawn_draft_loses_its_answers_and_its_key_after_seven_days(ports: Ports, clock: SetClock) -> None:
    draft = a_draft(ports)
    withdraw(ports, draft)
    clock.pass_by(days=7, seconds=1)
    assert erase_old_drafts(ports) == 1
    application = Application.objects.select_related("case_key").get(id=draft)
    assert (application.status, application.answers_sealed) == ("withdrawn", None)
    assert application.case_key.wrapped is None
    assert CaseEvent.objects.filter(application=draft, name="application.withdrawn").count() == 1
    assert erase_old_drafts(ports) == 0


def test_withdrawn_after_submission_is_kept_for_its_own_term(ports: Ports, clock: SetClock) -> None:
    application = a_submitted(ports)
    withdraw(ports, application)
    clock.pass_by(days=30)
    assert erase_old_drafts(ports) == 0
    assert Application.objects.get(id=application).answers_sealed is not None
