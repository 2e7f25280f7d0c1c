"""What the tests of all faces share: plain names of static files, templates that fail on unknown variables, browsers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.test import Client

from mapae.usecases.ports import Ports


@pytest.fixture(autouse=True)
def plain_static_names(settings: Any) -> None:
    # Whether static names carry a hash is another room's promise.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)  # whitenoise warns of a folder that is not there


class UndefinedVariable(AssertionError):
    """A template asked for a variable that its view does not give."""


class _Refused(str):
    """Django puts this where a variable is undefined, and asks whether the variable's name is to stand in it."""

    def __contains__(self, _: object) -> bool:
        return True

    def __mod__(self, name: object) -> str:
        raise UndefinedVariable(str(name))


@pytest.fixture
def undefined_variables_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", _Refused("refused"))


@pytest.fixture
def site(ports: Ports, db: None, monkeypatch: pytest.MonkeyPatch) -> Ports:
    """The whole site answers with these ports: the test's clock, the test's mailbox."""
    monkeypatch.setattr("mapae.site.middleware.ports", lambda: ports)
    return ports


@pytest.fixture
def browser(site: Ports) -> Client:
    """A visitor's browser with its own cookies."""
    return Client()
