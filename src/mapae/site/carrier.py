"""The carriers' interface, put together for this process."""

from __future__ import annotations

from collections import Counter

from django.conf import settings

from mapae.faces.carrier.asgi import PATHS, CarrierApplication
from mapae.faces.carrier.protocol import Message, Receive, Scope, Send
from mapae.faces.carrier.rates import Rate
from mapae.gateways.board_check_store import PostgresBoardCheckStore
from mapae.site.counting import counts
from mapae.site.wiring import ports
from mapae.usecases.board_check_ports import LoggedMessage, QueryLog
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


class CountedQueryLog:
    """A query log that counts what it kept."""

    def __init__(self, log: QueryLog) -> None:
        self._log = log

    async def add(self, message: LoggedMessage) -> bool:
        was_kept = await self._log.add(message)
        if was_kept:
            for answer, count in Counter(zip(message.verdicts, message.reasons, strict=True)).items():
                counts().add("mapae_board_checks", *answer, count=count)
        return was_kept


def counted_send(scope: Scope, send: Send) -> Send:
    """The same `send`, which counts how a carrier's request ended."""
    route = scope["path"].rpartition("/")[2] if scope["path"] in PATHS else "unknown"

    async def counted(message: Message) -> None:
        if message["type"] == "http.response.start":
            counts().add("mapae_board_check_requests", route, str(message["status"]))
        await send(message)

    return counted


def carrier_application(rate: Rate = Rate(), log: QueryLog | None = None) -> OpenedCarrierApplication:
    """The board check on the carrier role's connection; only a benchmark asks for another rate or log."""
    store = PostgresBoardCheckStore(settings.DATABASE_CARRIER_URL)
    counted = CountedQueryLog(log or GroupedQueryLog(ports(), store))
    return OpenedCarrierApplication(CarrierApplication(ports(), store, counted, rate=rate), store)
