"""The short form of the restore drill, for every check."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.room.clusters import remove_clusters
from tests.torture.restore import Drill


@pytest.mark.torture
def test_everything_comes_back_from_a_backup(tmp_path: Path) -> None:
    drill = Drill(tmp_path, cases=600)
    try:
        drill.run()
    finally:
        remove_clusters(tmp_path)

    assert drill.faults == []
    assert drill.numbers["BOARD AUTHORIZED"] == 600 * 16 // 20
    assert drill.numbers["NO_BOARD NO_AUTHORIZATION"] == 600 * 3 // 20
