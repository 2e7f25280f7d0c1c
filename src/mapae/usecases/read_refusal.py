"""What the notice of a refusal says: the act, and what the rulebook lets its applicant know of the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mapae.core.application.status import Status
from mapae.core.decision.disclosure import Told, told_of_refusal
from mapae.core.documents.document import TravelDocument
from mapae.records.models import Application
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.case_data import open_answers
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.rulebook_in_force import stored_rulebook
from mapae.usecases.submitted import read_submitted


class NotRefused(LookupError):
    """This application was not refused."""


@dataclass(frozen=True, slots=True)
class RefusalNotice:
    """Names are as typed. `told` is all that is disclosed; nothing else of the reasons is in it."""

    reference: str
    surname: str
    given_names: str
    document: TravelDocument
    decided_on: date
    told: Told
    today: date


def read_refusal(ports: Ports, application_id: UUID) -> RefusalNotice:
    """By the rules of the submission, as the decision was. Raises UnknownApplication, NotRefused, CaseErased."""
    application = (
        Application.objects.select_related("case_key", "rulebook", "decision").filter(id=application_id).first()
    )
    if application is None:
        raise UnknownApplication(str(application_id))
    decision = application.decision
    if application.status != Status.REFUSED or decision is None or application.rulebook is None:
        raise NotRefused(str(application_id))
    rulebook, typed = stored_rulebook(ports, application.rulebook), open_answers(ports, application)
    decided_on = day_at(decision.decided_at, rulebook)
    return RefusalNotice(
        reference=application.reference,
        surname=typed["surname"].strip(),
        given_names=typed.get("given_names", "").strip(),
        document=read_submitted(ports, application)[0].document,
        decided_on=decided_on,
        told=told_of_refusal(rulebook, decision.reasons, decided_on),
        today=day_at(ports.clock.now(), rulebook),
    )
