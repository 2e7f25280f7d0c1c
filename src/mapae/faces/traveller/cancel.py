"""Cancelling an authorization: what it means, asked once more, and done."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from mapae.core.application.reference import spaced
from mapae.faces.look.spoken import say_day
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.own import of_own_application
from mapae.usecases.cancel import cancel
from mapae.usecases.holding import NothingHeld
from mapae.usecases.read_result import read_result


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_application
def give_up(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """GET says what it means; POST ends the authorization. A second press, or a late one, leads to the result."""
    if request.method == "POST":
        with suppress(NothingHeld):  # it ended between the page and the press: the result says how
            cancel(request.ports, application_id)
        return redirect("apply_result")
    found = read_result(request.ports, application_id)
    if not found.is_living or found.last_day is None:
        return redirect("apply_result")
    context = {
        "reference": spaced(found.reference),
        "valid_until": say_day(found.last_day),
        "back_url": reverse("apply_result"),
    }
    return render(request, "traveller/cancel.html", context)
