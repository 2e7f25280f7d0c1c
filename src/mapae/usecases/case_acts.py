"""The one door through which an application changes its status: lock, table, version, event, leaf."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from mapae.core.application.status import FINAL, Act, Status, after
from mapae.core.audit.leaf import state_hash
from mapae.records.models import Application, Attachment, CaseEvent
from mapae.usecases.audit import Actor, Trace, record
from mapae.usecases.ports import Ports


class UnknownApplication(LookupError):
    """No application has this id, or it is not this person's: the two are not told apart."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the application since it was read. Look at it anew."""


def lock_application(application_id: UUID) -> Application:
    """The application, locked until the transaction ends. Raises UnknownApplication."""
    found = (
        Application.objects.select_for_update(of=("self",))
        .select_related("case_key", "rulebook")
        .filter(id=application_id)
        .first()
    )
    if found is None:
        raise UnknownApplication(str(application_id))
    return found


def save_version(ports: Ports, application: Application) -> None:
    """Save all fields as the next version; raises ChangedMeanwhile if the stored one is not the one read."""
    read, application.version = application.version, application.version + 1
    application.changed_at = ports.clock.now()
    fields = {
        field.attname: getattr(application, field.attname)
        for field in Application._meta.concrete_fields
        if not field.primary_key
    }
    if not Application.objects.filter(id=application.id, version=read).update(**fields):
        raise ChangedMeanwhile(str(application.id))


def perform(ports: Ports, application: Application, act: Act, actor: Actor, reasons: Sequence[str] = ()) -> CaseEvent:
    """Move the application by `act`, save it, and write the event and the leaf. Raises TransitionRefused."""
    status_before = Status(application.status)
    application.status = after(status_before, act)
    event = _write(ports, application, act.value, status_before, actor, Trace(reasons=reasons))
    if application.submission_id is not None and application.status in FINAL:
        ports.jobs.enqueue("tell_of_order", submission=str(application.submission_id))
    return event


def note(
    ports: Ports, application: Application, name: str, actor: Actor, detail: Mapping[str, str] | None = None
) -> CaseEvent:
    """Something happened that moves no status: version, event and leaf. `detail` holds codes, nothing that was typed."""
    status = Status(application.status)
    return _write(ports, application, name, status, actor, Trace(detail=detail or {}))


def _write(
    ports: Ports, application: Application, name: str, status_before: Status, actor: Actor, trace: Trace
) -> CaseEvent:
    # As stored: the caller may have put the decision, or what freezes, into the application already.
    before = _state(Application.objects.get(id=application.id))
    save_version(ports, application)
    event = CaseEvent.objects.create(
        application=application,
        name=name,
        at=ports.clock.now(),
        actor=str(actor),
        from_status=status_before,
        to_status=application.status,
        version=application.version,
        reasons=list(trace.reasons),
    )
    whole = replace(
        trace,
        case=application.case_key_id,
        rulebook=application.rulebook_id or "",
        before=before,
        after=_state(application),
    )
    record(ports, actor, name, f"application:{application.id}", whole)
    return event


def _state(application: Application) -> str:
    """Hash of what a leaf vouches for. The sealed bytes stand for the answers: nobody can guess them."""
    return state_hash(
        {
            "id": str(application.id),
            "status": str(application.status),
            "version": application.version,
            "answers": bytes(application.answers_sealed or b"").hex(),
            "rulebook": application.rulebook_id or "",
            "decision": str(application.decision_id or ""),
            "fee_total": application.fee_total,
            "arrival_day": str(application.arrival_day or ""),
            "attachments": _digests(application),
        }
    )


def _digests(application: Application) -> list[str]:
    found = Attachment.objects.filter(application=application).order_by("kind")
    return [bytes(digest).hex() for digest in found.values_list("digest", flat=True)]
