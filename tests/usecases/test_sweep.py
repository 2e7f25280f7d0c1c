"""What time does: unpaid applications lapse and old drafts are erased, not a moment before their term."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

import pytest
from django.db import connection

from mapae.core.application.status import TransitionRefused
from mapae.core.rulebook.model import Rulebook
from mapae.records.models import Application, AuditLeaf, CaseEvent, CaseKey, RateWindow
from mapae.usecases.answer import answer
from mapae.usecases.limit import seconds_to_wait
from mapae.usecases.pay import receive_payment
from mapae.usecases.ports import Ports
from mapae.usecases.rulebook_in_force import store_rulebook_in_force
from mapae.usecases.sweep import erase_old_drafts, lapse_unpaid, remove_leftovers, resume_stranded
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


def test_lapse_goes_by_the_rules_of_the_submission(ports: Ports, clock: SetClock) -> None:
    """Who was told seven days has seven days, whatever the rules say since."""
    application = a_submitted(ports)

    class Shorter:
        """The rulebook that came into force later gives three days."""

        def newest(self, programme: str) -> tuple[str, bytes]:
            content = ports.rulebooks.newest(programme)[1]
            shorter = re.sub(rb"(id: KOR\.lapse\b.*?days: )7", rb"\g<1>3", content, flags=re.DOTALL)
            assert shorter != content
            content = shorter
            return hashlib.sha256(content).hexdigest(), content

        def read(self, version: str, content: bytes) -> Rulebook:
            return ports.rulebooks.read(version, content)

    later = replace(ports, rulebooks=Shorter())
    store_rulebook_in_force(later)
    clock.pass_by(days=5)
    assert lapse_unpaid(later) == 0
    assert status(application) == "awaiting_payment"


def test_work_whose_job_was_lost_is_asked_for_again(ports: Ports, clock: SetClock) -> None:
    application = a_paid(ports)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    assert resume_stranded(ports) == 0
    clock.pass_by(hours=1, seconds=1)
    assert resume_stranded(ports) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args->>'application' FROM procrastinate_jobs")
        assert cursor.fetchall() == [("assess", str(application))]


def test_leftovers_go_and_what_is_in_use_stays(ports: Ports, clock: SetClock) -> None:
    seconds_to_wait(ports, "old", "somebody", 5, 60)
    clock.pass_by(days=1, seconds=1)
    seconds_to_wait(ports, "new", "somebody", 5, 60)
    remove_leftovers(ports)
    assert RateWindow.objects.count() == 1
