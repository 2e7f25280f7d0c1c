"""The start page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mapae.faces.look.questions.countries import names_of
from mapae.faces.look.spoken import say_day, say_money
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.own import find_own
from mapae.usecases.programme_today import programme_today


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
