"""To the payment of an order and back: the provider collects, we only lead there and show what became of it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from mapae.faces.group.visit import of_representative
from mapae.faces.look.spoken import say_day
from mapae.faces.request import MapaeRequest
from mapae.usecases.groups import Representative
from mapae.usecases.order_acts import UnknownOrder, require_own_order
from mapae.usecases.pay import NothingToPay, start_payment_of
from mapae.usecases.payable import Payer
from mapae.usecases.ports import ProviderUnavailable
from mapae.usecases.read_order import read_order

_LOOK_AGAIN_AFTER, _MOST_LOOKS = 5, 12  # seconds; for one minute, then the visitor looks when they like
_TRY_AGAIN_AFTER = "60"


@require_http_methods(["GET", "HEAD", "POST"])
@of_representative
def pay(request: MapaeRequest, who: Representative, order_id: UUID) -> HttpResponse:
    """POST leads to the provider while there is something to pay; whoever comes here otherwise sees the order."""
    _require_own(who, order_id)
    if request.method != "POST":
        return redirect("group_order", order_id)
    names = ("group_order_paid", "group_order")
    back, cancelled = (request.ports.public_url + reverse(name, args=[order_id]) for name in names)
    payer = Payer(order=order_id, actor=who.actor(request.ports))
    try:
        _payment, address = start_payment_of(request.ports, payer, back, cancelled)
    except NothingToPay:
        return redirect("group_order", order_id)
    except ProviderUnavailable:
        return _not_now(request, who, order_id)
    return HttpResponseRedirect(address)


def _not_now(request: MapaeRequest, who: Representative, order_id: UUID) -> HttpResponse:
    """The provider does not answer: nothing is lost, and the page says so."""
    found = read_order(request.ports, who, order_id)
    context = {"order": found, "pay_by": say_day(found.pay_by) if found.pay_by else ""}
    response = render(request, "group/order_payment_unavailable.html", context, status=503)
    response["Retry-After"] = _TRY_AGAIN_AFTER
    return response


@require_safe
@of_representative
def paid(request: MapaeRequest, who: Representative, order_id: UUID) -> HttpResponse:
    """Back from the provider. The way back proves nothing; what counts is the provider's notice, which may take a moment."""
    _require_own(who, order_id)
    found = read_order(request.ports, who, order_id)
    if not found.is_payment_open:
        return redirect("group_order", order_id)
    looked = _times_looked(request)
    looks_again = looked < _MOST_LOOKS
    response = render(request, "group/order_payment_awaited.html", {"order": found, "looks_again": looks_again})
    if looks_again:
        where = reverse("group_order_paid", args=[order_id])
        response["Refresh"] = f"{_LOOK_AGAIN_AFTER}; url={where}?looked={looked + 1}"
    return response


def _times_looked(request: MapaeRequest) -> int:
    written = request.GET.get("looked", "0")
    return int(written) if written.isdecimal() and len(written) < 3 else 0


def _require_own(who: Representative, order_id: UUID) -> None:
    try:
        require_own_order(who, order_id)
    except UnknownOrder as unknown:
        raise Http404(str(order_id)) from unknown
