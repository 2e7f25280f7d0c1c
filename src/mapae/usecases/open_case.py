"""An officer opens a case. The look itself is an act: its audit leaf is committed before anything is shown."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from mapae.records.models import Account, Application
from mapae.usecases.audit import Trace, account_actor, record
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.case_view import Case
from mapae.usecases.judge_hit import OPEN_TO_JUDGEMENT
from mapae.usecases.officer_acts import require_theirs, was_referred
from mapae.usecases.ports import Ports
from mapae.usecases.read_case import read_case
from mapae.usecases.screen import screen_application
from mapae.usecases.submitted import read_submitted

PURPOSE_DECISION = "decision"
PURPOSE_RECORD = "record_of_decision"


@transaction.atomic(durable=True)
def open_case(ports: Ports, application_id: UUID, officer: Account, purpose: str = "") -> Case:
    """The case, with the leaf `case.opened` committed; screened again if it waits for a decision, for lists change.

    `purpose` is that of the search which found it; without one, only a case that was with an officer opens: any other
    is none of theirs. Raises UnknownApplication, also for a case of another team. Raises CaseErased.
    """
    require_theirs(application_id, officer)
    application = (
        Application.objects.select_related("case_key", "rulebook", "decision")
        .filter(id=application_id, submitted_at__isnull=False)
        .first()
    )
    if application is None or not (purpose or was_referred(application_id)):
        raise UnknownApplication(str(application_id))
    if application.status in OPEN_TO_JUDGEMENT:
        screen_application(ports, application, read_submitted(ports, application)[0])
    case = read_case(ports, application, officer)
    told = PURPOSE_DECISION if case.waits_for_decision else purpose or PURPOSE_RECORD
    actor = account_actor(ports, officer.role, officer.pk)
    trace = Trace(case=application.case_key_id, purpose=told, rulebook=application.rulebook_id or "")
    record(ports, actor, "case.opened", f"application:{application_id}", trace)
    return case
