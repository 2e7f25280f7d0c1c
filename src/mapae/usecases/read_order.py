"""What a representative sees of an order: how far it is, what each traveller's application has come to, what is to be paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from mapae.core.application.parties import MandateAnswer, OrderStatus
from mapae.core.application.reference import spaced
from mapae.core.application.status import FINAL, Act, Status, may
from mapae.core.group.ordering import OrderAct, OrderActRefused, order_after
from mapae.records.models import Application, FeeRefund, GroupRow, Order
from mapae.records.models.payment import PaymentState
from mapae.usecases.case_data import CaseErased, open_answers
from mapae.usecases.group_data import open_group
from mapae.usecases.groups import Representative, get_group, groups_of
from mapae.usecases.order_acts import UnknownOrder, terms_of
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.provide_information import unanswered
from mapae.usecases.rulebook_in_force import stored_rulebook

_BACK = (PaymentState.REFUND_DUE, PaymentState.REFUNDED)
_MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One traveller of an order. `number` is that of the row, None once it is free again; `name` as typed, "" once erased.

    `objects`: the traveller objects to the representative, who learns nothing more of the application. `may_answer`: an
    officer's question waits, and the traveller has no mailbox in which to be asked.
    """

    application: UUID
    number: int | None
    name: str
    reference: str
    status: Status
    objects: bool
    may_answer: bool

    @property
    def may_withdraw(self) -> bool:
        return not self.objects and may(self.status, Act.WITHDRAW)


@dataclass(frozen=True, slots=True)
class OrderSummary:
    """One order of a history."""

    id: UUID
    reference: str
    group_id: UUID
    label: str
    status: OrderStatus
    pressed_at: datetime
    people: int
    amount: int | None
    currency: str


@dataclass(frozen=True, slots=True)
class OrderSeen:
    """`people` were ordered; of them `waiting` are not submitted yet, and `left_out` could not go after all.

    `given_back`: fees of the withdrawn, where the rules give them back. `to_answer`: travellers of whom an officer asks
    something that the representative may answer.

    `counts`: how many applications stand where. `parts`: the people of each submission. `pay_by`: the last day to pay.
    """

    id: UUID
    reference: str
    group_id: UUID
    label: str
    status: OrderStatus
    pressed_at: datetime
    people: int
    waiting: int
    counts: Mapping[Status, int]
    parts: tuple[int, ...]
    amount: int | None
    currency: str
    pay_by: date | None
    was_payment_refused: bool
    is_payment_open: bool
    is_payment_under_way: bool
    is_money_given_back: bool
    paid_at: datetime | None
    refunds_withdrawn: bool
    given_back: int
    to_answer: int

    @property
    def submitted(self) -> int:
        """How many applications came of it."""
        return sum(self.counts.values())

    @property
    def left_out(self) -> int:
        return 0 if self.is_over else self.people - self.waiting - self.submitted

    @property
    def decided(self) -> int:
        """How many came to their end."""
        return sum(count for status, count in self.counts.items() if status in FINAL)

    @property
    def is_over(self) -> bool:
        """It came to nothing."""
        return self.status in (OrderStatus.CANCELLED, OrderStatus.LAPSED)

    @property
    def is_moving(self) -> bool:
        """Whether the page will soon look otherwise by itself."""
        machine = self.counts.get(Status.IN_ASSESSMENT, 0) > 0
        return self.status in (OrderStatus.PREPARING, OrderStatus.PAID) or machine

    @property
    def may_cancel(self) -> bool:
        try:
            order_after(self.status, OrderAct.CANCEL)
        except OrderActRefused:
            return False
        return True


def read_order(ports: Ports, who: Representative, order_id: UUID) -> OrderSeen:
    """Raises UnknownOrder."""
    order = get_order(who, order_id)
    stand = _applications(order).order_by().values_list("status").annotate(count=Count("id"))
    payments = list(order.payments.order_by("started_at").values_list("state", "paid_at"))
    states = [state for state, _ in payments]
    is_awaited = order.status == OrderStatus.AWAITING_PAYMENT
    return OrderSeen(
        id=order.id,
        reference=spaced(order.reference),
        group_id=order.group_id,
        label=open_group(ports, order.group).label,
        status=OrderStatus(order.status),
        pressed_at=order.pressed_at,
        people=order.rows_total,
        waiting=GroupRow.objects.filter(order=order, application__isnull=True).count(),
        counts={Status(status): count for status, count in stand},
        parts=tuple(order.submissions.order_by("number").values_list("people", flat=True)),
        amount=order.amount,
        currency=order.currency,
        pay_by=_pay_by(ports, order) if is_awaited else None,
        was_payment_refused=is_awaited and bool(states) and states[-1] == PaymentState.FAILED,
        is_payment_open=is_awaited and PaymentState.STARTED in states,
        is_payment_under_way=is_awaited and PaymentState.UNDER_WAY in states,
        is_money_given_back=any(state in _BACK for state in states),
        refunds_withdrawn=terms_of(ports, order).refunds_withdrawn,
        given_back=_given_back(order),
        to_answer=len(_asked(_applications(order))),
        paid_at=next((paid_at for state, paid_at in payments if state == PaymentState.PAID), None),
    )


def list_lines(
    ports: Ports, who: Representative, order_id: UUID, *, start: int = 0, most: int = 50, status: Status | None = None
) -> Sequence[OrderLine]:
    """The order's travellers by their rows, of one status if it is named. Raises UnknownOrder."""
    found = _applications(get_order(who, order_id))
    if status is not None:
        found = found.filter(status=status)
    return _lines(ports, found.order_by("row__number", "reference")[start : start + most])


def find_line(ports: Ports, who: Representative, order_id: UUID, application_id: UUID) -> OrderLine | None:
    """One traveller of the order; None where it has no such application. Raises UnknownOrder."""
    return next(iter(_lines(ports, _applications(get_order(who, order_id)).filter(id=application_id))), None)


def list_orders(ports: Ports, who: Representative, group_id: UUID | None = None) -> Sequence[OrderSummary]:
    """The orders of a group, or of all that the representative may see, the newest first. Raises UnknownGroup."""
    groups = groups_of(who) if group_id is None else groups_of(who).filter(id=get_group(who, group_id).id)
    found = Order.objects.filter(group__in=groups).select_related("group__case_key").order_by("-pressed_at", "-id")
    return [_summary(ports, order) for order in found[:_MOST_LISTED]]


def get_order(who: Representative, order_id: UUID) -> Order:
    """Raises UnknownOrder."""
    found = (
        Order.objects.filter(id=order_id, group__in=groups_of(who))
        .select_related("group__case_key", "group__organisation__case_key", "rulebook")
        .first()
    )
    if found is None:
        raise UnknownOrder(str(order_id))
    return found


def _applications(order: Order) -> QuerySet[Application]:
    return Application.objects.filter(submission__order=order)


def _lines(ports: Ports, applications: QuerySet[Application]) -> list[OrderLine]:
    found = list(applications.select_related("case_key", "row", "mandate"))
    asked = _asked(Application.objects.filter(id__in=[one.id for one in found]))
    return [_line(ports, one, one.id in asked) for one in found]


def _asked(applications: QuerySet[Application]) -> frozenset[UUID]:
    """Those of whom an officer asks something that the representative may answer."""
    theirs = applications.filter(mailbox_index__isnull=True)
    return frozenset(unanswered().filter(application__in=theirs).values_list("application_id", flat=True))


def _line(ports: Ports, application: Application, is_asked: bool) -> OrderLine:
    row, mandate = getattr(application, "row", None), getattr(application, "mandate", None)
    return OrderLine(
        application=application.id,
        number=row.number if row else None,
        name=_name(ports, application),
        reference=spaced(application.reference),
        status=Status(application.status),
        objects=mandate is not None and mandate.answer == MandateAnswer.OBJECTED,
        may_answer=is_asked,
    )


def _name(ports: Ports, application: Application) -> str:
    try:
        raw = open_answers(ports, application)
    except CaseErased:
        return ""
    return " ".join(part for part in (raw.get("surname", "").strip(), raw.get("given_names", "").strip()) if part)


def _summary(ports: Ports, order: Order) -> OrderSummary:
    return OrderSummary(
        id=order.id,
        reference=spaced(order.reference),
        group_id=order.group_id,
        label=open_group(ports, order.group).label,
        status=OrderStatus(order.status),
        pressed_at=order.pressed_at,
        people=order.rows_total,
        amount=order.amount,
        currency=order.currency,
    )


def _given_back(order: Order) -> int:
    """Fees of the withdrawn that went back, or are on their way."""
    return FeeRefund.objects.filter(payment__order=order).aggregate(sum=Sum("amount"))["sum"] or 0


def _pay_by(ports: Ports, order: Order) -> date:
    """The last whole day before the order lapses."""
    pressed_on = day_at(order.pressed_at, stored_rulebook(ports, order.rulebook))
    return pressed_on + timedelta(days=terms_of(ports, order).lapse_days - 1)
