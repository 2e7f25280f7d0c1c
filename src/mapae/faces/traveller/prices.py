"""The official price and how to know this site, what applying all the same means, and the change that is coming."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from mapae.core.rulebook.model import FeeRule
from mapae.faces.look.questions.countries import names_of
from mapae.faces.look.spoken import say_day, say_money
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.checker_words import BRINGS, say_change, say_distance
from mapae.faces.traveller.countdown import countdown
from mapae.usecases.ask_the_rules import about_opting_in, find_coming_change, list_fees, today_at_destination
from mapae.usecases.countdown import seconds_until


@dataclass(frozen=True, slots=True)
class Price:
    """One fee rule as a table: when it holds, its parts, where it was read."""

    days: str
    base: str
    processing: str
    total: str
    nothing: str
    source: str


@require_safe
def fees(request: MapaeRequest) -> HttpResponse:
    """The one fee table for people; the same for machines is at /api/policy/v1/fees."""
    today = today_at_destination(request.ports)
    contact = str(getattr(settings, "MAPAE_CONTACT", ""))
    context = {
        "prices": [_price(rule, today) for rule in list_fees(request.ports)],
        "address": request.ports.public_url,
        "contact": contact,
        "contact_url": f"mailto:{contact}" if "@" in contact else contact,
        "back_url": reverse("start"),
    }
    return render(request, "traveller/fees.html", context)


@require_safe
def opt_in(request: MapaeRequest) -> HttpResponse:
    """Read before applying although one is exempt."""
    told = about_opting_in(request.ports)
    fee = told.terms.fee if told.terms else None
    context = {
        "brings": [BRINGS[code] for code in dict.fromkeys(told.terms.opt_in_brings) if code in BRINGS]
        if told.terms
        else [],
        "may_apply": bool(told.terms and told.terms.opt_in_reasons),
        "fee": say_money(fee.total, fee.currency) if fee else "",
        "is_free": fee is None or fee.total == 0,
        "refusal_counts": told.refusal_counts,
        "back_url": reverse("checker"),
    }
    return render(request, "traveller/opt_in.html", context)


@require_safe
def coming_change(request: MapaeRequest) -> HttpResponse:
    """Which countries the change concerns that the banner announces; without one, that there is none."""
    change = find_coming_change(request.ports)
    context = {
        "day": say_day(change.day) if change else "",
        "sentence": say_change(change) if change else "",
        "distance": say_distance(change.day, today_at_destination(request.ports)) if change else "",
        "countdown": countdown(seconds_until(request.ports, change.day)) if change else None,
        "required": names_of(change.required) if change else [],
        "released": names_of(change.released) if change else [],
        "back_url": reverse("start"),
    }
    return render(request, "traveller/changes.html", context)


def _price(rule: FeeRule, today: date) -> Price:
    fee, first, last = rule.fee, rule.in_force.first, rule.in_force.last
    if last is not None:
        days = gettext("Applications sent until %(day)s") % {"day": say_day(last)}
    elif first is not None and first > today:
        days = gettext("Applications sent from %(day)s on") % {"day": say_day(first)}
    else:
        days = gettext("Applications sent today")
    return Price(
        days=days,
        base=say_money(fee.base, fee.currency),
        processing=say_money(fee.processing, fee.currency),
        total=say_money(fee.total, fee.currency),
        nothing=say_money(0, fee.currency),
        source=rule.source,
    )
