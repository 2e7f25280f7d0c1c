"""Whether this process lives, whether it can work, and its numbers for a monitor. Facts as codes, for machines."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from mapae.faces.health.exposition import exposition
from mapae.faces.request import MapaeRequest
from mapae.usecases.measure import measure
from mapae.usecases.readiness import readiness

_MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@require_safe
def alive(request: MapaeRequest) -> HttpResponse:
    """200 while the process answers at all."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
def ready(request: MapaeRequest) -> HttpResponse:
    """200 and `ready` while it can work, with a line for each concern; else 503 and a line for each fault."""
    found = readiness(request.ports, settings.MAPAE_FREE_DISK())
    if found.faults:
        lines = [f"fault {code}" for code in found.faults]
        return HttpResponse(_text(["not ready", *lines]), "text/plain", 503, headers={"Retry-After": "5"})
    return HttpResponse(_text(["ready", *(f"concern {code}" for code in found.concerns)]), "text/plain")


@require_safe
def metrics(request: MapaeRequest) -> HttpResponse:
    """Prometheus' text format, for who knows the token; without a token in the settings there is no such page."""
    token: str = settings.MAPAE_METRICS_TOKEN
    if not token:
        raise Http404
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(given.encode(), token.encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": 'Bearer realm="metrics"'})
    text = exposition(measure(request.ports), settings.MAPAE_COUNTED(), settings.MAPAE_FREE_DISK())
    return HttpResponse(text, content_type=_MEDIA_TYPE)


def _text(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
