"""How an officer approves, refuses, suspends and readmits an organisation: one table, and the reasons that may be given."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from mapae.core.application.parties import OrganisationStatus


class ApprovalAct(StrEnum):
    """What moves an organisation; the names are those of the audit log."""

    APPROVE = "organisation.approved"
    REFUSE = "organisation.refused"
    SUSPEND = "organisation.suspended"
    LIFT = "organisation.readmitted"


class ApprovalReason(StrEnum):
    """Why an organisation is refused or suspended; it is told so in these words and no others."""

    NOT_IN_THE_REGISTER = "not_in_the_register"
    DETAILS_DISAGREE = "details_disagree"
    NOT_OF_THIS_KIND = "not_of_this_kind"
    REGISTERED_ALREADY = "registered_already"
    NOT_REACHED = "not_reached"
    REGISTRATION_ENDED = "registration_ended"
    FALSE_DATA = "false_data"
    NO_MANDATES = "no_mandates"
    COMPLAINTS = "complaints"
    ACCOUNT_MISUSED = "account_misused"


class ActRefused(Exception):
    """An organisation of this status knows no such act."""

    def __init__(self, status: OrganisationStatus, act: ApprovalAct) -> None:
        super().__init__(f"{act} of an organisation that is {status}")
        self.status, self.act = status, act


class ReasonsRefused(ValueError):
    """A refusal or suspension names at least one reason of its list; every other act names none."""


_WAITING, _APPROVED = OrganisationStatus.WAITING, OrganisationStatus.APPROVED
TRANSITIONS: Mapping[tuple[OrganisationStatus, ApprovalAct], OrganisationStatus] = {
    (_WAITING, ApprovalAct.APPROVE): _APPROVED,
    (_WAITING, ApprovalAct.REFUSE): OrganisationStatus.REFUSED,
    (_APPROVED, ApprovalAct.SUSPEND): OrganisationStatus.SUSPENDED,
    (OrganisationStatus.SUSPENDED, ApprovalAct.LIFT): _APPROVED,
}
REASONS: Mapping[ApprovalAct, tuple[ApprovalReason, ...]] = {
    ApprovalAct.REFUSE: (
        ApprovalReason.NOT_IN_THE_REGISTER,
        ApprovalReason.DETAILS_DISAGREE,
        ApprovalReason.NOT_OF_THIS_KIND,
        ApprovalReason.REGISTERED_ALREADY,
        ApprovalReason.NOT_REACHED,
    ),
    ApprovalAct.SUSPEND: (
        ApprovalReason.REGISTRATION_ENDED,
        ApprovalReason.FALSE_DATA,
        ApprovalReason.NO_MANDATES,
        ApprovalReason.COMPLAINTS,
        ApprovalReason.ACCOUNT_MISUSED,
    ),
}


def after(status: OrganisationStatus, act: ApprovalAct) -> OrganisationStatus:
    """The status that the act leads to. Raises ActRefused."""
    try:
        return TRANSITIONS[status, act]
    except KeyError as error:
        raise ActRefused(status, act) from error


def acts_of(status: OrganisationStatus) -> tuple[ApprovalAct, ...]:
    """What an officer can do with an organisation of this status, in order."""
    return tuple(act for known, act in TRANSITIONS if known == status)


def checked_reasons(act: ApprovalAct, codes: Collection[str]) -> tuple[ApprovalReason, ...]:
    """The reasons in the order of the list. Raises ReasonsRefused."""
    known = REASONS.get(act, ())
    if set(codes) - set(known) or bool(codes) != bool(known):
        raise ReasonsRefused(act)
    return tuple(reason for reason in known if reason in codes)
