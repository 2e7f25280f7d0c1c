"""Orders: looked at before, pressed once, followed, paid, cancelled; and one traveller taken back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import override

from mapae.core.application.status import TransitionRefused
from mapae.core.group.ordering import OrderActRefused
from mapae.faces.group.api.problems import Fault, Kind, Problem
from mapae.faces.group.api.reading import body, number_in_query
from mapae.faces.group.api.wire import Json, Press, replied
from mapae.faces.group.order_forms import DeclarationForm
from mapae.faces.request import MapaeRequest
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.close_order import cancel_order
from mapae.usecases.groups import MayNotSendGroups, Representative
from mapae.usecases.order_acts import require_own_order
from mapae.usecases.pay import NothingToPay, start_payment_of
from mapae.usecases.payable import Payer
from mapae.usecases.ports import Ports, ProviderUnavailable
from mapae.usecases.press_order import ChoiceChanged, NothingReady, TooManyPeople, press_order
from mapae.usecases.read_order import OrderLine, OrderSummary, find_line, list_lines, list_orders, read_order
from mapae.usecases.review_order import review_order, rows_numbered
from mapae.usecases.withdraw import withdraw_from_group

_ON_A_PAGE = 100
_LONGEST_PRESS_KEY = 64


def review(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponseBase:
    """What an order of everybody who is ready would be and cost now."""
    found = review_order(request.ports, who, group_id)
    return replied(
        {
            "ready": list(found.ready),
            "kept_back": {why.value: list(rows) for why, rows in found.kept_back.items()},
            "submissions": list(found.parts),
            "fee_each": found.fee.total,
            "total": found.total,
            "currency": found.fee.currency,
            "refunds_withdrawn": found.refunds_withdrawn,
        }
    )


def press(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponseBase:
    """The same Idempotency-Key again gives the order of the first press, whatever the body says then."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not 0 < len(key) <= _LONGEST_PRESS_KEY:
        detail = (
            f"Send a key of your own, of up to {_LONGEST_PRESS_KEY} characters, and the same one with each repetition."
        )
        raise Problem(Kind.PRESS_KEY_MISSING, detail)
    given = body(request, Press)
    if given.mandate_wording != DeclarationForm.wording:
        detail = "Read the words of the declaration in /api/group/v1/status, and send their version."
        fault = Fault("/mandate_wording", "other_wording", detail)
        raise Problem(Kind.MESSAGE_REFUSED, detail, [fault])
    chosen = None if given.rows is None else rows_numbered(who, group_id, given.rows)
    try:
        order = press_order(
            request.ports, who, group_id, key=key, wording=given.mandate_wording, chosen=chosen, seen=given.people
        )
    except NothingReady as nothing:
        raise Problem(Kind.NOTHING_READY, "None of these rows can go now. Their list says why.") from nothing
    except ChoiceChanged as changed:
        detail = f"{changed.ready} rows are ready, so the fee is another one. Look at the review, and press again."
        raise Problem(Kind.CHOICE_CHANGED, detail) from changed
    except TooManyPeople as many:  # only families, who have no keys
        raise MayNotSendGroups(str(many.most)) from many
    return replied(_order(request.ports, who, order.id), 202, Location=f"/api/group/v1/orders/{order.id}")


def list_all(request: MapaeRequest, who: Representative) -> HttpResponseBase:
    """At most 200 of the organisation, the newest first."""
    return replied({"orders": [_summary(one) for one in list_orders(request.ports, who)]})


def list_of_group(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponseBase:
    return replied({"orders": [_summary(one) for one in list_orders(request.ports, who, group_id)]})


def show(request: MapaeRequest, who: Representative, order_id: UUID) -> HttpResponseBase:
    return replied(_order(request.ports, who, order_id))


def travellers(request: MapaeRequest, who: Representative, order_id: UUID) -> HttpResponseBase:
    """A page of the applications that came of it."""
    page = max(number_in_query(request, "page", 1), 1)
    total = read_order(request.ports, who, order_id).submitted
    lines = list_lines(request.ports, who, order_id, start=(page - 1) * _ON_A_PAGE, most=_ON_A_PAGE)
    pages = max(1, -(-total // _ON_A_PAGE))
    return replied({"travellers": [_line(one) for one in lines], "total": total, "page": page, "pages": pages})


def withdraw(request: MapaeRequest, who: Representative, order_id: UUID, application_id: UUID) -> HttpResponseBase:
    """One traveller's application is taken back, before it is decided."""
    line = find_line(request.ports, who, order_id, application_id)
    if line is None:
        raise UnknownApplication(str(application_id))
    try:
        if line.may_withdraw:
            withdraw_from_group(request.ports, who, application_id)
    except TransitionRefused as refused:
        raise _too_late() from refused
    if not line.may_withdraw:
        raise _too_late()
    now = find_line(request.ports, who, order_id, application_id)
    assert now is not None
    return replied(_line(now))


def cancel(request: MapaeRequest, who: Representative, order_id: UUID) -> HttpResponseBase:
    """Before it is paid; its rows are free again a moment later."""
    try:
        cancel_order(request.ports, who, order_id)
    except OrderActRefused as refused:
        raise _too_late() from refused
    return replied(_order(request.ports, who, order_id))


def pay(request: MapaeRequest, who: Representative, order_id: UUID) -> HttpResponseBase:
    """Where a person pays; the way back leads to the order's page."""
    ports = request.ports
    require_own_order(who, order_id)
    with override("en"):
        back, cancelled = (
            ports.public_url + reverse(name, args=[order_id]) for name in ("group_order_paid", "group_order")
        )
    try:
        _payment, address = start_payment_of(ports, Payer(order=order_id, actor=who.actor(ports)), back, cancelled)
    except NothingToPay as nothing:
        detail = "The order does not wait for a payment, or one is under way. Read the order."
        raise Problem(Kind.NOTHING_TO_PAY, detail) from nothing
    except ProviderUnavailable as away:
        detail = "The payment provider does not answer. Ask again after Retry-After seconds."
        raise Problem(Kind.NO_ANSWER_NOW, detail, headers={"Retry-After": "60"}) from away
    address = address if "://" in address else ports.public_url + address
    return replied({"address": address})


def _too_late() -> Problem:
    return Problem(Kind.TOO_LATE, "It was paid, decided or ended meanwhile. Read how it stands.")


def _order(ports: Ports, who: Representative, order_id: UUID) -> Json:
    found = read_order(ports, who, order_id)
    return {
        "id": str(found.id),
        "reference": found.reference,
        "group": str(found.group_id),
        "status": found.status.value,
        "pressed_at": found.pressed_at.isoformat(),
        "people": found.people,
        "waiting": found.waiting,
        "submitted": found.submitted,
        "left_out": found.left_out,
        "decided": found.decided,
        "counts": {status.value: count for status, count in found.counts.items()},
        "submissions": list(found.parts),
        "amount": found.amount,
        "currency": found.currency or None,
        "pay_by": found.pay_by.isoformat() if found.pay_by else None,
        "paid_at": found.paid_at.isoformat() if found.paid_at else None,
        "is_payment_open": found.is_payment_open,
        "is_payment_under_way": found.is_payment_under_way,
        "was_payment_refused": found.was_payment_refused,
        "refunds_withdrawn": found.refunds_withdrawn,
        "given_back": found.given_back,
    }


def _summary(one: OrderSummary) -> Json:
    return {
        "id": str(one.id),
        "reference": one.reference,
        "group": str(one.group_id),
        "status": one.status.value,
        "pressed_at": one.pressed_at.isoformat(),
        "people": one.people,
        "amount": one.amount,
        "currency": one.currency or None,
    }


def _line(one: OrderLine) -> Json:
    """Of a traveller who objects to the representative no status is told."""
    return {
        "application": str(one.application),
        "row": one.number,
        "reference": one.reference,
        "status": None if one.objects else one.status.value,
        "objects": one.objects,
        "may_withdraw": one.may_withdraw,
        "may_answer": one.may_answer,
    }
