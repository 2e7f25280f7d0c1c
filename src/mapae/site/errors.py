"""Error pages that Django asks for by name."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

_COME_AGAIN_AFTER = 10  # seconds


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was sent from a page that is too old, or without cookies."""
    return render(request, "403_csrf.html", status=403)


def not_answered(request: HttpRequest) -> HttpResponse:
    """A fault that nobody foresaw. 503 where the database had no time or was not there: a moment later it may be answered.

    The pages are made without the request: what made it fail must not be asked again.
    """
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        headers = {"Retry-After": str(_COME_AGAIN_AFTER)}
        return HttpResponse(get_template("503.html").render(), status=503, headers=headers)
    return HttpResponse(get_template("500.html").render(), status=500)
