"""Teams of officers: supervisors make them and say who is in them. Each change is in the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from mapae.records.models import Account, Role, Team, TeamMember
from mapae.usecases.audit import Trace, account_actor, record
from mapae.usecases.ports import Ports

LONGEST_NAME = 64


class TeamRefused(ValueError):
    """The name is empty, too long or taken, or nobody such is at the desk. The message is the code of which."""


@dataclass(frozen=True, slots=True)
class TeamSeen:
    """A team with its members, ids and names of accounts, and how many cases it has now."""

    id: UUID
    name: str
    members: tuple[tuple[int, str], ...]
    cases: int


def list_teams() -> tuple[TeamSeen, ...]:
    """By name."""
    found = Team.objects.order_by("name").prefetch_related("members__account")
    return tuple(
        TeamSeen(
            team.id,
            team.name,
            tuple(sorted(((one.account_id, one.account.username) for one in team.members.all()), key=lambda it: it[1])),
            team.assignments.filter(application__status__in=("referred", "information_requested")).count(),
        )
        for team in found
    )


def list_officers() -> tuple[tuple[int, str], ...]:
    """Who can be in a team, by name."""
    at_the_desk = Account.objects.filter(role__in=[Role.OFFICER, Role.SUPERVISOR], is_active=True)
    return tuple(at_the_desk.order_by("username").values_list("id", "username"))


@transaction.atomic
def add_team(ports: Ports, by: Account, name: str) -> UUID:
    """Raises TeamRefused."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise TeamRefused("name")
    if Team.objects.filter(name=name).exists():
        raise TeamRefused("taken")
    team = Team.objects.create(id=ports.chance.uuid(), name=name, created_at=ports.clock.now())
    record(ports, account_actor(ports, by.role, by.pk), "team.added", f"team:{team.id}")
    return team.id


@transaction.atomic
def put_in_team(ports: Ports, by: Account, team_id: UUID, account_id: int) -> None:
    """Once in, in. Raises TeamRefused."""
    if account_id not in dict(list_officers()) or not Team.objects.filter(id=team_id).exists():
        raise TeamRefused("unknown")
    _, is_new = TeamMember.objects.get_or_create(team_id=team_id, account_id=account_id)
    if is_new:
        _record(ports, by, "team.joined", team_id, account_id)


@transaction.atomic
def take_out_of_team(ports: Ports, by: Account, team_id: UUID, account_id: int) -> None:
    """The team keeps its cases."""
    gone, _ = TeamMember.objects.filter(team_id=team_id, account_id=account_id).delete()
    if gone:
        _record(ports, by, "team.left", team_id, account_id)


def _record(ports: Ports, by: Account, action: str, team_id: UUID, account_id: int) -> None:
    member = account_actor(ports, Role.OFFICER, account_id).pseudonym
    trace = Trace(detail={"member": member})
    record(ports, account_actor(ports, by.role, by.pk), action, f"team:{team_id}", trace)
