"""The feeds over HTTP: cached, with entity tags, readable from any web page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from mapae.core.rulebook.written import RulebookProblem
from mapae.faces.policy.wire import Json, fees_json, requirements_json, written
from mapae.faces.request import MapaeRequest
from mapae.usecases.countdown import seconds_left_today
from mapae.usecases.publish_rules import PublishedRules, published_rules

# A change of the rules is in every cache within five minutes, and no copy outlives its day at the destination.
_MAX_AGE = 300
_MOST_KEPT = 8
_KEPT: dict[tuple[str, str, date], bytes] = {}
_NO_ANSWER = {
    "type": "urn:mapae:problem:no-answer-now",
    "title": "No answer at the moment",
    "status": 503,
    "detail": "The rules cannot be read at the moment. Ask again after Retry-After seconds.",
}


@csrf_exempt  # nothing but reading: whoever posts hears 405
@require_safe
def fees(request: MapaeRequest) -> HttpResponseBase:
    """The one fee table; the same for people is the page of the official price."""
    return _reply(request, "fees", fees_json)


@csrf_exempt
@require_safe
def requirements(request: MapaeRequest) -> HttpResponseBase:
    """Who needs an authorization, by nationality, arrival day and age."""
    return _reply(request, "requirements", requirements_json)


def _reply(request: MapaeRequest, name: str, make: Callable[[PublishedRules], Json]) -> HttpResponseBase:
    try:
        rules = published_rules(request.ports)
    except RulebookProblem:
        problem = HttpResponse(written(_NO_ANSWER), "application/problem+json", 503, headers={"Retry-After": "5"})
        return _open_to_all(problem)
    body = _kept(name, rules, make)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = _open_to_all(HttpResponse(body, "application/json"))
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = f"public, max-age={min(_MAX_AGE, seconds_left_today(request.ports))}"
    return get_conditional_response(request, etag=tag, response=response) or response


def _kept(name: str, rules: PublishedRules, make: Callable[[PublishedRules], Json]) -> bytes:
    """Made once for each version and day: it takes a tenth of a second."""
    key = name, *rules.key
    if key not in _KEPT:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        _KEPT[key] = written(make(rules))
    return _KEPT[key]


def _open_to_all(response: HttpResponse) -> HttpResponse:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
