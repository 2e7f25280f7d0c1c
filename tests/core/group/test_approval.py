"""What an officer can do with an organisation: a matrix by hand, not made from the table it checks."""

from __future__ import annotations

import pytest

from mapae.core.application.parties import OrganisationStatus
from mapae.core.group.approval import (
    REASONS,
    ActRefused,
    ApprovalAct,
    ApprovalReason,
    ReasonsRefused,
    acts_of,
    after,
    checked_reasons,
)

# approve, refuse, suspend, readmit; - is refused
MATRIX = {
    "waiting": "approved refused - -",
    "approved": "- - suspended -",
    "refused": "- - - -",
    "suspended": "- - - approved",
}


@pytest.mark.parametrize("status", OrganisationStatus)
@pytest.mark.parametrize(("place", "act"), list(enumerate(ApprovalAct)))
def test_every_status_and_every_act(status: OrganisationStatus, place: int, act: ApprovalAct) -> None:
    expected = MATRIX[status].split()[place]
    if expected == "-":
        with pytest.raises(ActRefused):
            after(status, act)
    else:
        assert after(status, act) == expected
    assert (act in acts_of(status)) == (expected != "-")


def test_refusal_and_suspension_have_reasons_of_their_own_lists() -> None:
    assert checked_reasons(ApprovalAct.REFUSE, ["not_reached", "details_disagree"]) == (
        ApprovalReason.DETAILS_DISAGREE,
        ApprovalReason.NOT_REACHED,
    )
    assert checked_reasons(ApprovalAct.APPROVE, []) == ()
    for act, codes in (
        (ApprovalAct.REFUSE, []),
        (ApprovalAct.REFUSE, ["complaints"]),
        (ApprovalAct.SUSPEND, ["not_reached"]),
        (ApprovalAct.SUSPEND, ["because"]),
        (ApprovalAct.APPROVE, ["complaints"]),
        (ApprovalAct.LIFT, ["complaints"]),
    ):
        with pytest.raises(ReasonsRefused):
            checked_reasons(act, codes)


def test_every_reason_can_be_given() -> None:
    assert sorted(reason for reasons in REASONS.values() for reason in reasons) == sorted(ApprovalReason)
