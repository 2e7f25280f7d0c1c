"""What every act of an officer begins with: the case is theirs to work on, and is still the one that they looked at."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from mapae.core.application.status import Act, Status, TransitionRefused
from mapae.records.models import Account, Application, Assignment, CaseEvent, DeskNotice, Role, TeamMember
from mapae.records.models.desk import NoticeKind
from mapae.usecases.case_acts import ChangedMeanwhile, UnknownApplication, lock_application
from mapae.usecases.ports import Ports

OBJECTED = "mandate.objected"


def is_theirs(application_id: UUID, officer: Account) -> bool:
    """A case of a team is for its members, for who has it, and for supervisors; a case of no team is for every officer."""
    given = Assignment.objects.filter(application_id=application_id).first()
    if given is None or given.team_id is None or officer.role == Role.SUPERVISOR or given.officer_id == officer.pk:
        return True
    return TeamMember.objects.filter(team_id=given.team_id, account=officer).exists()


def require_theirs(application_id: UUID, officer: Account) -> None:
    """Raises UnknownApplication: a case of another team is as if it were not there."""
    if not is_theirs(application_id, officer):
        raise UnknownApplication(str(application_id))


def was_referred(application_id: UUID) -> bool:
    """Whether the case ever was with an officer, or came to them by the traveller's objection to their representative."""
    return CaseEvent.objects.filter(application_id=application_id, name__in=(Act.REFER, OBJECTED)).exists()


def lock_for_officer(
    application_id: UUID, officer: Account, version: int, act: Act, statuses: Collection[Status]
) -> Application:
    """The application, locked, in one of the statuses and as the officer saw it.

    Raises UnknownApplication, ChangedMeanwhile, TransitionRefused.
    """
    application = lock_application(application_id)
    require_theirs(application_id, officer)
    if application.version != version:
        raise ChangedMeanwhile(str(application_id))
    if application.status not in statuses:
        raise TransitionRefused(Status(application.status), act)
    return application


def tell(ports: Ports, account_id: int, application: Application, kind: NoticeKind, by: Account | None = None) -> None:
    """Leave a notice at an officer's desk; what somebody did themselves they are not told."""
    if by is None or by.pk != account_id:
        DeskNotice.objects.create(
            account_id=account_id, application=application, kind=kind, by=by, at=ports.clock.now()
        )
