"""The answers that hold for every traveller of a group without one of their own."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from mapae.core.application.answers import AnswerProblem, problems_in
from mapae.records.models import Group
from mapae.usecases.check_rows import check_again
from mapae.usecases.group_data import open_common, seal_common
from mapae.usecases.groups import Representative, get_group, lock_group
from mapae.usecases.ports import Ports
from mapae.usecases.row_checking import kept
from mapae.usecases.rulebook_in_force import rulebook_in_force
from mapae.usecases.submitted import situation_at

# What a whole group may have in common. Of passport and person each has their own; what is declared, each declares.
COMMON_FIELDS = (
    "arrival_day", "arrival_unknown", "purpose", "stay_street", "stay_detail", "stay_postcode", "stay_unknown", "phone",
    "employment", "occupation", "employer", "has_other_nationality", "has_visited_before", "last_visit_year",
)  # fmt: skip


def read_common(ports: Ports, who: Representative, group_id: UUID) -> tuple[Group, dict[str, str]]:
    """Raises UnknownGroup."""
    group = get_group(who, group_id)
    return group, open_common(ports, group)


@transaction.atomic
def save_common(ports: Ports, who: Representative, group_id: UUID, given: Mapping[str, str]) -> list[AnswerProblem]:
    """Keep them, wrong ones too, and say what is wrong; every row that is in no order is checked again.

    Raises UnknownGroup.
    """
    group = lock_group(who, group_id)
    before = open_common(ports, group)
    now = {name: answer for name, answer in kept(given).items() if name in COMMON_FIELDS}
    if now != before:
        seal_common(ports, group, now)
        group.changed_at, group.version = ports.clock.now(), group.version + 1
        group.save(update_fields=["common_sealed", "changed_at", "version"])
        check_again(ports, group)
    situation = situation_at(ports, ports.clock.now(), rulebook_in_force(ports), by_group=True)
    return problems_in(now, [name for name in COMMON_FIELDS if name in now], situation)
