"""Mandates: who declared to act for a traveller, and what the traveller says of it. Silence blocks nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mapae.core.application.mandates import CURRENT_WORDING
from mapae.core.application.parties import MandateAnswer
from mapae.core.documents.partial_date import PartialDate
from mapae.records.models import Application, Assignment, CaseEvent, Group, Mandate
from mapae.records.models.desk import NoticeKind
from mapae.usecases.audit import APPLICANT, Actor, Trace, record
from mapae.usecases.case_acts import lock_application, note
from mapae.usecases.case_data import open_answers
from mapae.usecases.freeze import status_index
from mapae.usecases.group_data import open_group, open_organisation
from mapae.usecases.limit import seconds_to_wait
from mapae.usecases.message_facts import BY_REPRESENTATIVE
from mapae.usecases.messages import queue_message
from mapae.usecases.officer_acts import OBJECTED, tell
from mapae.usecases.ports import Ports

CONFIRMED = "mandate.confirmed"
MOST_GUESSES, WITHIN = 5, 3600
_EVENTS = {MandateAnswer.CONFIRMED: CONFIRMED, MandateAnswer.OBJECTED: OBJECTED}


class NoMandate(LookupError):
    """Nobody declared to act for this applicant: they applied themselves, or alone for somebody."""


@dataclass(frozen=True, slots=True)
class MandateSeen:
    """Who declared, as they registered; for whom, as typed; when and in which words; and what the traveller said.

    `by` is the organisation's name, or that of whoever sends a family's group in; it may be "".
    """

    by: str
    kind: str
    traveller: str
    declared_at: datetime
    wording: str
    answer: MandateAnswer
    answered_at: datetime | None
    tells_grounds: bool
    examined_at: datetime | None = None


def declare(
    ports: Ports, application: Application, who: Actor, submitted: CaseEvent, wording: str = CURRENT_WORDING
) -> Mandate:
    """The declaration of whoever sent this application in, of that moment, in the caller's transaction.

    The traveller is told by mail, if the group gave a mailbox of their own.
    """
    assert application.submitted_at is not None
    mandate = Mandate.objects.create(
        application=application, declared_by=str(who), declared_at=application.submitted_at, wording=wording
    )
    trace = Trace(case=application.case_key_id, detail={"wording": mandate.wording})
    record(ports, who, "mandate.declared", f"application:{application.id}", trace)
    queue_message(ports, application, submitted, BY_REPRESENTATIVE)
    return mandate


def read_mandate(ports: Ports, application_id: UUID) -> MandateSeen:
    """Raises NoMandate, CaseErased."""
    found = (
        Mandate.objects.select_related(
            "application__case_key", "application__group__case_key", "application__group__organisation__case_key"
        )
        .filter(application_id=application_id, application__group__isnull=False)
        .first()
    )
    if found is None:
        raise NoMandate(str(application_id))
    return seen(ports, found)


def seen(ports: Ports, mandate: Mandate) -> MandateSeen:
    """A mandate as a value. Raises CaseErased."""
    application, group = mandate.application, mandate.application.group
    assert group is not None
    typed = open_answers(ports, application)
    return MandateSeen(
        by=name_of_representative(ports, group),
        kind=group.kind,
        traveller=f"{typed.get('given_names', '').strip()} {typed.get('surname', '').strip()}".strip(),
        declared_at=mandate.declared_at,
        wording=mandate.wording,
        answer=MandateAnswer(mandate.answer),
        answered_at=mandate.answered_at,
        tells_grounds=mandate.tells_grounds,
        examined_at=mandate.examined_at,
    )


def name_of_representative(ports: Ports, group: Group) -> str:
    """As the organisation registered, or as a family's representative named themselves. Raises CaseErased."""
    if group.organisation is not None:
        return open_organisation(ports, group.organisation).name
    return open_group(ports, group).name


def objects(application_id: UUID) -> bool:
    """Whether the traveller objects to the representative who applied for them."""
    return Mandate.objects.filter(application_id=application_id, answer=MandateAnswer.OBJECTED).exists()


@transaction.atomic
def confirm(ports: Ports, application_id: UUID, *, tells_grounds: bool) -> None:
    """The traveller confirms; `tells_grounds`: the representative may read why the application was refused, if it is.

    Raises UnknownApplication, NoMandate.
    """
    _answer(ports, application_id, MandateAnswer.CONFIRMED, tells_grounds)


@transaction.atomic
def object_to(ports: Ports, application_id: UUID) -> None:
    """The traveller objects: no machine grants the application any more, and an officer looks.

    What was granted stands until an officer ends it. Raises UnknownApplication, NoMandate.
    """
    application = _answer(ports, application_id, MandateAnswer.OBJECTED, tells_grounds=False)
    if application is not None:
        given = Assignment.objects.filter(application=application, officer__isnull=False).first()
        if given is not None and given.officer_id is not None:
            tell(ports, given.officer_id, application, NoticeKind.OBJECTED)


def _answer(ports: Ports, application_id: UUID, answer: MandateAnswer, tells_grounds: bool) -> Application | None:
    """The application if this changed anything: each change of mind is an event of its own."""
    application = lock_application(application_id)
    mandate = Mandate.objects.select_for_update().filter(application=application).first()
    if mandate is None:
        raise NoMandate(str(application_id))
    if (mandate.answer, mandate.tells_grounds) == (answer, tells_grounds):
        return None
    mandate.answer, mandate.answered_at = answer, ports.clock.now()
    mandate.tells_grounds = tells_grounds
    mandate.examined_by = mandate.examined_at = None
    mandate.save()
    note(ports, application, _EVENTS[answer], APPLICANT, {"tells_grounds": "yes" if tells_grounds else "no"})
    return application


def mandate_for_officer(ports: Ports, application: Application) -> MandateSeen | None:
    """For the page of the case; None for who applied alone. Raises CaseErased."""
    try:
        return read_mandate(ports, application.id)
    except NoMandate:
        return None


def waits_for_word(application_id: UUID) -> bool:
    """Whether somebody declared to act for this traveller, who has not answered yet."""
    return Mandate.objects.filter(application_id=application_id, answer=MandateAnswer.NONE).exists()


def is_known(application_id: UUID) -> bool:
    """Whether the link of this application may open it at once: its mailbox was proven by its applicant.

    The address of a traveller was typed by their representative, perhaps wrongly: who comes first from there must know
    the traveller's birth date.
    """
    return not Mandate.objects.filter(application_id=application_id, read_at__isnull=True).exists()


class WrongBirthDate(Exception):
    """It is not the traveller's birth date."""


class TooManyGuesses(Exception):
    """Guessing is over for `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"again in {seconds} seconds")
        self.seconds = seconds


def make_known(ports: Ports, application_id: UUID, birth: PartialDate) -> None:
    """Whoever followed the mailed link knows the birth date: from now on the mailbox is the traveller's.

    Raises UnknownApplication, WrongBirthDate, TooManyGuesses, CaseErased.
    """
    # Counted before and apart: a guess that is refused must not be undone with its transaction.
    seconds = seconds_to_wait(ports, "mandate.birth", str(application_id), MOST_GUESSES, WITHIN)
    if seconds:
        raise TooManyGuesses(seconds)
    with transaction.atomic():
        application = lock_application(application_id)
        if status_index(ports, application.reference, str(birth)) != bytes(application.status_index or b""):
            raise WrongBirthDate(str(application_id))
        Mandate.objects.filter(application=application, read_at__isnull=True).update(read_at=ports.clock.now())
        trace = Trace(case=application.case_key_id, detail={"way": "birth_date"})
        record(ports, APPLICANT, "mandate.read", f"application:{application_id}", trace)
