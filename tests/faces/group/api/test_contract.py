"""The contract of the programs' interface is what the code does."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest
import schemathesis
import yaml
from hypothesis import HealthCheck, given, settings
from requests import Request
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from mapae.core.application.answers import CODES, FIELDS
from mapae.core.application.parties import FileKind, FileStatus, OrderStatus, OrganisationStatus
from mapae.core.application.status import Status
from mapae.core.group.checking import RowStanding
from mapae.core.group.ordering import KeptBack
from mapae.core.group.webhook import LONGEST_ADDRESS, WebhookEvent
from mapae.faces.group.api import wire
from mapae.faces.group.api.problems import Kind
from mapae.faces.group.api.urls import urlpatterns
from mapae.usecases.common_answers import COMMON_FIELDS
from mapae.usecases.list_rows import RowFilter
from mapae.usecases.ports import Ports
from mapae.usecases.prepare_order import prepare_order
from mapae.usecases.put_rows import MOST_AT_ONCE
from mapae.usecases.row_intake import RowFate
from tests.faces.group.api.program import Program, a_program, people
from tests.room.pictures import SPECIMEN

CONTRACT: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[4] / "contracts" / "group" / "openapi.yaml").read_text(encoding="utf-8")
)
SCHEMAS = CONTRACT["components"]["schemas"]
METHODS = ("get", "put", "post", "delete")
EXAMPLES = int(os.environ.get("MAPAE_TEST_CONTRACT_EXAMPLES", "200")) // 20
OPERATIONS = [
    f"{method.upper()} {path}" for path, found in CONTRACT["paths"].items() for method in METHODS if method in found
]
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)


def test_contract_names_every_address_and_method_and_no_other() -> None:
    mounted = {
        f"{method} /api/group/v1/{url.pattern}".replace("<uuid:", "{").replace("<int:", "{").replace(">", "}")
        for url in urlpatterns
        if url.name != "group_api_nowhere"
        for method in url.callback.methods  # type: ignore[attr-defined]
    }
    assert set(OPERATIONS) == mounted


def test_contract_lists_the_same_codes() -> None:
    def enum(name: str, property_: str) -> list[object]:
        return list(SCHEMAS[name]["properties"][property_]["enum"])

    assert enum("Problem", "type") == [f"urn:mapae:problem:{kind.code}" for kind in Kind]
    assert enum("AnswerProblem", "code") == sorted(CODES)
    assert SCHEMAS["Field"]["enum"] == list(FIELDS)
    assert SCHEMAS["CommonAnswers"]["propertyNames"]["enum"] == list(COMMON_FIELDS)
    assert enum("Row", "standing") == list(RowStanding)
    assert enum("Row", "outcome") == list(RowFate)
    for name, property_ in (("Row", "application_status"), ("Traveller", "status"), ("Outcome", "status")):
        assert enum(name, property_) == [*Status, None]
    assert SCHEMAS["OrderStatus"]["enum"] == list(OrderStatus)
    assert SCHEMAS["Event"]["enum"] == list(WebhookEvent)
    assert SCHEMAS["Review"]["properties"]["kept_back"]["propertyNames"]["enum"] == list(KeptBack)
    assert (enum("File", "kind"), enum("File", "status")) == (list(FileKind), list(FileStatus))
    assert SCHEMAS["Status"]["properties"]["organisation"]["properties"]["status"]["enum"] == list(OrganisationStatus)
    shown = CONTRACT["paths"]["/api/group/v1/groups/{group_id}/rows"]["get"]["parameters"][1]
    assert shown["schema"]["enum"] == list(RowFilter)
    assert SCHEMAS["Rows"]["properties"]["rows"]["maxItems"] == MOST_AT_ONCE
    assert SCHEMAS["Address"]["properties"]["url"]["maxLength"] == LONGEST_ADDRESS


@pytest.mark.parametrize(
    ("name", "struct"),
    [
        ("NewGroup", wire.NewGroup), ("Rows", wire.Rows), ("NewRow", wire.WireRow), ("ChangedRow", wire.ChangedRow),
        ("FileAnswers", wire.FileAnswers), ("Press", wire.Press), ("Address", wire.Address),
    ],
)  # fmt: skip
def test_contract_has_the_fields_of_the_wire(name: str, struct: type[msgspec.Struct]) -> None:
    fields = msgspec.structs.fields(struct)
    assert set(SCHEMAS[name]["properties"]) == {field.encode_name for field in fields}
    assert set(SCHEMAS[name].get("required", [])) == {field.encode_name for field in fields if field.required}


@pytest.fixture
def there(site: Ports, monkeypatch: pytest.MonkeyPatch) -> tuple[Program, dict[str, str]]:
    """A program, and the ids of what its organisation has: an order that waits for its payment, and a row beside it."""
    monkeypatch.setattr("mapae.site.rights.seconds_to_wait", lambda *_: 0)
    monkeypatch.setattr("mapae.faces.group.api.entrance.seconds_to_wait", lambda *_: 0)
    program = a_program(site)
    group = program.a_group()
    for row in program.put(group, *people(1)):
        program.ask("PUT", f"groups/{group}/rows/{row['id']}/portrait", raw=SPECIMEN)
    order = program.press(group).json()["id"]
    prepare_order(site, UUID(order))
    (line,) = program.told("GET", f"orders/{order}/travellers")["travellers"]
    (row,) = program.put(group, people(2)[1])
    file = program.told("POST", f"groups/{group}/files", raw=b"Surname;Given names\n")
    return program, {
        "group_id": group, "row_id": row["id"], "file_id": file["id"], "order_id": order,
        "application_id": line["application"],
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("label", OPERATIONS)
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_whatever_is_asked_is_answered_as_the_contract_says(
    there: tuple[Program, dict[str, str]], label: str, mode: GenerationMode
) -> None:
    program, ids = there
    schema = schemathesis.openapi.from_dict({**CONTRACT, "security": []})
    operation = {found.ok().label: found.ok() for found in schema.get_all_operations()}[label]
    if mode is GenerationMode.NEGATIVE and not (operation.body or operation.query):
        pytest.skip("it takes nothing that could be wrong")

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Case) -> None:
        case.path_parameters = {**(case.path_parameters or {}), **ids}
        case.validate_response(_send(program, case), checks=CHECKS)

    ask()


class _ToDjango(httpx.BaseTransport):
    """Hands requests straight to Django, in the test's own transaction."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        path, headers = request.url.raw_path.decode(), dict(request.headers)
        kind = headers.pop("content-type", "application/octet-stream")
        headers["authorization"] = f"Bearer {self._program.key}"
        answered = self._program.client.generic(request.method, path, request.read(), kind, headers=headers)
        content = answered.getvalue() if answered.streaming else answered.content
        return httpx.Response(answered.status_code, headers=dict(answered.headers), stream=httpx.ByteStream(content))


def _send(program: Program, case: Case) -> httpx.Response:
    written = Request(**case.as_transport_kwargs(base_url="http://testserver")).prepare()
    with httpx.Client(transport=_ToDjango(program)) as client:
        return client.request(
            str(written.method), str(written.url), headers=dict(written.headers), content=written.body
        )
