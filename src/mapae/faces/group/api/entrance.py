"""The one door of this interface: method, key, rate, and what a use case refuses as a problem."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.db import OperationalError
from django.http import Http404, HttpResponseBase
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from mapae.faces.group.api.problems import Kind, Problem
from mapae.faces.request import MapaeRequest
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.case_data import CaseErased
from mapae.usecases.groups import MayNotSendGroups, Representative, UnknownGroup
from mapae.usecases.limit import seconds_to_wait
from mapae.usecases.order_acts import UnknownOrder
from mapae.usecases.organisation_keys import find_key
from mapae.usecases.save_row import GroupFull, RowChanged, RowOrdered, UnknownRow
from mapae.usecases.upload_file import UnknownFile

Rest = ParamSpec("Rest")
Handler = Callable[Concatenate[MapaeRequest, Representative, Rest], HttpResponseBase]

MOST_REQUESTS, WINDOW_SECONDS = 600, 60  # of one organisation
_LONGEST_KEY = 100
_UNKNOWN = (UnknownGroup, UnknownRow, UnknownFile, UnknownOrder, UnknownApplication, CaseErased, Http404)
_NOT_THERE = "Check the address. What belongs to another organisation is not found either."


def entrance(**handlers: Handler[...]) -> Callable[..., HttpResponseBase]:
    """A view that leads each method to its handler. Sentences are English, whatever the client says it speaks."""

    @csrf_exempt  # no cookie opens anything here, so no foreign page can borrow one
    def view(request: MapaeRequest, **place: object) -> HttpResponseBase:
        with override("en"):
            try:
                return _answered(request, handlers, place)
            except Problem as problem:
                return problem.reply()

    view.methods = tuple(handlers)  # type: ignore[attr-defined]  # for the test that compares with the contract
    return view


def _answered(request: MapaeRequest, handlers: dict[str, Handler[...]], place: dict[str, object]) -> HttpResponseBase:
    who = _program(request)
    handler = handlers.get("GET" if request.method == "HEAD" else request.method or "")
    if handler is None:
        allowed = ", ".join([*handlers, *(["HEAD"] if "GET" in handlers else [])])
        raise Problem(Kind.WRONG_METHOD, f"This address takes {allowed}.", headers={"Allow": allowed})
    try:
        return handler(request, who, **place)
    except _UNKNOWN as unknown:
        raise Problem(Kind.NOT_FOUND, _NOT_THERE) from unknown
    except MayNotSendGroups as refused:
        detail = "The authority has not approved the organisation, or has suspended it. Ask its manager."
        raise Problem(Kind.MAY_NOT_SEND, detail) from refused
    except RowOrdered as ordered:
        raise Problem(Kind.ROW_ORDERED, "A row in an order changes no more.") from ordered
    except RowChanged as changed:
        raise Problem(Kind.ROW_CHANGED, "Read the row again, and send its new version with your changes.") from changed
    except GroupFull as full:
        raise Problem(Kind.GROUP_FULL, f"A group has at most {full.most} rows. Start another one.") from full
    except OperationalError as down:
        detail = "Send the same request again after Retry-After seconds."
        raise Problem(Kind.NO_ANSWER_NOW, detail, headers={"Retry-After": "5"}) from down


def _program(request: MapaeRequest) -> Representative:
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    key = None
    if scheme.lower() == "bearer" and len(bearer) <= _LONGEST_KEY:
        key = find_key(request.ports, bearer.strip())
    if key is None:
        detail = "Send the header Authorization: Bearer KEY, with a key that a manager of your organisation made."
        raise Problem(Kind.KEY_REFUSED, detail, headers={"WWW-Authenticate": "Bearer"})
    who = str(key.organisation_id)
    seconds = seconds_to_wait(request.ports, "group_api", who, MOST_REQUESTS, WINDOW_SECONDS)
    if seconds:
        detail = f"An organisation may ask {MOST_REQUESTS} times in {WINDOW_SECONDS} seconds."
        raise Problem(Kind.TOO_MANY_REQUESTS, detail, headers={"Retry-After": str(seconds)})
    return Representative(key=key)


def nowhere(request: MapaeRequest, who: Representative, rest: str) -> HttpResponseBase:
    """Any other address below ours."""
    raise Problem(Kind.NOT_FOUND, _NOT_THERE)
