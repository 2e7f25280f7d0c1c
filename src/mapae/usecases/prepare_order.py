"""The rows of an order become applications, a few in each transaction: killed anywhere, it goes on, and nothing is doubled.

A row leaves its order with its application, or is left out with a code and free again. Two who do this at once wait for
each other at the order's own row.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mapae.core.application.answers import AnswersIncomplete
from mapae.core.application.mailbox import mailbox_key
from mapae.core.application.parties import OrderStatus
from mapae.core.application.reference import ENTROPY_BYTES, reference_from
from mapae.core.application.status import Act
from mapae.core.group.ordering import KeptBack, OrderAct
from mapae.core.rulebook.model import Rulebook
from mapae.records.models import Application, Group, GroupRow, Order, RowPortrait
from mapae.usecases.audit import SYSTEM, Actor
from mapae.usecases.case_acts import perform
from mapae.usecases.case_data import new_case_key, seal_answers
from mapae.usecases.freeze import MayNotApply, freeze
from mapae.usecases.group_data import open_group, open_organisation, open_row, open_row_portrait
from mapae.usecases.keep_portrait import attach_portrait
from mapae.usecases.mailbox import mailbox_index
from mapae.usecases.mandates import declare
from mapae.usecases.order_acts import fees_waited_for, lock_order, move_order, presser_of, record_order
from mapae.usecases.ports import Ports, joined
from mapae.usecases.read_portrait import PortraitMissing
from mapae.usecases.ready_rows import Declared, declared_for
from mapae.usecases.reapplication import TooManyApplications
from mapae.usecases.rulebook_in_force import stored_rulebook
from mapae.usecases.split_order import next_place

_IN_ONE_TRANSACTION = 10
_REFUSALS: dict[type[Exception], KeptBack] = {
    AnswersIncomplete: KeptBack.MEND,
    MayNotApply: KeptBack.CANNOT_APPLY,
    PortraitMissing: KeptBack.NO_PORTRAIT,
    TooManyApplications: KeptBack.TOO_OFTEN,
}


def prepare_order(ports: Ports, order_id: UUID) -> None:
    """Submit what is left of the order's rows, and then ask for its payment. Raises UnknownOrder."""
    while _prepare_some(ports, order_id):
        pass


@transaction.atomic
def _prepare_some(ports: Ports, order_id: UUID) -> bool:
    """A few rows; whether there may be more."""
    order = lock_order(order_id)
    if order.status != OrderStatus.PREPARING:
        return False
    rows = order.rows.select_for_update(of=("self",)).filter(application__isnull=True).order_by("number")
    some = list(rows[:_IN_ONE_TRANSACTION])
    if not some:
        _ask_for_payment(ports, order)
        return False
    sending = _sending(ports, order)
    for row in some:
        _send_or_leave_out(ports, sending, row)
    return True


@dataclass(frozen=True, slots=True)
class _Sending:
    """What all rows of an order share while they are sent in."""

    order: Order
    group: Group
    rulebook: Rulebook
    declared: Declared
    own_mailbox: str  # key of the representative's: no traveller's mail goes there
    actor: Actor

    @property
    def moment(self) -> datetime:
        return self.order.pressed_at


def _sending(ports: Ports, order: Order) -> _Sending:
    group, organisation = order.group, order.group.organisation
    address = open_organisation(ports, organisation).email if organisation else open_group(ports, group).email
    rulebook, declared = stored_rulebook(ports, order.rulebook), declared_for(ports, group)
    return _Sending(order, group, rulebook, declared, mailbox_key(address), presser_of(ports, order))


def _send_or_leave_out(ports: Ports, sending: _Sending, row: GroupRow) -> None:
    """A row that cannot go after all, for a reason that time brought, keeps no other row back."""
    try:
        with transaction.atomic():
            row.application = _send(ports, sending, row)
    except tuple(_REFUSALS) as refused:
        row.order, row.application, row.left_out = None, None, _REFUSALS[type(refused)]
        detail = {"row": str(row.number), "why": row.left_out}
        record_order(ports, sending.order, "order.row_left_out", SYSTEM, detail)
    row.changed_at = ports.clock.now()
    row.version += 1
    row.save()


def _send(ports: Ports, sending: _Sending, row: GroupRow) -> Application:
    """The row's application, submitted as a single one is. Raises what `freeze` does."""
    raw = sending.declared.whole(open_row(ports, sending.group, row))
    application = _new_application(ports, sending, row, raw)
    _take_portrait(ports, sending.group, application, row.id)
    freeze(ports, application, raw, sending.rulebook, sending.moment)
    submitted = perform(ports, application, Act.SUBMIT, sending.actor)
    declare(ports, application, sending.actor, submitted, sending.order.wording)
    return application


def _new_application(ports: Ports, sending: _Sending, row: GroupRow, raw: dict[str, str]) -> Application:
    now = ports.clock.now()
    application = Application(
        id=ports.chance.uuid(),
        reference=reference_from(ports.chance.bytes(ENTROPY_BYTES)),
        programme=sending.group.programme,
        language=sending.group.language,
        group=sending.group,
        submission=next_place(ports, sending.order),
        case_key=new_case_key(ports),
        created_at=now,
        changed_at=now,
    )
    seal_answers(ports, application, raw)
    _vouch_for_mailbox(ports, sending, application, raw.get("email", "").strip())
    application.save(force_insert=True)
    # From here on, for the draft was not submitted yet.
    application.submit_key = hashlib.sha256(joined((str(sending.order.id), str(row.id))).encode()).digest()
    return application


def _vouch_for_mailbox(ports: Ports, sending: _Sending, application: Application, address: str) -> None:
    """The representative, whose own mailbox is proven, names the traveller's; their own is nobody else's."""
    if address and mailbox_key(address) != sending.own_mailbox:
        application.mailbox_index = mailbox_index(ports, address)
        application.mailbox_proven_at = sending.moment


def _take_portrait(ports: Ports, group: Group, application: Application, row_id: UUID) -> None:
    """The row keeps its own until the order is released: should the order come to nothing, the row is free again."""
    found = RowPortrait.objects.filter(row_id=row_id).first()
    if found is None:
        return
    picture = open_row_portrait(ports, group, row_id, bytes(found.content_sealed))
    attach_portrait(ports, application, picture)


def _ask_for_payment(ports: Ports, order: Order) -> None:
    """All rows are dealt with. Nothing to pay leads straight on; with nobody left the order is over."""
    people, order.amount = fees_waited_for(order)
    order.currency = _currency(order)
    if not people:
        move_order(ports, order, OrderAct.CANCEL, SYSTEM)
        return
    detail = {"people": str(people), "amount": str(order.amount), "currency": order.currency}
    move_order(ports, order, OrderAct.PREPARE, SYSTEM, detail)
    if order.amount == 0:
        move_order(ports, order, OrderAct.PAY, SYSTEM)
        ports.jobs.enqueue("release_order", order=str(order.id))


def _currency(order: Order) -> str:
    one = Application.objects.filter(submission__order=order).values_list("fee_currency", flat=True).first()
    return one or ""
