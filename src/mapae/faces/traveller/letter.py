"""The letter of an authorization, or the notice of a refusal: a page that prints well, and the same as a PDF.

Made on demand, kept nowhere.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from mapae.faces.look.letter_words import authorization_letter
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.own import of_own_application
from mapae.faces.traveller.refusal_words import refusal_letter
from mapae.usecases.ports import PrintedLetter
from mapae.usecases.read_letter import NoAuthorization, read_letter
from mapae.usecases.read_refusal import NotRefused, read_refusal

# Nothing of anybody: downloads are listed for whoever uses the device next.
FILE_NAME = "travel-authorization-letter.pdf"


@require_safe
@of_own_application
def letter(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """The letter as a page."""
    try:
        printed = _letter(request, application_id)
    except NotRefused:
        return redirect("apply_result")
    context = {"letter": printed, "pdf_url": reverse("apply_letter_pdf"), "back_url": reverse("apply_result")}
    return render(request, "traveller/letter.html", context)


@require_safe
@of_own_application
def pdf(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """The letter as a file."""
    try:
        printed = _letter(request, application_id)
    except NotRefused:
        return redirect("apply_result")
    response = HttpResponse(request.ports.printing.pdf(printed), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return response


def _letter(request: MapaeRequest, application_id: UUID) -> PrintedLetter:
    """What was decided. Raises NotRefused where nothing was."""
    try:
        granted = read_letter(request.ports, application_id)
    except NoAuthorization:
        return refusal_letter(read_refusal(request.ports, application_id))
    return authorization_letter(granted, request.ports.public_url)
