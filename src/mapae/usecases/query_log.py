"""The query log in groups: messages that arrive together share one transaction and one audit leaf.

While one group is being committed the next one gathers, for `GATHER_SECONDS` at most where nothing is under way. Groups
begin at least `PACE_SECONDS` apart, so that a quick disk does not make them small: a group costs much, a message in it
little. No message is answered before its group's commit; if that fails, none of the group is answered.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import deque
from collections.abc import Callable, Mapping, Sequence

import msgspec

from mapae.core.audit.leaf import Leaf, canonical
from mapae.usecases.board_check_ports import Block, BoardCheckStore, LoggedMessage, MessageName, NoAnswerNow
from mapae.usecases.ports import Ports

GATHER_SECONDS = 0.002
PACE_SECONDS = 0.005
MOST_MESSAGES = 200
MOST_PASSENGERS = 5_000

_Waiting = tuple[LoggedMessage, "asyncio.Future[bool]"]


class GroupedQueryLog:
    """One for each process; its methods run on the loop that first used it."""

    def __init__(
        self,
        ports: Ports,
        store: BoardCheckStore,
        gather_seconds: float = GATHER_SECONDS,
        pace_seconds: float = PACE_SECONDS,
    ) -> None:
        self._ports = ports
        self._store = store
        self._gather_seconds = gather_seconds
        self._pace_seconds = pace_seconds
        self._begun = -pace_seconds
        self._waiting: deque[_Waiting] = deque()
        self._full = asyncio.Event()
        self._worker: asyncio.Task[None] | None = None

    async def add(self, message: LoggedMessage) -> bool:
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((message, future))
        if len(self._waiting) >= MOST_MESSAGES:
            self._full.set()
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work())
        return await future

    async def _work(self) -> None:
        now, gather = asyncio.get_running_loop().time, self._gather_seconds
        while self._waiting:
            await self._gather(max(gather, self._begun + self._pace_seconds - now()))
            self._begun, gather = now(), 0.0
            await self._flush(self._next_group())

    async def _gather(self, seconds: float) -> None:
        self._full.clear()
        if seconds <= 0 or len(self._waiting) >= MOST_MESSAGES:
            return
        try:
            async with asyncio.timeout(seconds):
                await self._full.wait()
        except TimeoutError:
            pass

    def _next_group(self) -> list[_Waiting]:
        group: list[_Waiting] = []
        passengers = 0
        while self._waiting and len(group) < MOST_MESSAGES and passengers < MOST_PASSENGERS:
            group.append(self._waiting.popleft())
            passengers += len(group[-1][0].verdicts)
        return group

    async def _flush(self, group: list[_Waiting]) -> None:
        claims: dict[MessageName, bytes] = {}
        for message, _ in group:
            claims.setdefault(message.name, message.body_digest)

        def blocks_of(held: Mapping[MessageName, bytes]) -> list[Block]:
            logged = [message for message, _ in group if held[message.name] == message.body_digest]
            return make_blocks(self._ports, logged)

        try:
            held = await self._store.keep(claims, self._ports.clock.now(), blocks_of)
        except Exception as error:  # whatever it was: nothing of this group is known to be committed
            unanswered = error if isinstance(error, NoAnswerNow) else NoAnswerNow(f"query_log_{type(error).__name__}")
            _answer(group, lambda future, _: future.set_exception(unanswered))
            return
        _answer(group, lambda future, message: future.set_result(held[message.name] == message.body_digest))


def _answer(group: list[_Waiting], tell: Callable[[asyncio.Future[bool], LoggedMessage], None]) -> None:
    for message, future in group:
        if not future.done():  # its asker may have gone away
            tell(future, message)


def make_blocks(ports: Ports, messages: Sequence[LoggedMessage]) -> list[Block]:
    """One block for each rulebook version that was in force meanwhile; usually one."""
    by_version: dict[str, list[LoggedMessage]] = {}
    for message in messages:
        by_version.setdefault(message.rulebook, []).append(message)
    return [_block(ports, group, version) for version, group in by_version.items()]


def _block(ports: Ports, messages: Sequence[LoggedMessage], rulebook: str) -> Block:
    block_id = ports.chance.uuid()
    leaf = Leaf(
        leaf_id=ports.chance.bytes(16).hex(),
        at=ports.clock.now(),
        actor="system",
        role="system",
        action="board_check.block",
        object=f"query_log:{block_id}",
        rulebook=rulebook,
        detail={
            "messages": str(len(messages)),
            "passengers": str(sum(len(message.verdicts) for message in messages)),
            "rows_sha256": rows_digest(messages),
        },
    )
    return Block(block_id, messages, canonical(leaf))


def rows_digest(messages: Sequence[LoggedMessage]) -> str:
    """Hexadecimal SHA-256 over the rows of one block, in order of their ids: what its audit leaf pins down."""
    return hashlib.sha256(b"\n".join(_row(message) for message in messages)).hexdigest()


def _row(message: LoggedMessage) -> bytes:
    fields: list[object] = [
        message.at.isoformat(timespec="microseconds"),
        message.carrier,
        message.message_id,
        message.body_digest.hex(),
        message.arrival_day,
        [document.hex() for document in message.documents],
        message.verdicts,
        message.reasons,
    ]
    if message.nationalities is not None:
        fields.append(message.nationalities)
    return msgspec.json.encode(fields)
