"""A visitor in each language."""

from __future__ import annotations

from io import StringIO

import pytest
import structlog
from django.test import Client

from tests.faces.traveller.walk import Walk


@pytest.fixture
def walk(browser: Client, undefined_variables_fail: None) -> Walk:
    return Walk(browser)


@pytest.fixture
def event_log(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """The events of requests as they are written in service."""
    written = StringIO()
    processors = structlog.get_config()["processors"]
    monkeypatch.setattr("mapae.site.middleware._LOG", structlog.wrap_logger(structlog.PrintLogger(written), processors))
    return written
