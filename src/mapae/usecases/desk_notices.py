"""What an officer is told of their cases, until they have read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mapae.core.application.reference import spaced
from mapae.records.models import Account, DeskNotice

_MOST = 20


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice: the code of what happened, to which case, by whom ("" for the applicant)."""

    id: int
    kind: str
    case_id: UUID
    reference: str
    by: str
    at: datetime


def list_notices(officer: Account) -> tuple[Notice, ...]:
    """The newest first."""
    found = DeskNotice.objects.filter(account=officer).select_related("application", "by").order_by("-at", "-id")
    return tuple(
        Notice(
            one.id,
            one.kind,
            one.application_id,
            spaced(one.application.reference),
            one.by.username if one.by else "",
            one.at,
        )
        for one in found[:_MOST]
    )


@transaction.atomic
def forget_notices(officer: Account, up_to: int) -> None:
    """Those up to this one were read; younger ones stay."""
    DeskNotice.objects.filter(account=officer, id__lte=up_to).delete()
