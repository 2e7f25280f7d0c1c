"""The board check's own way to the database: an asynchronous pool of the carrier role, and six statements."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import Any  # a row is a tuple of whatever the statement selects

import psycopg
from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool, PoolClosed, PoolTimeout, TooManyRequests

from mapae.gateways.gathered_lookups import FEW_DOCUMENTS, GatheredLookups
from mapae.usecases.board_check_ports import (
    Block,
    MessageName,
    NoAnswerNow,
    StoredAuthorization,
    StoredKey,
    StoredOverride,
)

POOL_SIZE = 8
WAIT_SECONDS = 2.0
STATEMENT_MILLISECONDS = 2000
_GIVE_UP_SECONDS = 6.0  # when not even the server's own time limit is heard of
MESSAGE_IDS_HOLD = "10 minutes"
_MOST_WAITING = 1000

_FIND_KEY = """
    SELECT k.carrier_id, k.expires_at, k.is_test FROM carrier_key k JOIN carrier c ON c.id = k.carrier_id
    WHERE k.digest = %s AND k.revoked_at IS NULL AND c.is_active
"""
# Texts and whole numbers are read by the driver's compiled part; ids and days are not.
_FIND_AUTHORIZATIONS = """
    SELECT document_index, id::text, match_sealed, first_day - '0001-01-01'::date + 1, last_day - '0001-01-01'::date + 1,
        ending
    FROM "authorization" WHERE document_index = ANY(%s::text::bytea[]) AND programme = %s
"""
_FIND_REFUSED = """
    SELECT DISTINCT document_index FROM application
    WHERE document_index = ANY(%s::text::bytea[]) AND programme = %s AND status = 'refused'
"""
_FIND_OVERRIDES = """
    SELECT document_index, valid_from, valid_until FROM board_override WHERE programme = %s AND valid_until > %s
"""
# In the order of their names, so that two processes never wait for each other. A claim that still holds is kept.
_CLAIM = f"""
    INSERT INTO board_check_message AS held (carrier_id, message_id, body_digest, at)
    SELECT carrier, message_id, digest, %(now)b
    FROM unnest(%(carriers)b::uuid[], %(message_ids)b::text[], %(digests)b::bytea[]) AS claim (carrier, message_id, digest)
    ORDER BY carrier, message_id
    ON CONFLICT (carrier_id, message_id) DO UPDATE SET
        body_digest = CASE WHEN held.at <= excluded.at - interval '{MESSAGE_IDS_HOLD}'
                           THEN excluded.body_digest ELSE held.body_digest END,
        at = CASE WHEN held.at <= excluded.at - interval '{MESSAGE_IDS_HOLD}' THEN excluded.at ELSE held.at END
    RETURNING carrier_id, message_id, body_digest
"""  # noqa: S608  (a constant of this module)
# Arrays of arrays must be rectangular, so each message's arrays travel as one text; in binary (%b), for in the text form
# of parameters every quote and backslash of it would be escaped.
_LOG = """
    INSERT INTO query_log
        (at, carrier_id, message_id, body_digest, arrival_day, documents, verdicts, reasons, nationalities, block)
    SELECT at, carrier, message_id, digest, arrival_day, documents::bytea[], verdicts::text[], reasons::text[],
        nationalities::text[], block
    FROM unnest(%(at)b::timestamptz[], %(carrier)b::uuid[], %(message_id)b::text[], %(body_digest)b::bytea[],
        %(arrival_day)b::date[], %(documents)b::text[], %(verdicts)b::text[], %(reasons)b::text[],
        %(nationalities)b::text[], %(block)b::uuid[])
        AS message (at, carrier, message_id, digest, arrival_day, documents, verdicts, reasons, nationalities, block)
"""
_ADD_LEAVES = "INSERT INTO audit_leaf (content) SELECT leaf FROM unnest(%(leaves)b::bytea[]) AS leaf"
# Everything at once where every claim holds, as nearly always: it spares the driver three statements and the group a way
# to the database and back. If one does not hold, nothing is logged, and the claims that do not hold come back.
_KEEP = f"""
    WITH claimed AS ({_CLAIM}),
    lost AS (
        SELECT claimed.* FROM claimed
        JOIN unnest(%(carriers)b::uuid[], %(message_ids)b::text[], %(digests)b::bytea[]) AS claim (carrier, name, digest)
        ON carrier_id = carrier AND message_id = name AND body_digest <> digest
    ),
    logged AS ({_LOG} WHERE NOT EXISTS (SELECT FROM lost)),
    leaves AS ({_ADD_LEAVES} WHERE NOT EXISTS (SELECT FROM lost))
    SELECT * FROM lost
"""  # noqa: S608  (constants of this module)


class PostgresBoardCheckStore:
    """A pool on the carrier role's connection. `open` before use, `close` after; a database that is away is waited for."""

    def __init__(self, url: str, pool_size: int = POOL_SIZE, wait_seconds: float = WAIT_SECONDS) -> None:
        options = f"-c statement_timeout={STATEMENT_MILLISECONDS} -c timezone=UTC"
        self._pool = AsyncConnectionPool(
            url,
            kwargs={
                "autocommit": True,
                "prepare_threshold": 0,
                "connect_timeout": 3,
                "tcp_user_timeout": 5000,
                "options": options,
            },
            min_size=1,
            max_size=pool_size,
            timeout=wait_seconds,
            max_waiting=_MOST_WAITING,
            reconnect_timeout=30.0,
            open=False,
            name="board-checks",
        )
        self._gathered: dict[str, GatheredLookups] = {}

    async def open(self) -> None:
        """Start connecting; returns at once, the server may start before its database."""
        await self._pool.open(wait=False)

    async def close(self) -> None:
        await self._pool.close()

    async def find_key(self, digest: bytes) -> StoredKey | None:
        rows = await self._select(_FIND_KEY, (digest,))
        return StoredKey(*rows[0]) if rows else None

    async def find_authorizations(self, programme: str, documents: Sequence[bytes]) -> list[StoredAuthorization]:
        if len(documents) > FEW_DOCUMENTS:
            return await self._find(programme, documents)
        gathered = self._gathered.setdefault(programme, GatheredLookups(self._find, programme))
        return await gathered.find(documents)

    async def find_refused(self, programme: str, documents: Sequence[bytes]) -> frozenset[bytes]:
        rows = await self._select(_FIND_REFUSED, (_bytes_array(documents), programme))
        return frozenset(document for (document,) in rows)

    async def find_overrides(self, programme: str, after: datetime) -> list[StoredOverride]:
        return [StoredOverride(*row) for row in await self._select(_FIND_OVERRIDES, (programme, after))]

    async def _find(self, programme: str, documents: Sequence[bytes]) -> list[StoredAuthorization]:
        rows = await self._select(_FIND_AUTHORIZATIONS, (_bytes_array(documents), programme))
        day = date.fromordinal
        return [
            StoredAuthorization(document, row_id, sealed, day(first), day(last), ending)
            for document, row_id, sealed, first, last, ending in rows
        ]

    async def _select(self, statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        """Read; connections that broke since they were last used are passed over, for reading may be done again."""
        for _ in range(self._pool.max_size + 1):
            async with self._connection() as connection:
                cursor = connection.cursor(binary=True)
                try:
                    await cursor.execute(statement, values)
                    return await cursor.fetchall()
                except psycopg.OperationalError:
                    if not connection.broken:
                        raise
        raise NoAnswerNow("database_connections_broken")

    async def keep(
        self,
        claims: Mapping[MessageName, bytes],
        at: datetime,
        blocks_of: Callable[[Mapping[MessageName, bytes]], Sequence[Block]],
    ) -> Mapping[MessageName, bytes]:
        claim = {
            "now": at,
            "carriers": [name.carrier for name in claims],
            "message_ids": [name.message_id for name in claims],
            "digests": list(claims.values()),
        }
        if blocks := blocks_of(claims):
            async with self._connection() as connection:
                cursor = connection.cursor(binary=True)
                await cursor.execute(_KEEP, claim | _columns(blocks))
                if not cursor.rowcount:
                    return claims
        return await self._keep_what_holds(claim, blocks_of)

    async def _keep_what_holds(
        self, claim: Mapping[str, Any], blocks_of: Callable[[Mapping[MessageName, bytes]], Sequence[Block]]
    ) -> Mapping[MessageName, bytes]:
        """First the claims, then what to log, in one transaction."""
        async with self._connection() as connection, connection.pipeline(), connection.transaction():
            cursor = connection.cursor(binary=True)
            await cursor.execute(_CLAIM, claim)
            held = {MessageName(carrier, message_id): digest for carrier, message_id, digest in await cursor.fetchall()}
            if blocks := blocks_of(held):
                columns = _columns(blocks)
                await cursor.execute(_LOG, columns)
                await cursor.execute(_ADD_LEAVES, columns)
        return held

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[AsyncConnection[TupleRow]]:
        try:
            async with asyncio.timeout(_GIVE_UP_SECONDS), self._pool.connection() as connection:
                yield connection
        except (PoolTimeout, PoolClosed, TooManyRequests, psycopg.Error, OSError) as error:
            raise NoAnswerNow(f"database_{type(error).__name__}") from error


@asynccontextmanager
async def opened_store(url: str) -> AsyncIterator[PostgresBoardCheckStore]:
    """A store with one connection, for one message."""
    store = PostgresBoardCheckStore(url, pool_size=1)
    await store.open()
    try:
        yield store
    finally:
        await store.close()


def _columns(blocks: Sequence[Block]) -> dict[str, list[Any]]:
    """The messages of the blocks by columns, and their leaves."""
    messages = [message for block in blocks for message in block.messages]
    return {
        "at": [one.at for one in messages],
        "carrier": [one.carrier for one in messages],
        "message_id": [one.message_id for one in messages],
        "body_digest": [one.body_digest for one in messages],
        "arrival_day": [one.arrival_day for one in messages],
        "documents": [_bytes_array(one.documents) for one in messages],
        "verdicts": [_array(one.verdicts) for one in messages],
        "reasons": [_array(one.reasons) for one in messages],
        "nationalities": [None if one.nationalities is None else _codes(one.nationalities) for one in messages],
        "block": [block.id for block in blocks for _ in block.messages],
        "leaves": [block.leaf for block in blocks],
    }


def _codes(nationalities: Iterable[str]) -> str:
    return _array([code or '""' for code in nationalities])


def _bytes_array(values: Iterable[bytes]) -> str:
    """PostgreSQL's text form of an array of bytes: shorter to make here than to be made by the driver."""
    return _array(['"\\\\x' + value.hex() + '"' for value in values])


def _array(codes: Iterable[str]) -> str:
    """PostgreSQL's text form of an array of codes, which hold nothing that needs quoting."""
    return "{" + ",".join(codes) + "}"
