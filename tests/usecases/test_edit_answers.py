"""Edits after the grant: checked as before, sealed beside what was decided on, told by mail without a value."""

from __future__ import annotations

import json

import pytest

from mapae.records.models import AnswersEdit, Application, AuditLeaf, Authorization, CaseEvent, OutboxMessage
from mapae.usecases.cancel import cancel
from mapae.usecases.case_data import open_answers
from mapae.usecases.edit_answers import NotFree, edit_answers, list_edits, present_answers, read_changes
from mapae.usecases.holding import NothingHeld
from mapae.usecases.ports import Ports
from mapae.usecases.submitted import read_submitted
from tests.room.clock import SetClock
from tests.usecases.post import deliver
from tests.usecases.steps import a_granted, a_submitted, at_once

EDITED = "application.edited"


def edited_leaves() -> list[dict[str, object]]:
    found = [json.loads(bytes(leaf.content)) for leaf in AuditLeaf.objects.order_by("id")]
    return [leaf for leaf in found if leaf["action"] == EDITED]


@pytest.mark.django_db
def test_edit_is_kept_beside_the_answers_that_were_decided_on(ports: Ports) -> None:
    granted = a_granted(ports)
    before = read_submitted(ports, granted)
    assert edit_answers(ports, granted.id, "purpose", {"purpose": "business"}) == []
    now = Application.objects.get()
    assert open_answers(ports, now)["purpose"] == "tourism"
    assert present_answers(ports, now)["purpose"] == "business"
    assert read_submitted(ports, now) == before
    assert (now.status, Authorization.objects.get().ending) == ("granted", "")


@pytest.mark.django_db
def test_every_edit_stays_and_the_last_one_counts(ports: Ports, clock: SetClock) -> None:
    granted = a_granted(ports)
    for purpose in ("business", "meeting"):
        clock.pass_by(hours=1)
        edit_answers(ports, granted.id, "purpose", {"purpose": purpose})
    assert [edit.values for edit in list_edits(ports, granted)] == [{"purpose": "business"}, {"purpose": "meeting"}]
    assert read_changes(ports, granted.id).raw["purpose"] == "meeting"


@pytest.mark.django_db
def test_leaf_event_and_mail_name_no_value(ports: Ports) -> None:
    granted = a_granted(ports)
    deliver(ports)
    edit_answers(ports, granted.id, "purpose", {"purpose": "business"})
    (leaf,) = edited_leaves()
    assert leaf["detail"] == {"fields": "purpose"}
    assert leaf["before"] != leaf["after"]
    assert CaseEvent.objects.get(name=EDITED).actor == "applicant"
    assert b"business" not in bytes(AnswersEdit.objects.get().values_sealed)
    (mail,) = deliver(ports)
    assert mail.language == "tr"
    assert "business" not in mail.text


@pytest.mark.django_db
def test_same_answer_again_changes_and_mails_nothing(ports: Ports) -> None:
    granted = a_granted(ports)
    for purpose in ("tourism", "business", " business "):
        assert edit_answers(ports, granted.id, "purpose", {"purpose": purpose}) == []
    assert AnswersEdit.objects.count() == OutboxMessage.objects.filter(kind=EDITED).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("given", "code"), [({"purpose": "spying"}, "not_a_choice"), ({}, "missing")])
def test_wrong_answer_is_told_and_not_kept(ports: Ports, given: dict[str, str], code: str) -> None:
    granted = a_granted(ports)
    (problem,) = edit_answers(ports, granted.id, "purpose", given)
    assert (problem.field, problem.code) == ("purpose", code)
    assert not AnswersEdit.objects.exists()
    assert not edited_leaves()


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["surname", "document_number", "has_criminal_record", "email", "is_true"])
def test_what_the_rules_do_not_free_is_not_edited(ports: Ports, change: str) -> None:
    granted = a_granted(ports)
    with pytest.raises(NotFree):
        edit_answers(ports, granted.id, change, {change: "X"})
    assert not AnswersEdit.objects.exists()


@pytest.mark.django_db
def test_answer_to_another_question_slips_in_nowhere(ports: Ports) -> None:
    granted = a_granted(ports)
    edit_answers(ports, granted.id, "purpose", {"purpose": "business", "surname": "BAŞKA", "email": "x@example.org"})
    assert present_answers(ports, granted) == open_answers(ports, granted) | {"purpose": "business"}


@pytest.mark.django_db
def test_nothing_is_edited_without_a_living_authorization(ports: Ports, clock: SetClock) -> None:
    waiting, granted = a_submitted(ports), a_granted(ports)
    with pytest.raises(NothingHeld):
        edit_answers(ports, waiting, "purpose", {"purpose": "business"})
    cancel(ports, granted.id)
    with pytest.raises(NothingHeld):
        edit_answers(ports, granted.id, "purpose", {"purpose": "business"})
    expired = a_granted(ports)
    clock.pass_by(days=3 * 366)
    with pytest.raises(NothingHeld):
        edit_answers(ports, expired.id, "purpose", {"purpose": "business"})
    assert not read_changes(ports, expired.id).is_living


@pytest.mark.usefixtures("committed")
def test_two_presses_at_once_keep_one_edit(ports: Ports) -> None:
    granted = a_granted(ports)
    press = {"purpose": "business"}
    found = at_once(*[lambda: edit_answers(ports, granted.id, "purpose", press)] * 2)
    assert found == [[], []]
    assert AnswersEdit.objects.count() == OutboxMessage.objects.filter(kind=EDITED).count() == 1
