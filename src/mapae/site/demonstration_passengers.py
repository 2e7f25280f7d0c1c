"""What invented carriers asked about invented passengers around a coming change of the rules: the desk's forecast has bars."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from mapae.core.documents.partial_date import PartialDate
from mapae.core.rulebook.coming import ComingChange
from mapae.core.travel.arrival import Arrival
from mapae.core.travel.board_check import Passenger
from mapae.records.models import Carrier
from mapae.usecases.ask_the_rules import find_coming_change
from mapae.usecases.board_checks import BoardChecks, CheckMessage
from mapae.usecases.ports import Ports
from mapae.usecases.query_log import GroupedQueryLog

CARRIERS = ("Invented Air", "Invented Ferries")
_NATIONALITIES = ("USA", "JPN", "DEU", "THA")
# How many of each arrive, by the days from the change.
_FLIGHTS = {
    CARRIERS[0]: {-3: (21, 34, 8, 0), -2: (25, 41, 12, 0), -1: (32, 38, 10, 20), 0: (28, 36, 11, 17), 1: (19, 22, 6, 0)},
    CARRIERS[1]: {-2: (0, 12, 0, 0), -1: (2, 15, 1, 0), 0: (1, 14, 0, 0), 2: (0, 9, 2, 0)},
}  # fmt: skip


def passengers_are_asked_about(ports: Ports) -> None:
    """Nothing without a change in view. Each flight is one message of its carrier."""
    change = find_coming_change(ports)
    if change is not None:
        asyncio.run(_ask(ports, [*_messages(change)]))


async def _ask(ports: Ports, messages: list[tuple[UUID, CheckMessage]]) -> None:
    async with ports.board_check_store() as store:
        checks = BoardChecks(ports, store, GroupedQueryLog(ports, store))
        await asyncio.gather(*(checks.check(carrier, message) for carrier, message in messages))


def _messages(change: ComingChange) -> Iterator[tuple[UUID, CheckMessage]]:
    for name, flights in _FLIGHTS.items():
        carrier = Carrier.objects.get(name=name).id
        for days, counts in flights.items():
            day = change.day + timedelta(days=days)
            message_id = f"demonstration-{days}"
            digest = hashlib.sha256(f"{name} {days}".encode()).digest()
            yield carrier, CheckMessage(message_id, digest, Arrival(day), [*_passengers(day, counts)])


def _passengers(day: date, counts: tuple[int, ...]) -> Iterator[Passenger]:
    born = PartialDate.parse("1990-05-05")
    for state, count in zip(_NATIONALITIES, counts, strict=True):
        for number in range(count):
            document = f"X{state}{day:%d}{number:03}"
            yield Passenger(document, state, state, day, "SPECIMEN", "ANNA", born)
