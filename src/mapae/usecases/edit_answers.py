"""A holder edits what may be edited after the grant: checked as before, kept beside what was decided on, told by mail."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mapae.core.application.answers import AnswerProblem, problems_in
from mapae.core.application.changes import asked_by_change, cleared_by_change
from mapae.core.authorization.validity import Standing
from mapae.core.rulebook.terms import change_means, changes_that_mean
from mapae.records.models import AnswersEdit, Application
from mapae.usecases.answer import situation
from mapae.usecases.audit import APPLICANT
from mapae.usecases.case_acts import UnknownApplication, lock_application, note
from mapae.usecases.case_data import open_answers, open_blob, seal
from mapae.usecases.holding import lock_living
from mapae.usecases.messages import queue_message
from mapae.usecases.ports import Ports
from mapae.usecases.rulebook_in_force import rulebook_in_force
from mapae.usecases.standing import find_standing

EDITED = "application.edited"
_FREE, _NEW = "free_edit", "new_application"
_LONGEST_KEPT = 1000
_TABLE, _PURPOSE = "answers_edit", "values"


class NotFree(Exception):
    """The rules in force do not let this be edited after the grant."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What was changed, and when; `values` as typed."""

    at: datetime
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Changes:
    """What may change after the grant by the rules of today: `edits` freely, `new_applications` with a new one.

    `raw` are the answers as they are now. `is_living`: only then is anything edited.
    """

    edits: tuple[str, ...]
    new_applications: tuple[str, ...]
    raw: Mapping[str, str]
    is_living: bool


def read_changes(ports: Ports, application_id: UUID) -> Changes:
    """Raises UnknownApplication, CaseErased, RulebookProblem."""
    application = Application.objects.select_related("case_key").filter(id=application_id).first()
    if application is None:
        raise UnknownApplication(str(application_id))
    rulebook, today = rulebook_in_force(ports), situation(ports).today
    return Changes(
        edits=tuple(change for change in changes_that_mean(rulebook, _FREE, today) if asked_by_change(change)),
        new_applications=changes_that_mean(rulebook, _NEW, today),
        raw=present_answers(ports, application),
        is_living=find_standing(ports, application_id) is Standing.LIVING,
    )


def list_edits(ports: Ports, application: Application) -> tuple[Edit, ...]:
    """Every edit since the grant, the oldest first."""
    rows = AnswersEdit.objects.filter(application=application).order_by("event_id")
    return tuple(Edit(row.at, _opened(ports, application, row)) for row in rows)


def present_answers(ports: Ports, application: Application) -> dict[str, str]:
    """The answers of the submission with every edit since."""
    answers = open_answers(ports, application)
    for edit in list_edits(ports, application):
        answers |= edit.values
    return answers


@transaction.atomic
def edit_answers(ports: Ports, application_id: UUID, change: str, given: Mapping[str, str]) -> list[AnswerProblem]:
    """Edit what `change` is about, or say what is wrong with it. The same answers again change and mail nothing.

    Raises UnknownApplication, NothingHeld, NotFree.
    """
    application = lock_application(application_id)
    lock_living(ports, application)
    now, asked = situation(ports), asked_by_change(change)
    if not asked or change_means(rulebook_in_force(ports), change, now.today) != _FREE:
        raise NotFree(change)
    now = replace(now, by_group=application.group_id is not None)
    before = present_answers(ports, application)
    values = {field: given.get(field, "").replace("\x00", "").strip()[:_LONGEST_KEPT] for field in asked}
    values |= dict.fromkeys(cleared_by_change(change), "")
    problems = problems_in(before | values, asked, now)
    if not problems and any(before.get(field, "").strip() != value for field, value in values.items()):
        _keep(ports, application, values)
    return problems


def _keep(ports: Ports, application: Application, values: Mapping[str, str]) -> None:
    event = note(ports, application, EDITED, APPLICANT, {"fields": ",".join(values)})
    edit_id = ports.chance.uuid()
    plaintext = json.dumps(dict(values), ensure_ascii=False, separators=(",", ":")).encode()
    AnswersEdit.objects.create(
        id=edit_id,
        application=application,
        event=event,
        fields=list(values),
        values_sealed=seal(ports, application.case_key, plaintext, _TABLE, edit_id, _PURPOSE),
        at=ports.clock.now(),
    )
    queue_message(ports, application, event, EDITED)


def _opened(ports: Ports, application: Application, row: AnswersEdit) -> dict[str, str]:
    opened = open_blob(ports, application.case_key, bytes(row.values_sealed), _TABLE, row.id, _PURPOSE)
    values: dict[str, str] = json.loads(opened)
    return values
