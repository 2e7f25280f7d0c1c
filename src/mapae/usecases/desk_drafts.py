"""Words that an officer had typed when their session ended: kept sealed under the case's key, and given back once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from mapae.records.models import Account, Application, DeskDraft
from mapae.usecases.case_data import CaseErased, open_blob, seal
from mapae.usecases.officer_acts import is_theirs
from mapae.usecases.ports import Ports

LONGEST = 64 * 1024
Fields = Mapping[str, list[str]]


@transaction.atomic
def keep_words(ports: Ports, officer: Account, application_id: UUID, form: str, fields: Fields) -> None:
    """Keep what was sent, instead of what was kept of this form before. Nothing of a case that is not theirs."""
    content = json.dumps(dict(fields), ensure_ascii=False).encode()
    application = Application.objects.select_related("case_key").filter(id=application_id).first()
    if application is None or len(content) > LONGEST or not is_theirs(application_id, officer):
        return
    DeskDraft.objects.filter(account=officer, application=application, form=form).delete()
    draft_id = ports.chance.uuid()
    try:
        sealed = seal(ports, application.case_key, content, "desk_draft", draft_id, form)
    except CaseErased:
        return
    DeskDraft.objects.create(
        id=draft_id,
        account=officer,
        application=application,
        form=form,
        content_sealed=sealed,
        kept_at=ports.clock.now(),
    )


@transaction.atomic
def take_words(ports: Ports, officer: Account, application_id: UUID) -> dict[str, Fields]:
    """What was kept of this officer's forms of the case, by form; it is kept no longer."""
    kept = DeskDraft.objects.select_related("application__case_key").filter(
        account=officer, application_id=application_id
    )
    found: dict[str, Fields] = {}
    for draft in kept.order_by("kept_at"):
        key = draft.application.case_key
        found[draft.form] = json.loads(
            open_blob(ports, key, bytes(draft.content_sealed), "desk_draft", draft.id, draft.form)
        )
    kept.delete()
    return found
