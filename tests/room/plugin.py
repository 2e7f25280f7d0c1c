"""Loaded before Django's settings: gives this test run its own folder, keys and database URLs.

The embedded PostgreSQL starts when the first test asks for the database, so tests of the core never wait for it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings as hypothesis_settings

from mapae.gateways.key_file import FileKeys, make_key_file
from mapae.gateways.moment import offset_to
from tests.room.prepared import remove_prepared
from tests.room.today import AT, now

# How long one example takes depends on the machine; tests do not race.
hypothesis_settings.register_profile("room", deadline=None)
hypothesis_settings.load_profile("room")

FOLDER = Path(tempfile.mkdtemp(prefix="mapae-test-"))
# Of the whole run: the processes that the first one starts find it in their environment.
IS_FIRST = "MAPAE_TEST_PREPARED" not in os.environ
PREPARED = Path(os.environ.setdefault("MAPAE_TEST_PREPARED", str(FOLDER / "prepared")))
PREPARED.mkdir(exist_ok=True)


OWNER_PASSWORD = "test-owner"


def _set_environment() -> None:
    for name in [name for name in os.environ if name.startswith("MAPAE_") or name == "DATABASE_URL"]:
        if not name.startswith("MAPAE_TEST_"):
            del os.environ[name]
    keys = FOLDER / "keys" / "mapae-keys.json"
    make_key_file(keys)
    secrets = FileKeys(keys)
    app, carrier = (secrets.secret_for(f"database:mapae_{role}") for role in ("app", "carrier"))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "mapae.site.settings",
        "MAPAE_DATA": str(FOLDER),
        "MAPAE_DEMONSTRATION": "true",
        "MAPAE_PUBLIC_URL": "http://testserver",
        # Host and port are filled in when the cluster has started, see tests/conftest.py.
        "MAPAE_DATABASE_OWNER_URL": f"postgresql://mapae:{OWNER_PASSWORD}@/mapae",
        "MAPAE_DATABASE_APP_URL": f"postgresql://mapae_app:{app}@/mapae",
        "MAPAE_DATABASE_CARRIER_URL": f"postgresql://mapae_carrier:{carrier}@/mapae",
    }
    if AT:
        os.environ["MAPAE_CLOCK_OFFSET"] = str(offset_to(now()))


def pytest_unconfigure() -> None:
    """The run is over: nothing of it stays."""
    if IS_FIRST:
        remove_prepared(PREPARED)
    shutil.rmtree(FOLDER, ignore_errors=True)


_set_environment()
