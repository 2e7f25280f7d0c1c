"""Help and contact, and how usable this site is for everybody. Linked at the same place of every page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.own import PAUSE


@require_safe
def help_and_contact(request: MapaeRequest) -> HttpResponse:
    """What people ask most, and where to write."""
    return render(request, "traveller/help.html", _contact(request) | {"hours": int(PAUSE.total_seconds()) // 3600})


@require_safe
def accessibility(request: MapaeRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "traveller/accessibility.html", _contact(request))


def _contact(request: MapaeRequest) -> dict[str, object]:
    contact = str(getattr(settings, "MAPAE_CONTACT", ""))
    return {
        "contact": contact,
        "contact_url": f"mailto:{contact}" if "@" in contact else contact,
        "is_demonstration": request.ports.is_demonstration,
        "back_url": reverse("start"),
    }
