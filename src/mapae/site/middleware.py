"""What happens around every request: an event in the log, headers, the ports."""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponseBase

from mapae.site.counting import count_request
from mapae.site.wiring import ports

Handler = Callable[[HttpRequest], HttpResponseBase]
_LOG = structlog.get_logger("request")


def event_of_each_request(get_response: Handler) -> Handler:
    """One event a request: the route's name, never its address, which could hold what somebody typed."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        began, request_id = time.perf_counter(), ports().chance.bytes(16).hex()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = get_response(request)
            route = request.resolver_match.view_name if request.resolver_match else ""
            milliseconds = round((time.perf_counter() - began) * 1000, 1)
            _LOG.info(
                "request", method=request.method, route=route, status=response.status_code, milliseconds=milliseconds
            )
        count_request(route, response.status_code)
        response.headers["X-Request-Id"] = request_id
        return response

    return middleware


def headers_that_keep_pages_private(get_response: Handler) -> Handler:
    """Pages are nobody else's to keep, and need no device."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def ports_at_hand(get_response: Handler) -> Handler:
    """Faces find the ports in their request."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.ports = ports()  # type: ignore[attr-defined]  # see mapae.faces.request.MapaeRequest
        return get_response(request)

    return middleware
