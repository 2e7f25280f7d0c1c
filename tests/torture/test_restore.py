"""The short form of the restore drill, for every check."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.torture.restore import Drill


@pytest.mark.torture
def test_everything_comes_back_from_a_backup(tmp_path: Path) -> None:
    drill = Drill(tmp_path, cases=600)
    try:
        drill.run()
    finally:
        for pointer in tmp_path.glob("*/postgres.where"):
            shutil.rmtree(pointer.read_text().strip(), ignore_errors=True)

    assert drill.faults == []
    assert drill.numbers["BOARD AUTHORIZED"] == 600 * 16 // 20
    assert drill.numbers["NO_BOARD NO_AUTHORIZATION"] == 600 * 3 // 20
