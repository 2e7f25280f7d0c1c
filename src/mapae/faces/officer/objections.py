"""An officer says that they looked at an objection that a traveller made after the grant."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mapae.core.application.status import TransitionRefused
from mapae.faces.request import MapaeRequest
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.examine_objection import examine_objection


@require_http_methods(["GET", "HEAD", "POST"])
def examine(request: MapaeRequest, case_id: UUID) -> HttpResponse:
    """POST records it; the case stays as it is."""
    assert request.user.is_authenticated  # the rights map lets nobody else here
    if request.method == "POST":
        try:
            examine_objection(request.ports, case_id, request.user)
        except UnknownApplication as unknown:
            raise Http404 from unknown
        except TransitionRefused:
            messages.warning(request, str(_("The traveller has changed their mind meanwhile.")))
        else:
            messages.success(request, str(_("Recorded: you looked at the objection.")))
    return redirect("officer_case", case_id)
