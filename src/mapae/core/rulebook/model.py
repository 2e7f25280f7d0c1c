"""The dated rules of one programme, as values. How they are written is in `reading`, what they mean in `evaluation`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Literal, TypeVar
from zoneinfo import ZoneInfo

from mapae.core.rulebook.assessment import Fee, Requirement
from mapae.core.rulebook.conditions import Ages, Condition, Nationalities
from mapae.core.rulebook.period import Moment, Period

Confidence = Literal["high", "medium", "low"]
UNPUBLISHED = "unpublished_list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every rule says of itself; `line` is where it stands, as «requirements.yaml, line 12»."""

    id: str
    in_force: Period
    tested: Moment
    source: str
    confidence: Confidence
    line: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementRule(Rule):
    """Says what is required of travellers who meet all its conditions, its period among them.

    A rule from an operator's unpublished list speaks under the name UNPUBLISHED only.
    """

    decides: Requirement
    code: str
    conditions: tuple[Condition, ...]
    is_published: bool = True

    @property
    def nationalities(self) -> Nationalities | None:
        return next((one for one in self.conditions if isinstance(one, Nationalities)), None)

    @property
    def ages(self) -> Ages | None:
        return next((one for one in self.conditions if isinstance(one, Ages)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation(Rule):
    """Documents of `nationality` of which some are of `readings`: the traveller is asked which, by the question `asks`."""

    nationality: str
    asks: str
    readings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StayRule(Rule):
    nationalities: frozenset[str]
    days: int


BEFORE_DECISION = "before_decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRule(Rule):
    """`refund` says when a fee that was owed is given back: none, or before_decision, of who withdraws before that."""

    fee: Fee
    refund: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidityRule(Rule):
    years: int
    entries: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CapRule(Rule):
    """`applications` or more submitted within the months: none until `blocked_months` after the first one's result."""

    applications: int
    within_months: int
    blocked_months: int
    not_counted: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OptInRule(Rule):
    """Who is exempt for one of these reasons may apply all the same; `brings` are codes of what that is good for."""

    reasons: frozenset[str]
    brings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRule(Rule):
    """What an application asks for: whether a portrait (None: this rule does not speak of it), and what may be unknown."""

    asks_portrait: bool | None
    may_be_unknown: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRule(Rule):
    organisations: tuple[str, ...]
    people: int
    recommended_people: int | None
    needs_approval: bool
    needs_account: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRule(Rule):
    """What a change of these fields means after a grant: free_edit or new_application."""

    fields: tuple[str, ...]
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureRule(Rule):
    """What an applicant is told of a refusal: none, category or full."""

    refusal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FourEyesRule(Rule):
    """Acts that one officer proposes and a second one confirms."""

    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule(Rule):
    """How long the files of a kind are kept, in days; None: no term is set."""

    of: str
    days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LapseRule(Rule):
    """After how many days without payment an application is closed."""

    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCheckRule(Rule):
    delay_grace_hours: int
    refusal_overrides_exemption: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground(Rule):
    """A ground for the acts of an officer; texts by language. `law` is the article that an officer cites."""

    code: str
    category: str
    acts: tuple[str, ...]
    law: str
    texts: Mapping[str, str]
    mend: Mapping[str, str]
    visa_route: bool


@dataclass(frozen=True, slots=True)
class GroundCategory:
    """What is told where only the category of a ground is disclosed, and what helps; texts by language."""

    texts: Mapping[str, str]
    mend: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the operator decided of a rulebook: which rules of low confidence to take, and which switches are on.

    `accepted` None takes all, as a demonstration does. `switches` are those that differ from the rulebook's default.
    """

    accepted: frozenset[str] | None = frozenset()
    rejected: frozenset[str] = frozenset()
    switches: Mapping[str, bool] | None = None
    is_demonstration: bool = False


# The parts of a rulebook that are rules, by the names of its attributes and of the keys in its files.
PARTS = (
    "derivations", "requirements", "stays", "fees", "validities", "caps", "opt_ins", "forms", "groups", "changes",
    "disclosures", "four_eyes", "retentions", "lapses", "board_checks", "grounds",
)  # fmt: skip
_R = TypeVar("_R", bound=Rule)


@dataclass(frozen=True)
class Rulebook:
    """One version of a programme's rules, those that are switched off or rejected left out.

    `version` is the SHA-256 of the bytes that it was read from; `left_out` are the ids of the rules that are not in it.
    `reason_texts` say every reason code to a traveller, by language.
    """

    programme: str
    version: str
    zone: ZoneInfo
    destination: frozenset[str]
    requirements: tuple[RequirementRule, ...]
    fees: tuple[FeeRule, ...]
    validities: tuple[ValidityRule, ...]
    lapses: tuple[LapseRule, ...]
    retentions: tuple[RetentionRule, ...]
    stays: tuple[StayRule, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    caps: tuple[CapRule, ...] = ()
    opt_ins: tuple[OptInRule, ...] = ()
    forms: tuple[FormRule, ...] = ()
    groups: tuple[GroupRule, ...] = ()
    changes: tuple[ChangeRule, ...] = ()
    disclosures: tuple[DisclosureRule, ...] = ()
    four_eyes: tuple[FourEyesRule, ...] = ()
    board_checks: tuple[BoardCheckRule, ...] = ()
    grounds: tuple[Ground, ...] = ()
    ground_categories: Mapping[str, GroundCategory] | None = None
    reason_texts: Mapping[str, Mapping[str, str]] | None = None
    left_out: frozenset[str] = frozenset()

    def said(self, code: str) -> Mapping[str, str]:
        """The sentence of a reason code, by language; the code itself where none was declared (see `reading`)."""
        return (self.reason_texts or {}).get(code, {"en": code})

    def rules(self) -> Iterator[Rule]:
        """Every rule, part by part."""
        for part in PARTS:
            yield from getattr(self, part)

    @cached_property
    def named(self) -> frozenset[str]:
        """The nationalities that some rule names, in any way."""
        asked = [rule.nationalities for rule in self.requirements]
        return frozenset[str]().union(*((one.named or frozenset()) | one.excepted for one in asked if one))

    @cached_property
    def ambiguous(self) -> frozenset[str]:
        """The nationalities whose documents may be known under another one on some day."""
        return frozenset(code for rule in self.derivations for code in (rule.nationality, *rule.readings))

    @cached_property
    def published(self) -> Rulebook:
        """The same without an operator's unpublished list: for pages and feeds that everybody reads."""
        open_to_all = tuple(rule for rule in self.requirements if rule.is_published)
        return self if len(open_to_all) == len(self.requirements) else replace(self, requirements=open_to_all)

    @property
    def has_unpublished(self) -> bool:
        """Whether it says more than `published` does."""
        return self.published is not self

    @cached_property
    def plans(
        self,
    ) -> dict[object, Any]:  # what `plan` makes of the rules for each nationality; it cannot be named here
        return {}


def in_force(rules: tuple[_R, ...], day: date) -> tuple[_R, ...]:
    """Those of the rules whose period holds that day, in order."""
    return tuple(rule for rule in rules if rule.in_force.holds_on(day))
