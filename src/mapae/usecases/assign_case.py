"""Who works on a case: an officer takes it, gives it to a team or a colleague, or lets go. Whoever loses it is told."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from mapae.records.models import Account, Application, Assignment, Role, Team
from mapae.records.models.desk import NoticeKind
from mapae.usecases.audit import Trace, account_actor, record
from mapae.usecases.case_acts import UnknownApplication, lock_application
from mapae.usecases.officer_acts import require_theirs, tell, was_referred
from mapae.usecases.ports import Ports


class NobodyThere(LookupError):
    """No such team, or no such officer at the desk."""


@transaction.atomic
def take_case(ports: Ports, application_id: UUID, officer: Account) -> Application:
    """From now on the case is this officer's; who had it is told. Of two at once the later one has it.

    Raises UnknownApplication.
    """
    application, before = _lock(application_id, officer)
    team = before.team_id if before else None
    _write(ports, application, team, officer.pk, officer)
    had = before.officer_id if before else None
    if had is not None and had != officer.pk:
        tell(ports, had, application, NoticeKind.TAKEN_OVER, officer)
    _record(ports, application, officer, "case.taken_over" if had not in (None, officer.pk) else "case.taken")
    return application


@transaction.atomic
def give_case(
    ports: Ports, application_id: UUID, by: Account, team_id: UUID | None, officer_id: int | None
) -> Application:
    """To a team, to an officer, or to an officer within a team; neither lets the case go to everybody.

    Raises UnknownApplication, NobodyThere.
    """
    application, before = _lock(application_id, by)
    _require_there(team_id, officer_id)
    if team_id is None and officer_id is None:
        Assignment.objects.filter(application=application).delete()
    else:
        _write(ports, application, team_id, officer_id, by)
    had = before.officer_id if before else None
    if had is not None and had != officer_id:
        tell(ports, had, application, NoticeKind.TAKEN_OVER, by)
    if officer_id is not None and officer_id != had:
        tell(ports, officer_id, application, NoticeKind.ASSIGNED, by)
    is_free = team_id is None and officer_id is None
    _record(ports, application, by, "case.released" if is_free else "case.assigned")
    return application


def _lock(application_id: UUID, officer: Account) -> tuple[Application, Assignment | None]:
    application = lock_application(application_id)
    require_theirs(application_id, officer)
    if not was_referred(application_id):
        raise UnknownApplication(str(application_id))
    return application, Assignment.objects.filter(application=application).first()


def _require_there(team_id: UUID | None, officer_id: int | None) -> None:
    if team_id is not None and not Team.objects.filter(id=team_id).exists():
        raise NobodyThere("team")
    roles = (Role.OFFICER, Role.SUPERVISOR)
    if officer_id is not None and not Account.objects.filter(pk=officer_id, is_active=True, role__in=roles).exists():
        raise NobodyThere("officer")


def _write(ports: Ports, application: Application, team_id: UUID | None, officer_id: int | None, by: Account) -> None:
    Assignment.objects.update_or_create(
        application=application,
        defaults={
            "team_id": team_id,
            "officer_id": officer_id,
            "assigned_by": by,
            "assigned_at": ports.clock.now(),
        },
    )


def _record(ports: Ports, application: Application, by: Account, action: str) -> None:
    trace = Trace(case=application.case_key_id)
    record(ports, account_actor(ports, by.role, by.pk), action, f"application:{application.id}", trace)
