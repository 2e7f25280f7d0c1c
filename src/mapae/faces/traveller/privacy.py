"""The privacy notice, and the consent without which nothing is asked."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mapae.faces.look.forms import ConfirmationField, LookForm
from mapae.faces.look.mailbox_proof import NOTICE
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.visit import begin_visit
from mapae.usecases.programme_today import days_that_drafts_are_kept

AGREES = "agrees"


class ConsentForm(LookForm):
    """One box, not ticked beforehand."""

    agrees = ConfirmationField(
        label=_("I agree that my data are used as described here."),
        error_messages={"required": _("Tick the box if you agree. Without your consent we cannot take an application")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: MapaeRequest) -> HttpResponse:
    """How we use your data; POST with the consent leads on."""
    form = ConsentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        begin_visit(request, NOTICE)
        return redirect("apply_mailbox")
    context = {
        "form": form,
        "days": days_that_drafts_are_kept(request.ports),
        "is_demonstration": request.ports.is_demonstration,
        "back_url": reverse("start"),
    }
    return render(request, "traveller/privacy.html", context)
