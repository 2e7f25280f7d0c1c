"""Gathered look-ups: each asker gets its own rows, of data read after it asked, whatever becomes of the others."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date

import pytest

from mapae.gateways.gathered_lookups import GatheredLookups
from mapae.usecases.board_check_ports import NoAnswerNow, StoredAuthorization

DAY = date(2026, 11, 22)


def row(document: bytes, number: int = 1) -> StoredAuthorization:
    return StoredAuthorization(document, str(number), b"sealed", DAY, DAY, "")


class Database:
    """Answers when it is let, from the rows it has at that moment, and remembers what it was asked."""

    def __init__(self, *rows: StoredAuthorization) -> None:
        self.rows = list(rows)
        self.asked: list[list[bytes]] = []
        self.open = asyncio.Event()
        self.open.set()
        self.is_away = False

    async def find(self, programme: str, documents: Sequence[bytes]) -> list[StoredAuthorization]:
        self.asked.append(sorted(documents))
        seen = [one for one in self.rows if one.document in documents]
        await self.open.wait()
        if self.is_away:
            raise NoAnswerNow("database_away")
        return seen


def test_each_asker_gets_the_rows_of_its_own_documents() -> None:
    async def ask() -> list[list[StoredAuthorization]]:
        database = Database(row(b"a"), row(b"a", 2), row(b"b"))
        lookups = GatheredLookups(database.find, "KOR")
        return await asyncio.gather(lookups.find([b"a"]), lookups.find([b"a", b"b"]), lookups.find([b"c"]))

    assert asyncio.run(ask()) == [[row(b"a"), row(b"a", 2)], [row(b"a"), row(b"a", 2), row(b"b")], []]


def test_askers_who_come_meanwhile_go_together() -> None:
    async def ask() -> list[list[bytes]]:
        database = Database()
        database.open.clear()
        lookups = GatheredLookups(database.find, "KOR")
        asking = []
        for document in (b"a", b"b", b"c", b"d", b"e"):
            asking.append(asyncio.create_task(lookups.find([document])))
            await asyncio.sleep(0.001)
        database.open.set()
        await asyncio.gather(*asking)
        return database.asked

    assert asyncio.run(ask()) == [[b"a"], [b"b"], [b"c", b"d", b"e"]]


def test_asker_never_gets_what_was_read_before_it_asked() -> None:
    async def ask() -> list[StoredAuthorization]:
        database = Database(row(b"a"))
        database.open.clear()
        lookups = GatheredLookups(database.find, "KOR")
        before = [asyncio.create_task(lookups.find([b"a"])) for _ in range(2)]
        await asyncio.sleep(0.001)
        database.rows.clear()
        after = asyncio.create_task(lookups.find([b"a"]))
        await asyncio.sleep(0.001)
        database.open.set()
        await asyncio.gather(*before)
        return await after

    assert asyncio.run(ask()) == []


def test_failure_is_told_to_all_who_asked_together_and_to_nobody_after() -> None:
    async def ask() -> list[object]:
        database = Database(row(b"a"))
        database.is_away = True
        lookups = GatheredLookups(database.find, "KOR")
        failed = await asyncio.gather(lookups.find([b"a"]), lookups.find([b"b"]), return_exceptions=True)
        database.is_away = False
        return [*failed, await lookups.find([b"a"])]

    first, second, third = asyncio.run(ask())
    assert isinstance(first, NoAnswerNow)
    assert isinstance(second, NoAnswerNow)
    assert third == [row(b"a")]


@pytest.mark.parametrize("goes", [0, 1])
def test_asker_who_goes_away_does_not_take_the_others_along(goes: int) -> None:
    async def ask() -> list[StoredAuthorization]:
        database = Database(row(b"a"))
        database.open.clear()
        lookups = GatheredLookups(database.find, "KOR")
        asking = [asyncio.create_task(lookups.find([b"a"])) for _ in range(2)]
        await asyncio.sleep(0.001)
        asking[goes].cancel()
        database.open.set()
        return await asking[1 - goes]

    assert asyncio.run(ask()) == [row(b"a")]
