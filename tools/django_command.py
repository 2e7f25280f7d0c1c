"""Django's own commands for developers, with a throw-away installation around them: python tools/django_command.py COMMAND."""

from __future__ import annotations

import sys
import tempfile
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.room import plugin


def main() -> None:
    import django
    from django.core.management import execute_from_command_line
    from django.db import connections

    django.setup()
    # No database stands behind these commands: none is asked for its history, and Django need not say so.
    warnings.filterwarnings("ignore", "Got an error checking a consistent migration history", RuntimeWarning)
    for alias in connections:
        connections[alias].settings_dict["OPTIONS"].pop("pool", None)
    execute_from_command_line(["django", *sys.argv[1:]])


if __name__ == "__main__":
    assert tempfile.gettempdir() != plugin.FOLDER
    main()
