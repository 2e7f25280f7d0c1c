"""Leaves of the audit log: written in the transaction of the act they tell of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from mapae.core.audit.leaf import Leaf, canonical
from mapae.records.models import AuditLeaf
from mapae.usecases.ports import Ports


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a role, and for accounts and carriers which one, as a pseudonym. Never a name."""

    role: str
    pseudonym: str = ""

    def __str__(self) -> str:
        return f"{self.role}:{self.pseudonym}" if self.pseudonym else self.role


APPLICANT = Actor("applicant")
SYSTEM = Actor("system")
OPERATOR = Actor("operator")


def account_actor(ports: Ports, role: str, account_id: int) -> Actor:
    """An account as the audit log knows it: the same pseudonym every time."""
    return Actor(role, ports.keys.blind("audit.account", str(account_id)).hex())


@dataclass(frozen=True, slots=True)
class Trace:
    """What a leaf says beyond who, what and on which object."""

    case: UUID | None = None
    purpose: str = ""
    rulebook: str = ""
    reasons: Sequence[str] = ()
    before: str = ""
    after: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)


class NoTransaction(RuntimeError):
    """An act and its leaf stand or fall together; outside a transaction they would not."""


def record(ports: Ports, actor: Actor, action: str, thing: str, trace: Trace = Trace()) -> None:
    """Insert one leaf. `thing` is `kind:id`. Raises NoTransaction outside a transaction."""
    if not connection.in_atomic_block:
        raise NoTransaction(action)
    leaf = Leaf(
        leaf_id=ports.chance.bytes(16).hex(),
        at=ports.clock.now(),
        actor=str(actor),
        role=actor.role,
        action=action,
        object=thing,
        case=str(trace.case or ""),
        purpose=trace.purpose,
        rulebook=trace.rulebook,
        reasons=tuple(trace.reasons),
        before=trace.before,
        after=trace.after,
        detail=dict(trace.detail),
    )
    AuditLeaf.objects.create(content=canonical(leaf))
