"""Four eyes: a supervisor who did not propose it confirms an act against a person, or gives it back."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from mapae.core.application.status import Act, Status
from mapae.core.decision.disclosure import require_grounds
from mapae.core.decision.proposal import AdverseAct, require_other
from mapae.records.models import Account, Application, Proposal, Role
from mapae.records.models.desk import NoticeKind
from mapae.records.models.proposal import ProposalState
from mapae.usecases.audit import account_actor
from mapae.usecases.case_acts import ChangedMeanwhile, perform
from mapae.usecases.case_data import note_of
from mapae.usecases.decide import carry_out_refusal
from mapae.usecases.end_authorization import carry_out_ending
from mapae.usecases.officer_acts import lock_for_officer, tell
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.proposals import Note
from mapae.usecases.rulebook_in_force import stored_rulebook

_STATUSES = {Status.REFERRED, Status.GRANTED}


class NotASupervisor(PermissionError):
    """Only a supervisor is a second officer."""


@transaction.atomic
def confirm_proposal(
    ports: Ports, application_id: UUID, proposal_id: UUID, supervisor: Account, version: int
) -> Application:
    """Carry out what another officer proposed.

    Raises NotASupervisor, SamePerson, UnknownApplication, ChangedMeanwhile, TransitionRefused, NoSuchGround (a ground
    that has ended since).
    """
    if supervisor.role != Role.SUPERVISOR:
        raise NotASupervisor
    application = lock_for_officer(application_id, supervisor, version, Act.PROPOSE, _STATUSES)
    proposal = _find(application, proposal_id)
    require_other(proposal.proposed_by_id, supervisor.pk)
    assert application.rulebook is not None
    rulebook = stored_rulebook(ports, application.rulebook)
    require_grounds(rulebook, proposal.act, proposal.grounds, day_at(ports.clock.now(), rulebook))
    note = Note(note_of(ports, application, proposal.note_sealed, "proposal", proposal.id), proposal.note_language)
    _settle(ports, proposal, ProposalState.CONFIRMED, supervisor)
    act, by = AdverseAct(proposal.act), proposal.proposed_by
    if act is AdverseAct.REFUSE:
        carry_out_refusal(ports, application, proposal.grounds, note, by, supervisor)
    else:
        carry_out_ending(ports, application, act, proposal.grounds, note, by, supervisor)
    tell(ports, by.pk, application, NoticeKind.CONFIRMED, supervisor)
    return application


@transaction.atomic
def return_proposal(
    ports: Ports, application_id: UUID, proposal_id: UUID, officer: Account, version: int
) -> Application:
    """Give it back to who proposed it, or take one's own back: the case is as it was before.

    Raises NotASupervisor, UnknownApplication, ChangedMeanwhile, TransitionRefused.
    """
    application = lock_for_officer(application_id, officer, version, Act.RETURN, _STATUSES)
    proposal = _find(application, proposal_id)
    if officer.role != Role.SUPERVISOR and proposal.proposed_by_id != officer.pk:
        raise NotASupervisor
    _settle(ports, proposal, ProposalState.RETURNED, officer)
    perform(ports, application, Act.RETURN, account_actor(ports, officer.role, officer.pk), [proposal.act])
    tell(ports, proposal.proposed_by_id, application, NoticeKind.RETURNED, officer)
    return application


def _find(application: Application, proposal_id: UUID) -> Proposal:
    found = (
        Proposal.objects.select_related("proposed_by")
        .filter(id=proposal_id, application=application, state=ProposalState.OPEN)
        .first()
    )
    if found is None:
        raise ChangedMeanwhile(str(proposal_id))
    return found


def _settle(ports: Ports, proposal: Proposal, state: ProposalState, by: Account) -> None:
    proposal.state, proposal.settled_by, proposal.settled_at = state, by, ports.clock.now()
    proposal.save()
