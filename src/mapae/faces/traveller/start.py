"""The start page, and the button that starts a draft."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from mapae.faces.look.spoken import say_day, say_money
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.countries import names_of
from mapae.faces.traveller.own import find_own, hold
from mapae.faces.traveller.pages import PAGES
from mapae.usecases.programme_today import programme_today
from mapae.usecases.start_draft import start_draft


@require_safe
def start(request: MapaeRequest) -> HttpResponse:
    """What this is, who needs it, what it costs."""
    today = programme_today(request.ports)
    fee = today.terms.fee
    context = {
        "has_application": find_own(request) is not None,
        "fee": say_money(fee.total, fee.currency),
        "base": say_money(fee.base, fee.currency),
        "processing": say_money(fee.processing, fee.currency),
        "is_free": fee.total == 0,
        "years": today.terms.validity_years,
        "required": names_of(today.required),
        "is_turkish_passport_concerned": "TUR" in today.required,
        "waivers": [
            (say_day(waiver.last_day) if waiver.last_day else "", names_of(waiver.nationalities))
            for waiver in today.waivers
        ],
        "exempt_to_age": today.exempt_to_age,
        "exempt_from_age": today.exempt_from_age,
    }
    return render(request, "traveller/start.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: MapaeRequest) -> HttpResponse:
    """POST starts a draft and leads to the first question; whoever comes here otherwise has pressed nothing yet."""
    if request.method != "POST":
        return redirect("start")
    hold(request, start_draft(request.ports, get_language() or "en").id)
    return redirect("apply_question", PAGES[0].slug)
