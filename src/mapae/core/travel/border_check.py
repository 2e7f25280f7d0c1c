"""The border check: one table, first match wins. Whoever stands here is told to an officer, who decides (decision 18).

An officer of the border may know what a carrier may not: how an authorization ended, and that there was a refusal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mapae.core.application.status import Status
from mapae.core.authorization.match import Agreement, MatchData, agreement
from mapae.core.authorization.validity import Validity
from mapae.core.documents.partial_date import PartialDate
from mapae.core.rulebook.assessment import Requirement, Traveller
from mapae.core.rulebook.evaluation import nationalities_alike, requirement_on, stay_on
from mapae.core.rulebook.model import Rulebook


class BorderVerdict(StrEnum):
    """REFER: what is known does not settle it, or somebody is to look more closely."""

    VALID = "VALID"
    NOT_VALID = "NOT_VALID"
    REFER = "REFER"


class BorderStatus(StrEnum):
    """Why, in one word."""

    UNREADABLE = "unreadable"
    DOCUMENT_EXPIRED = "document_expired"
    AUTHORIZED = "authorized"
    EXEMPT = "exempt"
    OUTSIDE = "outside"
    OTHER_PERSON = "other_person"
    PENDING = "pending"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    ANNULLED = "annulled"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"
    REFUSED = "refused"
    NONE = "none"


class BorderFlag(StrEnum):
    """What an officer is to know besides, whatever the verdict."""

    SECOND_LINE = "second_line"  # an officer asked for a closer look
    REFUSED_BEFORE = "refused_before"  # an application of this person or on this document; or a revocation
    MISMATCH = "mismatch"  # the document says something else than the authorization


class BorderAct(StrEnum):
    """What the officer records."""

    ENTRY = "entry"
    REFUSAL = "refusal_of_entry"


class EntryRefusal(StrEnum):
    """Why entry is refused. Closed list; the words of the law are the officer's own form."""

    NO_AUTHORIZATION = "no_authorization"
    DOCUMENT = "document"
    IDENTITY = "identity"
    PURPOSE = "purpose"
    STAY = "stay"
    ENTRY_BAN = "entry_ban"


@dataclass(frozen=True, slots=True)
class AtBorder:
    """The traveller by the document that was read, or by the file of a reference.

    `is_readable`: number, issuing state and nationality are there and every check digit is right.
    """

    is_readable: bool
    nationality: str
    issuing_state: str
    document_type: str = "P"
    surname: str = ""
    given_names: str = ""
    birth: PartialDate | None = None
    document_expiry: date | None = None


@dataclass(frozen=True, slots=True)
class AuthorizationOnFile:
    """An authorization on the document; its holder is unknown after erasure."""

    validity: Validity
    holder: MatchData | None
    is_flagged: bool = False


@dataclass(frozen=True, slots=True)
class OnFile:
    """What is known of document and person. `applications`: the statuses of those on the document, the newest first."""

    authorizations: Sequence[AuthorizationOnFile] = ()
    applications: Sequence[Status] = ()
    was_refused: bool = False


@dataclass(frozen=True, slots=True)
class BorderAnswer:
    """`stay_until` is the last day of the stay that this entry would give; None where it gives none or no source says."""

    verdict: BorderVerdict
    status: BorderStatus
    flags: tuple[BorderFlag, ...] = ()
    stay_until: date | None = None


_PENDING = frozenset({Status.AWAITING_PAYMENT, Status.IN_ASSESSMENT, Status.REFERRED, Status.INFORMATION_REQUESTED})
# A refusal in the past is told beside a grant that was made since; it does not take the grant away.
_REFERS = frozenset({BorderFlag.SECOND_LINE, BorderFlag.MISMATCH})


def border_check(traveller: AtBorder, file: OnFile, rulebook: Rulebook, today: date) -> BorderAnswer:
    """The answer for somebody who stands at the border on that day at the destination."""
    if not traveller.is_readable:
        return BorderAnswer(BorderVerdict.REFER, BorderStatus.UNREADABLE)
    refused = (BorderFlag.REFUSED_BEFORE,) if file.was_refused else ()
    if traveller.document_expiry is not None and traveller.document_expiry < today:
        return BorderAnswer(BorderVerdict.NOT_VALID, BorderStatus.DOCUMENT_EXPIRED, refused)
    living = [one for one in file.authorizations if one.validity.covers(today)]
    for one in living:
        if _agreement(traveller, one, rulebook, today) is Agreement.MATCHES:
            return _authorized(traveller, one, refused, rulebook, today)
    flags = (*refused, *((BorderFlag.MISMATCH,) if living else ()))
    requirement = _requirement(traveller, rulebook, today)
    if requirement is Requirement.EXEMPT:
        verdict = BorderVerdict.REFER if flags else BorderVerdict.VALID
        return BorderAnswer(verdict, BorderStatus.EXEMPT, flags, stay_until(rulebook, traveller.nationality, today))
    if requirement is Requirement.OUTSIDE:
        return BorderAnswer(BorderVerdict.REFER, BorderStatus.OUTSIDE, flags)
    if living:
        return BorderAnswer(BorderVerdict.REFER, BorderStatus.OTHER_PERSON, flags)
    return BorderAnswer(BorderVerdict.NOT_VALID, next(_without_authorization(file, today)), flags)


def stay_until(rulebook: Rulebook, nationality: str, entry: date) -> date | None:
    """The last day of a stay that begins on `entry`, which is not counted (Civil Act of Korea, art. 157 and 159)."""
    stay = stay_on(rulebook, nationality, entry)
    return None if stay.days is None else entry + timedelta(days=stay.days)


def _authorized(
    traveller: AtBorder, one: AuthorizationOnFile, refused: tuple[BorderFlag, ...], rulebook: Rulebook, today: date
) -> BorderAnswer:
    assert one.holder is not None
    flags = (
        *((BorderFlag.SECOND_LINE,) if one.is_flagged else ()),
        *refused,
        *((BorderFlag.MISMATCH,) if _has_other_expiry(traveller, one.holder) else ()),
    )
    verdict = BorderVerdict.VALID if _REFERS.isdisjoint(flags) else BorderVerdict.REFER
    until = stay_until(rulebook, one.holder.nationality, today)
    return BorderAnswer(verdict, BorderStatus.AUTHORIZED, flags, until)


def _has_other_expiry(traveller: AtBorder, holder: MatchData) -> bool:
    """A passport that expires on another day than the one of the application is another passport."""
    expiry = traveller.document_expiry
    return expiry is not None and holder.document_expiry not in ("", expiry.isoformat())


def _agreement(told: AtBorder, one: AuthorizationOnFile, rulebook: Rulebook, today: date) -> Agreement:
    if one.holder is None:
        return Agreement.NOT_TOLD
    alike = nationalities_alike(rulebook, told.nationality, today)
    return agreement(one.holder, told.surname, told.given_names, told.birth, told.nationality, alike)


def _requirement(told: AtBorder, rulebook: Rulebook, today: date) -> Requirement:
    traveller = Traveller(told.nationality, told.birth, told.document_type, told.issuing_state)
    return requirement_on(rulebook, traveller, today)


def _without_authorization(file: OnFile, today: date) -> Iterator[BorderStatus]:
    """What stands in place of a living authorization: what is under way, how the last one ended, a refusal, nothing."""
    if any(status in _PENDING for status in file.applications):
        yield BorderStatus.PENDING
    newest_first = sorted(file.authorizations, key=lambda one: one.validity.first_day, reverse=True)
    for one in newest_first:
        if one.validity.ending is not None:
            yield BorderStatus(one.validity.ending.value)
        yield BorderStatus.EXPIRED if one.validity.last_day < today else BorderStatus.NOT_YET_VALID
    if Status.REFUSED in file.applications:
        yield BorderStatus.REFUSED
    yield BorderStatus.NONE
