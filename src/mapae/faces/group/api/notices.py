"""Where the organisation's program hears of its orders."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase

from mapae.faces.group.api.problems import Fault, Kind, Problem
from mapae.faces.group.api.reading import body
from mapae.faces.group.api.wire import Address, replied
from mapae.faces.group.webhook_words import SENTENCES
from mapae.faces.request import MapaeRequest
from mapae.usecases.groups import Representative
from mapae.usecases.webhooks import AddressRefused, find_webhook, remove_webhook, set_webhook


def show(request: MapaeRequest, who: Representative) -> HttpResponseBase:
    """The address without its secret, and the last notices."""
    found = find_webhook(request.ports, who)
    if found is None:
        raise Http404
    deliveries = [
        {
            "event": one.event,
            "at": one.at.isoformat(),
            "state": one.state,
            "attempts": one.attempts,
            "last_code": one.last_code or None,
        }
        for one in found.deliveries
    ]
    return replied({"url": found.address, "set_at": found.set_at.isoformat(), "deliveries": deliveries})


def put(request: MapaeRequest, who: Representative) -> HttpResponseBase:
    """The secret is in this reply and nowhere else."""
    try:
        secret = set_webhook(request.ports, who, body(request, Address).url)
    except AddressRefused as refused:
        sentence = str(SENTENCES[refused.problem])
        raise Problem(Kind.ADDRESS_REFUSED, sentence, [Fault("/url", refused.problem.value, sentence)]) from refused
    return replied({"secret": secret})


def remove(request: MapaeRequest, who: Representative) -> HttpResponseBase:
    remove_webhook(request.ports, who)
    return HttpResponse(status=204)
