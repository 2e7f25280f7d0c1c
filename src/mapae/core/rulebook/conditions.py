"""The conditions that a rule may put, each met, not met, or unsure while the data allow both readings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import ClassVar, Protocol

from mapae.core.documents.partial_date import age_on
from mapae.core.rulebook.assessment import Held, Traveller
from mapae.core.rulebook.period import Period

OLDEST = 130
_UNKNOWN = "unknown"
_YES, _NO, _UNSURE = Held.YES, Held.NO, Held.UNSURE  # a member is slow to reach through its class


@dataclass(frozen=True)
class Seen:
    """A traveller on a day. What several conditions want to know of the two is worked out once, by the first that asks."""

    traveller: Traveller
    day: date

    @cached_property
    def written_day(self) -> str:
        return self.day.isoformat()

    @cached_property
    def ages(self) -> tuple[int, int] | None:
        """The youngest and the oldest that the traveller may be; None after a birth that settles nothing (see `Ages`)."""
        birth = self.traveller.birth
        if birth is None or birth.latest > self.day:
            return None
        oldest = age_on(birth.earliest, self.day)
        return None if oldest > OLDEST else (age_on(birth.latest, self.day), oldest)


class Condition(Protocol):
    """`saw` and `asks` are values for the trace: codes, days and numbers, never sentences."""

    @property
    def name(self) -> str: ...
    @property
    def asks(self) -> str: ...
    def held(self, seen: Seen) -> Held: ...
    def saw(self, seen: Seen) -> str: ...


def _is(met: bool) -> Held:
    return _YES if met else _NO


@dataclass(frozen=True)
class InForce:
    """The day lies within the rule's period."""

    period: Period
    name: ClassVar[str] = "in_force"

    @cached_property
    def asks(self) -> str:
        return str(self.period)

    def held(self, seen: Seen) -> Held:
        return _is(self.period.holds_on(seen.day))

    def saw(self, seen: Seen) -> str:
        return seen.written_day


@dataclass(frozen=True)
class Nationalities:
    """The nationality is one of `named` (None: any) and none of `excepted`. `written`: how the rulebook names them."""

    named: frozenset[str] | None
    excepted: frozenset[str] = frozenset()
    written: tuple[str, ...] = ()
    name: ClassVar[str] = "nationality"

    @cached_property
    def asks(self) -> str:
        return " ".join(self.written)

    def held(self, seen: Seen) -> Held:
        nationality = seen.traveller.nationality
        if not nationality:
            return _UNSURE
        return _is((self.named is None or nationality in self.named) and nationality not in self.excepted)

    def saw(self, seen: Seen) -> str:
        return seen.traveller.nationality or _UNKNOWN


@dataclass(frozen=True)
class IssuingStates:
    named: frozenset[str]
    name: ClassVar[str] = "issuing_state"

    @cached_property
    def asks(self) -> str:
        return " ".join(sorted(self.named))

    def held(self, seen: Seen) -> Held:
        issuer = seen.traveller.issuer
        return _is(issuer in self.named) if issuer else _UNSURE

    def saw(self, seen: Seen) -> str:
        return seen.traveller.issuer or _UNKNOWN


@dataclass(frozen=True)
class Ages:
    """Whole years on the day, both ends inclusive. A birth after the day, or that of nobody alive, settles nothing."""

    first: int | None
    last: int | None
    name: ClassVar[str] = "age"

    @cached_property
    def asks(self) -> str:
        return f"{'..' if self.first is None else self.first}/{'..' if self.last is None else self.last}"

    def held(self, seen: Seen) -> Held:
        ages = seen.ages
        if ages is None:
            return _UNSURE
        youngest, oldest = ages
        first, last = self.first or 0, OLDEST if self.last is None else self.last
        if first <= youngest and oldest <= last:
            return _YES
        return _NO if oldest < first or last < youngest else _UNSURE

    def saw(self, seen: Seen) -> str:
        ages = seen.ages
        if ages is None:
            return _UNKNOWN
        youngest, oldest = ages
        return str(youngest) if youngest == oldest else f"{youngest}/{oldest}"


@dataclass(frozen=True)
class DocumentTypes:
    """The document code begins with one of `letters`, or with none of them if `is_other_than`."""

    letters: frozenset[str]
    is_other_than: bool = False
    name: ClassVar[str] = "document_type"

    @cached_property
    def asks(self) -> str:
        return ("other than " if self.is_other_than else "") + " ".join(sorted(self.letters))

    def held(self, seen: Seen) -> Held:
        written = seen.traveller.document_type
        return _is((written[0] in self.letters) is not self.is_other_than) if written else _UNSURE

    def saw(self, seen: Seen) -> str:
        return seen.traveller.document_type or _UNKNOWN


@dataclass(frozen=True)
class DocumentExpiresBefore:
    """The travel document's last day lies before the day."""

    name: ClassVar[str] = "document_expiry"
    asks: ClassVar[str] = "before_arrival"

    def held(self, seen: Seen) -> Held:
        expiry = seen.traveller.document_expiry
        return _UNSURE if expiry is None else _is(expiry < seen.day)

    def saw(self, seen: Seen) -> str:
        expiry = seen.traveller.document_expiry
        return _UNKNOWN if expiry is None else expiry.isoformat()


@dataclass(frozen=True)
class Claimed:
    """What the traveller says of the journey is one of `values`, or, if `is_other_than`, was said and is none of them.

    `name` is the traveller's attribute: category, purpose or port.
    """

    name: str
    values: frozenset[str]
    is_other_than: bool = False

    @cached_property
    def asks(self) -> str:
        return ("other than " if self.is_other_than else "") + " ".join(sorted(self.values))

    def held(self, seen: Seen) -> Held:
        said: str = getattr(seen.traveller, self.name)
        return _is(bool(said) and (said in self.values) is not self.is_other_than)

    def saw(self, seen: Seen) -> str:
        return str(getattr(seen.traveller, self.name)) or "not_said"
