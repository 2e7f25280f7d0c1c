"""An officer has a question: the applicant reads it in their own language, and answers."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from mapae.faces.look.officers_question import Answering
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.own import of_own_application
from mapae.usecases.provide_information import find_question, provide_information


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_application
def information(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """GET asks, or says that the answer has come; POST answers."""
    question = find_question(request.ports, application_id)
    if question is None:
        return redirect("apply_result")
    answering = Answering(
        provide=partial(provide_information, request.ports, application_id),
        page="traveller/information.html",
        sent_page="traveller/information_sent.html",
        back_url=reverse("apply_result"),
    )
    return answering.show(request, question)
