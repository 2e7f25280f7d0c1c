"""Screening of applications: what hits refers with its reasons, and an officer's judgement holds for the same pair."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mapae.core.screening.hit import HitReason, Judgement, Side, SideField
from mapae.records.models import Account, Application, Authorization, CaseKey, Hit
from mapae.usecases.case_acts import ChangedMeanwhile, UnknownApplication
from mapae.usecases.case_view import Case
from mapae.usecases.decide import decide_by_machine, grant_by_officer
from mapae.usecases.judge_hit import judge_hit
from mapae.usecases.open_case import open_case
from mapae.usecases.ports import Ports
from mapae.usecases.read_case import read_case
from mapae.usecases.verify_seals import verify_seals
from mapae.usecases.withdraw import withdraw
from tests.usecases.leaves import leaves
from tests.usecases.steps import a_granted, a_list, a_paid, a_referred, a_submitted, an_officer, refuse

pytestmark = [pytest.mark.django_db, pytest.mark.wide]
LISTED = "TUR,U00000017,2026-01-31,stolen"
ANOTHER = {"surname": "UYDURUK", "given_names": "MEHMET", "sex": "M"}


@pytest.fixture
def officer(ports: Ports) -> Account:
    return an_officer(ports)


def a_decided(ports: Ports, **changes: str) -> Application:
    return decide_by_machine(ports, a_paid(ports, **changes))


def reasons_of(application: Application) -> list[list[str]]:
    return [hit.reasons for hit in Hit.objects.filter(application=application).order_by("found_at", "id")]


def refused(ports: Ports, officer: Account, **changes: str) -> Application:
    return refuse(ports, a_referred(ports, **changes).id, officer, ["entry_ban"])


def seen(ports: Ports, application: Application, officer: Account) -> Case:
    return read_case(ports, Application.objects.get(id=application.id), officer)


def referral_of(application: Application) -> list[str]:
    return application.events.get(name="application.referred").reasons


def test_listed_document_refers_with_its_reason_and_leaves_leaves(ports: Ports) -> None:
    a_list(ports, LISTED)
    application = a_decided(ports)
    assert (application.status, referral_of(application)) == ("referred", ["hit"])
    assert reasons_of(application) == [["document_listed"]]
    (leaf,) = leaves("hit.found")
    assert (leaf.actor, leaf.case, leaf.reasons) == ("system", str(application.case_key_id), ("document_listed",))


@pytest.mark.parametrize(
    ("rows", "since"),
    [
        (["TUR,U00000018,2026-01-31,stolen"], date(2026, 11, 1)),
        (["KAZ,U00000017,2026-01-31,stolen"], date(2026, 11, 1)),
        ([LISTED], date(2026, 11, 23)),
    ],
)
def test_other_document_and_list_to_come_hit_nobody(ports: Ports, rows: list[str], since: date) -> None:
    a_list(ports, *rows, since=since)
    assert a_decided(ports).status == "granted"


def test_newer_version_takes_the_place_of_the_older(ports: Ports) -> None:
    a_list(ports, LISTED, since=date(2026, 11, 1))
    a_list(ports, "UTO,X1,2026-01-31,lost", since=date(2026, 11, 2))
    assert a_decided(ports).status == "granted"


def test_same_document_with_another_identity_refers(ports: Ports, officer: Account) -> None:
    earlier = a_granted(ports)
    application = a_decided(ports, **ANOTHER)
    assert application.status == "referred"
    assert reasons_of(application) == [["document_with_another_identity"]]
    (hit,) = seen(ports, application, officer).hits
    assert Side(SideField.SURNAME, "UYDURUK", "ORNEKOGLU") in hit.sides
    assert hit.other is None, "it never was with an officer"
    assert earlier.status == "granted"


def test_same_person_again_and_another_spelling_of_the_name_are_granted(ports: Ports) -> None:
    a_granted(ports)
    assert a_decided(ports).status == "granted"
    assert a_decided(ports, surname="Örnek Oğlu").status == "granted"
    assert a_decided(ports, document_number="U00000099", **ANOTHER).status == "granted"
    assert not Hit.objects.exists()


def test_person_refused_before_refers_on_any_passport(ports: Ports, officer: Account) -> None:
    earlier = refused(ports, officer)
    same, other = a_decided(ports), a_decided(ports, document_number="U00000099")
    assert reasons_of(same) == [["person_refused_before", "document_refused_before"]]
    assert reasons_of(other) == [["person_refused_before"]]
    (hit,) = seen(ports, other, officer).hits
    assert hit.other == earlier.id
    assert Side(SideField.ENDED, "", "refused") in hit.sides
    assert Side(SideField.ENDED_ON, "", "2026-11-22") in hit.sides


@pytest.mark.parametrize("ending", ["revoked", "annulled"])
def test_person_whose_authorization_was_ended_refers(ports: Ports, ending: str) -> None:
    a_granted(ports)
    Authorization.objects.update(ending=ending, ended_at=ports.clock.now())
    application = a_decided(ports, document_number="U00000099")
    assert reasons_of(application) == [[f"person_{ending}_before"]]


@pytest.mark.parametrize("ending", ["cancelled", "superseded"])
def test_ending_that_is_nobodys_fault_hits_nobody(ports: Ports, ending: str) -> None:
    a_granted(ports)
    Authorization.objects.update(ending=ending, ended_at=ports.clock.now())
    assert a_decided(ports).status == "granted"


def test_who_never_paid_vouched_for_no_identity(ports: Ports) -> None:
    withdraw(ports, a_submitted(ports, **ANOTHER))
    a_submitted(ports, surname="BASKA")
    assert a_decided(ports).status == "granted"


def test_who_paid_and_withdrew_is_remembered(ports: Ports) -> None:
    withdraw(ports, a_referred(ports, **ANOTHER).id)
    assert reasons_of(a_decided(ports)) == [["document_with_another_identity"]]


def test_erased_case_says_nothing(ports: Ports) -> None:
    earlier = a_granted(ports)
    CaseKey.objects.filter(id=earlier.case_key_id).update(wrapped=None, destroyed_at=ports.clock.now())
    assert a_decided(ports, **ANOTHER).status == "granted"


def test_hit_and_declaration_are_told_together(ports: Ports) -> None:
    a_list(ports, LISTED)
    assert referral_of(a_decided(ports, has_criminal_record="yes")) == ["declaration", "hit"]


def test_hit_is_kept_of_a_passport_that_expired_meanwhile(ports: Ports, clock: object) -> None:
    a_list(ports, LISTED)
    application_id = a_paid(ports, document_expiry="2026-12-31")
    clock.pass_by(days=60)  # type: ignore[attr-defined]  # the clock of the test
    assert referral_of(decide_by_machine(ports, application_id)) == ["hit", "not_eligible"]


@pytest.mark.parametrize("judgement", Judgement)
def test_only_what_was_ruled_out_does_not_refer_the_same_pair_again(
    ports: Ports, officer: Account, judgement: Judgement
) -> None:
    a_list(ports, LISTED)
    application = a_decided(ports)
    judge_hit(ports, application.id, Hit.objects.get().id, officer, "", judgement)
    grant_by_officer(ports, application.id, officer, application.version)
    assert a_decided(ports).status == ("granted" if judgement is Judgement.RULED_OUT else "referred")


def test_ruled_out_hit_comes_again_for_another_person_report_or_reason(ports: Ports, officer: Account) -> None:
    a_list(ports, LISTED)
    application = a_decided(ports)
    judge_hit(ports, application.id, Hit.objects.get().id, officer, "", Judgement.RULED_OUT)
    grant_by_officer(ports, application.id, officer, application.version)
    assert ["document_listed"] in reasons_of(a_decided(ports, **ANOTHER))
    a_list(ports, LISTED, "TUR,U00000017,2026-11-20,stolen", since=date(2026, 11, 20))
    assert sorted(reasons_of(a_decided(ports))) == [["document_listed"], ["document_with_another_identity"]]
    assert len(set(Hit.objects.filter(list_kind="lost_stolen").values_list("pair_index", flat=True))) == 3


def test_reason_that_is_new_comes_again(ports: Ports, officer: Account) -> None:
    a_granted(ports)
    application = a_decided(ports, **ANOTHER)
    judge_hit(ports, application.id, Hit.objects.get().id, officer, "", Judgement.RULED_OUT)
    Authorization.objects.update(ending="annulled", ended_at=ports.clock.now())
    assert reasons_of(a_decided(ports, **ANOTHER)) == [["document_annulled_before"]]


def test_opening_looks_again_once(ports: Ports, officer: Account) -> None:
    application = a_referred(ports)
    assert open_case.__wrapped__(ports, application.id, officer).hits == ()
    a_list(ports, LISTED)
    for _ in range(2):
        (hit,) = open_case.__wrapped__(ports, application.id, officer).hits
        assert hit.reasons == (HitReason.DOCUMENT_LISTED,)
    assert len(reasons_of(application)) == 1


def test_decided_case_is_not_screened_when_it_is_opened(ports: Ports, officer: Account) -> None:
    application = refused(ports, officer)
    a_list(ports, LISTED)
    assert open_case.__wrapped__(ports, application.id, officer).hits == ()


def test_judgement_is_an_act_with_its_leaf(ports: Ports, officer: Account) -> None:
    a_list(ports, LISTED)
    application = a_decided(ports)
    hit = Hit.objects.get()
    judge_hit(ports, application.id, hit.id, officer, "", Judgement.UNSURE)
    judge_hit(ports, application.id, hit.id, officer, "unsure", Judgement.CONFIRMED)
    (seen_hit,) = seen(ports, application, officer).hits
    assert (seen_hit.judgement, seen_hit.judged_by) == ("confirmed", officer.username)
    assert [leaf.detail for leaf in leaves("hit.judged")] == [
        {"judgement": "unsure", "before": ""},
        {"judgement": "confirmed", "before": "unsure"},
    ]
    assert {leaf.role for leaf in leaves("hit.judged")} == {"officer"}


def test_judgement_over_another_or_of_a_decided_case_is_refused(ports: Ports, officer: Account) -> None:
    a_list(ports, LISTED)
    application = a_decided(ports)
    hit = Hit.objects.get()
    judge_hit(ports, application.id, hit.id, officer, "", Judgement.CONFIRMED)
    with pytest.raises(ChangedMeanwhile):
        judge_hit(ports, application.id, hit.id, officer, "", Judgement.RULED_OUT)
    refuse(ports, application.id, officer, ["entry_ban"])
    with pytest.raises(ChangedMeanwhile):
        judge_hit(ports, application.id, hit.id, officer, "confirmed", Judgement.RULED_OUT)


def test_hit_of_another_case_is_not_there(ports: Ports, officer: Account) -> None:
    a_list(ports, LISTED)
    a_decided(ports)
    other = a_referred(ports, document_number="U00000099", **ANOTHER)
    for hit_id in (Hit.objects.get().id, uuid4()):
        with pytest.raises(UnknownApplication):
            judge_hit(ports, other.id, hit_id, officer, "", Judgement.RULED_OUT)


def test_lookup_is_one_query(ports: Ports) -> None:
    a_list(ports, "UTO,X1,2026-01-31,lost")
    application_id = a_paid(ports)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        decide_by_machine(ports, application_id)
    asked = [one["sql"] for one in queries if "listed_document" in one["sql"] or '"hit"' in one["sql"]]
    assert len(asked) == 1


def test_sides_are_among_the_seals_that_a_restore_verifies(ports: Ports) -> None:
    a_list(ports, LISTED)
    a_decided(ports)
    before = verify_seals(ports)
    Hit.objects.update(sides_sealed=b"broken")
    after = verify_seals(ports)
    assert (before.broken, after.broken, after.opened) == (0, 1, before.opened - 1)
