"""The address that a request came from, as far as the proxies in front of us are trusted."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The address that the outermost trusted proxy saw, or the peer's when there is none."""
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    trusted: int = settings.MAPAE_TRUSTED_PROXIES
    if trusted and len(forwarded) >= trusted:
        return str(forwarded[-trusted])
    return str(request.META.get("REMOTE_ADDR", ""))
