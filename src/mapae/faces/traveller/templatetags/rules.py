"""What the rules have to announce, on any page."""

from __future__ import annotations

from typing import Any  # a template's context

from django import template
from django.template import Context

from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.checker_words import say_change, say_distance
from mapae.faces.traveller.countdown import countdown
from mapae.usecases.ask_the_rules import find_coming_change, today_at_destination
from mapae.usecases.countdown import seconds_until

register = template.Library()


@register.inclusion_tag("traveller/coming_change.html", takes_context=True, name="coming_change")
def show_coming_change(context: Context) -> dict[str, Any]:
    """The banner, as long as the change is near; nothing otherwise."""
    request: MapaeRequest = context["request"]
    change = find_coming_change(request.ports)
    if change is None:
        return {"sentence": ""}
    return {
        "sentence": say_change(change),
        "distance": say_distance(change.day, today_at_destination(request.ports)),
        "countdown": countdown(seconds_until(request.ports, change.day)),
    }
