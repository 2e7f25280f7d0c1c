"""What may be chosen in a case: grounds of the rulebook, teams, officers. Nothing of the applicant is read."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from mapae.core.decision.proposal import AdverseAct
from mapae.core.rulebook.model import Ground, Rulebook
from mapae.core.rulebook.terms import disclosure_on, four_eyes_on, grounds_for
from mapae.records.models import Account, Application, AuthorizationEnding, Proposal, Role, Team
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.case_view import Choices
from mapae.usecases.officer_acts import require_theirs, was_referred
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.rulebook_in_force import stored_rulebook

TELLS_WORDS = "full"  # under the other disclosures an officer's own words would say more than the rules let be said


def choices_of_case(ports: Ports, application_id: UUID, officer: Account, purpose: str = "") -> Choices:
    """Raises UnknownApplication for a case that this officer could not open."""
    require_theirs(application_id, officer)
    application = Application.objects.select_related("rulebook", "decision").filter(id=application_id).first()
    if application is None or application.rulebook is None or not (purpose or was_referred(application_id)):
        raise UnknownApplication(str(application_id))
    return choices_of(ports, application)


def choices_of(ports: Ports, application: Application) -> Choices:
    """The same for an application that was read already."""
    assert application.rulebook is not None
    rulebook = stored_rulebook(ports, application.rulebook)
    today, cited = day_at(ports.clock.now(), rulebook), _cited(application)
    return Choices(
        grounds={act: _grounds(rulebook, act, cited, ports) for act in AdverseAct},
        four_eyes=four_eyes_on(rulebook, today),
        tells_words=disclosure_on(rulebook, today) == TELLS_WORDS,
        teams=tuple((str(id_), name) for id_, name in Team.objects.order_by("name").values_list("id", "name")),
        officers=tuple((str(id_), name) for id_, name in _officers().values_list("id", "username")),
    )


def _officers() -> QuerySet[Account]:
    return Account.objects.filter(role__in=[Role.OFFICER, Role.SUPERVISOR], is_active=True).order_by("username")


def _cited(application: Application) -> frozenset[str]:
    codes = set(application.decision.reasons) if application.decision else set()
    for grounds in (
        *Proposal.objects.filter(application=application).values_list("grounds", flat=True),
        *AuthorizationEnding.objects.filter(authorization__application=application).values_list("grounds", flat=True),
    ):
        codes |= set(grounds)
    return frozenset(codes)


def _grounds(rulebook: Rulebook, act: str, cited: frozenset[str], ports: Ports) -> tuple[Ground, ...]:
    offered = grounds_for(rulebook, act, day_at(ports.clock.now(), rulebook))
    once = (one for one in rulebook.grounds if one.code in cited and act in one.acts and one not in offered)
    return (*offered, *once)
