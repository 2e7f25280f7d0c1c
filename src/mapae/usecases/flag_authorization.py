"""Flag an authorization for the border's second line, or lift the flag. The authorization stands; nobody is told."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from mapae.core.application.status import Act, Status, TransitionRefused
from mapae.core.authorization.flag import FlagReason
from mapae.records.models import Account, Application, Authorization, SecondLineFlag
from mapae.usecases.audit import Trace, account_actor, record
from mapae.usecases.case_acts import lock_application
from mapae.usecases.officer_acts import require_theirs
from mapae.usecases.ports import Ports


@transaction.atomic
def set_flag(ports: Ports, application_id: UUID, officer: Account, reason: FlagReason) -> None:
    """Set or change it. Raises UnknownApplication, and TransitionRefused without a living authorization."""
    application, authorization = _lock(application_id, officer)
    if SecondLineFlag.objects.filter(authorization=authorization, lifted_at__isnull=True, reason=reason).exists():
        return
    _lift(ports, authorization, officer)
    SecondLineFlag.objects.create(
        id=ports.chance.uuid(), authorization=authorization, reason=reason, set_by=officer, set_at=ports.clock.now()
    )
    _record(ports, application, authorization, officer, "authorization.flagged", [reason.value])


@transaction.atomic
def lift_flag(ports: Ports, application_id: UUID, officer: Account) -> None:
    """Lifted once. Raises UnknownApplication, and TransitionRefused without a living authorization."""
    application, authorization = _lock(application_id, officer)
    if _lift(ports, authorization, officer):
        _record(ports, application, authorization, officer, "authorization.flag_lifted", [])


def find_flag(authorization_id: UUID) -> FlagReason | None:
    """For the border: why its holder is to be looked at, if they are."""
    found = SecondLineFlag.objects.filter(authorization_id=authorization_id, lifted_at__isnull=True)
    reason = found.values_list("reason", flat=True).first()
    return None if reason is None else FlagReason(reason)


def _lock(application_id: UUID, officer: Account) -> tuple[Application, Authorization]:
    application = lock_application(application_id)
    require_theirs(application_id, officer)
    authorization = Authorization.objects.filter(application=application, ending="").first()
    if authorization is None:
        raise TransitionRefused(Status(application.status), Act.REVOKE)
    return application, authorization


def _lift(ports: Ports, authorization: Authorization, officer: Account) -> int:
    living = SecondLineFlag.objects.filter(authorization=authorization, lifted_at__isnull=True)
    return living.update(lifted_by=officer, lifted_at=ports.clock.now())


def _record(
    ports: Ports, application: Application, authorization: Authorization, officer: Account, action: str, why: list[str]
) -> None:
    trace = Trace(case=application.case_key_id, reasons=why)
    record(ports, account_actor(ports, officer.role, officer.pk), action, f"authorization:{authorization.id}", trace)
