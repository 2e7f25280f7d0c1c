"""How what was granted stands today: living, expired, or ended in one of the ways it can end."""

from __future__ import annotations

from uuid import UUID

from mapae.core.authorization.validity import Standing
from mapae.records.models import Authorization
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.read_letter import validity_of
from mapae.usecases.rulebook_in_force import rulebook_in_force


def find_standing(ports: Ports, application_id: UUID) -> Standing | None:
    """How what was granted to the application stands today; None where nothing was."""
    held = Authorization.objects.filter(application_id=application_id).first()
    return standing_today(ports, held) if held else None


def standing_today(ports: Ports, authorization: Authorization) -> Standing:
    """How it stands on this day at the destination."""
    return validity_of(authorization).standing_on(day_at(ports.clock.now(), rulebook_in_force(ports)))
