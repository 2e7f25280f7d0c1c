"""What the board check needs of the database: keys of carriers, authorizations, and a log that is written in groups.

Apart from `usecases.ports` because these are awaited, and few: the site wires them, tests bring their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol
from uuid import UUID


class NoAnswerNow(Exception):
    """The board check cannot answer for certain at the moment, and does not guess. Ask again a little later.

    `code` is for the operator's log: what kept us from it, without personal data.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class StoredKey(NamedTuple):
    """A carrier's bearer key that is not revoked, of an active carrier. A test key opens specimens only."""

    carrier: UUID
    expires_at: datetime
    is_test: bool = False


class StoredAuthorization(NamedTuple):
    """A row of the authorizations on one document; `id` in its usual writing; match data sealed, None after erasure."""

    document: bytes
    id: str
    match_sealed: bytes | None
    first_day: date
    last_day: date
    ending: str


class StoredOverride(NamedTuple):
    """An override of a no-board on one document; `valid_until` is excluded."""

    document: bytes
    valid_from: datetime
    valid_until: datetime


@dataclass(frozen=True, slots=True)
class LoggedMessage:
    """A board-check message as the query log keeps it: blind indexes and codes only, one place a passenger."""

    at: datetime
    carrier: UUID
    message_id: str
    body_digest: bytes
    arrival_day: date | None
    documents: tuple[bytes, ...]
    verdicts: tuple[str, ...]
    reasons: tuple[str, ...]
    rulebook: str
    nationalities: tuple[str, ...] | None = None  # None: logged before they were kept

    @property
    def name(self) -> MessageName:
        return MessageName(self.carrier, self.message_id)


class MessageName(NamedTuple):
    """What makes a message one: a carrier's own id for it."""

    carrier: UUID
    message_id: str


@dataclass(frozen=True, slots=True)
class Block:
    """Messages that are logged together, and the audit leaf over them."""

    id: UUID
    messages: Sequence[LoggedMessage]
    leaf: bytes


class BoardCheckStore(Protocol):
    """Every method raises NoAnswerNow when the database does not answer in time."""

    async def find_key(self, digest: bytes) -> StoredKey | None:
        """The living key of that digest. Whether it is expired, the caller's clock says."""

    async def find_authorizations(self, programme: str, documents: Sequence[bytes]) -> list[StoredAuthorization]:
        """The programme's authorizations on these documents, of any state."""

    async def find_refused(self, programme: str, documents: Sequence[bytes]) -> frozenset[bytes]:
        """Those of the documents on which an application was refused."""

    async def find_overrides(self, programme: str, after: datetime) -> list[StoredOverride]:
        """All that end after that moment, of any document: there are few at a time."""

    async def keep(
        self,
        claims: Mapping[MessageName, bytes],
        at: datetime,
        blocks_of: Callable[[Mapping[MessageName, bytes]], Sequence[Block]],
    ) -> Mapping[MessageName, bytes]:
        """Claim message ids for body digests and log blocks, in one transaction; returns the digests that hold.

        A claim holds for ten minutes after `at`; a younger claim of another body keeps its digest. `blocks_of` is
        asked what to log, with the digests that are expected to hold, and again if others do; only the last is logged. Where
        others do and the log then fails, claims may hold whose messages are not logged: nobody was answered, and the same body
        may be sent again.
        """


class QueryLog(Protocol):
    async def add(self, message: LoggedMessage) -> bool:
        """True once the message is logged and committed; False when its id stands for another body.

        Raises NoAnswerNow: then it may not be answered.
        """
