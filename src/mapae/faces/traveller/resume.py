"""Where an application goes on: at the first page that is not answered, at the check, or where it stands."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from mapae.faces.look.questions.pages import PAGES
from mapae.faces.request import MapaeRequest
from mapae.usecases.answer import AlreadySubmitted
from mapae.usecases.mandates import waits_for_word
from mapae.usecases.provide_information import waits_for_answer
from mapae.usecases.review import review


def address_to_go_on(request: MapaeRequest, application_id: UUID) -> str:
    """The address of the page to go on with. Raises UnknownApplication."""
    try:
        problems = review(request.ports, application_id).problems
    except AlreadySubmitted:
        if waits_for_answer(application_id):
            return reverse("apply_information")
        return reverse("apply_mandate" if waits_for_word(application_id) else "apply_result")
    wrong = {problem.field for problem in problems}
    for page in PAGES:
        if wrong.intersection(page.fields):
            return reverse("apply_question", args=[page.slug])
    return reverse("apply_check")
