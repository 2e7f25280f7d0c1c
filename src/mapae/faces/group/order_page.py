"""An order as its representative follows it, and the orders of before."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from mapae.core.application.parties import OrderStatus
from mapae.core.application.status import Status, TransitionRefused
from mapae.core.group.ordering import OrderActRefused
from mapae.faces.group.order_words import STATUSES, TITLES
from mapae.faces.group.visit import of_representative
from mapae.faces.look.questions.wording import STATUSES as APPLICATION_STATUSES
from mapae.faces.look.questions.wording import TONES
from mapae.faces.look.spoken import say_day, say_money
from mapae.faces.request import MapaeRequest
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.close_order import cancel_order
from mapae.usecases.groups import Representative
from mapae.usecases.order_acts import UnknownOrder
from mapae.usecases.read_order import OrderSeen, OrderSummary, find_line, list_lines, list_orders, read_order
from mapae.usecases.withdraw import withdraw_from_group

_LOOK_AGAIN_AFTER = 4  # seconds
_ON_A_PAGE = 50


@require_safe
@csp_update({"connect-src": [SELF]})  # type: ignore[arg-type]  # django-csp knows no requests of ours
@of_representative
def order(request: MapaeRequest, who: Representative, order_id: UUID) -> HttpResponse:
    """Where it stands. While something is under way the page looks again by itself, until it is asked not to."""
    found = _found(request, who, order_id)
    context = _context(found)
    context["looks_again"] = _LOOK_AGAIN_AFTER if found.is_moving and "still" not in request.GET else 0
    context["back_url"] = reverse("group", args=[found.group_id])
    return render(request, "group/order.html", context)


@require_safe
@of_representative
def travellers(request: MapaeRequest, who: Representative, order_id: UUID) -> HttpResponse:
    """Each traveller of the order with their status, page by page."""
    found = _found(request, who, order_id)
    page = _page(request)
    lines = list_lines(request.ports, who, order_id, start=page * _ON_A_PAGE, most=_ON_A_PAGE)
    context = _context(found) | {
        "lines": [(line, APPLICATION_STATUSES[line.status], TONES[line.status]) for line in lines],
        "page": page + 1,
        "pages": max(1, -(-found.submitted // _ON_A_PAGE)),
        "previous": page if page else 0,
        "next": page + 2 if (page + 1) * _ON_A_PAGE < found.submitted else 0,
        "back_url": reverse("group_order", args=[order_id]),
    }
    return render(request, "group/order_travellers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_representative
def cancel(request: MapaeRequest, who: Representative, order_id: UUID) -> HttpResponse:
    """GET asks once more; POST cancels. Once it is paid there is nothing left to cancel."""
    found = _found(request, who, order_id)
    if not found.may_cancel:
        return redirect("group_order", order_id)
    if request.method != "POST":
        context = _context(found) | {"back_url": reverse("group_order", args=[order_id])}
        return render(request, "group/order_cancel.html", context)
    with suppress(OrderActRefused):  # paid between the page and the press: the order's page says so
        cancel_order(request.ports, who, order_id)
    return redirect("group_order", order_id)


@require_http_methods(["GET", "HEAD", "POST"])
@of_representative
def take_back(request: MapaeRequest, who: Representative, order_id: UUID, application_id: UUID) -> HttpResponse:
    """GET asks once more; POST withdraws one traveller's application."""
    found = _found(request, who, order_id)
    line = find_line(request.ports, who, order_id, application_id)
    if line is None:
        raise Http404("no such application in this order")
    if not line.may_withdraw:
        return redirect("group_order_travellers", order_id)
    if request.method != "POST":
        back_url = reverse("group_order_travellers", args=[order_id])
        context = _context(found) | {"line": line, "refunds": found.refunds_withdrawn, "back_url": back_url}
        return render(request, "group/order_withdraw.html", context)
    with suppress(TransitionRefused, UnknownApplication):  # decided meanwhile: the list says so
        withdraw_from_group(request.ports, who, application_id)
    return redirect("group_order_travellers", order_id)


@require_safe
@of_representative
def history(request: MapaeRequest, who: Representative) -> HttpResponse:
    """Every order of the organisation, or of the family."""
    return render(
        request,
        "group/orders.html",
        {"orders": [_line(one) for one in list_orders(request.ports, who)], "group_id": None},
    )


@require_safe
@of_representative
def history_of_group(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponse:
    """The orders of one group, and the way to another."""
    found = list_orders(request.ports, who, group_id)
    return render(
        request,
        "group/orders.html",
        {"orders": [_line(one) for one in found], "group_id": group_id, "back_url": reverse("group", args=[group_id])},
    )


def _found(request: MapaeRequest, who: Representative, order_id: UUID) -> OrderSeen:
    try:
        return read_order(request.ports, who, order_id)
    except UnknownOrder as unknown:
        raise Http404(str(order_id)) from unknown


def _page(request: MapaeRequest) -> int:
    """From nought."""
    written = request.GET.get("page", "1")
    return max(int(written) - 1, 0) if written.isdecimal() and len(written) < 6 else 0


def _context(found: OrderSeen) -> dict[str, object]:
    is_preparing = found.status is OrderStatus.PREPARING
    done, whole = (found.people - found.waiting, found.people) if is_preparing else (found.decided, found.submitted)
    return {
        "order": found,
        "title": TITLES[found.status],
        "is_preparing": is_preparing,
        "is_awaited": found.status is OrderStatus.AWAITING_PAYMENT,
        "is_paid": found.status in (OrderStatus.PAID, OrderStatus.RELEASED),
        "done": done,
        "whole": whole,
        "amount": say_money(found.amount, found.currency) if found.amount and found.currency else "",
        "given_back": say_money(found.given_back, found.currency) if found.given_back else "",
        "pay_by": say_day(found.pay_by) if found.pay_by else "",
        "counts": [
            (APPLICATION_STATUSES[status], TONES[status], found.counts[status])
            for status in Status
            if found.counts.get(status)
        ],
    }


def _line(one: OrderSummary) -> dict[str, object]:
    words, tone = STATUSES[one.status]
    amount = say_money(one.amount, one.currency) if one.amount and one.currency else ""
    return {"order": one, "status": words, "tone": tone, "amount": amount}
