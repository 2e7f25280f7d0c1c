"""An officer has looked at a traveller's objection that came after the grant. The authorization stands until it is ended."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from mapae.core.application.parties import MandateAnswer
from mapae.core.application.status import Act, Status, TransitionRefused
from mapae.records.models import Account, Mandate
from mapae.usecases.audit import account_actor
from mapae.usecases.case_acts import lock_application, note
from mapae.usecases.officer_acts import require_theirs
from mapae.usecases.ports import Ports

EXAMINED = "mandate.examined"
# An objection that came before the decision was looked at with it.
WAITS = Q(
    status=Status.GRANTED,
    mandate__answer=MandateAnswer.OBJECTED,
    mandate__examined_at__isnull=True,
    mandate__answered_at__gt=F("decision__decided_at"),
)


@transaction.atomic
def examine_objection(ports: Ports, application_id: UUID, officer: Account) -> None:
    """Done once; again it changes nothing. Raises UnknownApplication, and TransitionRefused where nobody objected."""
    application = lock_application(application_id)
    require_theirs(application_id, officer)
    mandate = Mandate.objects.select_for_update().filter(application=application).first()
    if mandate is None or mandate.answer != MandateAnswer.OBJECTED:
        raise TransitionRefused(Status(application.status), Act.REVOKE)
    if mandate.examined_at is not None:
        return
    mandate.examined_by, mandate.examined_at = officer, ports.clock.now()
    mandate.save()
    note(ports, application, EXAMINED, account_actor(ports, officer.role, officer.pk))
