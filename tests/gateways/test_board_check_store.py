"""The board check's way to the database: the carrier role may do this and no more, and what is away is said to be."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from psycopg.conninfo import make_conninfo

from mapae.gateways.board_check_store import PostgresBoardCheckStore
from mapae.records.models import AuditLeaf, QueryLog
from mapae.usecases.add_carrier import add_carrier, key_digest, revoke_carrier_key
from mapae.usecases.board_check_ports import Block, LoggedMessage, MessageName, NoAnswerNow
from mapae.usecases.ports import Ports
from tests.room.clock import SetClock
from tests.usecases.steps import a_granted, a_referred, an_officer, refuse

pytestmark = pytest.mark.wide

_T = TypeVar("_T")
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def with_store(work: Callable[[PostgresBoardCheckStore], Awaitable[_T]], url: str = "", wait_seconds: float = 5) -> _T:
    async def opened() -> _T:
        store = PostgresBoardCheckStore(url or settings.DATABASE_CARRIER_URL, wait_seconds=wait_seconds)
        await store.open()
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(opened())


def test_key_is_found_by_its_digest_until_it_is_revoked(committed: None, ports: Ports, clock: SetClock) -> None:
    carrier, key = add_carrier(ports, "Invented Airways")
    found = with_store(lambda store: store.find_key(key_digest(key)))

    assert found is not None
    assert found.carrier == carrier.id
    assert found.expires_at - clock.now() == timedelta(days=400)
    revoke_carrier_key(ports, carrier, 1)
    assert with_store(lambda store: store.find_key(key_digest(key))) is None


def test_unknown_documents_have_no_authorizations(committed: None) -> None:
    assert with_store(lambda store: store.find_authorizations("KOR", [b"a", b"b"])) == []


def test_refused_documents_are_found_and_no_others(committed: None, ports: Ports) -> None:
    a_granted(ports)
    refused = a_referred(ports, document_number="U00000099")
    refuse(ports, refused.id, an_officer(ports), ["entry_ban"])
    documents = [ports.keys.blind("document", key) for key in ("TUR|U00000017", "TUR|U00000099", "TUR|NOBODY")]

    assert with_store(lambda store: store.find_refused("KOR", documents)) == frozenset({bytes(refused.document_index)})
    assert with_store(lambda store: store.find_refused("XXX", documents)) == frozenset()


def owner_url() -> str:
    at = connections["owner"].settings_dict
    return make_conninfo(host=at["HOST"], port=at["PORT"], user=at["USER"], password=at["PASSWORD"], dbname=at["NAME"])


def nothing_to_log(held: object) -> list[Block]:
    return []


def test_claim_holds_ten_minutes_against_another_body(committed: None, ports: Ports) -> None:
    carrier, _ = add_carrier(ports, "Invented Airways")
    name = MessageName(carrier.id, "m")

    async def claim(store: PostgresBoardCheckStore) -> list[bytes]:
        moments = [(b"one", 0), (b"two", 599), (b"one", 599), (b"two", 600), (b"one", 601)]
        return [
            (await store.keep({name: digest}, NOW + timedelta(seconds=seconds), nothing_to_log))[name]
            for digest, seconds in moments
        ]

    assert with_store(claim) == [b"one", b"one", b"one", b"two", b"two"]


def test_claims_in_any_order_do_not_lock_each_other_out(committed: None, ports: Ports) -> None:
    carrier, _ = add_carrier(ports, "Invented Airways")
    names = [MessageName(carrier.id, f"m-{n}") for n in range(50)]

    async def cross(store: PostgresBoardCheckStore) -> list[int]:
        orders = [dict.fromkeys(names, b"one"), dict.fromkeys(reversed(names), b"two")] * 10
        return [
            len(held) for held in await asyncio.gather(*(store.keep(claims, NOW, nothing_to_log) for claims in orders))
        ]

    assert with_store(cross) == [50] * 20


def test_block_claims_and_leaf_stand_or_fall_together(committed: None, ports: Ports) -> None:
    carrier, _ = add_carrier(ports, "Invented Airways")
    leaves = AuditLeaf.objects.count()
    good = LoggedMessage(NOW, carrier.id, "m", b"one", None, (b"", b"\x00\x01"), ("BOARD", "BOARD"), ("A", "B"), "")
    unknown = LoggedMessage(NOW, UUID(int=9), "n", b"one", None, (), (), (), "")

    def keep(*messages: LoggedMessage) -> object:
        block = Block(UUID(int=7), messages, b"leaf")
        claims = {MessageName(carrier.id, "m"): b"one"}
        return with_store(lambda store: store.keep(claims, NOW, lambda held: [block]))

    with pytest.raises(NoAnswerNow, match="ForeignKeyViolation"):
        keep(good, unknown)
    assert (QueryLog.objects.count(), AuditLeaf.objects.count()) == (0, leaves)
    keep(good)
    row = QueryLog.objects.get()
    assert [bytes(document) for document in row.documents] == [b"", b"\x00\x01"]
    assert (row.block, row.arrival_day) == (UUID(int=7), None)
    assert AuditLeaf.objects.count() == leaves + 1


def test_what_holds_is_logged_where_another_claim_of_the_group_is_lost(committed: None, ports: Ports) -> None:
    carrier, _ = add_carrier(ports, "Invented Airways")
    leaves = AuditLeaf.objects.count()
    lost, holds = MessageName(carrier.id, "lost"), MessageName(carrier.id, "holds")

    async def keep_both(store: PostgresBoardCheckStore) -> dict[MessageName, bytes]:
        await store.keep({lost: b"other"}, NOW, nothing_to_log)

        def blocks_of(held: Mapping[MessageName, bytes]) -> list[Block]:
            asked = [logged_under(name) for name in (lost, holds) if held[name] == b"mine"]
            return [Block(UUID(int=7), asked, b"leaf of %d" % len(asked))]

        return dict(await store.keep({lost: b"mine", holds: b"mine"}, NOW, blocks_of))

    assert with_store(keep_both) == {lost: b"other", holds: b"mine"}
    assert [row.message_id for row in QueryLog.objects.all()] == ["holds"]
    assert [bytes(leaf.content) for leaf in AuditLeaf.objects.order_by("id")[leaves:]] == [b"leaf of 1"]


def logged_under(name: MessageName) -> LoggedMessage:
    return LoggedMessage(NOW, name.carrier, name.message_id, b"mine", None, (b"i",), ("BOARD",), ("AUTHORIZED",), "")


def test_database_that_is_away_is_said_to_be_within_the_wait() -> None:
    with pytest.raises(NoAnswerNow, match="database_PoolTimeout"):
        with_store(lambda store: store.find_key(b""), "postgresql://nobody@127.0.0.1:1/mapae", wait_seconds=0.2)


def test_question_that_takes_too_long_is_given_up_and_the_next_one_answered(committed: None) -> None:
    async def ask(store: PostgresBoardCheckStore) -> list[object]:
        with psycopg.connect(owner_url()) as owner:
            owner.execute('LOCK TABLE "authorization" IN ACCESS EXCLUSIVE MODE')
            with pytest.raises(NoAnswerNow, match="database_QueryCanceled"):
                await store.find_authorizations("KOR", [b"a"])
        return list(await store.find_authorizations("KOR", [b"a"]))

    assert with_store(ask) == []


def test_connections_that_the_database_dropped_are_passed_over(committed: None) -> None:
    async def ask(store: PostgresBoardCheckStore) -> list[object]:
        await store.find_authorizations("KOR", [b"a"])
        with psycopg.connect(owner_url()) as owner:
            owner.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'mapae_carrier'")
        return list(await store.find_authorizations("KOR", [b"a"]))

    assert with_store(ask) == []


@pytest.mark.parametrize(
    "statement",
    [
        'SELECT person_index FROM "authorization"',
        "SELECT * FROM application",
        "SELECT * FROM case_key",
        "SELECT * FROM query_log",
        "SELECT * FROM audit_leaf",
        "UPDATE query_log SET message_id = ''",
        "DELETE FROM query_log",
        "DELETE FROM board_check_message",
        "UPDATE carrier_key SET revoked_at = NULL",
        "UPDATE \"authorization\" SET ending = ''",
    ],
)
def test_carrier_role_may_do_nothing_else(committed: None, statement: str) -> None:
    with (
        psycopg.connect(settings.DATABASE_CARRIER_URL) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)
