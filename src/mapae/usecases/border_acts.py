"""What an officer at the border records after a look-up, and the look-ups that led to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from mapae.core.travel.border_check import BorderAct, EntryRefusal
from mapae.records.models import Account, BorderRecord, CaseKey
from mapae.usecases.audit import SYSTEM, Trace, account_actor, record
from mapae.usecases.ports import Ports

ACT_WITHIN = timedelta(hours=12)  # a second line takes its time; a shift ends
LOOK_UPS_ARE_KEPT = timedelta(days=1)
_AT_ONCE = 500


class UnknownLookUp(LookupError):
    """No look-up of this officer's own, or too long ago."""


class ActedAlready(Exception):
    """Entry or refusal of entry is recorded already."""


class ReasonsMissing(ValueError):
    """A refusal of entry names its reasons, an entry none."""


@transaction.atomic(durable=True)
def record_act(
    ports: Ports, officer: Account, record_id: UUID, act: BorderAct, reasons: Sequence[EntryRefusal] = ()
) -> BorderRecord:
    """Entry or refusal of entry, once, with its audit leaf. Raises UnknownLookUp, ActedAlready, ReasonsMissing."""
    if bool(reasons) is not (act is BorderAct.REFUSAL):
        raise ReasonsMissing(act)
    now = ports.clock.now()
    found = (
        BorderRecord.objects.select_for_update()
        .filter(id=record_id, officer=officer, at__gt=now - ACT_WITHIN, programme=ports.programme)
        .first()
    )
    if found is None:
        raise UnknownLookUp(str(record_id))
    if found.act:
        raise ActedAlready(str(record_id))
    found.act, found.acted_at, found.reasons = act, now, [reason.value for reason in reasons]
    found.save()
    trace = Trace(reasons=tuple(found.reasons), detail={"verdict": found.verdict, "status": found.status})
    actor = account_actor(ports, officer.role, officer.pk)
    record(ports, actor, f"border.{_LEAVES[act]}", f"border_record:{record_id}", trace)
    return found


_LEAVES = {BorderAct.ENTRY: "entry_recorded", BorderAct.REFUSAL: "refusal_of_entry_recorded"}


@transaction.atomic
def forget_look_ups(ports: Ports) -> int:
    """Of look-ups that led to nothing for a day the key is destroyed: who it was cannot be read again; how many.

    The row stays, with codes only: every look-up has its audit leaf.
    """
    before = ports.clock.now() - LOOK_UPS_ARE_KEPT
    old = BorderRecord.objects.filter(act="", at__lt=before, traveller_sealed__isnull=False).order_by("at")
    due = dict(old.select_for_update(skip_locked=True).values_list("id", "case_key_id")[:_AT_ONCE])
    BorderRecord.objects.filter(id__in=due).update(traveller_sealed=None)
    CaseKey.objects.filter(id__in=due.values()).update(wrapped=None, destroyed_at=ports.clock.now())
    for record_id, key_id in due.items():
        record(ports, SYSTEM, "border_record.erased", f"border_record:{record_id}", Trace(case=key_id))
    return len(due)
