"""The page that a mailed link opens. Looking at it does nothing, so that programs that check mails spend no link."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mapae.faces.look.mailed_link import pressing_browser, without_trace
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.lost import AddressForm
from mapae.faces.traveller.mandate import ask_birth_date
from mapae.faces.traveller.own import find_own, hold
from mapae.faces.traveller.resume import address_to_go_on
from mapae.usecases.mandates import is_known
from mapae.usecases.open_link import LinkRefused, open_link


@require_http_methods(["GET", "HEAD", "POST"])
def open_mailed(request: MapaeRequest, token: str) -> HttpResponse:
    """GET shows a button, whatever the token; POST spends the token and brings the application into this browser."""
    return without_trace(_press(request, token) if request.method == "POST" else _show(request))


def _show(request: MapaeRequest) -> HttpResponse:
    return render(request, "traveller/link.html")


def _press(request: MapaeRequest, token: str) -> HttpResponse:
    try:
        application_id = open_link(request.ports, token, pressing_browser(request))
    except LinkRefused:
        context = {"form": AddressForm(), "has_application": find_own(request) is not None}
        return render(request, "traveller/link_refused.html", context, status=404)
    if not is_known(application_id):
        return ask_birth_date(request, application_id)
    hold(request, application_id)
    return redirect(address_to_go_on(request, application_id))
