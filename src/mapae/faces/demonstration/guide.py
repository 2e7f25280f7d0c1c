"""The guide: where everything is and what is worth trying."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from mapae.faces.request import MapaeRequest


@require_safe
def guide(request: MapaeRequest) -> HttpResponse:
    """Addresses of all faces, and a few journeys to try."""
    context = {
        "officer_url": _reversed("officer_queue"),
        "carrier_url": _reversed("carrier_check"),
        "border_url": _reversed("border_check"),
        "group_url": _reversed("group_register"),
        "accounts": _accounts(),
    }
    return render(request, "demonstration/guide.html", context)


def _accounts() -> Sequence[Mapping[str, str]]:
    """Who can sign in here: role, name, password and the code of the second step now, from a function of the site."""
    named: str = getattr(settings, "MAPAE_DEMONSTRATION_ACCOUNTS", "")
    found: Sequence[Mapping[str, str]] = import_string(named)() if named else ()
    return found


def _reversed(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
