"""The contract is what the code does: schemathesis asks everything it can think of and compares."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import schemathesis
import yaml
from hypothesis import HealthCheck, given, settings
from requests import Request
from schemathesis import Case, GenerationMode

from mapae.core.travel.board_check import Claim, Verdict, VerdictReason
from mapae.faces.carrier.asgi import PATHS
from mapae.faces.carrier.messages import MOST_PASSENGERS, WireDocument, WireMessage, WirePassenger, WireTransport
from mapae.faces.carrier.problems import Kind
from mapae.records.models import Carrier
from mapae.usecases.add_carrier import add_carrier_key
from mapae.usecases.ports import Ports
from tests.faces.carrier.desk import Desk

pytestmark = pytest.mark.slow

CONTRACT: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[3] / "contracts" / "carrier" / "openapi.yaml").read_text()
)
SCHEMAS = CONTRACT["components"]["schemas"]
EXAMPLES = int(os.environ.get("MAPAE_TEST_CONTRACT_EXAMPLES", "120"))  # of one role


def test_contract_names_every_address_and_method_and_no_other() -> None:
    described = {(path, method.upper()) for path, methods in CONTRACT["paths"].items() for method in methods}

    assert described == set(PATHS.items())


def test_contract_names_every_problem_with_its_status() -> None:
    problems = {
        example["value"]["type"].rsplit(":", 1)[1]: (example["value"]["status"], example["value"]["title"])
        for response in CONTRACT["components"]["responses"].values()
        for example in response["content"]["application/problem+json"]["examples"].values()
    }

    assert problems == {kind.code: (kind.status, kind.title) for kind in Kind}
    replies = CONTRACT["paths"]["/api/carrier/v1/board-checks"]["post"]["responses"]
    assert set(replies) == {"200", *(str(kind.status) for kind in Kind)}


def test_contract_lists_the_same_codes() -> None:
    result = SCHEMAS["Result"]["properties"]

    assert result["verdict"]["enum"] == list(Verdict)
    assert result["reason"]["enum"] == list(VerdictReason)
    assert SCHEMAS["Passenger"]["properties"]["claims"]["items"]["enum"] == list(Claim)
    assert SCHEMAS["Message"]["properties"]["passengers"]["maxItems"] == MOST_PASSENGERS


@pytest.mark.parametrize(
    ("name", "struct"),
    [("Message", WireMessage), ("Passenger", WirePassenger), ("Document", WireDocument), ("Transport", WireTransport)],
)
def test_contract_has_the_fields_of_the_wire(name: str, struct: type[msgspec.Struct]) -> None:
    fields = msgspec.structs.fields(struct)

    assert set(SCHEMAS[name]["properties"]) == {field.encode_name for field in fields}
    assert set(SCHEMAS[name].get("required", [])) == {field.encode_name for field in fields if field.required}


# Whoever has no key of the carrier interface is a stranger here, whatever else they may have.
STRANGERS = {
    "nobody": {},
    "a key that was never made": {"authorization": "Bearer mapae_carrier_" + "A" * 43},
    "a test key that was never made": {"authorization": "Bearer mapae_carrier_test_" + "A" * 43},
    "no bearer": {"authorization": "Basic bWFwYWU6bWFwYWU="},
    "an account's session": {"cookie": "mapae_session=" + "a" * 32},
}
CHECK, STATUS = "POST /api/carrier/v1/board-checks", "GET /api/carrier/v1/status"
ASKED = [  # with its part of a role's cases
    (CHECK, GenerationMode.POSITIVE, 0.45),
    (CHECK, GenerationMode.NEGATIVE, 0.45),
    (STATUS, GenerationMode.POSITIVE, 0.1),  # it takes nothing that could be wrong
]


@pytest.fixture
def keys(desk: Desk, carrier: Carrier, ports: Ports) -> dict[str, str]:
    return {"carrier": desk.key, "test": add_carrier_key(ports, carrier, is_test=True)}


@pytest.mark.parametrize("role", ["carrier", "test"])
@pytest.mark.parametrize(("label", "mode", "part"), ASKED)
def test_whatever_is_asked_is_answered_as_the_contract_says(
    desk: Desk, keys: dict[str, str], holder: str, role: str, label: str, mode: GenerationMode, part: float
) -> None:
    """Every case has a good key, so that it is the message that is tried; test_asgi.py tries the keys."""
    seen = _ask_at_random(desk, label, mode, {"authorization": f"Bearer {keys[role]}"}, int(EXAMPLES * part))

    assert seen <= ({200} if label == STATUS else {200, 400, 408, 409, 413, 415, 422, 429})


@pytest.mark.parametrize("role", list(STRANGERS))
@pytest.mark.parametrize(("label", "mode", "part"), ASKED)
def test_whatever_a_stranger_asks_is_refused_as_the_contract_says(
    desk: Desk, role: str, label: str, mode: GenerationMode, part: float
) -> None:
    """Who goes on guessing keys is sent away for a while."""
    seen = _ask_at_random(desk, label, mode, STRANGERS[role], 1 + int(EXAMPLES * part) // len(STRANGERS))

    assert seen - ({429} if "never made" in role else set()) == {401}


def _ask_at_random(desk: Desk, label: str, mode: GenerationMode, who: dict[str, str], examples: int) -> set[int]:
    """All statuses that came; each reply is one of the contract's, or the test fails."""
    schema = schemathesis.openapi.from_dict({**CONTRACT, "security": []})
    operations = {found.ok().label: found.ok() for found in schema.get_all_operations()}
    seen: set[int] = set()

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=operations[label].as_strategy(generation_mode=mode))
    def ask(case: Case) -> None:
        reply = desk.run(_send(desk, case, who))
        seen.add(reply.status_code)
        assert reply.status_code < 500
        case.validate_response(reply)

    ask()
    return seen


async def _send(desk: Desk, case: Case, who: dict[str, str]) -> httpx.Response:
    """The case as schemathesis would send it, with what its role sends, straight to the application."""
    written = Request(**case.as_transport_kwargs(base_url="http://testserver")).prepare()
    headers = {**written.headers, **who}
    transport = httpx.ASGITransport(desk.application)
    async with httpx.AsyncClient(transport=transport) as client:
        return await client.request(str(written.method), str(written.url), headers=headers, content=written.body)


@pytest.mark.parametrize("name", ["oneTraveller", "claimsAndGaps"])
def test_examples_of_the_contract_are_answered_as_it_shows(desk: Desk, holder: str, name: str) -> None:
    described = CONTRACT["paths"]["/api/carrier/v1/board-checks"]["post"]
    question = described["requestBody"]["content"]["application/json"]["examples"][name]["value"]
    shown = described["responses"]["200"]["content"]["application/json"]["examples"][name]["value"]

    reply = desk.ask(question).json()

    assert reply["results"] == shown["results"]
    assert reply["message_id"] == shown["message_id"]
