"""Start a draft: a row, a reference number, a case key. Nothing is asked yet."""

from __future__ import annotations

from django.db import transaction

from mapae.core.application.reference import ENTROPY_BYTES, reference_from
from mapae.records.models import Application
from mapae.usecases.case_data import new_case_key
from mapae.usecases.ports import Ports


@transaction.atomic
def start_draft(ports: Ports, language: str) -> Application:
    """A new draft in the language of its applicant."""
    now = ports.clock.now()
    return Application.objects.create(
        id=ports.chance.uuid(),
        reference=reference_from(ports.chance.bytes(ENTROPY_BYTES)),
        programme=ports.programme,
        language=language,
        case_key=new_case_key(ports),
        created_at=now,
        changed_at=now,
    )
