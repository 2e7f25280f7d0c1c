"""A family sends its group in without an account: a mailbox is proven, and whoever reads it speaks for the others."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from mapae.core.application.parties import OrganisationKind
from mapae.records.models.mailbox import RequestPurpose
from mapae.usecases.ask_for_code import ask_for_code
from mapae.usecases.audit import Trace, record
from mapae.usecases.group_data import GroupDetails, open_group, seal_group
from mapae.usecases.groups import MayNotSendGroups, Representative, get_group, limit_of, lock_group
from mapae.usecases.ports import Ports
from mapae.usecases.prove_mailbox import prove_request

LONGEST = 80


class DetailsRefused(ValueError):
    """`problems`: fields with the code of what is wrong with each."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__(str(problems))
        self.problems = problems


def most_of_a_family(ports: Ports) -> int:
    """How many people a family may send in today; 0 where the rules let families send none."""
    limit = limit_of(ports, OrganisationKind.FAMILY)
    return limit.people if limit else 0


def ask_for_family(ports: Ports, request_id: UUID, typed: str, language: str, notice: str) -> None:
    """Mail a code and a link to this address. Raises MayNotSendGroups, and as `ask_for_code`."""
    if not most_of_a_family(ports):
        raise MayNotSendGroups(OrganisationKind.FAMILY)
    ask_for_code(ports, request_id, typed, language, notice, RequestPurpose.FAMILY)


def prove_family(ports: Ports, request_id: UUID, typed: str) -> UUID:
    """The group that the proof starts; the right code again gives the same one.

    Raises CodeRefused in one of its kinds, UnknownRequest, MayNotSendGroups.
    """
    group_id = prove_request(ports, request_id, typed, RequestPurpose.FAMILY).group_id
    assert group_id is not None
    return group_id


def read_family(ports: Ports, who: Representative, group_id: UUID) -> GroupDetails:
    """What was said of it so far. Raises UnknownGroup, CaseErased."""
    return open_group(ports, get_group(who, group_id))


@transaction.atomic
def name_family(ports: Ports, who: Representative, group_id: UUID, name: str, label: str) -> None:
    """Who speaks for the others, as each of them will be told, and what the group is called.

    Raises UnknownGroup, DetailsRefused, CaseErased.
    """
    said = {"name": " ".join(name.split()), "label": " ".join(label.split())}
    problems = [(field, "missing") for field in ("name",) if not said[field]]
    problems += [(field, "too_long") for field, text in said.items() if len(text) > LONGEST]
    problems += [(field, "hidden_character") for field, text in said.items() if not text.isprintable()]
    if problems:
        raise DetailsRefused(problems)
    group = lock_group(who, group_id)
    seal_group(ports, group, replace(open_group(ports, group), **said))
    group.changed_at = ports.clock.now()
    group.version += 1
    group.save()
    record(ports, who.actor(ports), "group.named", f"group:{group.id}", Trace(case=group.case_key_id))
