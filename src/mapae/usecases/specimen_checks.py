"""Board checks by a test key: the same way through the same code, over invented specimens, with nothing read or logged."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from mapae.core.documents.document import document_key
from mapae.core.documents.states import SPECIMEN
from mapae.core.travel.specimens import OUTAGE, SPECIMENS, SpecimenRules
from mapae.usecases.board_check_ports import (
    Block,
    LoggedMessage,
    MessageName,
    NoAnswerNow,
    StoredAuthorization,
    StoredKey,
    StoredOverride,
)
from mapae.usecases.board_checks import BoardChecks, CheckMessage
from mapae.usecases.case_data import match_place
from mapae.usecases.ports import Clock, Ports

_MESSAGES_REMEMBERED = 10_000
_TEN_MINUTES = timedelta(minutes=10)


def specimen_checks(ports: Ports) -> BoardChecks:
    """Board checks that no database stands behind. Only documents of UTO are known: see `only_specimens`."""
    return BoardChecks(ports, SpecimenStore(ports), SpecimenLog(ports.clock), lambda _: SpecimenRules())


def only_specimens(message: CheckMessage) -> CheckMessage:
    """The message without the documents of real states: a test key gets no verdict on a real passenger."""
    passengers = [
        one if one.issuing_state == SPECIMEN else one._replace(document_number="") for one in message.passengers
    ]
    return replace(message, passengers=passengers)


class SpecimenStore:
    """The specimens as rows, sealed in memory like any other."""

    def __init__(self, ports: Ports) -> None:
        self._rows: dict[bytes, StoredAuthorization] = {}
        self._lifted: list[bytes] = []
        self._outage = ports.keys.blind("document", document_key(SPECIMEN, OUTAGE))
        for place, (number, one) in enumerate(SPECIMENS.items()):
            document, row_id = ports.keys.blind("document", document_key(SPECIMEN, number)), UUID(int=place)
            if one.validity is not None:
                sealed = ports.keys.seal_match(one.holder.to_bytes(), match_place(row_id))
                days = (one.validity.first_day, one.validity.last_day, one.validity.ending or "")
                self._rows[document] = StoredAuthorization(document, str(row_id), sealed, *days)
            if one.is_lifted:
                self._lifted.append(document)

    async def find_key(self, digest: bytes) -> StoredKey | None:
        return None

    async def find_authorizations(self, programme: str, documents: Sequence[bytes]) -> list[StoredAuthorization]:
        if self._outage in documents:
            raise NoAnswerNow("rehearsed")
        return [self._rows[document] for document in documents if document in self._rows]

    async def find_refused(self, programme: str, documents: Sequence[bytes]) -> frozenset[bytes]:
        return frozenset()

    async def find_overrides(self, programme: str, after: datetime) -> list[StoredOverride]:
        day = timedelta(days=1)
        return [StoredOverride(document, after - day, after + day) for document in self._lifted]

    async def keep(
        self,
        claims: Mapping[MessageName, bytes],
        at: datetime,
        blocks_of: Callable[[Mapping[MessageName, bytes]], Sequence[Block]],
    ) -> Mapping[MessageName, bytes]:
        return claims


class SpecimenLog:
    """Keeps nothing but the message ids of the last ten minutes in this process, so that a reused one is a 409 here too."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._claims: OrderedDict[MessageName, tuple[datetime, bytes]] = OrderedDict()

    async def add(self, message: LoggedMessage) -> bool:
        now = self._clock.now()
        claimed = self._claims.get(message.name)
        if claimed is not None and now - claimed[0] < _TEN_MINUTES:
            return claimed[1] == message.body_digest
        self._claims[message.name] = now, message.body_digest
        while len(self._claims) > _MESSAGES_REMEMBERED:
            self._claims.popitem(last=False)
        return True
