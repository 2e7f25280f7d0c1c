"""The load generator: keep-alive connections from a process of its own, each asking again when it was answered.

Run: python -m benchmarks.load PORT KIND CONNECTIONS SECONDS PEOPLE [PER_SECOND]; prints one JSON object. KIND is bare,
lookup, single or the length of a list. With PER_SECOND the questions keep that pace between all connections, and one that
had to wait for its connection counts from the moment it was due. Only the loopback address is ever asked.

Of twenty passengers sixteen have an authorization, the names of one of them as they are printed; the others' documents are
not known: one without an authorization, one who shows a visa, a passport that is exempt, and one that may be of Hong Kong.
One message in ten tells of an arrival that is delayed past midnight.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path
from typing import Any

import uvloop

from benchmarks.crowd import Person, person
from mapae.gateways.key_file import FileKeys

_VARIETY = 3_000
_WARM_UP = 0.5
_PLANNED = b'"departure_local":"2026-12-19T16:10","arrival_local":"2026-12-20T09:30"'
_DELAYED = b'"scheduled_arrival_local":"2026-12-19T22:30","arrival_local":"2026-12-20T09:30"'
# By place among twenty; the others have an authorization.
_UNKNOWN: dict[int, dict[str, Any]] = {
    4: {"nationality": "USA"},
    9: {},
    14: {"nationality": "CHN"},
    19: {"claims": ["visa"]},
}
_AS_PRINTED = 7


@dataclass
class Measured:
    """What was seen after the warm-up."""

    replies: int = 0
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    faults: dict[str, int] = field(default_factory=dict)


class Connection(asyncio.Protocol):
    """One connection. Replies carry a content-length."""

    def __init__(
        self, ask: Callable[[], bytes], measured: Measured, since: float, pace: float = 0.0, first: float = 0.0
    ) -> None:
        self._ask, self._measured, self._since = ask, measured, since
        self._pace, self._due = pace, first  # seconds from one question to the next; 0 as soon as it was answered
        self._buffer = b""
        self._sent = 0.0
        self.is_stopped = False

    def connection_made(self, transport: Any) -> None:  # uvloop's transports are no subclass of asyncio's
        self._transport = transport
        self._next()

    def _next(self) -> None:
        ahead = self._due - time.perf_counter()
        if self._pace and ahead > 0:
            asyncio.get_running_loop().call_later(ahead, self._send, False)
        else:
            self._send(bool(self._pace))

    def _send(self, is_late: bool) -> None:
        if self.is_stopped:
            self._transport.close()
            return
        self._sent = self._due if is_late else time.perf_counter()
        self._due += self._pace
        self._transport.write(self._ask())

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head = self._buffer.find(b"\r\n\r\n")
        if head < 0:
            return
        at = self._buffer.lower().index(b"content-length: ", 0, head) + 16
        if len(self._buffer) < head + 4 + int(self._buffer[at : self._buffer.index(b"\r\n", at)]):
            return
        self._note(self._buffer[9:12].decode())
        self._buffer = b""
        if self.is_stopped:
            self._transport.close()
        else:
            self._next()

    def _note(self, status: str) -> None:
        now = time.perf_counter()
        if status != "200":
            self._measured.faults[status] = self._measured.faults.get(status, 0) + 1
        elif now >= self._since and not self.is_stopped:
            self._measured.replies += 1
            self._measured.waits.append(now - self._sent)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.is_stopped:
            self._measured.faults["closed"] = self._measured.faults.get("closed", 0) + 1


async def measure(
    port: int, ask: Callable[[], bytes], connections: int, seconds: float, per_second: float = 0.0
) -> Measured:
    measured = Measured()
    begun = time.perf_counter()
    since, pace = begun + _WARM_UP, connections / per_second if per_second else 0.0
    loop = asyncio.get_running_loop()
    made = []
    for number in range(connections):
        first = begun + _WARM_UP / 2 + pace * number / connections
        connection = Connection(ask, measured, since, pace, first)
        made.append((await loop.create_connection(lambda it=connection: it, "127.0.0.1", port))[1])  # type: ignore[misc]
    await asyncio.sleep(_WARM_UP + seconds)
    measured.seconds = time.perf_counter() - since
    for connection in made:
        connection.is_stopped = True
    await asyncio.sleep(0.3)
    return measured


def asker(kind: str, people: int) -> Callable[[], bytes]:
    """Gives the bytes of one request after the other."""
    if kind in ("bare", "single"):
        return _checks(people, 1)
    return _lookups(people) if kind == "lookup" else _checks(people, int(kind))


def _lookups(people: int) -> Callable[[], bytes]:
    keys = FileKeys(Path(os.environ["MAPAE_DATA"]) / "keys" / "mapae-keys.json")
    dice = random.Random(os.urandom(8))
    numbers = [dice.randrange(people) for _ in range(_VARIETY)]
    indexes = [keys.blind("document", person(number).document.key()).hex() for number in numbers]
    requests = cycle([f"GET /{index} HTTP/1.1\r\nhost: localhost\r\n\r\n".encode() for index in indexes])
    return lambda: next(requests)


def _checks(people: int, length: int) -> Callable[[], bytes]:
    passengers = _passengers(people)
    lists = cycle([b",".join(next(passengers) for _ in range(length)) for _ in range(_VARIETY if length == 1 else 60)])
    serial, run, key = count(), os.urandom(6).hex().encode(), os.environ["BENCH_KEY"]
    head = (
        "POST /api/carrier/v1/board-checks HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
        f"authorization: Bearer {key}\r\ncontent-length: "
    ).encode()

    def ask() -> bytes:
        number = next(serial)
        body = (
            b'{"message_id":"%s-%x","transport":{"mode":"air","carrier":"XX","number":"XX001","from":"IST","to":"ICN",%b},'
            b'"passengers":[%s]}' % (run, number, _DELAYED if number % 10 == 9 else _PLANNED, next(lists))
        )
        return b"%s%d\r\n\r\n%s" % (head, len(body), body)

    return ask


def _passengers(people: int) -> Iterator[bytes]:
    dice = random.Random(os.urandom(8))
    for place in count():
        told = _told(person(dice.randrange(people)), f"{place:x}")
        if (kind := place % 20) in _UNKNOWN:
            told |= _UNKNOWN[kind]
            told["document"] |= {"number": f"N{dice.randrange(10**8):08}", "issuing_state": told["nationality"]}
        elif kind == _AS_PRINTED:
            told |= {name: told[name].replace("<", " ").title() for name in ("surname", "given_names")}
        yield json.dumps(told, separators=(",", ":")).encode()


def _told(one: Person, reference: str) -> dict[str, Any]:
    return {
        "reference": reference,
        "document": {"number": one.document.number, "issuing_state": one.document.issuing_state, "type": "P"},
        "nationality": one.holder.nationality,
        "surname": one.holder.surname,
        "given_names": one.holder.given_names,
        "birth_date": str(one.holder.birth),
        "sex": one.holder.sex,
    }


def main() -> None:
    port, kind, connections, seconds, people, *pace = sys.argv[1:]
    ask = asker(kind, int(people))
    begun = time.process_time()
    per_second = float(pace[0]) if pace else 0.0
    measured = uvloop.run(measure(int(port), ask, int(connections), float(seconds), per_second))
    waits = sorted(measured.waits) or [0.0]
    print(
        json.dumps(
            {
                "per_second": measured.replies / measured.seconds,
                "p50_ms": 1000 * waits[len(waits) // 2],
                "p99_ms": 1000 * waits[len(waits) * 99 // 100],
                "cpu": (time.process_time() - begun) / (measured.seconds + _WARM_UP + 0.3),
                "faults": measured.faults,
            }
        )
    )


if __name__ == "__main__":
    main()
