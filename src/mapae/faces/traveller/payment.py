"""To the payment and back: the provider collects, we only lead there and show what became of it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from mapae.core.application.status import Status
from mapae.faces.look.spoken import say_day
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.own import of_own_application
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.pay import NothingToPay, start_payment
from mapae.usecases.ports import ProviderUnavailable
from mapae.usecases.read_result import read_result

_LOOK_AGAIN_AFTER, _MOST_LOOKS = 5, 12  # seconds; for one minute, then the visitor looks when they like
_TRY_AGAIN_AFTER = "60"


def go_on(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """To the provider while there is something to pay, else to the result."""
    back, cancelled = (request.ports.public_url + reverse(name) for name in ("apply_paid", "apply_result"))
    try:
        _payment, address = start_payment(request.ports, application_id, back, cancelled)
    except NothingToPay:
        return _to_result(request, application_id)
    except ProviderUnavailable:
        return _not_now(request, application_id)
    return HttpResponseRedirect(address)


def _to_result(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """Decide what waits only for the machine, so that the applicant need not; the worker would do the same."""
    if read_result(request.ports, application_id).status is Status.IN_ASSESSMENT:
        decide_by_machine(request.ports, application_id)
    return redirect("apply_result")


def _not_now(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """The provider does not answer: nothing is lost, and the page says so."""
    found = read_result(request.ports, application_id)
    context = {"pay_by": say_day(found.pay_by) if found.pay_by else ""}
    response = render(request, "traveller/payment_unavailable.html", context, status=503)
    response["Retry-After"] = _TRY_AGAIN_AFTER
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_application
def pay(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """POST leads to the provider; whoever comes here otherwise sees where the application stands."""
    return go_on(request, application_id) if request.method == "POST" else redirect("apply_result")


@require_safe
@of_own_application
def paid(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """Back from the provider. The way back proves nothing; what counts is the provider's notice, which may take a moment.

    The page loads itself again for a minute, and offers to stop that.
    """
    if not read_result(request.ports, application_id).is_payment_open:
        return redirect("apply_result")
    looked = _times_looked(request)
    looks_again = looked < _MOST_LOOKS
    response = render(request, "traveller/payment_awaited.html", {"looks_again": looks_again})
    if looks_again:
        response["Refresh"] = f"{_LOOK_AGAIN_AFTER}; url={reverse('apply_paid')}?looked={looked + 1}"
    return response


def _times_looked(request: MapaeRequest) -> int:
    written = request.GET.get("looked", "0")
    return int(written) if written.isdecimal() and len(written) < 3 else 0
