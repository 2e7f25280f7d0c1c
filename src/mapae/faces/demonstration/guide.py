"""The guide: where everything is and what is worth trying."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mapae.faces.request import MapaeRequest

_DESKS = {
    "officer": (
        "officer_queue",
        _("Officer"),
        _(
            "Cases wait, with possible matches, questions and answers. Two officers share a team: see what each of them sees."
        ),
    ),
    "supervisor": ("officer_queue", _("Supervisor"), _("A proposed refusal waits for the second pair of eyes.")),
    "border": (
        "border_check",
        _("Border control"),
        _("Read a passport or type a reference number, and record the entry."),
    ),
    "carrier": (
        "carrier_check",
        _("Airline or ferry company"),
        _("Ask whether passengers may board, by the lines of their passports or with a list."),
    ),
    "representative": (
        "group_list",
        _("Travel agency"),
        _("Send many travellers in at once, with a file. Another agency waits for an officer to approve or refuse it."),
    ),
}


@require_safe
def guide(request: MapaeRequest) -> HttpResponse:
    """Addresses of all faces, and a few journeys to try."""
    context = {
        "officer_url": _reversed("officer_queue"),
        "carrier_url": _reversed("carrier_check"),
        "border_url": _reversed("border_check"),
        "group_url": _reversed("group_register"),
        "accounts": [*_desks()],
    }
    return render(request, "demonstration/guide.html", context)


def _desks() -> Iterator[Mapping[str, str | Promise]]:
    """Each account with its desk: what it is called, where it is, and what waits there."""
    for account in _accounts():
        url_name, desk, told = _DESKS[account["role"]]
        yield {**account, "desk": desk, "told": told, "url": _reversed(url_name)}


def _accounts() -> Sequence[Mapping[str, str]]:
    """Who can sign in here: role, name, password, code of the second step now and its key, from a function of the site."""
    named: str = getattr(settings, "MAPAE_DEMONSTRATION_ACCOUNTS", "")
    found: Sequence[Mapping[str, str]] = import_string(named)() if named else ()
    return found


def _reversed(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
