"""Submit happens once, whatever the finger on the button does."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from mapae.core.application.answers import AnswerProblem, AnswersIncomplete
from mapae.records.models import Application, AuditLeaf, CaseEvent, RulebookVersion
from mapae.usecases.answer import AlreadySubmitted, answer, read_draft
from mapae.usecases.case_acts import ChangedMeanwhile, UnknownApplication, lock_application, save_version
from mapae.usecases.freeze import MayNotApply
from mapae.usecases.ports import Ports
from mapae.usecases.start_draft import start_draft
from mapae.usecases.submit import submit
from mapae.usecases.withdraw import withdraw
from tests.room.clock import SetClock
from tests.room.people import answers
from tests.usecases.steps import a_draft, a_paid, at_once


@pytest.mark.django_db
def test_second_press_with_the_same_key_gives_the_same_application(ports: Ports) -> None:
    draft = a_draft(ports)
    first, second = submit(ports, draft, "press"), submit(ports, draft, "press")
    assert (first.id, first.version, first.submitted_at) == (second.id, second.version, second.submitted_at)
    assert CaseEvent.objects.filter(application=draft).count() == 1
    assert AuditLeaf.objects.count() == 1


@pytest.mark.django_db
def test_same_key_gives_the_application_whatever_became_of_it_since(ports: Ports) -> None:
    paid = a_paid(ports)
    assert submit(ports, paid, "press-1").status == "in_assessment"


@pytest.mark.django_db
def test_another_key_is_refused(ports: Ports) -> None:
    draft = a_draft(ports)
    submit(ports, draft, "press")
    with pytest.raises(AlreadySubmitted):
        submit(ports, draft, "another press")


@pytest.mark.django_db
def test_two_applicants_may_send_the_same_key(ports: Ports) -> None:
    one, two = a_draft(ports), a_draft(ports, document_number="U00000018")
    assert submit(ports, one, "press").id == one
    assert submit(ports, two, "press").id == two


@pytest.mark.usefixtures("committed")
def test_two_presses_at_once_submit_once(ports: Ports) -> None:
    draft = a_draft(ports)
    results = at_once(*[lambda: submit(ports, draft, "press")] * 4)
    assert {result.version for result in results if isinstance(result, Application)} == {3}
    assert len([result for result in results if isinstance(result, Application)]) == 4
    assert CaseEvent.objects.count() == AuditLeaf.objects.count() == 1


@pytest.mark.usefixtures("committed")
def test_two_keys_at_once_submit_once_and_the_other_is_refused(ports: Ports) -> None:
    draft = a_draft(ports)
    results = at_once(lambda: submit(ports, draft, "one"), lambda: submit(ports, draft, "two"))
    assert sorted(type(result).__name__ for result in results) == ["AlreadySubmitted", "Application"]
    assert CaseEvent.objects.count() == 1


@pytest.mark.django_db
def test_incomplete_draft_stays_a_draft_with_its_answers(ports: Ports) -> None:
    draft = start_draft(ports, "tr", (email := answers()["email"])).id
    assert answer(ports, draft, {"surname": "홍", "no_such_field": "x"}) == [AnswerProblem("surname", "name_not_latin")]
    with pytest.raises(AnswersIncomplete):
        submit(ports, draft, "press")
    application, kept = read_draft(ports, draft)
    assert (application.status, application.submitted_at, kept) == ("draft", None, {"email": email, "surname": "홍"})


@pytest.mark.django_db
@pytest.mark.parametrize("nationality", ["CHN", "KOR"])
def test_traveller_the_scheme_does_not_speak_of_leaves_no_file_and_no_fee(ports: Ports, nationality: str) -> None:
    draft = a_draft(ports, nationality=nationality, issuing_state=nationality)
    with pytest.raises(MayNotApply):
        submit(ports, draft, "press")
    stored = Application.objects.get(id=draft)
    assert (stored.status, stored.fee_total, stored.document_index) == ("draft", None, None)
    assert not AuditLeaf.objects.exists()


@pytest.mark.django_db
def test_exempt_traveller_may_apply_all_the_same(ports: Ports) -> None:
    assert submit(ports, a_draft(ports, nationality="USA", issuing_state="USA"), "press").status == "awaiting_payment"


@pytest.mark.django_db
def test_fee_rules_and_validity_freeze_at_the_press_of_the_button(ports: Ports) -> None:
    submitted = submit(ports, a_draft(ports), "press")
    assert (submitted.fee_total, submitted.fee_currency, submitted.validity_years) == (10300, "KRW", 3)
    assert submitted.submitted_at == ports.clock.now()
    assert submitted.arrival_day == date(2026, 12, 20)
    assert RulebookVersion.objects.get().version == submitted.rulebook_id


@pytest.mark.django_db
def test_day_of_submission_is_the_day_in_seoul(ports: Ports, clock: SetClock) -> None:
    clock.set(datetime(2023, 7, 2, 14, 59, tzinfo=UTC))
    before = submit(ports, a_draft(ports, arrival_day="2023-12-20"), "press")
    clock.set(datetime(2023, 7, 2, 15, 0, tzinfo=UTC))
    after = submit(ports, a_draft(ports, arrival_day="2023-12-20", document_number="U00000018"), "press")
    assert (before.validity_years, after.validity_years) == (2, 3)


@pytest.mark.django_db
def test_pilot_without_a_fee_goes_straight_to_assessment(ports: Ports, clock: SetClock) -> None:
    clock.set(datetime(2021, 6, 1, tzinfo=UTC))
    draft = a_draft(ports, arrival_day="2021-12-20", nationality="GBR", issuing_state="GBR")
    assert submit(ports, draft, "press").status == "in_assessment"


@pytest.mark.django_db
def test_nothing_submitted_changes(ports: Ports) -> None:
    draft = a_draft(ports)
    before = bytes(submit(ports, draft, "press").answers_sealed or b"")
    with pytest.raises(AlreadySubmitted):
        answer(ports, draft, answers(surname="ANOTHER"))
    assert bytes(Application.objects.get(id=draft).answers_sealed or b"") == before


@pytest.mark.django_db
def test_withdrawn_draft_is_never_submitted(ports: Ports) -> None:
    draft = a_draft(ports)
    withdraw(ports, draft)
    with pytest.raises(AlreadySubmitted):
        submit(ports, draft, "press")


@pytest.mark.django_db
def test_application_that_is_not_there_is_said_to_be_unknown(ports: Ports) -> None:
    for act in (
        lambda: submit(ports, uuid4(), "press"),
        lambda: read_draft(ports, uuid4()),
        lambda: answer(ports, uuid4(), {}),
    ):
        with pytest.raises(UnknownApplication):
            act()


@pytest.mark.django_db
def test_write_on_what_somebody_else_changed_is_refused(ports: Ports) -> None:
    draft = a_draft(ports)
    mine, other = lock_application(draft), lock_application(draft)
    save_version(ports, other)
    with pytest.raises(ChangedMeanwhile):
        save_version(ports, mine)
