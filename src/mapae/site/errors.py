"""Error pages that Django asks for by name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was sent from a page that is too old, or without cookies."""
    return render(request, "403_csrf.html", status=403)
