"""The two weeks before a demonstration begins: people apply, officers decide, ask and propose, carriers ask. Its desk lives.

Everything goes through the use cases, in the order of time, with a clock that stands at each act's own moment.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from uuid import UUID

from mapae.core.screening.hit import Judgement
from mapae.core.travel.override import OverrideReason
from mapae.records.models import Account, Application, Hit, InformationRequest, Proposal
from mapae.site.demonstration_clock import Standing, hours_before
from mapae.site.demonstration_passengers import passengers_are_asked_about
from mapae.site.demonstration_people import LISTED, PEOPLE, apply
from mapae.usecases.ask_for_information import ask_for_information
from mapae.usecases.assign_case import give_case, take_case
from mapae.usecases.decide import grant_by_officer, refuse_by_officer
from mapae.usecases.import_list import import_lost_stolen
from mapae.usecases.judge_hit import judge_hit
from mapae.usecases.override_no_board import override_no_board
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.proposals import Note
from mapae.usecases.provide_information import provide_information
from mapae.usecases.rulebook_in_force import rulebook_in_force
from mapae.usecases.second_officer import confirm_proposal
from mapae.usecases.teams import add_team, put_in_team

BEGAN = 335.0  # hours before: when the accounts were made
_TEAM = "Seoul 1"


@dataclass(slots=True)
class Desk:
    """The accounts by name, and the cases by the name of their person in PEOPLE."""

    officer: Account
    colleague: Account
    supervisor: Account
    cases: dict[str, UUID] = field(default_factory=dict)

    def case(self, name: str) -> Application:
        return Application.objects.get(id=self.cases[name])

    def grant(self, name: str, officer: Account, ports: Ports) -> None:
        grant_by_officer(ports, self.cases[name], officer, self.case(name).version)

    def propose(self, name: str, officer: Account, ports: Ports) -> None:
        note = Note("An invented reason, in the officer's own words.", "en")
        refuse_by_officer(ports, self.cases[name], officer, self.case(name).version, ["public_safety"], note)

    def confirm(self, name: str, ports: Ports) -> None:
        waiting = Proposal.objects.get(application_id=self.cases[name])
        confirm_proposal(ports, self.cases[name], waiting.id, self.supervisor, self.case(name).version)

    def ask(self, name: str, officer: Account, words: str, ports: Ports) -> None:
        take_case(ports, self.cases[name], officer)
        ask_for_information(ports, self.cases[name], officer, self.case(name).version, ["purpose"], words, "en")

    def answer(self, name: str, words: str, ports: Ports) -> None:
        question = InformationRequest.objects.get(application_id=self.cases[name])
        provide_information(ports, self.cases[name], question.id, words)

    def judge(self, name: str, ports: Ports) -> None:
        hit = Hit.objects.get(application_id=self.cases[name])
        judge_hit(ports, self.cases[name], hit.id, self.colleague, "", Judgement.UNSURE)

    def give(self, name: str, team: UUID, officer_id: int | None, ports: Ports) -> None:
        give_case(ports, self.cases[name], self.supervisor, team, officer_id)


def live_through_two_weeks(ports: Ports, officer: Account, colleague: Account, supervisor: Account) -> None:
    """All of it, once; `ports` have the clock of the demonstration's beginning."""
    desk, begins = Desk(officer, colleague, supervisor), replace(ports, clock=Standing(ports.clock.now()))
    _import_list(hours_before(begins, BEGAN))
    team = add_team(hours_before(begins, BEGAN), supervisor, _TEAM)
    for member in (officer, colleague):
        put_in_team(hours_before(begins, BEGAN), supervisor, team, member.pk)
    today = day_at(begins.clock.now(), rulebook_in_force(begins))

    def arrives(name: str, ports: Ports) -> None:
        desk.cases[name] = apply(ports, PEOPLE[name], today)

    acts: list[tuple[float, Callable[[Ports], None]]] = [
        *((person.hours, partial(arrives, name)) for name, person in PEOPLE.items()),
        (291, partial(desk.grant, "fined", colleague)),
        (222, partial(desk.propose, "refused", officer)),
        (203, partial(desk.confirm, "refused")),
        (190, partial(desk.give, "oldest", team, None)),
        (140, partial(desk.grant, "returned", officer)),
        (51, partial(desk.ask, "answered", officer, "Which airline was it, and what did it tell you?")),
        (49, partial(desk.ask, "asked", colleague, "Whom do you visit, and for how long?")),
        (26, passengers_are_asked_about),
        (18, partial(desk.propose, "proposed", colleague)),
        (15, partial(desk.judge, "other")),
        (10, partial(_lift, colleague)),
        (3, partial(desk.answer, "answered", "It was Invented Air. I had left my passport at home.")),
        (2, partial(desk.give, "again", team, officer.pk)),
    ]
    for hours, act in sorted(acts, key=lambda one: -one[0]):
        act(hours_before(begins, hours))


def _import_list(ports: Ports) -> None:
    """Two invented reports of a month before."""
    today = day_at(ports.clock.now(), rulebook_in_force(ports))
    content = LISTED.format(day=today - timedelta(days=30))
    digest = hashlib.sha256(content.encode()).digest()
    import_lost_stolen(ports, content.splitlines(keepends=True), digest, today)


def _lift(officer: Account, ports: Ports) -> None:
    override_no_board(ports, officer, "XX0000151", "THA", OverrideReason.HUMANITARIAN, 48)
