"""The short form of the torture of a group, for every check; `make torture` is the whole."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.torture.group import GroupTorture

# What a fault of ours could leave behind: each must be noticed.
_HARM = {
    "UPDATE group_row SET application_id = NULL WHERE number = 1": "rows of an order without exactly one application",
    "UPDATE group_order SET amount = amount + 1": "orders that are not the sum of their fees",
    "UPDATE payment SET state = 'failed' WHERE order_id IS NOT NULL": "orders without exactly one payment",
    "UPDATE submission SET people = people + 1": "submissions whose number of people is wrong",
    "UPDATE outbox_message SET state = 'failed' WHERE kind = 'application.granted'": "mails that wait or failed",
    "DELETE FROM audit_placement; DELETE FROM audit_leaf WHERE id = (SELECT max(id) FROM audit_leaf "
    "WHERE position('application.granted'::bytea IN content) > 0)": "acts and their leaves are not the same",
}


@pytest.mark.torture
def test_each_row_has_one_outcome_whatever_is_killed(tmp_path: Path) -> None:
    torture = GroupTorture(tmp_path, rows=24, seed=5)
    try:
        findings = torture.run(kills=2, between=1)
        assert findings.faults == []
        assert findings.numbers["applications"] == 24 * len(torture.representatives)
        assert torture.house.kills["between work and commit"] == 1
        _require_noticed(torture)
    finally:
        torture.stop()


def _require_noticed(torture: GroupTorture) -> None:
    """The oracle is no good if it calls harm no harm; each is undone before the next."""
    from tests.torture.group_oracle import judge_on

    for harm, fault in _HARM.items():
        with psycopg.connect(torture.house.owner_url()) as connection:
            connection.execute(harm.encode())
            found = judge_on(connection, torture.representatives, torture.rows, torture.house.mails)
            assert any(fault in one for one in found.faults), harm
            connection.rollback()
