"""The carriers' interface, put together for this process."""

from __future__ import annotations

from django.conf import settings

from mapae.faces.carrier.asgi import CarrierApplication
from mapae.faces.carrier.protocol import Receive, Scope, Send
from mapae.gateways.board_check_store import PostgresBoardCheckStore
from mapae.site.wiring import ports
from mapae.usecases.query_log import GroupedQueryLog


class OpenedCarrierApplication:
    """The application with its pool, which lives from `open` to `close`."""

    def __init__(self, application: CarrierApplication, store: PostgresBoardCheckStore) -> None:
        self._application = application
        self._store = store

    async def open(self) -> None:
        await self._store.open()

    async def close(self) -> None:
        await self._store.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._application(scope, receive, send)


def carrier_application() -> OpenedCarrierApplication:
    """The board check on the carrier role's connection."""
    store = PostgresBoardCheckStore(settings.DATABASE_CARRIER_URL)
    return OpenedCarrierApplication(CarrierApplication(ports(), store, GroupedQueryLog(ports(), store)), store)
