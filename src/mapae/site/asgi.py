"""The one server application: the carrier's board check beside Django."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from django.core.asgi import get_asgi_application

from mapae.site.body_limit import limited
from mapae.site.lifeline import die_with_parent
from mapae.site.memory import settle

if TYPE_CHECKING:
    from mapae.faces.carrier.asgi import Receive, Scope, Send

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mapae.site.settings")
die_with_parent()
_django = limited(get_asgi_application())

from mapae.site.carrier import carrier_application, counted_send  # noqa: E402  (needs Django's set-up)

_carrier = carrier_application()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """By path: /api/carrier/ is answered without Django around it."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["path"].startswith("/api/carrier/"):
        await _carrier(scope, receive, counted_send(scope, send))
    else:
        await _django(scope, receive, send)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await _carrier.open()
            settle()
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            await _carrier.close()
            await send({"type": "lifespan.shutdown.complete"})
            return
