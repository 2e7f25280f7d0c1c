"""The statuses of an application and the acts that move it: one table, closed to everything it does not name."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    DRAFT = "draft"
    AWAITING_PAYMENT = "awaiting_payment"
    IN_ASSESSMENT = "in_assessment"
    REFERRED = "referred"
    INFORMATION_REQUESTED = "information_requested"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Act(StrEnum):
    """What moves an application; the names are those of its events."""

    SUBMIT = "application.submitted"
    PAY = "payment.received"
    GRANT = "application.granted"
    REFER = "application.referred"
    REQUEST_INFORMATION = "information.requested"
    PROVIDE_INFORMATION = "information.provided"
    ANSWER_OVERDUE = "information.overdue"
    PROPOSE = "decision.proposed"
    RETURN = "decision.returned"
    REFUSE = "application.refused"
    REVOKE = "authorization.revoked"
    ANNUL = "authorization.annulled"
    WITHDRAW = "application.withdrawn"
    LAPSE = "application.lapsed"


TRANSITIONS: dict[tuple[Status, Act], Status] = {
    (Status.DRAFT, Act.SUBMIT): Status.AWAITING_PAYMENT,
    (Status.AWAITING_PAYMENT, Act.PAY): Status.IN_ASSESSMENT,
    (Status.AWAITING_PAYMENT, Act.LAPSE): Status.LAPSED,
    (Status.IN_ASSESSMENT, Act.GRANT): Status.GRANTED,
    (Status.IN_ASSESSMENT, Act.REFER): Status.REFERRED,
    (Status.REFERRED, Act.REQUEST_INFORMATION): Status.INFORMATION_REQUESTED,
    (Status.INFORMATION_REQUESTED, Act.PROVIDE_INFORMATION): Status.REFERRED,
    (Status.INFORMATION_REQUESTED, Act.ANSWER_OVERDUE): Status.REFERRED,
    (Status.REFERRED, Act.PROVIDE_INFORMATION): Status.REFERRED,  # late, and still taken
    (Status.REFERRED, Act.PROPOSE): Status.REFERRED,
    (Status.REFERRED, Act.RETURN): Status.REFERRED,
    (Status.REFERRED, Act.GRANT): Status.GRANTED,
    (Status.REFERRED, Act.REFUSE): Status.REFUSED,
    # The application stays granted: what ends is its authorization.
    (Status.GRANTED, Act.PROPOSE): Status.GRANTED,
    (Status.GRANTED, Act.RETURN): Status.GRANTED,
    (Status.GRANTED, Act.REVOKE): Status.GRANTED,
    (Status.GRANTED, Act.ANNUL): Status.GRANTED,
    (Status.DRAFT, Act.WITHDRAW): Status.WITHDRAWN,
    (Status.AWAITING_PAYMENT, Act.WITHDRAW): Status.WITHDRAWN,
    (Status.IN_ASSESSMENT, Act.WITHDRAW): Status.WITHDRAWN,
    (Status.REFERRED, Act.WITHDRAW): Status.WITHDRAWN,
    (Status.INFORMATION_REQUESTED, Act.WITHDRAW): Status.WITHDRAWN,
}
DECIDED = frozenset({Status.GRANTED, Status.REFUSED})
FINAL = DECIDED | {Status.WITHDRAWN, Status.LAPSED}


class TransitionRefused(Exception):
    """The act does not lead anywhere from this status."""

    def __init__(self, status: Status, act: Act) -> None:
        super().__init__(f"{act.value} is not possible while the application is {status.value}")
        self.status = status
        self.act = act


def after(status: Status, act: Act) -> Status:
    """The status that `act` leads to; raises TransitionRefused where the table has no such row."""
    try:
        return TRANSITIONS[status, act]
    except KeyError:
        raise TransitionRefused(status, act) from None


def may(status: Status, act: Act) -> bool:
    """Whether the table has a row for this act."""
    return (status, act) in TRANSITIONS
