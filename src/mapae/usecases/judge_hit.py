"""An officer judges a hit: confirmed, ruled out or unsure. The judgement decides nothing of the application."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from mapae.core.application.status import Status
from mapae.core.screening.hit import Judgement
from mapae.records.models import Account, Hit
from mapae.usecases.audit import Trace, account_actor, record
from mapae.usecases.case_acts import ChangedMeanwhile, UnknownApplication, lock_application
from mapae.usecases.officer_acts import require_theirs
from mapae.usecases.ports import Ports

OPEN_TO_JUDGEMENT = frozenset({Status.REFERRED, Status.INFORMATION_REQUESTED})


@transaction.atomic
def judge_hit(
    ports: Ports, application_id: UUID, hit_id: UUID, officer: Account, seen: str, judgement: Judgement
) -> Hit:
    """The hit, judged, with its leaf. `seen` is the judgement that stood there when the officer looked.

    Raises UnknownApplication, also for a hit of another case; ChangedMeanwhile when the case was decided, or another
    officer judged the hit.
    """
    application = lock_application(application_id)
    require_theirs(application_id, officer)
    hit = Hit.objects.select_for_update(of=("self",)).filter(id=hit_id, application=application).first()
    if hit is None:
        raise UnknownApplication(str(application_id))
    if application.status not in OPEN_TO_JUDGEMENT or hit.judgement != seen:
        raise ChangedMeanwhile(str(application_id))
    hit.judgement, hit.judged_by, hit.judged_at = judgement, officer, ports.clock.now()
    hit.save(update_fields=["judgement", "judged_by", "judged_at"])
    detail = {"judgement": judgement.value, "before": seen}
    trace = Trace(case=application.case_key_id, reasons=hit.reasons, detail=detail)
    record(ports, account_actor(ports, officer.role, officer.pk), "hit.judged", f"hit:{hit.id}", trace)
    return hit
