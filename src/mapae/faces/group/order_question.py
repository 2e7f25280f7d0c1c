"""What an officer asks about a traveller without a mailbox of their own: the representative answers."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from mapae.faces.group.visit import of_representative
from mapae.faces.look.officers_question import Answering
from mapae.faces.request import MapaeRequest
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.groups import Representative
from mapae.usecases.order_acts import UnknownOrder
from mapae.usecases.provide_information import find_question_of_group, provide_for_group
from mapae.usecases.read_order import find_line


@require_http_methods(["GET", "HEAD", "POST"])
@of_representative
def question(request: MapaeRequest, who: Representative, order_id: UUID, application_id: UUID) -> HttpResponse:
    """GET asks, or says that the answer has come; POST answers."""
    try:
        line = find_line(request.ports, who, order_id, application_id)
        asked = find_question_of_group(request.ports, who, application_id)
    except (UnknownOrder, UnknownApplication) as unknown:
        raise Http404(str(application_id)) from unknown
    if line is None:
        raise Http404("no such application in this order")
    if asked is None:
        return redirect("group_order_travellers", order_id)
    answering = Answering(
        provide=partial(provide_for_group, request.ports, who, application_id),
        page="group/order_question.html",
        sent_page="group/order_question_sent.html",
        back_url=reverse("group_order_travellers", args=[order_id]),
        traveller=line.name,
    )
    return answering.show(request, asked)
