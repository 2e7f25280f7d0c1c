"""The short form of the torture, for every check; `make torture` is the whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.kill import Torture, run


@pytest.mark.torture
def test_nothing_acknowledged_is_lost_when_everything_is_killed(tmp_path: Path) -> None:
    torture = Torture(tmp_path, clients=3, seed=7)
    try:
        findings = run(torture, rounds=4, between=1)
    finally:
        torture.stop()

    assert findings.faults == []
    assert findings.numbers["acknowledged paid"] > 0
    assert torture.kills["between payment and commit"] == 1
