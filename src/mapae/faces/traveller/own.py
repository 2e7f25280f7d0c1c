"""Whose application it is: the session holds an id, and nothing else leads to an application.

A session is bound to an application by a proven mailbox or a mailed link, always under a new session id. It ends after
a day without a page; everything that was saved is kept, and a mailed link leads back to it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.lost import AddressForm
from mapae.usecases.answer import AlreadySubmitted
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.case_data import CaseErased

APPLICATION = "application"
SUBMIT_KEY = "submit_key"
_SEEN = "application_seen_at"
# Longer than 20 hours, so that nobody is hurried (WCAG 2.2.1); short enough for a shared device.
PAUSE = timedelta(hours=24)
_NOT_WORTH_A_WRITE = timedelta(minutes=10)
_KEY_BYTES = 16
Rest = ParamSpec("Rest")


def hold(request: MapaeRequest, application_id: UUID) -> None:
    """From now on this browser's session is about this application, and about no earlier one.

    Whoever knew the session's earlier id has no part in it. The earlier session stays, without any application, so that
    the second of two presses still finds what the first one found.
    """
    release(request)
    if request.user.is_authenticated:  # somebody of the house, who stays signed in
        request.session.cycle_key()
    else:
        if request.session.session_key:
            request.session.save()
        request.session = type(request.session)()
    request.session[APPLICATION] = str(application_id)
    request.session[SUBMIT_KEY] = request.ports.chance.bytes(_KEY_BYTES).hex()
    request.session[_SEEN] = request.ports.clock.now().isoformat()


def release(request: MapaeRequest) -> None:
    """This browser's session is about no application any more."""
    for name in (APPLICATION, SUBMIT_KEY, _SEEN):
        request.session.pop(name, None)


def find_own(request: MapaeRequest) -> UUID | None:
    """The application that this browser's session is about, if any."""
    held, seen, now = request.session.get(APPLICATION), request.session.get(_SEEN), request.ports.clock.now()
    if not held or not seen:
        return None
    paused = now - datetime.fromisoformat(seen)
    if paused >= PAUSE:
        release(request)
        return None
    if paused >= _NOT_WORTH_A_WRITE:
        request.session[_SEEN] = now.isoformat()
    return UUID(held)


def page_key(request: MapaeRequest, application_id: UUID) -> str:
    """What a page carries to say whose it is: the same for all pages of one application, and no way to it."""
    return request.ports.keys.blind("page", str(application_id)).hex()


def of_own_application(
    view: Callable[Concatenate[MapaeRequest, UUID, Rest], HttpResponse],
) -> Callable[Concatenate[MapaeRequest, Rest], HttpResponse]:
    """Give the view the session's application; without one, say what happened and offer a link by mail.

    A page of the draft that is opened after the submission leads to where the application stands.
    """

    @wraps(view)
    def wrapped(request: MapaeRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        application_id = find_own(request)
        if application_id is None:
            return _nothing_here(request)
        try:
            return view(request, application_id, *args, **kwargs)
        except AlreadySubmitted:
            return redirect("apply_result")
        except (UnknownApplication, CaseErased):
            release(request)
            return _nothing_here(request)

    return wrapped


def _nothing_here(request: MapaeRequest) -> HttpResponse:
    context = {
        "form": AddressForm(),
        "hours": int(PAUSE.total_seconds()) // 3600,
        "was_sending": request.method == "POST",
    }
    return render(request, "traveller/no_application.html", context, status=404)
