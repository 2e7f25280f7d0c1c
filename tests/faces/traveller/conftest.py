"""A visitor in each language."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.faces.traveller.walk import Walk


@pytest.fixture
def walk(browser: Client, undefined_variables_fail: None) -> Walk:
    return Walk(browser)
