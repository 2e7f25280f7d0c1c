"""Pressing orders what is ready at that moment, once, and tells what is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapae.core.group.ordering import row_numbers
from mapae.core.rulebook.assessment import GroupLimit
from mapae.records.models import AuditLeaf, GroupRow, Order, Organisation
from mapae.usecases.groups import MayNotSendGroups, UnknownGroup
from mapae.usecases.ports import Ports
from mapae.usecases.press_order import ChoiceChanged, NothingReady, TooManyPeople, require_within
from mapae.usecases.save_row import add_row
from tests.room.clock import SetClock
from tests.usecases.group_steps import a_group, a_representative, an_organisation, row_answers
from tests.usecases.order_steps import a_pressed, a_ready_family, a_ready_group, jobs, people, put_rows
from tests.usecases.steps import an_officer, at_once

FAMILIES = GroupLimit("family", 10, 10, False, False, "KOR.groups-of-families")


def rows_of(order: Order) -> list[int]:
    return list(order.rows.order_by("number").values_list("number", flat=True))


@pytest.mark.django_db
def test_every_ready_row_is_ordered_once_and_its_moment_is_kept(ports: Ports, clock: SetClock) -> None:
    who, group = a_ready_group(ports)
    order = a_pressed(ports, who, group)
    assert (order.status, order.rows_total, order.pressed_at, rows_of(order)) == (
        "preparing",
        3,
        clock.now(),
        [1, 2, 3],
    )
    assert jobs("prepare_order") == 1
    leaves = [bytes(leaf.content) for leaf in AuditLeaf.objects.all()]
    assert sum(b'"order.pressed"' in leaf for leaf in leaves) == 1


@pytest.mark.django_db
def test_the_same_key_again_is_the_same_order(ports: Ports) -> None:
    who, group = a_ready_group(ports)
    first = a_pressed(ports, who, group)
    assert a_pressed(ports, who, group).id == first.id
    with pytest.raises(NothingReady):
        a_pressed(ports, who, group, "press-2")
    assert (Order.objects.count(), jobs("prepare_order")) == (1, 1)


@pytest.mark.usefixtures("committed")
def test_four_who_press_at_once_make_one_order(ports: Ports) -> None:
    who, group = a_ready_group(ports)
    results = at_once(*[lambda: a_pressed(ports, who, group).id] * 4)
    assert len(set(results)) == 1 == Order.objects.count()


@pytest.mark.usefixtures("committed")
def test_rows_pressed_by_two_at_once_are_in_one_order_only(ports: Ports) -> None:
    who, group = a_ready_group(ports)
    results = at_once(*[lambda key=key: a_pressed(ports, who, group, key).rows_total for key in "abcd"])
    assert results.count(3) == 1
    assert sum(isinstance(one, NothingReady) for one in results) == 3


@pytest.mark.django_db
def test_only_chosen_rows_go(ports: Ports) -> None:
    who, group = a_ready_group(ports)
    rows = list(GroupRow.objects.order_by("number"))
    assert rows_of(a_pressed(ports, who, group, chosen=[rows[0].id, rows[2].id])) == [1, 3]
    assert rows_of(a_pressed(ports, who, group, "press-2")) == [2]


@pytest.mark.django_db
def test_what_is_not_ready_stays(ports: Ports) -> None:
    who, group = a_ready_group(ports)
    without, child, wrong, twice = (
        row_answers(31), row_answers(35), row_answers(32, surname=""), people(1)[0] | {"surname": "OTHER"}
    )  # fmt: skip
    put_rows(ports, who, group, child, wrong)
    add_row(ports, who, group.id, without)  # no portrait
    assert rows_of(a_pressed(ports, who, group, "press-1")) == [1, 2, 3]
    put_rows(ports, who, group, twice)
    with pytest.raises(NothingReady):
        a_pressed(ports, who, group, "press-2")


@pytest.mark.django_db
def test_two_rows_of_one_document_both_wait(ports: Ports) -> None:
    who, group = a_ready_group(ports, 1)
    put_rows(ports, who, group, row_answers(41), row_answers(41, surname="OTHER"))
    assert rows_of(a_pressed(ports, who, group)) == [1]


@pytest.mark.django_db
def test_exempt_go_only_if_they_opt_in(ports: Ports) -> None:
    who, group = a_ready_group(ports, 1)
    child, young = put_rows(ports, who, group, row_answers(35), row_answers(42))
    GroupRow.objects.filter(id=young.id).update(opts_in=True)
    assert rows_of(a_pressed(ports, who, group)) == [1, young.number]
    assert GroupRow.objects.get(id=child.id).order_id is None


@pytest.mark.django_db
def test_rows_that_went_stale_are_checked_anew(ports: Ports, clock: SetClock) -> None:
    who, group = a_ready_group(ports, arrival_day="2026-12-01")
    clock.pass_by(days=20)
    with pytest.raises(NothingReady):
        a_pressed(ports, who, group)


@pytest.mark.django_db
def test_another_number_than_was_shown_is_told_and_not_ordered(ports: Ports) -> None:
    who, group = a_ready_group(ports)
    with pytest.raises(ChoiceChanged):
        a_pressed(ports, who, group, seen=4)
    assert a_pressed(ports, who, group, seen=3).rows_total == 3


@pytest.mark.django_db
def test_nobody_presses_for_another_organisation(ports: Ports) -> None:
    _, group = a_ready_group(ports)
    with pytest.raises(UnknownGroup):
        a_pressed(ports, a_representative(ports), group)


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["waiting", "refused", "suspended"])
def test_only_an_approved_organisation_sends(ports: Ports, status: str) -> None:
    organisation = an_organisation(ports)
    who = a_representative(ports, organisation)
    group = a_group(ports, who)
    put_rows(ports, who, group, *people(1))
    decided = {"decided_at": ports.clock.now(), "decided_by": an_officer(ports), "reasons": ["other"]}
    Organisation.objects.filter(id=organisation.id).update(
        **({"decided_at": None, "status": status} | (decided if status != "waiting" else {}))
    )
    with pytest.raises(MayNotSendGroups):
        a_pressed(ports, who, group)


@pytest.mark.django_db
def test_a_family_sends_ten_and_no_more(ports: Ports) -> None:
    who, group = a_ready_family(ports, 10)
    rows = list(GroupRow.objects.order_by("number"))
    a_pressed(ports, who, group, chosen=[row.id for row in rows[:6]])
    spare = rows[9]
    GroupRow.objects.filter(id=spare.id).delete()
    put_rows(ports, who, group, people(11)[10])
    assert a_pressed(ports, who, group, "press-2").rows_total == 4


@pytest.mark.django_db
def test_a_family_whose_number_became_smaller_is_told(ports: Ports) -> None:
    _, group = a_ready_family(ports, 3)
    with pytest.raises(TooManyPeople):
        require_within(group, replace(FAMILIES, people=2), 3)
    require_within(group, replace(FAMILIES, people=3), 3)
    require_within(a_group(ports), replace(FAMILIES, people=2), 300)


@pytest.mark.parametrize(
    ("written", "numbers"),
    [("1-3, 5", {1, 2, 3, 5}), ("7", {7}), ("2–4;9", {2, 3, 4, 9}), ("", None), ("3-1", None), ("0", None),
     ("a", None), ("1-", None), ("1,,2", None), ("123456", None)],
)  # fmt: skip
def test_numbers_of_rows_are_read_as_people_write_them(written: str, numbers: set[int] | None) -> None:
    assert row_numbers(written) == numbers
