"""The organisation as its own people see it: where it stands with the authority, and what it said of itself."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mapae.faces.look.organisations import KINDS, LABELS, REASONS, STATUSES
from mapae.faces.look.questions.countries import name_of
from mapae.faces.look.summary import AnswerRow
from mapae.faces.request import MapaeRequest
from mapae.usecases.organisations import OrganisationSeen, read_own_organisation

_LATIN = frozenset({"registration", "phone", "email"})


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
        "rows": list(_rows(seen)),
    }
    return render(request, "group/organisation.html", context)


def _rows(seen: OrganisationSeen) -> Iterator[AnswerRow]:
    yield AnswerRow(LABELS["kind"], KINDS[seen.kind])
    for name, label in LABELS.items():
        if name != "kind":
            value = getattr(seen.details, name)
            yield AnswerRow(label, name_of(value) if name == "country" else value, is_latin=name in _LATIN)
