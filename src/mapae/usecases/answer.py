"""Keep the answers of one question page in the draft, wrong ones too: nothing that somebody typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from mapae.core.application.answers import FIELDS, AnswerProblem, problems_in
from mapae.core.application.passport_lines import LINES, taken_from_lines
from mapae.core.application.situation import Situation
from mapae.core.application.status import Status
from mapae.records.models import Application
from mapae.usecases.case_acts import UnknownApplication, lock_application, save_version
from mapae.usecases.case_data import open_answers, seal_answers
from mapae.usecases.ports import Ports
from mapae.usecases.rulebook_in_force import rulebook_in_force
from mapae.usecases.submitted import situation_at

_LONGEST_KEPT = 1000


class AlreadySubmitted(Exception):
    """Nothing submitted changes before the decision."""


@transaction.atomic
def answer(ports: Ports, application_id: UUID, given: Mapping[str, str]) -> list[AnswerProblem]:
    """Keep these answers and say what is wrong with them. Raises UnknownApplication, AlreadySubmitted."""
    application = lock_application(application_id)
    if application.status != Status.DRAFT:
        raise AlreadySubmitted(str(application_id))
    fields = [field for field in FIELDS if field in given]
    kept = {field: given[field].replace("\x00", "")[:_LONGEST_KEPT] for field in fields}
    before, now = open_answers(ports, application), situation(ports)
    taken = taken_from_lines(before, kept[LINES], now) if LINES in kept else {}
    raw = before | taken | kept
    if raw.get("email") != before.get("email"):  # another mailbox is not proven by the proof of the first
        application.mailbox_index = application.mailbox_proven_at = None
    seal_answers(ports, application, raw)
    save_version(ports, application)
    return problems_in(raw, fields, now)


def situation(ports: Ports) -> Situation:
    """What the checks of answers must know of this moment."""
    return situation_at(ports, ports.clock.now(), rulebook_in_force(ports))


def situation_of_groups(ports: Ports) -> Situation:
    """The same for whoever is sent in by a representative."""
    return situation_at(ports, ports.clock.now(), rulebook_in_force(ports), by_group=True)


def read_draft(ports: Ports, application_id: UUID) -> tuple[Application, dict[str, str]]:
    """The applicant's own look at the file and the raw answers. Raises UnknownApplication."""
    application = Application.objects.select_related("case_key").filter(id=application_id).first()
    if application is None:
        raise UnknownApplication(str(application_id))
    return application, open_answers(ports, application)
