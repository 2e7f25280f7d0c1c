"""A program of an organisation with its key, straight at Django."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any  # JSON

from django.http import HttpResponse
from django.test import Client

from mapae.records.models import Account, Organisation
from mapae.usecases.organisation_keys import add_organisation_key
from mapae.usecases.ports import Ports
from tests.room.organisations import an_organisation
from tests.usecases.order_steps import people

BASE = "/api/group/v1/"


@dataclass
class Program:
    """`key` opens what the organisation of `manager` has."""

    ports: Ports
    manager: Account
    key: str
    client: Client = field(default_factory=Client)

    @property
    def organisation(self) -> Organisation:
        assert self.manager.organisation is not None
        return self.manager.organisation

    def ask(
        self,
        method: str,
        path: str,
        content: object = None,
        *,
        raw: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> HttpResponse:
        """`content` is sent as JSON, `raw` as it is."""
        body = raw if content is None else json.dumps(content).encode()
        kind = "application/octet-stream" if content is None else "application/json"
        given = {"Authorization": f"Bearer {self.key}", **(headers or {})}
        return self.client.generic(method, BASE + path, body, kind, headers=given)

    def told(self, method: str, path: str, content: object = None, **more: Any) -> dict[str, Any]:
        """The JSON of a reply that is no problem."""
        reply = self.ask(method, path, content, **more)
        assert reply.status_code < 300, reply.content
        return json.loads(reply.content) if reply.content else {}

    def a_group(self, label: str = "Seoul in December") -> str:
        return str(self.told("POST", "groups", {"label": label})["id"])

    def put(self, group: str, *answers: dict[str, str], **more: object) -> list[dict[str, Any]]:
        rows = [{"answers": one, **more} for one in answers]
        return list(self.told("POST", f"groups/{group}/rows", {"rows": rows})["rows"])

    def press(self, group: str, key: str = "press-1", **more: object) -> HttpResponse:
        content = {"mandate_wording": "1", **more}
        return self.ask("POST", f"groups/{group}/orders", content, headers={"Idempotency-Key": key})


def a_program(ports: Ports) -> Program:
    """Of an approved travel agency of its own."""
    manager = an_organisation(ports)
    return Program(ports, manager, add_organisation_key(ports, manager))


def problem(reply: HttpResponse) -> tuple[int, str]:
    """Status and the last part of the type."""
    assert reply["Content-Type"] == "application/problem+json", reply.content
    return reply.status_code, str(json.loads(reply.content)["type"]).rsplit(":", 1)[1]


def faults(reply: HttpResponse) -> list[tuple[str, str]]:
    """Where and what."""
    return [(one["pointer"], one["code"]) for one in json.loads(reply.content).get("problems", [])]


__all__ = ["BASE", "Program", "a_program", "faults", "people", "problem"]
