"""The queue: what waits for an officer, in views and orders, page by page; and what the officer is told of their cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from mapae.faces.officer.words import NOTICES, STATUSES, reasons_in_words
from mapae.faces.request import MapaeRequest
from mapae.usecases.desk_notices import forget_notices, list_notices
from mapae.usecases.list_queue import Order, QueueEntry, View, list_queue

VIEWS: Mapping[View, Promise] = {
    View.ALL: _("All"),
    View.MINE: _("Mine"),
    View.TEAMS: _("My teams’"),
    View.FREE: _("Nobody’s yet"),
    View.SECOND: _("For a second officer"),
    View.ASKED: _("Waiting for the applicant"),
    View.OBJECTED: _("Objections after a grant"),
}
_T = TypeVar("_T", View, Order)
ORDERS: Mapping[Order, Promise] = {Order.ARRIVAL: _("by day of arrival"), Order.AGE: _("by age")}


@require_safe
def queue(request: MapaeRequest) -> HttpResponse:
    """What waits. The view and the order are in the address, so that a bookmark leads back to them."""
    assert request.user.is_authenticated  # the rights map lets nobody else here
    view, order = _chosen(request, "view", View.ALL), _chosen(request, "order", Order.ARRIVAL)
    found = list_queue(request.ports, request.user, view, order, request.GET.get("after", ""))
    context = {
        "rows": [_row(entry) for entry in found.entries],
        "total": found.total,
        "shown": len(found.entries),
        "views": [_link(one, VIEWS[one], view, {"view": one, "order": order}, found.counts[one]) for one in View],
        "orders": [_link(one, ORDERS[one], order, {"view": view, "order": one}) for one in Order],
        "view": VIEWS[view],
        "next": urlencode({"view": view, "order": order, "after": found.after}) if found.after else "",
        "is_first": not request.GET.get("after"),
        "notices": [(one, NOTICES[one.kind]) for one in list_notices(request.user)],
    }
    return render(request, "officer/queue.html", context)


def _row(entry: QueueEntry) -> tuple[QueueEntry, tuple[str, ...], Promise, str]:
    return (entry, reasons_in_words(entry.reasons, ()), *STATUSES[entry.status])


def _chosen(request: MapaeRequest, name: str, default: _T) -> _T:
    try:
        return type(default)(request.GET.get(name, default))
    except ValueError:
        return default


def _link(one: str, words: Promise, present: str, query: dict[str, str], count: int | None = None) -> dict[str, object]:
    return {"words": words, "query": urlencode(query), "is_present": one == present, "count": count}


@require_POST
def _forget(request: MapaeRequest) -> HttpResponse:
    assert request.user.is_authenticated  # the rights map lets nobody else here
    written = request.POST.get("up_to", "")
    if written.isdecimal() and len(written) < 16:
        forget_notices(request.user, int(written))
    return redirect("officer_queue")


def notices(request: MapaeRequest) -> HttpResponse:
    """POST: the notices up to the one named were read."""
    return _forget(request) if request.method == "POST" else redirect("officer_queue")
