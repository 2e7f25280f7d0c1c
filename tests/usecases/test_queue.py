"""The queue: who sees which case, in which order, page by page; taking, giving and losing a case."""

from __future__ import annotations

from uuid import uuid4

import pytest

from mapae.core.audit.leaf import parse
from mapae.records.models import Account, Application, AuditLeaf, Role
from mapae.usecases.assign_case import NobodyThere, give_case, take_case
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.decide import grant_by_officer
from mapae.usecases.desk_notices import forget_notices, list_notices
from mapae.usecases.list_queue import Order, Queue, View, list_queue
from mapae.usecases.open_case import open_case
from mapae.usecases.ports import Ports
from mapae.usecases.teams import TeamRefused, add_team, list_teams, put_in_team, take_out_of_team
from tests.room.clock import SetClock
from tests.usecases.steps import a_granted, a_referred, an_officer

pytestmark = [pytest.mark.django_db, pytest.mark.wide]


@pytest.fixture
def one(ports: Ports) -> Account:
    return an_officer(ports, "officer.one")


@pytest.fixture
def two(ports: Ports) -> Account:
    return an_officer(ports, "officer.two")


@pytest.fixture
def supervisor(ports: Ports) -> Account:
    return Account.objects.create(
        username="supervisor.one", role=Role.SUPERVISOR, password="!", created_at=ports.clock.now()
    )


def last_action() -> str:
    return parse(bytes(AuditLeaf.objects.latest("id").content)).action


def test_age_and_arrival_are_two_orders(ports: Ports, one: Account, clock: SetClock) -> None:
    first = a_referred(ports, arrival_day="2026-12-24", document_number="U1")
    clock.pass_by(minutes=1)
    second = a_referred(ports, arrival_day="2026-12-20", document_number="U2")
    ids = {order: [entry.id for entry in list_queue(ports, one, order=order).entries] for order in Order}
    assert ids == {Order.AGE: [first.id, second.id], Order.ARRIVAL: [second.id, first.id]}


@pytest.mark.parametrize("order", Order)
def test_pages_show_every_case_once_though_the_first_ones_leave(ports: Ports, one: Account, order: Order) -> None:
    cases = [
        a_referred(ports, arrival_day=f"2026-12-{20 + n % 2}", document_number=f"U{n}", given_names="ABCDE"[n])
        for n in range(5)
    ]
    page = list_queue(ports, one, order=order, most=2)
    seen = [entry.id for entry in page.entries]
    grant_by_officer(ports, seen[0], one, next(case.version for case in cases if case.id == seen[0]))
    while page.after:
        page = list_queue(ports, one, order=order, after=page.after, most=2)
        seen += [entry.id for entry in page.entries]
    assert sorted(seen) == sorted(case.id for case in cases)
    assert len(page.entries) == 1


@pytest.mark.parametrize(
    "after", ["x", "2026-12-20~x~y", "2026-12-20~2026-11-22T03:00:00~00000000-0000-4000-8000-000000000000", "~~"]
)
def test_key_that_is_none_begins_anew(ports: Ports, one: Account, after: str) -> None:
    a_referred(ports)
    assert len(list_queue(ports, one, after=after).entries) == 1


def test_views_hold_what_they_say(ports: Ports, one: Account, two: Account) -> None:
    mine, free = a_referred(ports, document_number="U1"), a_referred(ports, document_number="U2")
    theirs = a_referred(ports, document_number="U3")
    take_case(ports, mine.id, one)
    take_case(ports, theirs.id, two)
    found = {view: {entry.id for entry in list_queue(ports, one, view).entries} for view in View}
    assert found[View.ALL] == {mine.id, free.id, theirs.id}
    assert found[View.MINE] == {mine.id}
    assert found[View.FREE] == {free.id}
    assert found[View.TEAMS] == found[View.ASKED] == found[View.SECOND] == set()
    assert list_queue(ports, one).counts == {
        "all": 3,
        "mine": 1,
        "teams": 0,
        "free": 1,
        "second": 0,
        "asked": 0,
        "objected": 0,
    }


def test_taking_over_tells_who_had_it_and_leaves_a_leaf(ports: Ports, one: Account, two: Account) -> None:
    case = a_referred(ports)
    take_case(ports, case.id, one)
    assert last_action() == "case.taken"
    take_case(ports, case.id, two)
    assert last_action() == "case.taken_over"
    (notice,) = list_notices(one)
    assert (notice.kind, notice.case_id, notice.by) == ("taken_over", case.id, "officer.two")
    assert list_notices(two) == ()
    forget_notices(one, notice.id)
    assert list_notices(one) == ()


def test_notices_are_forgotten_up_to_the_one_that_was_shown(ports: Ports, one: Account, two: Account) -> None:
    for number in range(2):
        give_case(ports, a_referred(ports, document_number=f"U{number}").id, two, None, one.pk)
    newest, older = list_notices(one)
    forget_notices(two, newest.id)
    assert len(list_notices(one)) == 2
    forget_notices(one, older.id)
    assert [notice.id for notice in list_notices(one)] == [newest.id]


def test_case_of_a_team_is_for_its_members_and_supervisors(
    ports: Ports, one: Account, two: Account, supervisor: Account
) -> None:
    case, team = a_referred(ports), add_team(ports, supervisor, "Specimen team")
    put_in_team(ports, supervisor, team, one.pk)
    give_case(ports, case.id, one, team, None)
    for who, sees in ((one, True), (two, False), (supervisor, True)):
        assert bool(list_queue(ports, who).entries) is sees
    with pytest.raises(UnknownApplication):
        grant_by_officer(ports, case.id, two, case.version)
    with pytest.raises(UnknownApplication):
        take_case(ports, case.id, two)
    assert not AuditLeaf.objects.filter(content__contains=b"case.opened").exists()
    take_out_of_team(ports, supervisor, team, one.pk)
    assert not list_queue(ports, one).entries
    give_case(ports, case.id, supervisor, team, two.pk)
    assert [entry.id for entry in list_queue(ports, two, View.MINE).entries] == [case.id]
    assert grant_by_officer(ports, case.id, two, case.version).status == "granted"


def test_who_is_not_in_the_team_cannot_open_its_case(ports: Ports, one: Account, supervisor: Account) -> None:
    case, team = a_referred(ports), add_team(ports, supervisor, "Specimen team")
    give_case(ports, case.id, supervisor, team, None)
    with pytest.raises(UnknownApplication):
        open_case(ports, case.id, one)
    assert last_action() == "case.assigned"
    assert open_case(ports, case.id, supervisor).assignment is not None


def test_letting_go_makes_the_case_everybodys(ports: Ports, one: Account, two: Account) -> None:
    case = a_referred(ports)
    take_case(ports, case.id, one)
    give_case(ports, case.id, one, None, None)
    assert last_action() == "case.released"
    assert [entry.officer for entry in list_queue(ports, two, View.FREE).entries] == [""]
    assert list_notices(one) == ()


def test_nobody_gets_a_case_who_is_not_at_the_desk(ports: Ports, one: Account) -> None:
    case = a_referred(ports)
    auditor = Account.objects.create(username="auditor", role=Role.AUDITOR, password="!", created_at=ports.clock.now())
    for team, officer in ((uuid4(), None), (None, auditor.pk), (None, 0)):
        with pytest.raises(NobodyThere):
            give_case(ports, case.id, one, team, officer)


def test_case_that_never_was_referred_is_given_to_nobody(ports: Ports, one: Account) -> None:
    with pytest.raises(UnknownApplication):
        take_case(ports, a_granted(ports).id, one)


def test_teams_have_names_of_their_own_and_members_of_the_desk(ports: Ports, supervisor: Account, one: Account) -> None:
    team = add_team(ports, supervisor, "  Specimen   team ")
    for name in ("", " ", "x" * 65, "Specimen team"):
        with pytest.raises(TeamRefused):
            add_team(ports, supervisor, name)
    for _ in range(2):
        put_in_team(ports, supervisor, team, one.pk)
    assert last_action() == "team.joined"
    (seen,) = list_teams()
    assert (seen.name, seen.members, seen.cases) == ("Specimen team", ((one.pk, "officer.one"),), 0)
    with pytest.raises(TeamRefused):
        put_in_team(ports, supervisor, uuid4(), one.pk)
    with pytest.raises(TeamRefused):
        put_in_team(ports, supervisor, team, 0)


@pytest.mark.parametrize("order", Order)
def test_case_whose_arrival_is_not_known_comes_after_all_that_are(
    ports: Ports, one: Account, order: Order, clock: SetClock
) -> None:
    cases = [a_referred(ports, document_number=f"U{n}", given_names="ABCD"[n]) for n in range(4)]
    Application.objects.filter(id__in=[case.id for case in cases[:2]]).update(arrival_day=None)
    page, seen = list_queue(ports, one, order=order, most=1), []
    while page.entries:
        seen += [entry.id for entry in page.entries]
        page = list_queue(ports, one, order=order, after=page.after, most=1) if page.after else Queue((), 0, "", {})
    assert sorted(seen) == sorted(case.id for case in cases)
    if order is Order.ARRIVAL:
        assert {*seen[2:]} == {case.id for case in cases[:2]}
