"""Proposals that wait for a second officer: while one does, nothing else is decided in its case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from mapae.core.application.status import Act
from mapae.core.decision.proposal import AdverseAct
from mapae.records.models import Account, Application, Proposal
from mapae.records.models.proposal import ProposalState
from mapae.usecases.audit import account_actor
from mapae.usecases.case_acts import perform
from mapae.usecases.case_data import seal
from mapae.usecases.ports import Ports

NOTE = "note"


class ProposalWaits(Exception):
    """A proposal of this case waits for a second officer: confirm it or give it back first."""


@dataclass(frozen=True, slots=True)
class Note:
    """An officer's own words to the applicant, in the language of the officer; empty for none."""

    words: str = ""
    language: str = ""


def find_open_proposal(application: Application) -> Proposal | None:
    """The proposal that waits in this case, if any."""
    return (
        Proposal.objects.select_related("proposed_by").filter(application=application, state=ProposalState.OPEN).first()
    )


def require_no_proposal(application: Application) -> None:
    """Raises ProposalWaits."""
    if Proposal.objects.filter(application=application, state=ProposalState.OPEN).exists():
        raise ProposalWaits(str(application.id))


def propose(
    ports: Ports, application: Application, officer: Account, act: AdverseAct, grounds: Sequence[str], note: Note
) -> Proposal:
    """Leave the act for a second officer, in the caller's transaction; the grounds were checked by the caller."""
    proposal_id = ports.chance.uuid()
    proposal = Proposal.objects.create(
        id=proposal_id,
        application=application,
        act=act,
        grounds=list(grounds),
        note_sealed=seal_note(ports, application, note, "proposal", proposal_id),
        note_language=note.language if note.words else "",
        proposed_by=officer,
        proposed_at=ports.clock.now(),
    )
    perform(ports, application, Act.PROPOSE, account_actor(ports, officer.role, officer.pk), [act.value])
    return proposal


def seal_note(ports: Ports, application: Application, note: Note, table: str, row: UUID) -> bytes | None:
    """The words, sealed for their row; None for none."""
    words = note.words.strip().encode()
    return seal(ports, application.case_key, words, table, row, NOTE) if words else None
