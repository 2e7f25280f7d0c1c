"""The anchor of the page benchmark: the smallest Django that renders a page of the same weight from a template.

No session, no database, no language, no rights: what Django itself and the server cost. Served like Mapae, by granian.
Run: python -m benchmarks.bare_page PORT WORKERS
"""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from granian import Granian
from granian.constants import Interfaces, Loops
from granian.log import LogLevels

_ROW = "<div><label for='f{{ n }}'>{{ label }}</label><input id='f{{ n }}' name='f{{ n }}'></div>"
_PAGE = f"<!DOCTYPE html><title>{{{{ label }}}}</title><form>{{% for n in rows %}}{_ROW}{{% endfor %}}</form>"


def page(request: HttpRequest) -> HttpResponse:
    """About as many bytes as a page of questions."""
    return HttpResponse(engines["django"].from_string(_PAGE).render({"rows": range(60), "label": "Invented"}))


urlpatterns = [path("", page)]


def application() -> object:
    settings.configure(
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["127.0.0.1"],
        SECRET_KEY="of a benchmark",
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )
    return get_asgi_application()


if __name__ == "__main__":
    Granian(
        "benchmarks.bare_page:application",
        factory=True,
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.ASGINL,
        loop=Loops.uvloop,
        workers=int(sys.argv[2]),
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()
