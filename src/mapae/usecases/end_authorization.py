"""Revoke an authorization whose conditions are no longer met, or annul one that never met them. The holder is told."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from mapae.core.application.status import Act, Status, TransitionRefused
from mapae.core.authorization.validity import Ending
from mapae.core.decision.disclosure import require_grounds
from mapae.core.decision.proposal import AdverseAct
from mapae.core.rulebook.terms import four_eyes_on
from mapae.records.models import Account, Application, Authorization, AuthorizationEnding
from mapae.usecases.audit import Trace, account_actor, record
from mapae.usecases.case_acts import perform
from mapae.usecases.messages import queue_message
from mapae.usecases.officer_acts import lock_for_officer
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.proposals import Note, propose, require_no_proposal, seal_note
from mapae.usecases.rulebook_in_force import stored_rulebook

_ACTS = {AdverseAct.REVOKE: (Act.REVOKE, Ending.REVOKED), AdverseAct.ANNUL: (Act.ANNUL, Ending.ANNULLED)}


@transaction.atomic
def end_authorization(
    ports: Ports,
    application_id: UUID,
    officer: Account,
    version: int,
    act: AdverseAct,
    grounds: Sequence[str],
    note: Note = Note(),
) -> bool:
    """Revoke or annul on grounds of the rulebook; True when done, False when it waits for a second officer.

    Raises UnknownApplication, ChangedMeanwhile, NoSuchGround, ProposalWaits, and TransitionRefused where there is no
    authorization that could end.
    """
    application = lock_for_officer(application_id, officer, version, _ACTS[act][0], {Status.GRANTED})
    require_no_proposal(application)
    find_living(application, act)
    assert application.rulebook is not None
    rulebook = stored_rulebook(ports, application.rulebook)
    today = day_at(ports.clock.now(), rulebook)
    codes = [ground.code for ground in require_grounds(rulebook, act, grounds, today)]
    if act in four_eyes_on(rulebook, today):
        propose(ports, application, officer, act, codes, note)
        return False
    carry_out_ending(ports, application, act, codes, note, officer, None)
    return True


def find_living(application: Application, act: AdverseAct) -> Authorization:
    """The authorization, locked. Raises TransitionRefused for one that was ended, however."""
    found = Authorization.objects.select_for_update().filter(application=application, ending="").first()
    if found is None:
        raise TransitionRefused(Status(application.status), _ACTS[act][0])
    return found


def carry_out_ending(
    ports: Ports,
    application: Application,
    act: AdverseAct,
    grounds: Sequence[str],
    note: Note,
    decided_by: Account,
    confirmed_by: Account | None,
) -> None:
    """End it, in the caller's transaction: from its commit on a board check says no."""
    authorization, ending_id = find_living(application, act), ports.chance.uuid()
    status_act, ending = _ACTS[act]
    authorization.ending, authorization.ended_at = ending, ports.clock.now()
    authorization.version += 1
    authorization.save()
    AuthorizationEnding.objects.create(
        id=ending_id,
        authorization=authorization,
        act=act,
        grounds=list(grounds),
        note_sealed=seal_note(ports, application, note, "authorization_ending", ending_id),
        note_language=note.language if note.words else "",
        decided_by=decided_by,
        confirmed_by=confirmed_by,
        decided_at=ports.clock.now(),
    )
    last = confirmed_by or decided_by
    actor = account_actor(ports, last.role, last.pk)
    event = perform(ports, application, status_act, actor, grounds)
    record(
        ports, actor, "authorization.ended", f"authorization:{authorization.id}", Trace(case=application.case_key_id)
    )
    queue_message(ports, application, event, "authorization.ended")
