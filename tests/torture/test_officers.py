"""The short form of the officers' rush, for every check; the whole: `make thorough`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.officers import Rush


@pytest.mark.torture
def test_every_case_is_decided_once_whoever_presses_at_the_same_time(tmp_path: Path) -> None:
    findings = Rush(tmp_path, cases=6, officers=6, seed=7, workers=1).run()

    assert findings.faults == []
    assert findings.numbers["decisions"] == 6
    assert any(name.endswith(": too late") for name in findings.numbers), "nobody met anybody"
