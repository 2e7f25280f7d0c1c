"""The transition matrix, written by hand from the architecture page: what each act does in each status."""

from __future__ import annotations

import pytest

from mapae.core.application.status import DECIDED, FINAL, Act, Status, TransitionRefused, after, may

# Columns: submit, pay, grant, refer, ask for information, give information, refuse, withdraw, lapse, no answer in time,
# propose, return the proposal, revoke, annul.
ACTS = (
    "application.submitted", "payment.received", "application.granted", "application.referred",
    "information.requested", "information.provided", "application.refused", "application.withdrawn",
    "application.lapsed", "information.overdue", "decision.proposed", "decision.returned", "authorization.revoked",
    "authorization.annulled",
)  # fmt: skip
MATRIX = """
    draft                 awaiting_payment - - - - - - withdrawn - - - - - -
    awaiting_payment      - in_assessment - - - - - withdrawn lapsed - - - - -
    in_assessment         - - granted referred - - - withdrawn - - - - - -
    referred              - - granted - information_requested referred refused withdrawn - - referred referred - -
    information_requested - - - - - referred - withdrawn - referred - - - -
    granted               - - - - - - - - - - granted granted granted granted
    refused               - - - - - - - - - - - - - -
    withdrawn             - - - - - - - - - - - - - -
    lapsed                - - - - - - - - - - - - - -
"""
ROWS = [line.split() for line in MATRIX.strip().splitlines()]
CELLS = [(row[0], act, to) for row in ROWS for act, to in zip(ACTS, row[1:], strict=True)]


@pytest.mark.parametrize(("status", "act", "to"), CELLS)
def test_act_leads_where_the_matrix_says_and_nowhere_else(status: str, act: str, to: str) -> None:
    if to == "-":
        with pytest.raises(TransitionRefused) as refused:
            after(Status(status), Act(act))
        assert (refused.value.status, refused.value.act) == (status, act)
        assert not may(Status(status), Act(act))
    else:
        assert after(Status(status), Act(act)) == to
        assert may(Status(status), Act(act))


def test_matrix_knows_every_status_and_every_act() -> None:
    assert {row[0] for row in ROWS} == set(Status)
    assert set(ACTS) == set(Act)


def test_decided_and_final_statuses_are_these() -> None:
    assert {"granted", "refused"} == DECIDED
    assert {"granted", "refused", "withdrawn", "lapsed"} == FINAL


def test_refusal_says_what_was_tried_and_where() -> None:
    with pytest.raises(TransitionRefused, match=r"application\.granted is not possible while the application is draft"):
        after(Status.DRAFT, Act.GRANT)
