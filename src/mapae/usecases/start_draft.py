"""Start a draft: a row, a reference number, a case key, and the mailbox if it is proven. Nothing else is known yet."""

from __future__ import annotations

from django.db import transaction

from mapae.core.application.reference import ENTROPY_BYTES, reference_from
from mapae.records.models import Application
from mapae.usecases.case_data import new_case_key, seal_answers
from mapae.usecases.mailbox import mailbox_index
from mapae.usecases.ports import Ports


@transaction.atomic
def start_draft(ports: Ports, language: str, proven_address: str = "") -> Application:
    """A new draft in the language of its applicant. Whoever names an address says that its mailbox was proven."""
    now = ports.clock.now()
    draft = Application(
        id=ports.chance.uuid(),
        reference=reference_from(ports.chance.bytes(ENTROPY_BYTES)),
        programme=ports.programme,
        language=language,
        case_key=new_case_key(ports),
        created_at=now,
        changed_at=now,
    )
    if proven_address:
        seal_answers(ports, draft, {"email": proven_address})
        draft.mailbox_index, draft.mailbox_proven_at = mailbox_index(ports, proven_address), now
    draft.save(force_insert=True)
    return draft
