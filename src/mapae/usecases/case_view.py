"""What an officer sees of a case, as values: no record leaves the use cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from mapae.core.application.answers import Answers
from mapae.core.application.parties import MandateAnswer
from mapae.core.application.status import Status
from mapae.core.rulebook.assessment import Assessment
from mapae.core.rulebook.model import Ground
from mapae.core.screening.hit import HitReason, ListKind, Side
from mapae.usecases.companions import SentTogether
from mapae.usecases.edit_answers import Edit
from mapae.usecases.mandates import MandateSeen
from mapae.usecases.provide_information import Question


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One event: an act, when, by which role (and pseudonym), for which reason codes."""

    name: str
    at: datetime
    role: str
    pseudonym: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HitSeen:
    """A possible match: the kind of list, the codes of its reasons, and the two sides field by field.

    `judgement` is "" until an officer judged it, `judged_by` their name. `other` is the earlier application, if it is
    one that may be opened.
    """

    id: UUID
    list_kind: ListKind
    reasons: tuple[HitReason, ...]
    sides: tuple[Side, ...]
    found_at: datetime
    judgement: str
    judged_by: str
    other: UUID | None


@dataclass(frozen=True, slots=True)
class OtherApplication:
    """Another application of the same person key. `ending` is how its authorization ended early, if it did.

    `may_be_opened`: it was with an officer too.
    """

    id: UUID
    reference: str
    submitted_at: datetime
    status: Status
    is_same_document: bool
    last_day: date | None
    ending: str
    may_be_opened: bool


@dataclass(frozen=True, slots=True)
class ProposalSeen:
    """An act that waits for a second officer. `is_mine`: this officer proposed it, so another must confirm."""

    id: UUID
    act: str
    grounds: tuple[str, ...]
    note: str
    note_language: str
    proposed_by: str
    proposed_at: datetime
    is_mine: bool


@dataclass(frozen=True, slots=True)
class AuthorizationSeen:
    """The authorization of a granted case; `flag` is the reason of the flag for the second line, if one is set."""

    id: UUID
    first_day: date
    last_day: date
    ending: str
    ended_at: datetime | None
    grounds: tuple[str, ...]
    flag: str


@dataclass(frozen=True, slots=True)
class AssignmentSeen:
    """Who has the case: names of a team and an officer, "" where there is none."""

    team: str
    officer: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen in the forms of a case; nothing of the applicant.

    `grounds` by act, as the rulebook of the submission lists them today and as they were once cited. `four_eyes`: acts
    that a second officer confirms. `tells_words`: the disclosure lets an officer's own words go to the applicant.
    """

    grounds: Mapping[str, tuple[Ground, ...]]
    four_eyes: frozenset[str]
    tells_words: bool
    teams: tuple[tuple[str, str], ...]
    officers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """All that an officer sees of an application: the answers as typed, and those that decisions are made of.

    `answers` are those of the submission, which were decided on; `edits` what the holder changed after the grant.
    `portrait` is a JPEG. `together`: with whom a representative sent it in.
    """

    id: UUID
    reference: str
    status: Status
    version: int
    submitted_at: datetime
    language: str
    typed: Mapping[str, str]
    answers: Answers
    assessment: Assessment
    history: tuple[CaseStep, ...]
    reason_texts: Mapping[str, Mapping[str, str]]
    choices: Choices
    questions: tuple[Question, ...]
    others: tuple[OtherApplication, ...]
    hits: tuple[HitSeen, ...]
    proposal: ProposalSeen | None
    authorization: AuthorizationSeen | None
    assignment: AssignmentSeen | None
    note: str
    note_language: str
    may_confirm: bool
    portrait: bytes | None
    edits: tuple[Edit, ...]
    mandate: MandateSeen | None = None
    together: SentTogether | None = None

    @property
    def arrival_day(self) -> date | None:
        return self.answers.arrival_day

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """Every ground that may be cited or was, each once."""
        return tuple({ground.code: ground for act in self.choices.grounds.values() for ground in act}.values())

    @property
    def waits_for_decision(self) -> bool:
        return self.status is Status.REFERRED

    @property
    def may_be_judged(self) -> bool:
        """Its hits are open to an officer's judgement."""
        return self.status in (Status.REFERRED, Status.INFORMATION_REQUESTED)

    @property
    def may_be_decided(self) -> bool:
        """It waits for an officer, and for no second one."""
        return self.waits_for_decision and self.proposal is None

    @property
    def objection_waits(self) -> bool:
        """The traveller objects to who applied for them, and nobody has looked at it since the grant."""
        objects = self.mandate is not None and self.mandate.answer is MandateAnswer.OBJECTED
        return objects and self.status is Status.GRANTED and self.mandate is not None and not self.mandate.examined_at

    @property
    def may_be_ended(self) -> bool:
        """Its authorization is there and was not ended, and nobody has proposed to."""
        return self.authorization is not None and not self.authorization.ending and self.proposal is None
