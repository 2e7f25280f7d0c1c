"""Look-ups of few documents, gathered: those that come while others are under way go to the database together.

A look-up costs the driver some hundred microseconds, however many documents it asks for; under load this makes singles
twice as cheap. Nobody waits for company: with nothing under way a look-up starts at once, and each reads the data as
they are after its question came.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from mapae.usecases.board_check_ports import StoredAuthorization

FEW_DOCUMENTS = 20  # a longer list is worth a question of its own
_AT_A_TIME = 2

Rows = list[StoredAuthorization]
_Waiting = tuple[Sequence[bytes], "asyncio.Future[Rows]"]


class GatheredLookups:
    """`find` asks the database; its failure is the failure of all that were asked together."""

    def __init__(self, find: Callable[[str, Sequence[bytes]], Awaitable[Rows]], programme: str) -> None:
        self._find = find
        self._programme = programme
        self._waiting: list[_Waiting] = []
        self._under_way: set[asyncio.Task[None]] = set()

    async def find(self, documents: Sequence[bytes]) -> Rows:
        """The authorizations on these documents."""
        future: asyncio.Future[Rows] = asyncio.get_running_loop().create_future()
        self._waiting.append((documents, future))
        if len(self._under_way) < _AT_A_TIME:
            task = asyncio.create_task(self._work())
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return await future

    async def _work(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting, []
            await self._ask(group)

    async def _ask(self, group: list[_Waiting]) -> None:
        sought = {document for documents, _ in group for document in documents}
        try:
            rows = await self._find(self._programme, list(sought))
        except Exception as error:  # whatever it was, it is for the askers to deal with
            for _, future in group:
                if not future.done():
                    future.set_exception(error)
            return
        by_document: dict[bytes, Rows] = {}
        for row in rows:
            by_document.setdefault(row.document, []).append(row)
        for documents, future in group:
            if not future.done():  # its asker may have gone away
                future.set_result([row for document in documents for row in by_document.get(document, ())])
