"""Carriers, their desk, and a traveller with an authorization, over real commits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mapae.records.models import Carrier
from mapae.usecases.add_carrier import add_carrier
from mapae.usecases.ports import Ports
from tests.faces.carrier.desk import Desk, grant


@pytest.fixture
def carrier_and_key(committed: None, ports: Ports) -> tuple[Carrier, str]:
    return add_carrier(ports, "Invented Airways")


@pytest.fixture
def carrier(carrier_and_key: tuple[Carrier, str]) -> Carrier:
    return carrier_and_key[0]


@pytest.fixture
def desk(carrier_and_key: tuple[Carrier, str], ports: Ports) -> Iterator[Desk]:
    made = Desk(ports, carrier_and_key[1])
    yield made
    made.close()


@pytest.fixture
def holder(committed: None, ports: Ports) -> str:
    """The Turkish tourist has an authorization; the application's id."""
    return grant(ports)
