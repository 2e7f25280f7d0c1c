"""The organisation as its own people see it: where it stands with the authority, and what it said of itself."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mapae.faces.look.organisations import REASONS, STATUSES, detail_rows
from mapae.faces.look.questions.countries import name_of
from mapae.faces.request import MapaeRequest
from mapae.usecases.organisations import read_own_organisation


@require_safe
def organisation(request: MapaeRequest) -> HttpResponse:
    """Where the organisation stands, why, and what follows."""
    assert request.user.is_authenticated  # the rights map lets nobody else here
    seen = read_own_organisation(request.ports, request.user)
    status, tone = STATUSES[seen.status]
    context = {
        "organisation": seen,
        "status": status,
        "tone": tone,
        "reasons": [REASONS[reason] for reason in seen.reasons],
        "rows": list(detail_rows(seen, name_of)),
    }
    return render(request, "group/organisation.html", context)
