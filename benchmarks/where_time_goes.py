"""Where the time of a board check goes, one after the other in this process, without HTTP around it."""

from __future__ import annotations

import json
import os
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

import uvloop

from benchmarks.load import asker
from benchmarks.servers import POOL


class Stopwatch:
    """Seconds by part."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def awaited(self, part: str, work: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def timed(*arguments: Any, **named: Any) -> Any:
            begun = time.perf_counter()
            try:
                return await work(*arguments, **named)
            finally:
                self.seconds[part] += time.perf_counter() - begun

        return timed

    def called(self, part: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any) -> Any:
            begun = time.perf_counter()
            try:
                return work(*arguments)
            finally:
                self.seconds[part] += time.perf_counter() - begun

        return timed


def profile(people: int, length: int, times: int) -> dict[str, float]:
    """Microseconds of one message by part; `length` passengers in it. Django must be set up."""
    return uvloop.run(_profile(people, length, times))


async def _profile(people: int, length: int, times: int) -> dict[str, float]:
    from mapae.faces.carrier import asgi
    from mapae.faces.carrier.rates import Rate
    from mapae.gateways.board_check_store import PostgresBoardCheckStore
    from mapae.site.wiring import ports
    from mapae.usecases.query_log import GroupedQueryLog

    store = PostgresBoardCheckStore(os.environ["MAPAE_DATABASE_CARRIER_URL"], pool_size=POOL)
    log = GroupedQueryLog(ports(), store, gather_seconds=0.0, pace_seconds=0.0)
    application = asgi.CarrierApplication(ports(), store, log, rate=Rate(per_second=1e9, saved=1e9))
    await store.open()
    ask = asker(str(length), people)
    try:
        for _ in range(times // 5):
            await _call(application, ask())
        watch = Stopwatch()
        _watch(watch, application, store, log)
        begun = time.perf_counter()
        for _ in range(times):
            await _call(application, ask())
        whole = time.perf_counter() - begun
    finally:
        await store.close()
    return _parts(watch.seconds, whole, times)


def _watch(watch: Stopwatch, application: Any, store: Any, log: Any) -> None:
    checks, keys = application._checks, application._checks._ports.keys
    store.find_authorizations = watch.awaited("find", store.find_authorizations)
    store._pool.getconn = watch.awaited("pool", store._pool.getconn)
    log.add = watch.awaited("flush", log.add)
    checks._documents = watch.awaited("blind", checks._documents)
    checks._held = watch.awaited("held", checks._held)
    checks._answers = watch.awaited("answers", checks._answers)
    checks._open = watch.called("open", checks._open)
    checks.check = watch.awaited("check", checks.check)
    assert keys


def _parts(spent: dict[str, float], whole: float, times: int) -> dict[str, float]:
    parts = {
        "reading the request, writing the reply": whole - spent["check"],
        "blind indexes": spent["blind"],
        "look-up (pool, SQL, rows)": spent["held"],
        "opening match data": spent["open"],
        "verdicts": spent["answers"] - spent["open"],
        "query log (commit)": spent["flush"],
        "the rest of the use case": spent["check"] - spent["blind"] - spent["held"] - spent["answers"] - spent["flush"],
        "together": whole,
    }
    return {part: 1e6 * seconds / times for part, seconds in parts.items()} | {
        "waiting for the pool (within look-up and log)": 1e6 * spent["pool"] / times
    }


async def _call(application: Any, request: bytes) -> None:
    head, _, body = request.partition(b"\r\n\r\n")
    lines = [line.split(b": ", 1) for line in head.split(b"\r\n")[1:]]
    scope = {
        "type": "http", "method": "POST", "path": "/api/carrier/v1/board-checks", "headers": [tuple(line) for line in lines],
    }  # fmt: skip
    replies: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        replies.append(message)

    await application(scope, receive, send)
    assert replies[0]["status"] == 200, json.loads(replies[1]["body"])
