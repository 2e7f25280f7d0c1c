"""Answer a carrier's board check: look the documents up, ask the rules in force, log, then tell.

Every answer is computed from the data of its moment, a repeated message's too; only the check id stays the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple, TypeVar
from uuid import UUID

from mapae.core.authorization.match import MatchData
from mapae.core.authorization.validity import Ending, Validity
from mapae.core.documents.document import document_key
from mapae.core.documents.states import is_state_code
from mapae.core.rulebook.model import Rulebook
from mapae.core.rulebook.written import RulebookProblem
from mapae.core.sealed.blob import SealBroken
from mapae.core.travel.arrival import Arrival
from mapae.core.travel.board_check import (
    Answer,
    BoardRules,
    HeldAuthorization,
    OnRecord,
    Passenger,
    board_check,
)
from mapae.core.travel.board_rules import RulebookRules
from mapae.usecases.board_check_ports import (
    BoardCheckStore,
    LoggedMessage,
    NoAnswerNow,
    QueryLog,
    StoredOverride,
)
from mapae.usecases.case_data import match_place
from mapae.usecases.ports import Ports, joined
from mapae.usecases.rulebook_in_force import rulebook_in_force

RULES_ARE_READ_EVERY = timedelta(seconds=5)
# Overrides are few and live for days: all of them are read at once, and one that is new or cut short counts after this.
OVERRIDES_ARE_READ_EVERY = timedelta(seconds=1)
# Lists give the loop back between portions, so that single checks are not kept waiting behind them.
_AT_A_STRETCH = 100
_NO_INDEX = b""
_NONE: frozenset[bytes] = frozenset()
_NOTHING = OnRecord()
# The place of any row's match data, around the row's id.
_PLACE_HEAD, _PLACE_TAIL = match_place(UUID(int=0)).split(str(UUID(int=0)).encode())
_T = TypeVar("_T")
_Held = dict[bytes, list[tuple[Validity, str, bytes]]]
_REVOCATIONS = frozenset({Ending.REVOKED, Ending.ANNULLED})


class MessageIdReused(Exception):
    """The carrier sent another body under this message id within ten minutes."""


@dataclass(frozen=True, slots=True)
class CheckMessage:
    """A carrier's message as it was read."""

    message_id: str
    body_digest: bytes
    arrival: Arrival
    passengers: Sequence[Passenger]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a message is answered with; `answers` are in the order of its passengers."""

    check_id: str
    checked_at: datetime
    rulebook: str
    answers: Sequence[Answer]


class _Found(NamedTuple):
    """What the database holds of the documents asked about; `refused` only where the rules want to know."""

    held: _Held
    refused: frozenset[bytes]
    lifted: frozenset[bytes]


class _Overrides:
    """The overrides as they were last read."""

    def __init__(self, read_at: datetime, overrides: Sequence[StoredOverride]) -> None:
        self.read_at = read_at
        self._overrides = overrides
        self._holding = _NONE
        self._since = self._until = read_at  # within which no override begins or ends

    def holding(self, now: datetime) -> frozenset[bytes]:
        """The documents of those that hold at that moment."""
        if not self._since <= now < self._until:
            self._holding = frozenset(
                one.document for one in self._overrides if one.valid_from <= now < one.valid_until
            )
            turns = {turn for one in self._overrides for turn in (one.valid_from, one.valid_until)}
            self._since = now
            self._until = min((turn for turn in turns if turn > now), default=now + OVERRIDES_ARE_READ_EVERY)
        return self._holding


class BoardChecks:
    """The board checks of one process."""

    def __init__(
        self,
        ports: Ports,
        store: BoardCheckStore,
        log: QueryLog,
        rules_of: Callable[[Rulebook], BoardRules] = RulebookRules,
    ) -> None:
        self._ports = ports
        self._store = store
        self._log = log
        self._rules_of = rules_of
        self._rules: tuple[datetime, Rulebook] | None = None
        self._overrides: _Overrides | None = None
        self._reading: asyncio.Task[_Overrides] | None = None

    async def check(self, carrier: UUID, message: CheckMessage) -> Checked:
        """The verdicts, once they are logged. Raises MessageIdReused, and NoAnswerNow where it would be a guess."""
        # A bare digest of names, numbers and birth dates could be tried out; a keyed one cannot.
        blind = self._ports.keys.blind("message.body", message.body_digest.hex())
        now = self._ports.clock.now()
        rulebook = self.rulebook()
        rules = self._rules_of(rulebook)
        documents = await self._documents(message.passengers)
        alike = self._alike(message.passengers, documents, message.arrival, rules)
        held, refused = await self._held(documents, alike, message.arrival, rules)
        found = _Found(held, refused, await self._lifted(now))
        answers = await self._answers(rules, message.passengers, documents, alike, found)
        entry = _entry(carrier, message, blind, now, documents, answers, rulebook)
        if not await self._log.add(entry):
            raise MessageIdReused(message.message_id)
        return Checked(self._check_id(entry), now, rulebook.version, answers)

    def rulebook(self) -> Rulebook:
        """The rules in force, read anew after `RULES_ARE_READ_EVERY`; a rule's change itself goes by arrival day.

        Raises NoAnswerNow.
        """
        now = self._ports.clock.now()
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
            found += [self._index(passenger, passenger.issuing_state) for passenger in portion]
            await _give_way(len(passengers))
        return found

    def _index(self, passenger: Passenger, issuing_state: str) -> bytes:
        if not (passenger.document_number and issuing_state and passenger.arrival_day):
            return _NO_INDEX
        return self._ports.keys.blind("document", document_key(issuing_state, passenger.document_number))

    def _alike(
        self, passengers: Sequence[Passenger], documents: Sequence[bytes], arrival: Arrival, rules: BoardRules
    ) -> dict[bytes, tuple[bytes, ...]]:
        """The other indexes of documents whose issuing state may be known under another code; mostly none."""
        found: dict[bytes, tuple[bytes, ...]] = {}
        if arrival.day is None:
            return found
        codes = {code: sorted(rules.alike(code, arrival.day)) for code in {one.issuing_state for one in passengers}}
        if any(codes.values()):
            for passenger, document in zip(passengers, documents, strict=True):
                if document and codes[passenger.issuing_state]:
                    found[document] = tuple(self._index(passenger, code) for code in codes[passenger.issuing_state])
        return found

    async def _held(
        self,
        documents: Sequence[bytes],
        alike: Mapping[bytes, Sequence[bytes]],
        arrival: Arrival,
        rules: BoardRules,
    ) -> tuple[_Held, frozenset[bytes]]:
        """The authorizations by document, and which were refused. What covers no day that is tested stays sealed."""
        sought = list({document for document in documents if document}.union(*alike.values()))
        held: _Held = {}
        if not sought or arrival.day is None:
            return held, _NONE
        planned, due = arrival.day, arrival.scheduled_day or arrival.day
        rows = await self._store.find_authorizations(self._ports.programme, sought)
        for document, row_id, match_sealed, first_day, last_day, ending in rows:
            validity = _validity(first_day, last_day, ending)
            if match_sealed is not None and (validity.covers(planned) or validity.covers(due)):
                held.setdefault(document, []).append((validity, row_id, match_sealed))
        if not (rules.refusal_overrides(planned) or (due != planned and rules.refusal_overrides(due))):
            return held, _NONE
        refused = await self._store.find_refused(self._ports.programme, sought)
        return held, refused.union(row.document for row in rows if row.ending in _REVOCATIONS)

    async def _lifted(self, now: datetime) -> frozenset[bytes]:
        """The documents on which an officer's override holds now. Messages that come together read them once."""
        overrides = self._overrides
        if overrides is None or not timedelta() <= now - overrides.read_at < OVERRIDES_ARE_READ_EVERY:
            if self._reading is None or self._reading.done():
                self._reading = asyncio.create_task(self._read_overrides(now))
            overrides = self._overrides = await asyncio.shield(self._reading)
        return overrides.holding(now)

    async def _read_overrides(self, now: datetime) -> _Overrides:
        return _Overrides(now, await self._store.find_overrides(self._ports.programme, now))

    async def _answers(
        self,
        rules: BoardRules,
        passengers: Sequence[Passenger],
        documents: Sequence[bytes],
        alike: Mapping[bytes, Sequence[bytes]],
        found: _Found,
    ) -> list[Answer]:
        answers: list[Answer] = []
        held, refused, lifted = found
        for portion in _portions(list(zip(passengers, documents, strict=True))):
            for passenger, document in portion:
                record = _NOTHING
                if document in held or document in lifted or document in alike or document in refused:
                    record = self._on_record((document, *alike.get(document, ())), found)
                answers.append(board_check(passenger, record, rules))
            await _give_way(len(passengers))
        return answers

    def _on_record(self, indexes: Sequence[bytes], found: _Found) -> OnRecord:
        held = [self._open(*one) for index in indexes for one in found.held.get(index, ())]
        return OnRecord(held, not found.refused.isdisjoint(indexes), not found.lifted.isdisjoint(indexes))

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
    blind_digest: bytes,
    now: datetime,
    documents: Sequence[bytes],
    answers: Sequence[Answer],
    rulebook: Rulebook,
) -> LoggedMessage:
    return LoggedMessage(
        at=now,
        carrier=carrier,
        message_id=message.message_id,
        body_digest=blind_digest,
        arrival_day=message.arrival.day,
        documents=tuple(documents),
        verdicts=tuple([verdict for verdict, _ in answers]),
        reasons=tuple([reason for _, reason in answers]),
        rulebook=rulebook.version,
        nationalities=_codes(message.passengers),
    )


@lru_cache(maxsize=4_000)
def _validity(first_day: date, last_day: date, ending: str) -> Validity:
    """Many authorizations live from the same day to the same day."""
    return Validity(first_day, last_day, Ending(ending) if ending else None)


def _codes(passengers: Sequence[Passenger]) -> tuple[str, ...]:
    """The nationality of each if it is one, for counting whom a change concerns."""
    told = {one.nationality for one in passengers}
    codes = {code: code if is_state_code(code, is_demonstration=True) else "" for code in told}
    return tuple([codes[one.nationality] for one in passengers])


def _portions(items: Sequence[_T]) -> list[Sequence[_T]]:
    return [items[start : start + _AT_A_STRETCH] for start in range(0, len(items), _AT_A_STRETCH)]


async def _give_way(passengers: int) -> None:
    if passengers > _AT_A_STRETCH:
        await asyncio.sleep(0)
