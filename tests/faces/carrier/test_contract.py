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
from tests.faces.carrier.desk import Desk

pytestmark = pytest.mark.slow

CONTRACT: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[3] / "contracts" / "carrier" / "openapi.yaml").read_text()
)
SCHEMAS = CONTRACT["components"]["schemas"]
EXAMPLES = int(os.environ.get("MAPAE_TEST_CONTRACT_EXAMPLES", "200"))


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


@pytest.mark.parametrize(
    ("label", "mode"),
    [
        ("POST /api/carrier/v1/board-checks", GenerationMode.POSITIVE),
        ("POST /api/carrier/v1/board-checks", GenerationMode.NEGATIVE),
        ("GET /api/carrier/v1/status", GenerationMode.POSITIVE),  # it takes nothing that could be wrong
    ],
)
def test_whatever_is_asked_is_answered_as_the_contract_says(
    desk: Desk, holder: str, label: str, mode: GenerationMode
) -> None:
    """Every case has a good key, so that it is the message that is tried; test_asgi.py tries the keys."""
    schema = schemathesis.openapi.from_dict({**CONTRACT, "security": []})
    operations = {found.ok().label: found.ok() for found in schema.get_all_operations()}

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=operations[label].as_strategy(generation_mode=mode))
    def ask(case: Case) -> None:
        reply = desk.run(_send(desk, case))
        assert reply.status_code < 500
        case.validate_response(reply)

    ask()


async def _send(desk: Desk, case: Case) -> httpx.Response:
    """The case as schemathesis would send it, with the desk's key, straight to the application."""
    written = Request(**case.as_transport_kwargs(base_url="http://testserver")).prepare()
    headers = {**written.headers, "Authorization": f"Bearer {desk.key}"}
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
