"""How the rules of each part of a rulebook are written: their keys, and what is read from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypedDict, TypeVar

from mapae.core.rulebook.assessment import Fee, Requirement
from mapae.core.rulebook.conditions import (
    Ages,
    Claimed,
    Condition,
    DocumentExpiresBefore,
    DocumentTypes,
    InForce,
    IssuingStates,
    Nationalities,
)
from mapae.core.rulebook.model import (
    BEFORE_DECISION,
    BoardCheckRule,
    CapRule,
    ChangeRule,
    Confidence,
    Derivation,
    DisclosureRule,
    FeeRule,
    FormRule,
    FourEyesRule,
    Ground,
    GroupRule,
    LapseRule,
    OptInRule,
    RequirementRule,
    RetentionRule,
    Rule,
    StayRule,
    ValidityRule,
)
from mapae.core.rulebook.period import Moment, Period
from mapae.core.rulebook.written import Entry

CATEGORIES = (
    "visa_holder", "resident", "crew", "transit_airside", "diplomatic", "official", "un_laissez_passer", "abtc", "sofa",
    "dual_national",
)  # fmt: skip
PURPOSES = ("tourism", "family", "event", "meeting", "business", "transit", "medical", "work", "study")
ORGANISATIONS = ("travel_agency", "medical_institution", "company", "school", "family")
FIELDS = (
    "surname", "given_names", "sex", "birth_date", "nationality", "document_number", "document_expiry",
    "has_criminal_record", "has_infectious_disease", "arrival_day", "purpose", "stay_address", "contact",
)  # fmt: skip
CORRECTIONS = ("personal_data_corrected", "photo_corrected")
MAY_BE_UNKNOWN = ("arrival_day", "stay_address")
FILES = ("drafts", "awaiting_payment", "granted", "refused", "withdrawn", "lapsed")
ACTS = ("refuse", "revoke", "annul")
DISCLOSURES = ("none", "category", "full")
_CONFIDENCES: tuple[Confidence, ...] = ("low", "medium", "high")
_LIST = "list:"
COMMON_KEYS = frozenset({"id", "tested", "in_force", "source", "confidence", "switch", "note"})
_R = TypeVar("_R", bound=Rule)


@dataclass(frozen=True, slots=True)
class NamedList:
    """Nationalities under a name, and how far the list is to be trusted."""

    nationalities: frozenset[str]
    confidence: Confidence


Lists = Mapping[str, NamedList]


@dataclass(frozen=True, slots=True)
class Part(Generic[_R]):
    """One part of a rulebook: its key in the file, the keys of its rules beside the common ones, and their reader."""

    key: str
    rule_keys: frozenset[str]
    read: Callable[[Entry, Lists], _R]
    may_lack: bool = True


class _Said(TypedDict):
    id: str
    in_force: Period
    tested: Moment
    source: str
    confidence: Confidence
    line: str


def _said(entry: Entry, moment: Moment) -> _Said:
    return {
        "id": entry.text("id"),
        "in_force": entry.period("in_force"),
        "tested": entry.moment(moment),
        "source": entry.text("source", "Every rule says its legal source, in words"),
        "confidence": confidence_of(entry),
        "line": entry.place,
    }


def confidence_of(entry: Entry) -> Confidence:
    found = entry.choice("confidence", _CONFIDENCES)
    return next(confidence for confidence in _CONFIDENCES if confidence == found)


def nationalities_of(entry: Entry, key: str, lists: Lists) -> frozenset[str]:
    """The nationalities that a rule names one by one or as list:NAME. Raises RulebookProblem."""
    found: set[str] = set()
    found.update(entry.known_states(key, tuple(item for item in entry.strings(key) if not item.startswith(_LIST))))
    for name in (item.removeprefix(_LIST) for item in entry.strings(key) if item.startswith(_LIST)):
        if name not in lists:
            raise entry.problem(f"«{key}»: there is no list {name!r}. The lists are {', '.join(sorted(lists))}")
        found.update(lists[name].nationalities)
        _refuse_more_certain(entry, name, lists[name])
    return frozenset(found)


def _refuse_more_certain(entry: Entry, name: str, named: NamedList) -> None:
    if _CONFIDENCES.index(confidence_of(entry)) > _CONFIDENCES.index(named.confidence):
        raise entry.problem(
            f"it claims more confidence than its list {name!r} has ({named.confidence}). Lower the one or confirm the other"
        )


def _requirement(entry: Entry, lists: Lists) -> RequirementRule:
    said = _said(entry, Moment.ARRIVAL)
    return RequirementRule(
        **said,
        decides=entry.one_of("decides", Requirement),
        code=entry.text("code", "It is the code of the reason, such as temporary_waiver"),
        conditions=(InForce(said["in_force"]), *_conditions(entry, lists)),
    )


def _conditions(entry: Entry, lists: Lists) -> Iterator[Condition]:
    if entry.has("nationalities") or entry.has("except_nationalities"):
        yield _nationalities(entry, lists)
    if entry.has("issuing_states"):
        yield IssuingStates(frozenset(entry.states("issuing_states")))
    for key, name, known in (
        ("categories", "category", CATEGORIES), ("purposes", "purpose", PURPOSES), ("ports", "port", None),
    ):  # fmt: skip
        for suffix, is_other_than in (("", False), ("_other_than", True)):
            if entry.has(key + suffix):
                values = entry.choices(key + suffix, known) if known else entry.strings(key + suffix)
                yield Claimed(name, frozenset(values), is_other_than)
    for key, is_other_than in (("document_types", False), ("document_types_other_than", True)):
        if entry.has(key):
            yield DocumentTypes(_letters(entry, key), is_other_than)
    if entry.has("document_expires"):
        entry.choice("document_expires", ("before_arrival",))
        yield DocumentExpiresBefore()
    if entry.has("ages"):
        yield _ages(entry)


def _letters(entry: Entry, key: str) -> frozenset[str]:
    found = entry.strings(key)
    for item in found:
        if len(item) != 1 or not item.isupper():
            raise entry.problem(f"«{key}» holds {item!r}; it may hold the first letter of a document code, such as P")
    return frozenset(found)


def _nationalities(entry: Entry, lists: Lists) -> Nationalities:
    named = nationalities_of(entry, "nationalities", lists) if entry.has("nationalities") else None
    excepted = nationalities_of(entry, "except_nationalities", lists) if entry.has("except_nationalities") else ()
    written = entry.strings("nationalities") if entry.has("nationalities") else ("any",)
    but = entry.strings("except_nationalities") if entry.has("except_nationalities") else ()
    return Nationalities(named, frozenset(excepted), (*written, *(("except", *but) if but else ())))


def _ages(entry: Entry) -> Ages:
    ages = entry.inner("ages", {"from", "to"})
    first, last = ages.optional_whole("from"), ages.optional_whole("to")
    if first is None and last is None:
        raise entry.problem("«ages» says from which age and to which age the rule holds, as {from: 65} or {to: 17}")
    if first is not None and last is not None and first > last:
        raise entry.problem(f"«ages» ends ({last}) before it begins ({first})")
    return Ages(first, last)


def _derivation(entry: Entry, lists: Lists) -> Derivation:
    return Derivation(
        **_said(entry, Moment.ARRIVAL),
        nationality=entry.state("nationality", "It is what the document says"),
        asks=entry.choice("asks", ("which_passport",)),
        readings=entry.states("readings"),
    )


def _stay(entry: Entry, lists: Lists) -> StayRule:
    return StayRule(
        **_said(entry, Moment.ARRIVAL),
        nationalities=nationalities_of(entry, "nationalities", lists),
        days=entry.whole("days", 1, 36500),
    )


def _fee(entry: Entry, lists: Lists) -> FeeRule:
    return FeeRule(
        **_said(entry, Moment.SUBMISSION),
        fee=Fee(entry.whole("base"), entry.whole("processing"), entry.text("currency", "It is a code like KRW")),
        refund=entry.choice("refund", ("none", BEFORE_DECISION)),
    )


def _validity(entry: Entry, lists: Lists) -> ValidityRule:
    entry.choice("capped_by", ("document_expiry",))
    return ValidityRule(
        **_said(entry, Moment.SUBMISSION),
        years=entry.whole("years", 1, 100),
        entries=entry.choice("entries", ("single", "multiple")),
    )


def _cap(entry: Entry, lists: Lists) -> CapRule:
    return CapRule(
        **_said(entry, Moment.SUBMISSION),
        applications=entry.whole("applications", 1),
        within_months=entry.whole("within_months", 1, 1200),
        blocked_months=entry.whole("blocked_months", 1, 1200),
        not_counted=frozenset(entry.choices("not_counted", CORRECTIONS)),
    )


def _opt_in(entry: Entry, lists: Lists) -> OptInRule:
    return OptInRule(
        **_said(entry, Moment.SUBMISSION), reasons=frozenset(entry.strings("reasons")), brings=entry.strings("brings")
    )


def _form(entry: Entry, lists: Lists) -> FormRule:
    if not (entry.has("portrait") or entry.has("may_be_unknown")):
        raise entry.problem("it says nothing of the form. Say «portrait», «may_be_unknown», or both")
    portrait = entry.choice("portrait", ("required", "not_asked")) if entry.has("portrait") else None
    unknown = entry.choices("may_be_unknown", MAY_BE_UNKNOWN) if entry.has("may_be_unknown") else ()
    return FormRule(
        **_said(entry, Moment.SUBMISSION),
        asks_portrait=None if portrait is None else portrait == "required",
        may_be_unknown=frozenset(unknown),
    )


def _group(entry: Entry, lists: Lists) -> GroupRule:
    people, recommended = entry.whole("people", 1), entry.optional_whole("recommended_people", 1)
    if recommended is not None and recommended > people:
        raise entry.problem(f"«recommended_people» ({recommended}) is more than «people» ({people})")
    return GroupRule(
        **_said(entry, Moment.SUBMISSION),
        organisations=entry.choices("organisations", ORGANISATIONS),
        people=people,
        recommended_people=recommended,
        needs_approval=entry.choice("approval", ("officer", "none")) == "officer",
        needs_account=entry.choice("account", ("required", "none")) == "required",
    )


def _change(entry: Entry, lists: Lists) -> ChangeRule:
    return ChangeRule(
        **_said(entry, Moment.CHANGE),
        fields=entry.choices("fields", FIELDS),
        means=entry.choice("means", ("free_edit", "new_application")),
    )


def _disclosure(entry: Entry, lists: Lists) -> DisclosureRule:
    return DisclosureRule(**_said(entry, Moment.DECISION), refusal=entry.choice("refusal", DISCLOSURES))


def _four_eyes(entry: Entry, lists: Lists) -> FourEyesRule:
    return FourEyesRule(**_said(entry, Moment.DECISION), acts=entry.choices("acts", ACTS))


def _retention(entry: Entry, lists: Lists) -> RetentionRule:
    if entry.has("for"):
        entry.choice("for", ("no_term",))
        if entry.has("days"):
            raise entry.problem("it says both «days» and «for». Say one of them")
    days = None if entry.has("for") else entry.whole("days", 1, 36500)
    return RetentionRule(**_said(entry, Moment.DECISION), of=entry.choice("of", FILES), days=days)


def _lapse(entry: Entry, lists: Lists) -> LapseRule:
    return LapseRule(**_said(entry, Moment.SUBMISSION), days=entry.whole("days", 1, 36500))


def _board_check(entry: Entry, lists: Lists) -> BoardCheckRule:
    return BoardCheckRule(
        **_said(entry, Moment.ARRIVAL),
        delay_grace_hours=entry.whole("delay_grace_hours", 0, 240),
        refusal_overrides_exemption=entry.truth("refusal_overrides_exemption"),
    )


def _ground(entry: Entry, lists: Lists) -> Ground:
    return Ground(
        **_said(entry, Moment.DECISION),
        code=entry.text("code"),
        category=entry.text("category", "It is one of the rulebook's categories"),
        acts=entry.choices("acts", ACTS),
        law=entry.text("law", "It is the article that an officer cites"),
        texts=entry.languages("texts"),
        mend=entry.languages("mend"),
        visa_route=entry.truth("visa_route"),
    )


def _keys(*own: str) -> frozenset[str]:
    return COMMON_KEYS | frozenset(own)


_WHO = (
    "nationalities", "except_nationalities", "issuing_states", "ages", "document_types", "document_types_other_than",
    "categories", "categories_other_than", "purposes", "purposes_other_than", "ports", "ports_other_than",
    "document_expires",
)  # fmt: skip
REQUIREMENTS = Part("requirements", _keys("decides", "code", *_WHO), _requirement, may_lack=False)
DERIVATIONS = Part("derivations", _keys("nationality", "asks", "readings"), _derivation)
STAYS = Part("stays", _keys("nationalities", "days"), _stay)
FEES = Part("fees", _keys("base", "processing", "currency", "refund"), _fee, may_lack=False)
VALIDITIES = Part("validities", _keys("years", "entries", "capped_by"), _validity, may_lack=False)
CAPS = Part("caps", _keys("applications", "within_months", "blocked_months", "not_counted"), _cap)
OPT_INS = Part("opt_ins", _keys("reasons", "brings"), _opt_in)
FORMS = Part("forms", _keys("portrait", "may_be_unknown"), _form)
GROUPS = Part("groups", _keys("organisations", "people", "recommended_people", "approval", "account"), _group)
CHANGES = Part("changes", _keys("fields", "means"), _change)
DISCLOSURES_PART = Part("disclosures", _keys("refusal"), _disclosure)
FOUR_EYES = Part("four_eyes", _keys("acts"), _four_eyes)
RETENTIONS = Part("retentions", _keys("of", "days", "for"), _retention, may_lack=False)
LAPSES = Part("lapses", _keys("days"), _lapse, may_lack=False)
BOARD_CHECKS = Part("board_checks", _keys("delay_grace_hours", "refusal_overrides_exemption"), _board_check)
GROUNDS = Part("grounds", _keys("code", "category", "acts", "law", "texts", "mend", "visa_route"), _ground)
