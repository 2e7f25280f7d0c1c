"""Whose application it is: the session holds an id, and nothing else leads to an application."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from mapae.faces.request import MapaeRequest
from mapae.usecases.answer import AlreadySubmitted
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.case_data import CaseErased

APPLICATION = "application"
SUBMIT_KEY = "submit_key"
_KEY_BYTES = 16
Rest = ParamSpec("Rest")


def hold(request: MapaeRequest, application_id: UUID) -> None:
    """From now on this browser's session is about this application, and about no earlier one."""
    request.session.cycle_key()
    request.session[APPLICATION] = str(application_id)
    request.session[SUBMIT_KEY] = request.ports.chance.bytes(_KEY_BYTES).hex()


def find_own(request: MapaeRequest) -> UUID | None:
    """The application that this browser's session is about, if any."""
    held = request.session.get(APPLICATION)
    return UUID(held) if held else None


def of_own_application(
    view: Callable[Concatenate[MapaeRequest, UUID, Rest], HttpResponse],
) -> Callable[Concatenate[MapaeRequest, Rest], HttpResponse]:
    """Give the view the session's application; without one, say how to go on.

    A page of the draft that is opened after the submission leads to where the application stands.
    """

    @wraps(view)
    def wrapped(request: MapaeRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        application_id = find_own(request)
        if application_id is None:
            return render(request, "traveller/no_application.html", status=404)
        try:
            return view(request, application_id, *args, **kwargs)
        except AlreadySubmitted:
            return redirect("apply_result")
        except (UnknownApplication, CaseErased):
            del request.session[APPLICATION]
            return render(request, "traveller/no_application.html", status=404)

    return wrapped
