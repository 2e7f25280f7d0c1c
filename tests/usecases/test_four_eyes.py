"""A decision against a person needs two: one proposes, a supervisor who is somebody else confirms or gives it back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapae.core.application.status import TransitionRefused
from mapae.core.decision.disclosure import NoSuchGround
from mapae.core.decision.proposal import AdverseAct, SamePerson
from mapae.core.rulebook.model import Rulebook
from mapae.records.models import (
    Account,
    Application,
    Authorization,
    AuthorizationEnding,
    Decision,
    OutboxMessage,
    Proposal,
)
from mapae.usecases.ask_for_information import ask_for_information
from mapae.usecases.case_acts import ChangedMeanwhile
from mapae.usecases.decide import grant_by_officer, refuse_by_officer
from mapae.usecases.desk_notices import list_notices
from mapae.usecases.end_authorization import end_authorization
from mapae.usecases.list_queue import View, list_queue
from mapae.usecases.ports import Ports
from mapae.usecases.proposals import Note, ProposalWaits
from mapae.usecases.read_result import read_result
from mapae.usecases.second_officer import NotASupervisor, confirm_proposal, return_proposal
from mapae.usecases.withdraw import withdraw
from tests.usecases.steps import a_granted, a_referred, a_supervisor, an_officer, confirm, refuse

pytestmark = pytest.mark.django_db
GROUND = ("false_information",)


@pytest.fixture
def officer(ports: Ports) -> Account:
    return an_officer(ports)


@pytest.fixture
def supervisor(ports: Ports) -> Account:
    return a_supervisor(ports)


def proposed(ports: Ports, by: Account) -> tuple[Application, Proposal]:
    referred = a_referred(ports)
    return refuse_by_officer(ports, referred.id, by, referred.version, GROUND), Proposal.objects.get()


class Changed:
    """The rulebooks of the ports, each changed a little after it is read."""

    def __init__(self, ports: Ports, **changes: object) -> None:
        self.inner, self.changes = ports.rulebooks, changes

    def newest(self, programme: str) -> tuple[str, bytes]:
        return self.inner.newest(programme)

    def read(self, version: str, content: bytes) -> Rulebook:
        return replace(self.inner.read(version, content), **self.changes)  # type: ignore[arg-type]


def test_proposal_decides_nothing_and_tells_the_applicant_nothing(ports: Ports, officer: Account) -> None:
    application, proposal = proposed(ports, officer)
    assert (application.status, proposal.state, proposal.grounds) == ("referred", "open", ["false_information"])
    assert not Decision.objects.exists()
    assert not OutboxMessage.objects.filter(kind="application.refused").exists()
    assert read_result(ports, application.id).told is None


def test_supervisor_confirms_and_both_stand_in_the_decision(
    ports: Ports, officer: Account, supervisor: Account
) -> None:
    application, proposal = proposed(ports, officer)
    refused = confirm_proposal(ports, application.id, proposal.id, supervisor, application.version)
    assert refused.status == "refused"
    decision = Decision.objects.get()
    assert (decision.decided_by, decision.confirmed_by) == (officer, supervisor)
    assert [notice.kind for notice in list_notices(officer)] == ["confirmed"]
    assert list_queue(ports, supervisor, View.SECOND).entries == ()


def test_nobody_confirms_their_own_proposal_and_no_officer_confirms_any(ports: Ports, supervisor: Account) -> None:
    application, proposal = proposed(ports, supervisor)
    with pytest.raises(SamePerson):
        confirm_proposal(ports, application.id, proposal.id, supervisor, application.version)
    with pytest.raises(NotASupervisor):
        confirm_proposal(ports, application.id, proposal.id, an_officer(ports), application.version)
    other = a_supervisor(ports, "supervisor.two")
    assert confirm_proposal(ports, application.id, proposal.id, other, application.version).status == "refused"


def test_while_a_proposal_waits_nothing_else_is_decided(ports: Ports, officer: Account) -> None:
    application, _ = proposed(ports, officer)
    other = an_officer(ports, "officer.two")
    with pytest.raises(ProposalWaits):
        grant_by_officer(ports, application.id, other, application.version)
    with pytest.raises(ProposalWaits):
        refuse_by_officer(ports, application.id, other, application.version, GROUND)
    with pytest.raises(ProposalWaits):
        ask_for_information(ports, application.id, other, application.version, ["purpose"], "", "en")


def test_proposal_that_is_given_back_leaves_the_case_as_it_was(
    ports: Ports, officer: Account, supervisor: Account
) -> None:
    application, proposal = proposed(ports, officer)
    returned = return_proposal(ports, application.id, proposal.id, supervisor, application.version)
    assert [notice.kind for notice in list_notices(officer)] == ["returned"]
    assert grant_by_officer(ports, application.id, officer, returned.version).status == "granted"


def test_officer_takes_back_their_own_proposal_and_no_colleagues(ports: Ports, officer: Account) -> None:
    application, proposal = proposed(ports, officer)
    with pytest.raises(NotASupervisor):
        return_proposal(ports, application.id, proposal.id, an_officer(ports, "officer.two"), application.version)
    return_proposal(ports, application.id, proposal.id, officer, application.version)
    assert list_notices(officer) == ()


def test_proposal_is_settled_once_and_for_what_was_seen(ports: Ports, officer: Account, supervisor: Account) -> None:
    application, proposal = proposed(ports, officer)
    with pytest.raises(ChangedMeanwhile):
        confirm_proposal(ports, application.id, proposal.id, supervisor, application.version - 1)
    refused = confirm_proposal(ports, application.id, proposal.id, supervisor, application.version)
    with pytest.raises(TransitionRefused):
        confirm_proposal(ports, application.id, proposal.id, supervisor, refused.version)
    other = a_referred(ports)
    with pytest.raises(ChangedMeanwhile):
        confirm_proposal(ports, other.id, proposal.id, supervisor, other.version)


def test_withdrawal_ends_what_was_proposed(ports: Ports, officer: Account, supervisor: Account) -> None:
    application, proposal = proposed(ports, officer)
    withdrawn = withdraw(ports, application.id)
    with pytest.raises(TransitionRefused):
        confirm_proposal(ports, application.id, proposal.id, supervisor, withdrawn.version)
    assert list_queue(ports, supervisor, View.SECOND).entries == ()


def test_where_the_rules_ask_for_one_officer_one_is_enough(ports: Ports, officer: Account) -> None:
    alone = replace(ports, rulebooks=Changed(ports, four_eyes=()))
    referred = a_referred(alone)
    refused = refuse_by_officer(alone, referred.id, officer, referred.version, GROUND)
    assert refused.status == "refused"
    assert refused.decision is not None
    assert refused.decision.confirmed_by is None
    granted = a_granted(alone, document_number="U2", surname="UYDURUK")
    assert end_authorization(alone, granted.id, officer, granted.version, AdverseAct.REVOKE, ["entry_ban"])


@pytest.mark.parametrize(("act", "ending"), [(AdverseAct.REVOKE, "revoked"), (AdverseAct.ANNUL, "annulled")])
def test_authorization_ends_when_the_second_officer_confirms(
    ports: Ports, officer: Account, supervisor: Account, act: AdverseAct, ending: str
) -> None:
    granted = a_granted(ports)
    assert not end_authorization(ports, granted.id, officer, granted.version, act, ["entry_ban"])
    assert Authorization.objects.get().ending == ""
    confirm(ports, granted.id, supervisor)
    authorization = Authorization.objects.get()
    assert authorization.ending == ending
    stored = AuthorizationEnding.objects.get()
    assert (stored.decided_by, stored.confirmed_by, stored.grounds) == (officer, supervisor, ["entry_ban"])
    assert Application.objects.get().status == "granted"
    assert OutboxMessage.objects.filter(kind="authorization.ended").count() == 1
    told = read_result(ports, granted.id)
    assert told.standing == ending
    assert told.told is not None
    assert len(told.told.grounds) == 1


def test_authorization_ends_once(ports: Ports, officer: Account, supervisor: Account) -> None:
    granted = a_granted(ports)
    end_authorization(ports, granted.id, officer, granted.version, AdverseAct.REVOKE, ["entry_ban"])
    ended = confirm(ports, granted.id, supervisor)
    with pytest.raises(TransitionRefused):
        end_authorization(ports, granted.id, officer, ended.version, AdverseAct.ANNUL, ["entry_ban"])


def test_ending_needs_a_ground_of_its_own_act(ports: Ports, officer: Account) -> None:
    granted = a_granted(ports)
    for grounds in ((), ("bad_mood",)):
        with pytest.raises(NoSuchGround):
            end_authorization(ports, granted.id, officer, granted.version, AdverseAct.ANNUL, grounds)
    assert not Proposal.objects.exists()


def test_words_go_to_the_applicant_under_full_disclosure_only(ports: Ports, officer: Account) -> None:
    note = Note("The hotel does not exist.", "en")
    referred = a_referred(ports)
    refused = refuse(ports, referred.id, officer, GROUND, note=note)
    assert read_result(ports, refused.id).note == ""
    book = ports.rulebooks.read(*ports.rulebooks.newest("KOR"))
    told = replace(
        ports, rulebooks=Changed(ports, disclosures=tuple(replace(one, refusal="full") for one in book.disclosures))
    )
    result = read_result(told, refused.id)
    assert (result.note, result.note_language) == ("The hotel does not exist.", "en")
