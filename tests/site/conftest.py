"""What the tests of whole requests share: the site answers with the test's ports, and static names are plain."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mapae.usecases.ports import Ports


@pytest.fixture
def site(ports: Ports, db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Ports:
    """Every request of the test sees these ports: the test's clock, the test's mailbox."""
    monkeypatch.setattr("mapae.site.wiring.ports", lambda: ports)
    monkeypatch.setattr("mapae.site.middleware.ports", lambda: ports)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)  # whitenoise warns of a folder that is not there
    return ports
