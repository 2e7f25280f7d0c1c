"""What a holder acts on: the authorization of an application, locked, and living."""

from __future__ import annotations

from mapae.core.authorization.validity import Standing
from mapae.records.models import Application, Authorization
from mapae.usecases.ports import Ports
from mapae.usecases.standing import standing_today


class NothingHeld(Exception):
    """There is no living authorization; `standing` says how it ended, None where nothing was granted."""

    def __init__(self, standing: Standing | None) -> None:
        super().__init__(standing or "nothing granted")
        self.standing = standing


def lock_living(ports: Ports, application: Application) -> Authorization:
    """The living authorization of a locked application, locked until the transaction ends. Raises NothingHeld."""
    held = Authorization.objects.select_for_update(of=("self",)).filter(application=application).first()
    standing = None if held is None else standing_today(ports, held)
    if held is None or standing is not Standing.LIVING:
        raise NothingHeld(standing)
    return held
