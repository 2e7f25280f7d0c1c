"""What every page behind a mailed link does alike: it leaves no trace, and knows the browser that presses twice."""

from __future__ import annotations

from django.http import HttpResponse

from mapae.faces.request import MapaeRequest

_BYTES = 16


def pressing_browser(request: MapaeRequest) -> str:
    """The secret behind the token of the form, which this browser alone has; without one no press is a second one."""
    return request.META.get("CSRF_COOKIE") or request.ports.chance.bytes(_BYTES).hex()


def without_trace(response: HttpResponse) -> HttpResponse:
    """No address of this page goes anywhere, not even to ourselves.

    Not `no-referrer`: with that a browser sends its form with `Origin: null`, as a form from elsewhere would be sent.
    """
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
