"""The shipped rulebook of K-ETA as its file says it, and a small one that tests may spoil."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import mapae.rulebooks
from mapae.core.rulebook.model import Rulebook
from mapae.core.rulebook.reading import read_rulebook

KOR = Path(mapae.rulebooks.__file__).parent / "KOR" / "rulebook.yaml"


@pytest.fixture(scope="session")
def kor_written() -> Any:
    """What the file holds; its shape is what reading is about, hence Any."""
    return yaml.safe_load(KOR.read_bytes())


@pytest.fixture(scope="session")
def kor(kor_written: Any) -> Rulebook:
    return read_rulebook(kor_written, "0" * 64, accepted=None)
