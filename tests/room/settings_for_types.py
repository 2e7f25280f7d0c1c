# ruff: isort: skip_file
"""Django's settings as the type checker reads them: those of a test run, whose environment must stand first."""

from tests.room import plugin
from mapae.site.settings import *  # noqa: F403

assert plugin.FOLDER
