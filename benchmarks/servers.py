"""The servers that are compared, each by granian with the same number of workers and database connections.

`bare` answers at once. `lookup` is the smallest asyncpg application that looks one document up. `checks` is our board
check as it is served; `checks-unlogged` the same without its query log, which no setting of Mapae can switch off.
Run: python -m benchmarks.servers NAME PORT WORKERS
"""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from granian import Granian
from granian.constants import Interfaces, Loops
from granian.log import LogLevels

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
NAMES = ("bare", "lookup", "checks", "checks-unlogged")
POOL = 8
_REPLY = b'{"results":[{"reference":"1","verdict":"BOARD","reason":"AUTHORIZED"}]}'
_HEADERS = [(b"content-type", b"application/json"), (b"content-length", str(len(_REPLY)).encode())]
_LOOKUP = """
    SELECT document_index, id, match_sealed, first_day, last_day, ending FROM "authorization"
    WHERE document_index = $1 AND programme = 'KOR'
"""


class Bare:
    """Reads the body and answers."""

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        await send({"type": "http.response.body", "body": _REPLY})


class Lookup(Bare):
    """Looks up the document whose index is the path."""

    async def open(self) -> None:
        import asyncpg

        self._pool = await asyncpg.create_pool(os.environ["MAPAE_DATABASE_CARRIER_URL"], min_size=POOL, max_size=POOL)

    async def close(self) -> None:
        await self._pool.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with self._pool.acquire() as connection:
            rows = await connection.fetch(_LOOKUP, bytes.fromhex(scope["path"][1:]))
        assert len(rows) == 1
        await super().__call__(scope, receive, send)


class Unlogged:
    """In place of the query log: answers everything at once."""

    async def add(self, message: object) -> bool:
        return True


class Checks:
    """Our application as the site serves it, counts included; its limit on a carrier is out of reach."""

    def __init__(self, *, is_logged: bool) -> None:
        from mapae.site.cli.house import start_django

        start_django()
        from mapae.faces.carrier.rates import Rate
        from mapae.site.carrier import carrier_application, counted_send

        self._counted = counted_send
        self._application = carrier_application(Rate(per_second=1e9, saved=1e9), None if is_logged else Unlogged())

    async def open(self) -> None:
        from mapae.site.memory import settle

        await self._application.open()
        settle()

    async def close(self) -> None:
        await self._application.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._application(scope, receive, self._counted(scope, send))


def _made(name: str) -> Any:
    if name.startswith("checks"):
        return Checks(is_logged=name == "checks")
    return Bare() if name == "bare" else Lookup()


class Served:
    """The application named in the environment, opened and closed with its server."""

    def __init__(self) -> None:
        self._application = _made(os.environ["BENCH_SERVER"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self._application(scope, receive, send)
            return
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await self._application.open()
                await send({"type": "lifespan.startup.complete"})
            else:
                await self._application.close()
                await send({"type": "lifespan.shutdown.complete"})
                return


def application() -> Served:
    return Served()


if __name__ == "__main__":
    os.environ["BENCH_SERVER"] = sys.argv[1]
    Granian(
        "benchmarks.servers:application",
        factory=True,
        address="127.0.0.1",
        port=int(sys.argv[2]),
        interface=Interfaces.ASGI,
        loop=Loops.uvloop,
        workers=int(sys.argv[3]),
        backlog=1024,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()
