"""What the tests of the group face share: browsers of representatives."""

from __future__ import annotations

import pytest
from django.test import Client

from mapae.records.models import Account


@pytest.fixture(autouse=True)
def strict(undefined_variables_fail: None) -> None:
    """A template that asks for what its view does not give fails."""


def signed_in(account: Account) -> Client:
    """A browser in which this account is signed in."""
    client = Client()
    client.force_login(account)
    return client
