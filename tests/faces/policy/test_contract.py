"""The contract of the feeds is what the code does."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
import yaml
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from requests import Request
from schemathesis import Case, GenerationMode

from mapae.core.rulebook.assessment import Requirement
from mapae.records.models import Role
from tests.room.accounts import add

CONTRACT: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[3] / "contracts" / "policy" / "openapi.yaml").read_text()
)
SCHEMAS = CONTRACT["components"]["schemas"]
# Of one role: the feeds take no parameters, so that few questions of those of `tests.torture.contract` are about them.
EXAMPLES = int(os.environ.get("MAPAE_TEST_CONTRACT_EXAMPLES", "200")) // 20


def test_contract_names_every_address_and_no_other() -> None:
    assert set(CONTRACT["paths"]) == {reverse("policy_fees"), reverse("policy_requirements")}
    assert {method for methods in CONTRACT["paths"].values() for method in methods} == {"get"}


def test_contract_lists_the_same_requirements() -> None:
    assert SCHEMAS["Requirement"]["enum"] == list(Requirement)


# Anybody may ask; signed in or not, the answer is the same. None: without an account.
ROLES = [None, *(role for role in Role if role is not Role.REPRESENTATIVE)]  # whose account needs an organisation first


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", list(CONTRACT["paths"]))
def test_whatever_is_asked_is_answered_as_the_contract_says(
    browser: Client, monkeypatch: pytest.MonkeyPatch, path: str, role: Role | None
) -> None:
    if role:
        browser.force_login(add(role))
    monkeypatch.setattr("mapae.site.rights.seconds_to_wait", lambda *_: 0)
    schema = schemathesis.openapi.from_dict(CONTRACT)
    operations = {found.ok().label: found.ok() for found in schema.get_all_operations()}
    seen: set[int] = set()

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=operations[f"GET {path}"].as_strategy(generation_mode=GenerationMode.POSITIVE))
    def ask(case: Case) -> None:
        reply = _send(browser, case)
        seen.add(reply.status_code)
        case.validate_response(reply)

    ask()
    assert seen == {200}


class _ToDjango(httpx.BaseTransport):
    """Hands requests straight to Django, in the test's own transaction."""

    def __init__(self, browser: Client) -> None:
        self._browser = browser

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode()
        answered = self._browser.generic(request.method, path, headers=dict(request.headers))
        return httpx.Response(
            answered.status_code, headers=dict(answered.headers), stream=httpx.ByteStream(answered.content)
        )


def _send(browser: Client, case: Case) -> httpx.Response:
    written = Request(**case.as_transport_kwargs(base_url="http://testserver")).prepare()
    with httpx.Client(transport=_ToDjango(browser)) as client:
        return client.request(str(written.method), str(written.url), headers=dict(written.headers))
