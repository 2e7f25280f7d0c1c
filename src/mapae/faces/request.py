"""A request as every face gets it: with the ports at hand."""

from __future__ import annotations

from django.http import HttpRequest

from mapae.usecases.ports import Ports


class MapaeRequest(HttpRequest):
    """Django's request, with the ports that a middleware of the site laid into it."""

    ports: Ports
