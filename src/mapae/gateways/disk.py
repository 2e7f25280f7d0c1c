"""How much room a folder's disk has left."""

from __future__ import annotations

import shutil
from pathlib import Path


class FolderDisk:
    """The disk under a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def free_share(self) -> float:
        """0 to 1; 0 too when nobody can tell."""
        try:
            usage = shutil.disk_usage(self._folder)
        except OSError:
            return 0.0
        return usage.free / usage.total if usage.total else 0.0
