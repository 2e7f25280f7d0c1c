"""Answer a carrier's board check: look the documents up, ask the rules in force, log, then tell.

Every answer is computed from the data of its moment, a repeated message's too; only the check id stays the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from mapae.core.authorization.match import MatchData
from mapae.core.authorization.validity import Ending, Validity
from mapae.core.documents.document import document_key
from mapae.core.documents.states import is_state_code
from mapae.core.rulebook.assessment import Requirement, Traveller
from mapae.core.rulebook.evaluation import requirement_on
from mapae.core.rulebook.model import Rulebook
from mapae.core.rulebook.written import RulebookProblem
from mapae.core.sealed.blob import SealBroken
from mapae.core.travel.board_check import Answer, HeldAuthorization, Passenger, board_check
from mapae.usecases.board_check_ports import (
    BoardCheckStore,
    LoggedMessage,
    NoAnswerNow,
    QueryLog,
)
from mapae.usecases.case_data import match_place
from mapae.usecases.ports import Ports, joined
from mapae.usecases.rulebook_in_force import rulebook_in_force

RULES_ARE_READ_EVERY = timedelta(seconds=5)
# Lists give the loop back between portions, so that single checks are not kept waiting behind them.
_AT_A_STRETCH = 100
_NO_INDEX = b""
# The place of any row's match data, around the row's id.
_PLACE_HEAD, _PLACE_TAIL = match_place(UUID(int=0)).split(str(UUID(int=0)).encode())
_T = TypeVar("_T")
_Held = dict[bytes, list[tuple[Validity, str, bytes]]]


class MessageIdReused(Exception):
    """The carrier sent another body under this message id within ten minutes."""


@dataclass(frozen=True, slots=True)
class CheckMessage:
    """A carrier's message as it was read."""

    message_id: str
    body_digest: bytes
    arrival_day: date | None
    passengers: Sequence[Passenger]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a message is answered with; `answers` are in the order of its passengers."""

    check_id: str
    checked_at: datetime
    rulebook: str
    answers: Sequence[Answer]


class BoardChecks:
    """The board checks of one process."""

    def __init__(self, ports: Ports, store: BoardCheckStore, log: QueryLog) -> None:
        self._ports = ports
        self._store = store
        self._log = log
        self._rules: tuple[datetime, Rulebook] | None = None

    async def check(self, carrier: UUID, message: CheckMessage) -> Checked:
        """The verdicts, once they are logged. Raises MessageIdReused, and NoAnswerNow where it would be a guess."""
        # A bare digest of names, numbers and birth dates could be tried out; a keyed one cannot.
        blind = self._ports.keys.blind("message.body", message.body_digest.hex())
        message, now = replace(message, body_digest=blind), self._ports.clock.now()
        rulebook = self._rulebook(now)
        documents = await self._documents(message.passengers)
        held = await self._held(documents, message.arrival_day)
        answers = await self._answers(rulebook, message.passengers, documents, held)
        entry = _entry(carrier, message, now, documents, answers, rulebook)
        if not await self._log.add(entry):
            raise MessageIdReused(message.message_id)
        return Checked(self._check_id(entry), now, rulebook.version, answers)

    def _rulebook(self, now: datetime) -> Rulebook:
        """The rules in force, read anew after `RULES_ARE_READ_EVERY`; a rule's change itself goes by arrival day."""
        if self._rules is None or not timedelta() <= now - self._rules[0] < RULES_ARE_READ_EVERY:
            try:
                self._rules = now, rulebook_in_force(self._ports)
            except RulebookProblem as error:
                raise NoAnswerNow("rulebook_problem") from error
        return self._rules[1]

    async def _documents(self, passengers: Sequence[Passenger]) -> list[bytes]:
        """The blind index of each passenger's document; empty where it cannot be looked up."""
        found: list[bytes] = []
        for portion in _portions(passengers):
            found += [self._index(passenger) for passenger in portion]
            await _give_way(len(passengers))
        return found

    def _index(self, passenger: Passenger) -> bytes:
        if not (passenger.document_number and passenger.issuing_state and passenger.arrival_day):
            return _NO_INDEX
        key = document_key(passenger.issuing_state, passenger.document_number)
        return self._ports.keys.blind("document", key)

    async def _held(self, documents: Sequence[bytes], arrival_day: date | None) -> _Held:
        """The authorizations by document. Those that do not cover the day play no part, and stay sealed."""
        sought = list({document for document in documents if document})
        held: _Held = {}
        if not sought or arrival_day is None:
            return held
        rows = await self._store.find_authorizations(self._ports.programme, sought)
        for document, row_id, match_sealed, first_day, last_day, ending in rows:
            validity = Validity(first_day, last_day, Ending(ending) if ending else None)
            if match_sealed is not None and validity.covers(arrival_day):
                held.setdefault(document, []).append((validity, row_id, match_sealed))
        return held

    async def _answers(
        self,
        rulebook: Rulebook,
        passengers: Sequence[Passenger],
        documents: Sequence[bytes],
        held: _Held,
    ) -> list[Answer]:
        def requirement_of(passenger: Passenger, arrival: date) -> Requirement:
            traveller = Traveller(
                passenger.nationality, passenger.birth, passenger.document_type, passenger.issuing_state
            )
            return requirement_on(rulebook, traveller, arrival)

        answers: list[Answer] = []
        for portion in _portions(list(zip(passengers, documents, strict=True))):
            for passenger, document in portion:
                opened = [self._open(*one) for one in held.get(document, ())]
                answers.append(board_check(passenger, opened, requirement_of))
            await _give_way(len(passengers))
        return answers

    def _open(self, validity: Validity, row_id: str, sealed: bytes) -> HeldAuthorization:
        try:
            opened = self._ports.keys.open_match(sealed, _PLACE_HEAD + row_id.encode() + _PLACE_TAIL)
        except SealBroken as error:
            raise NoAnswerNow("seal_broken") from error
        return HeldAuthorization(validity, MatchData.from_bytes(opened))

    def _check_id(self, entry: LoggedMessage) -> str:
        """The same for a repeated message, so that both sides can speak of one check."""
        parts = (str(entry.carrier), entry.message_id, entry.body_digest.hex())
        return self._ports.keys.blind("check", joined(parts)).hex()


def _entry(
    carrier: UUID,
    message: CheckMessage,
    now: datetime,
    documents: Sequence[bytes],
    answers: Sequence[Answer],
    rulebook: Rulebook,
) -> LoggedMessage:
    return LoggedMessage(
        at=now,
        carrier=carrier,
        message_id=message.message_id,
        body_digest=message.body_digest,
        arrival_day=message.arrival_day,
        documents=tuple(documents),
        verdicts=tuple(verdict for verdict, _ in answers),
        reasons=tuple(reason for _, reason in answers),
        rulebook=rulebook.version,
        nationalities=tuple(map(_code, message.passengers)),
    )


def _code(passenger: Passenger) -> str:
    """The nationality if it is one, for counting whom a change concerns."""
    return passenger.nationality if is_state_code(passenger.nationality, is_demonstration=True) else ""


def _portions(items: Sequence[_T]) -> list[Sequence[_T]]:
    return [items[start : start + _AT_A_STRETCH] for start in range(0, len(items), _AT_A_STRETCH)]


async def _give_way(passengers: int) -> None:
    if passengers > _AT_A_STRETCH:
        await asyncio.sleep(0)
