"""Who was sent in together with an applicant: references only. What one of them said counts against no other by itself."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from mapae.core.application.reference import spaced
from mapae.records.models import Account, Application, Submission
from mapae.usecases.officer_acts import is_theirs, was_referred


@dataclass(frozen=True, slots=True)
class Companion:
    """Another application of the same submission. `may_be_opened`: it is with officers too, and theirs to see."""

    id: UUID
    reference: str
    may_be_opened: bool


@dataclass(frozen=True, slots=True)
class SentTogether:
    """The submission of an application: which of its order, of how many people, by which kind of representative."""

    kind: str
    order: str
    number: int
    people: int
    companions: tuple[Companion, ...]


def sent_together(application: Application, officer: Account) -> SentTogether | None:
    """None for whoever applied alone. Withdrawn ones are in it too: they were sent."""
    if application.submission_id is None:
        return None
    submission = Submission.objects.select_related("order__group").get(id=application.submission_id)
    others = Application.objects.filter(submission=submission).exclude(id=application.id).order_by("reference")
    return SentTogether(
        kind=submission.order.group.kind,
        order=spaced(submission.order.reference),
        number=submission.number,
        people=submission.people,
        companions=tuple(
            Companion(other_id, spaced(reference), was_referred(other_id) and is_theirs(other_id, officer))
            for other_id, reference in others.values_list("id", "reference")
        ),
    )
