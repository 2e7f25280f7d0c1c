"""A carrier's desk: asks the board check through the server's protocol, over the carrier role's own connections."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, Awaitable
from typing import Any, TypeVar

import httpx
from django.conf import settings

from mapae.faces.carrier.asgi import PREFIX, CarrierApplication
from mapae.gateways.board_check_store import PostgresBoardCheckStore
from mapae.usecases.answer import answer
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.keep_portrait import keep_portrait
from mapae.usecases.pay import receive_payment, start_payment
from mapae.usecases.ports import PaymentNotice, Ports
from mapae.usecases.query_log import GroupedQueryLog
from mapae.usecases.start_draft import start_draft
from mapae.usecases.submit import submit
from tests.room.people import answers
from tests.room.pictures import SPECIMEN

_T = TypeVar("_T")
BOARD_CHECKS = f"{PREFIX}/board-checks"
STATUS = f"{PREFIX}/status"
ARRIVAL = "2026-12-20T09:30"
DOCUMENT = {"number": "U00000017", "issuing_state": "TUR", "type": "P"}
HOLDER: dict[str, Any] = {
    "reference": "1",
    "document": DOCUMENT,
    "nationality": "TUR",
    "surname": "ORNEKOGLU",
    "given_names": "AYSE<ISIL",
    "birth_date": "1990-05-05",
    "sex": "F",
}


def passenger(**changes: Any) -> dict[str, Any]:
    """The holder, changed; None leaves a field out. `number`, `issuing_state` and `type` are the document's."""
    document = {name: changes.pop(name, told) for name, told in DOCUMENT.items()}
    told = HOLDER | {"document": _without_none(document)} | changes
    return _without_none(told)


def _without_none(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value is not None}


def message(*passengers: dict[str, Any], message_id: str = "m-1", arrival: str | None = ARRIVAL) -> dict[str, Any]:
    """A board check of these passengers, by default of the holder."""
    transport = {
        "mode": "air",
        "carrier": "XX",
        "number": "XX001",
        "from": "IST",
        "to": "ICN",
        "arrival_local": arrival,
    }
    return {"message_id": message_id, "transport": transport, "passengers": list(passengers or (HOLDER,))}


def verdicts(reply: httpx.Response) -> list[tuple[str, str]]:
    """(verdict, reason) of each passenger."""
    assert reply.status_code == 200, reply.text
    return [(result["verdict"], result["reason"]) for result in reply.json()["results"]]


def grant(ports: Ports, **changes: Any) -> str:
    """From draft to authorization; the application's id."""
    draft = start_draft(ports, "en", answers()["email"])
    assert answer(ports, draft.id, answers(**changes)) == []
    keep_portrait(ports, draft.id, SPECIMEN)
    submitted = submit(ports, draft.id, f"press-{draft.id}")
    payment, _ = start_payment(ports, submitted.id, "http://testserver/en/")
    receive_payment(ports, PaymentNotice(payment.provider_reference, True, payment.amount, payment.currency))
    assert decide_by_machine(ports, draft.id).status == "granted"
    return str(draft.id)


class Desk:
    """Asks the application on an event loop of its own. Options are the application's, `url` is the database's."""

    def __init__(self, ports: Ports, key: str, url: str = "", *, wait_seconds: float = 5.0, **options: Any) -> None:
        self.key = key
        self.runner = asyncio.Runner()
        self.store = PostgresBoardCheckStore(url or settings.DATABASE_CARRIER_URL, wait_seconds=wait_seconds)
        self.application = CarrierApplication(ports, self.store, GroupedQueryLog(ports, self.store), **options)
        self.run(self.store.open())

    def close(self) -> None:
        self.run(self.store.close())
        self.runner.close()

    def run(self, work: Awaitable[_T]) -> _T:
        async def done() -> _T:
            return await work

        return self.runner.run(done())

    def ask(self, body: object, **options: Any) -> httpx.Response:
        """One board check; `body` is JSON-like, or the very bytes."""
        return self.run(self.post(body, **options))

    def ask_together(self, *bodies: object) -> list[httpx.Response]:
        """Several at the same time."""

        async def all_of_them() -> list[httpx.Response]:
            return await asyncio.gather(*(self.post(body) for body in bodies))

        return self.run(all_of_them())

    async def post(self, body: object, **options: Any) -> httpx.Response:
        sent = {"content": body} if isinstance(body, bytes | AsyncIterable) else {"json": body}
        return await self.request("POST", BOARD_CHECKS, **sent, **options)

    async def request(
        self, method: str, path: str, key: str | None = "", headers: dict[str, str] | None = None, **options: Any
    ) -> httpx.Response:
        """`key` None sends none, "" the desk's own."""
        given = {"content-type": "application/json"} | (headers or {})
        if key is not None:
            given.setdefault("authorization", f"Bearer {key or self.key}")
        transport = httpx.ASGITransport(self.application)
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            return await client.request(method, path, headers=given, **options)
