"""The officers' desk: the queue and one case. Thin: the use cases do the work."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mapae.faces.officer.case_page import open_for, show
from mapae.faces.officer.words import reasons_in_words
from mapae.faces.request import MapaeRequest
from mapae.usecases.list_queue import list_queue


@require_safe
def queue(request: MapaeRequest) -> HttpResponse:
    """What waits for an officer."""
    found = list_queue(request.ports)
    rows = [(entry, reasons_in_words(entry.reasons, ())) for entry in found.entries]
    return render(request, "officer/queue.html", {"rows": rows, "total": found.total, "shown": len(rows)})


@require_safe
def case(request: MapaeRequest, case_id: UUID) -> HttpResponse:
    """One case. Each look leaves a leaf in the audit log."""
    return show(request, open_for(request, case_id))
