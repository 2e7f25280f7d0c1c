"""The page that plays the bank. What it decides reaches us as a bank's word does: in a signed notice."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mapae.faces.look.spoken import say_money
from mapae.faces.request import MapaeRequest
from mapae.usecases.ports import PlaysTheBank
from mapae.usecases.read_payment import OpenedPayment, find_payment
from mapae.usecases.take_notice import take_notice

# What the visitor presses, and the notices that follow: paid or not, in this order.
NOTICES: dict[str, tuple[bool, ...]] = {"pay": (True,), "decline": (False,), "pay_twice": (True, True), "leave": ()}


@require_http_methods(["GET", "HEAD", "POST"])
def bank(request: MapaeRequest, payment_id: UUID) -> HttpResponse:
    """Show the amount; send the notices of the pressed button and lead back to the applicant's page."""
    payment = find_payment(request.ports, payment_id)
    if payment is None:
        raise Http404("no such payment")
    pressed = request.POST.get("press", "")
    if request.method == "POST" and pressed in NOTICES:
        for is_paid in NOTICES[pressed]:
            _send_notice(request, payment, is_paid)
        return _back(payment, has_told=bool(NOTICES[pressed]))
    context = {"amount": say_money(payment.amount, payment.currency), "is_settled": payment.is_settled}
    return render(request, "demonstration/bank.html", context)


def _back(payment: OpenedPayment, *, has_told: bool) -> HttpResponse:
    """To whom the payment came from: an applicant, or a representative with an order."""
    if payment.order is not None:
        return redirect("group_order_paid" if has_told else "group_order", payment.order)
    return redirect("apply_paid" if has_told else "apply_result")


def _send_notice(request: MapaeRequest, payment: OpenedPayment, is_paid: bool) -> None:
    provider = request.ports.payments
    if not isinstance(provider, PlaysTheBank):
        raise Http404("the payment provider is a real one")
    body, headers = provider.notice(
        payment.provider_reference, is_paid=is_paid, amount=payment.amount, currency=payment.currency
    )
    take_notice(request.ports, body, headers)
