"""Proposals that wait for a second officer: while one does, nothing else is decided in its case."""

from __future__ import annotations

from mapae.records.models import Application, Proposal
from mapae.records.models.proposal import ProposalState


class ProposalWaits(Exception):
    """A proposal of this case waits for a second officer: confirm it or give it back first."""


def find_open_proposal(application: Application) -> Proposal | None:
    """The proposal that waits in this case, if any."""
    return Proposal.objects.filter(application=application, state=ProposalState.OPEN).first()


def require_no_proposal(application: Application) -> None:
    """Raises ProposalWaits."""
    if Proposal.objects.filter(application=application, state=ProposalState.OPEN).exists():
        raise ProposalWaits(str(application.id))
