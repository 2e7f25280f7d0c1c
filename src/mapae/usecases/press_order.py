"""A representative presses the button for rows of a group: they are ordered, and change no more."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from mapae.core.application.parties import OrganisationKind
from mapae.core.application.reference import ENTROPY_BYTES, reference_from
from mapae.core.application.status import Status
from mapae.core.rulebook.assessment import GroupLimit
from mapae.core.rulebook.model import Rulebook
from mapae.records.models import Group, GroupRow, Order, RulebookVersion
from mapae.usecases.groups import Representative, lock_group, lock_organisation, require_group_may_go
from mapae.usecases.order_acts import record_order
from mapae.usecases.ports import Ports, joined
from mapae.usecases.ready_rows import look_at_rows
from mapae.usecases.rulebook_in_force import store_rulebook_in_force

_CAME_TO_NOTHING = (Status.WITHDRAWN, Status.LAPSED)


class NothingReady(Exception):
    """None of the chosen rows can go now."""


class ChoiceChanged(Exception):
    """Another number of rows is ready than the representative was shown, so the fee is another one. `ready`: how many."""

    def __init__(self, ready: int) -> None:
        super().__init__(str(ready))
        self.ready = ready


class TooManyPeople(Exception):
    """A family may send no more than `most` people; an organisation's order is split instead."""

    def __init__(self, most: int) -> None:
        super().__init__(str(most))
        self.most = most


@transaction.atomic
def press_order(
    ports: Ports,
    who: Representative,
    group_id: UUID,
    *,
    key: str,
    wording: str,
    chosen: Collection[UUID] | None = None,
    seen: int | None = None,
) -> Order:
    """Order every ready row, or those of the `chosen` ids that are ready; the same key again gives the same order.

    `wording` is the version of the declaration's words, by which the representative says to have the travellers' mandate.
    `seen` is how many people they were told the order is for.

    Raises UnknownGroup, MayNotSendGroups, NothingReady, ChoiceChanged, TooManyPeople.
    """
    group = lock_group(who, group_id)
    submit_key = hashlib.sha256(joined((str(group_id), key)).encode()).digest()
    pressed = Order.objects.filter(submit_key=submit_key).first()
    if pressed is not None:
        return pressed
    if group.organisation_id is not None:
        group.organisation = lock_organisation(group.organisation_id)
    limit, now, rulebook = require_group_may_go(ports, group), ports.clock.now(), store_rulebook_in_force(ports)
    rows = list(free_rows(group, chosen).select_for_update(of=("self",)))
    ready = [row for row, why in look_at_rows(ports, group, rows) if why is None]
    if not ready:
        raise NothingReady(str(group_id))
    if seen is not None and seen != len(ready):
        raise ChoiceChanged(len(ready))
    require_within(group, limit, len(ready))
    order = _new_order(ports, who, group, rulebook, now, len(ready), submit_key, wording)
    _take(order, ready, now)
    actor = who.actor(ports)
    record_order(ports, order, "order.pressed", actor, {"rows": str(len(ready)), "wording": wording})
    ports.jobs.enqueue("prepare_order", order=str(order.id))
    return order


def free_rows(group: Group, chosen: Collection[UUID] | None = None) -> QuerySet[GroupRow]:
    """The rows that are part of no order, in their order; of them only the chosen ones, if somebody chose."""
    rows = GroupRow.objects.filter(group=group, order__isnull=True).order_by("number")
    return rows if chosen is None else rows.filter(id__in=chosen)


def require_within(group: Group, limit: GroupLimit, more: int) -> None:
    """Raises TooManyPeople. Whoever needs no account could split a number without end."""
    if group.kind != OrganisationKind.FAMILY:
        return
    sent = GroupRow.objects.filter(group=group, order__isnull=False).exclude(application__status__in=_CAME_TO_NOTHING)
    if sent.count() + more > limit.people:
        raise TooManyPeople(limit.people)


def _new_order(
    ports: Ports,
    who: Representative,
    group: Group,
    rulebook: Rulebook,
    now: datetime,
    people: int,
    submit_key: bytes,
    wording: str,
) -> Order:
    return Order.objects.create(
        id=ports.chance.uuid(),
        reference=reference_from(ports.chance.bytes(ENTROPY_BYTES)),
        group=group,
        submit_key=submit_key,
        rulebook=RulebookVersion(version=rulebook.version),
        wording=wording,
        pressed_by=who.account,
        pressed_with=who.key,
        pressed_at=now,
        changed_at=now,
        rows_total=people,
    )


def _take(order: Order, rows: Sequence[GroupRow], now: datetime) -> None:
    GroupRow.objects.filter(id__in=[row.id for row in rows]).update(
        order=order, left_out="", version=F("version") + 1, changed_at=now
    )
