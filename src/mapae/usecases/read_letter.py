"""What the letter of an authorization says: made when it is asked for, and kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mapae.core.application.changes import asked_by_change
from mapae.core.authorization.validity import Ending, Standing, Validity
from mapae.core.documents.document import TravelDocument
from mapae.core.rulebook.evaluation import stay_on
from mapae.core.rulebook.model import Rulebook
from mapae.core.rulebook.terms import changes_that_mean, entries_on
from mapae.records.models import Application, Authorization
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.case_data import open_answers
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.rulebook_in_force import rulebook_in_force, stored_rulebook
from mapae.usecases.submitted import read_submitted

_OFFICIAL = "high"


class NoAuthorization(LookupError):
    """Nothing was granted to this application."""


@dataclass(frozen=True, slots=True)
class AuthorizationLetter:
    """Names are as typed, which is as the passport prints them.

    `stay_days`: None where no official source says how long, so that the border decides. `edits` and
    `new_applications` are fields of the rulebook's changes.
    """

    reference: str
    surname: str
    given_names: str
    document: TravelDocument
    validity: Validity
    standing: Standing
    ended_on: date | None
    entries: str
    stay_days: int | None
    edits: tuple[str, ...]
    new_applications: tuple[str, ...]
    today: date


def read_letter(ports: Ports, application_id: UUID) -> AuthorizationLetter:
    """The authorization as it stands now. Entries are those of the submission's rules; what a change means and how long
    one may stay is law that holds for whoever acts or arrives, so the rules in force say it.

    Raises UnknownApplication, NoAuthorization, CaseErased, RulebookProblem.
    """
    application = Application.objects.select_related("case_key", "rulebook").filter(id=application_id).first()
    if application is None:
        raise UnknownApplication(str(application_id))
    granted = Authorization.objects.filter(application=application).first()
    if granted is None:
        raise NoAuthorization(str(application_id))
    return _read(ports, application, granted)


def _read(ports: Ports, application: Application, granted: Authorization) -> AuthorizationLetter:
    assert application.rulebook is not None and application.submitted_at is not None
    frozen, now = stored_rulebook(ports, application.rulebook), rulebook_in_force(ports)
    typed, answers = open_answers(ports, application), read_submitted(ports, application)[0]
    today, validity = day_at(ports.clock.now(), now), validity_of(granted)
    return AuthorizationLetter(
        reference=application.reference,
        surname=typed["surname"].strip(),
        given_names=typed.get("given_names", "").strip(),
        document=answers.document,
        validity=validity,
        standing=validity.standing_on(today),
        ended_on=day_at(granted.ended_at, now) if granted.ended_at else None,
        entries=entries_on(frozen, day_at(application.submitted_at, frozen)),
        stay_days=_official_stay(now, answers.document.nationality, today),
        edits=tuple(change for change in changes_that_mean(now, "free_edit", today) if asked_by_change(change)),
        new_applications=changes_that_mean(now, "new_application", today),
        today=today,
    )


def _official_stay(rulebook: Rulebook, nationality: str, day: date) -> int | None:
    """A letter is no place for a number that is not confirmed."""
    stay = stay_on(rulebook, nationality, day)
    rule = next((rule for rule in rulebook.stays if rule.id == stay.rule), None)
    return stay.days if rule is not None and rule.confidence == _OFFICIAL else None


def validity_of(authorization: Authorization) -> Validity:
    """Its days and its ending, as the core looks at them."""
    ending = Ending(authorization.ending) if authorization.ending else None
    return Validity(authorization.first_day, authorization.last_day, ending)
