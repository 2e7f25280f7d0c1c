"""What the tests of whole requests share: the site answers with the test's ports, and static names are plain."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mapae.site.cli import rulebook
from mapae.usecases.ports import Ports


@pytest.fixture(scope="session", autouse=True)
def rules_are_read_once() -> Iterator[None]:
    """A command is a process and reads its rules once; here a hundred commands are one process. Changed files are read anew."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rulebook, "files", cache(rulebook.files))
        yield


@pytest.fixture
def site(ports: Ports, db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Ports:
    """Every request of the test sees these ports: the test's clock, the test's mailbox."""
    monkeypatch.setattr("mapae.site.wiring.ports", lambda: ports)
    monkeypatch.setattr("mapae.site.middleware.ports", lambda: ports)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)  # whitenoise warns of a folder that is not there
    return ports
