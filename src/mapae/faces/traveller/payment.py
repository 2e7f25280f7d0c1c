"""To the payment and back: the provider collects, we only lead there and show what became of it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from mapae.core.application.status import Status
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.own import of_own_application
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.pay import NothingToPay, start_payment
from mapae.usecases.read_result import read_result


def go_on(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """To the provider while there is something to pay, else to the result."""
    return_url = request.ports.public_url + reverse("apply_paid")
    try:
        _payment, address = start_payment(request.ports, application_id, return_url)
    except NothingToPay:
        return _to_result(request, application_id)
    return HttpResponseRedirect(address)


def _to_result(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """Decide what waits only for the machine, so that the applicant need not; the worker would do the same."""
    if read_result(request.ports, application_id).status is Status.IN_ASSESSMENT:
        decide_by_machine(request.ports, application_id)
    return redirect("apply_result")


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_application
def pay(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """POST leads to the provider; whoever comes here otherwise sees where the application stands."""
    return go_on(request, application_id) if request.method == "POST" else redirect("apply_result")


@require_safe
@of_own_application
def paid(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """Back from the provider. The way back proves nothing; the result page says what the provider's notice said."""
    return redirect("apply_result")
