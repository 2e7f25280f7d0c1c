"""Where the databases of tests' houses lie, and their end: as root each has a folder of its own outside the data folder."""

from __future__ import annotations

import shutil
from pathlib import Path


def remove_clusters(folder: Path) -> None:
    """Of the data folder, or of all data folders in this one, which stays itself."""
    for pointer in folder.rglob("postgres.where"):
        shutil.rmtree(pointer.read_text().strip(), ignore_errors=True)
