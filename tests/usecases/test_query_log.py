"""The query log: written in groups, each with one leaf that pins its rows down; no answer before the commit."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from mapae.core.audit.leaf import parse
from mapae.records.models import AuditLeaf, BoardCheckMessage, QueryLog
from mapae.usecases.add_carrier import add_carrier
from mapae.usecases.board_check_ports import (
    Block,
    LoggedMessage,
    MessageName,
    NoAnswerNow,
    StoredAuthorization,
    StoredKey,
)
from mapae.usecases.ports import Ports
from mapae.usecases.query_log import MOST_MESSAGES, GroupedQueryLog, make_blocks, rows_digest
from mapae.usecases.seal_log import seal_log
from mapae.usecases.verify_log import verify_stored_log
from tests.faces.carrier.desk import Desk, message, passenger
from tests.room.clock import SetClock


@pytest.fixture
def desk(committed: None, ports: Ports) -> Iterator[Desk]:
    made = Desk(ports, add_carrier(ports, "Invented Airways")[1])
    yield made
    made.close()


def stored_message(row: QueryLog, rulebook: str) -> LoggedMessage:
    return LoggedMessage(
        at=row.at,
        carrier=row.carrier_id,
        message_id=row.message_id,
        body_digest=bytes(row.body_digest),
        arrival_day=row.arrival_day,
        documents=tuple(bytes(document) for document in row.documents),
        verdicts=tuple(row.verdicts),
        reasons=tuple(row.reasons),
        rulebook=rulebook,
        nationalities=None if row.nationalities is None else tuple(row.nationalities),
    )


def blocks() -> dict[str, dict[str, str]]:
    leaves = [parse(bytes(leaf.content)) for leaf in AuditLeaf.objects.order_by("id")]
    return {leaf.object: dict(leaf.detail) for leaf in leaves if leaf.action == "board_check.block"}


def test_message_is_logged_without_anything_personal(desk: Desk, ports: Ports, clock: SetClock) -> None:
    desk.ask(message(passenger(), passenger(reference="2", number=None)))

    row = QueryLog.objects.get()
    assert (row.message_id, row.arrival_day, row.at) == ("m-1", date(2026, 12, 20), clock.now())
    assert [bytes(document) for document in row.documents] == [ports.keys.blind("document", "TUR|U00000017"), b""]
    assert row.verdicts == ["NO_BOARD", "INSUFFICIENT_DATA"]
    assert row.reasons == ["NO_AUTHORIZATION", "DATA_MISSING"]


def test_messages_that_come_together_share_a_block_and_its_leaf(desk: Desk) -> None:
    desk.ask(message(message_id="first"))
    desk.ask_together(*(message(message_id=f"m-{n}") for n in range(20)))

    rows = list(QueryLog.objects.order_by("id"))
    assert len(rows) == 21
    assert len(blocks()) == len({row.block for row in rows}) < 21


def test_leaf_pins_down_the_rows_of_its_block(desk: Desk) -> None:
    desk.ask_together(*(message(*[passenger()] * n, message_id=f"m-{n}") for n in range(1, 6)))

    for thing, detail in blocks().items():
        rows = QueryLog.objects.filter(block=UUID(thing.removeprefix("query_log:"))).order_by("id")
        messages = [stored_message(row, "") for row in rows]
        assert detail["rows_sha256"] == rows_digest(messages)
        assert detail["messages"] == str(len(messages))
        assert detail["passengers"] == str(sum(len(one.verdicts) for one in messages))


def test_altered_row_is_found_by_the_leaf(desk: Desk) -> None:
    desk.ask(message())
    altered = stored_message(QueryLog.objects.get(), "")
    object.__setattr__(altered, "verdicts", ("BOARD",))

    assert rows_digest([altered]) != next(iter(blocks().values()))["rows_sha256"]


def test_leaves_of_blocks_take_their_place_in_the_audit_log(desk: Desk, ports: Ports) -> None:
    desk.ask(message())

    assert seal_log(ports) > 0
    assert verify_stored_log(ports).ok


def test_refused_body_is_not_logged_as_answered(desk: Desk) -> None:
    desk.ask(message())
    desk.ask(message(passenger(reference="other")))

    assert QueryLog.objects.count() == 1
    assert BoardCheckMessage.objects.count() == 1
    assert len(blocks()) == 1


def test_repeated_message_is_logged_each_time_it_is_answered(desk: Desk) -> None:
    desk.ask(message())
    desk.ask_together(message(), message())

    assert QueryLog.objects.count() == 3
    assert BoardCheckMessage.objects.count() == 1


class Store:
    """A store that keeps what it is given, or fails when told to."""

    def __init__(self) -> None:
        self.groups: list[list[LoggedMessage]] = []
        self.fails = False
        self.held_up = asyncio.Event()
        self.held_up.set()

    async def find_key(self, digest: bytes) -> StoredKey | None:
        raise NotImplementedError

    async def find_authorizations(self, programme: str, documents: Sequence[bytes]) -> list[StoredAuthorization]:
        raise NotImplementedError

    async def keep(
        self,
        claims: Mapping[MessageName, bytes],
        at: datetime,
        blocks_of: Callable[[Mapping[MessageName, bytes]], Sequence[Block]],
    ) -> Mapping[MessageName, bytes]:
        await self.held_up.wait()
        if self.fails:
            raise ConnectionResetError
        self.groups.append([one for block in blocks_of(claims) for one in block.messages])
        return claims


def logged(clock: SetClock, message_id: str, passengers: int = 1, rulebook: str = "a" * 64) -> LoggedMessage:
    many = passengers
    return LoggedMessage(
        clock.now(),
        UUID(int=1),
        message_id,
        b"d",
        None,
        (b"i",) * many,
        ("BOARD",) * many,
        ("AUTHORIZED",) * many,
        rulebook,
    )


def test_nothing_is_answered_when_its_group_was_not_committed(ports: Ports, clock: SetClock) -> None:
    store = Store()
    store.fails = True

    async def add_two() -> list[object]:
        log = GroupedQueryLog(ports, store)
        failed = await asyncio.gather(*(log.add(logged(clock, f"m-{n}")) for n in range(2)), return_exceptions=True)
        store.fails = False
        return [*failed, await log.add(logged(clock, "m-3"))]

    first, second, third = asyncio.run(add_two())
    assert isinstance(first, NoAnswerNow)
    assert isinstance(second, NoAnswerNow)
    assert third is True


def test_no_answer_goes_out_before_the_commit(ports: Ports, clock: SetClock) -> None:
    async def add() -> bool:
        store = Store()
        store.held_up.clear()
        waiting = asyncio.create_task(GroupedQueryLog(ports, store).add(logged(clock, "m")))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        store.held_up.set()
        return await waiting

    assert asyncio.run(add())


def test_asker_who_goes_away_does_not_take_the_group_along(ports: Ports, clock: SetClock) -> None:
    async def add() -> bool:
        store = Store()
        store.held_up.clear()
        log = GroupedQueryLog(ports, store)
        gone, stays = (asyncio.create_task(log.add(logged(clock, name))) for name in ("gone", "stays"))
        await asyncio.sleep(0.02)
        gone.cancel()
        store.held_up.set()
        return await stays

    assert asyncio.run(add())


def test_groups_are_bounded(ports: Ports, clock: SetClock) -> None:
    async def add_many() -> Store:
        store = Store()
        log = GroupedQueryLog(ports, store)
        await asyncio.gather(*(log.add(logged(clock, f"m-{n}")) for n in range(450)))
        await asyncio.gather(*(log.add(logged(clock, f"l-{n}", passengers=1000)) for n in range(12)))
        return store

    sizes = [len(group) for group in asyncio.run(add_many()).groups]
    assert sum(sizes) == 462
    assert max(sizes) == MOST_MESSAGES
    assert sizes[-3:] == [5, 5, 2]


def test_quick_commits_do_not_make_groups_small(ports: Ports, clock: SetClock) -> None:
    async def add() -> list[int]:
        store = Store()
        log = GroupedQueryLog(ports, store, pace_seconds=0.3)
        await log.add(logged(clock, "m-0"))
        asked = []
        for number in range(1, 6):
            asked.append(asyncio.create_task(log.add(logged(clock, f"m-{number}"))))
            await asyncio.sleep(0.002)
        await asyncio.gather(*asked)
        return [len(group) for group in store.groups]

    assert asyncio.run(add()) == [1, 5]


def test_rules_that_change_within_a_group_part_it_into_blocks(ports: Ports, clock: SetClock) -> None:
    old, new = logged(clock, "m-1"), logged(clock, "m-2", rulebook="b" * 64)

    parted = make_blocks(ports, [old, new, old])

    assert [[one.message_id for one in block.messages] for block in parted] == [["m-1", "m-1"], ["m-2"]]
    assert [json.loads(block.leaf)["rulebook"] for block in parted] == ["a" * 64, "b" * 64]


def test_rows_from_before_nationalities_were_kept_have_the_digest_of_their_time(desk: Desk) -> None:
    """Pinned: the leaves of an old log were made over exactly these bytes."""
    old = LoggedMessage(
        at=datetime(2026, 11, 22, 3, tzinfo=UTC), carrier=UUID(int=1), message_id="m", body_digest=b"\x01",
        arrival_day=date(2026, 12, 20), documents=(b"\x02",), verdicts=("BOARD",), reasons=("AUTHORIZED",), rulebook="",
    )  # fmt: skip
    written = (
        b'["2026-11-22T03:00:00.000000+00:00","00000000-0000-0000-0000-000000000001","m","01","2026-12-20",["02"],'
        b'["BOARD"],["AUTHORIZED"]]'
    )
    assert rows_digest([old]) == hashlib.sha256(written).hexdigest()
    assert rows_digest([replace(old, nationalities=("TUR",))]) != rows_digest([old])
