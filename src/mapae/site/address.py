"""The address that a request came from, as far as the proxies in front of us are trusted."""

from __future__ import annotations

from ipaddress import IPv4Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def network_of(request: HttpRequest) -> str:
    """What counts as one visitor for limits: the address, of IPv6 its first 64 bits, since one line has all the others."""
    written = address_of(request)
    try:
        address = ip_address(written.partition("%")[0])
    except ValueError:
        return written
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((address, 64), strict=False))


def address_of(request: HttpRequest) -> str:
    """The address that the outermost trusted proxy saw, or the peer's when there is none."""
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    trusted: int = settings.MAPAE_TRUSTED_PROXIES
    if trusted and len(forwarded) >= trusted:
        return str(forwarded[-trusted])
    return str(request.META.get("REMOTE_ADDR", ""))
