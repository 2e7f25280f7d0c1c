"""Tables of rows: duplicates are told where they may be, and of strangers nothing is learnt."""

from __future__ import annotations

import pytest

from mapae.core.group.checking import RowStanding
from mapae.usecases.list_rows import A_PAGE, ListedRow, RowFilter, count_rows, list_groups, list_rows, next_to_mend
from mapae.usecases.ports import Ports
from mapae.usecases.save_row import GroupFull, RowChanged, UnknownRow, add_row, remove_row, save_row, set_opts_in
from tests.usecases.group_steps import a_family, a_group, a_representative, row_answers, rows_of
from tests.usecases.steps import a_granted

pytestmark = pytest.mark.django_db


def told(row: ListedRow) -> tuple[bool, bool, bool]:
    return row.is_twin, row.is_elsewhere, row.is_authorized


def test_duplicates_within_the_group_elsewhere_and_with_an_authorization_are_told_apart(ports: Ports) -> None:
    person = row_answers(3)
    a_granted(ports, **{name: person[name] for name in person if name not in ("phone", "arrival_day")})
    who = a_representative(ports)
    a_group(ports, who, rows=[row_answers(2)])
    group = a_group(ports, who, rows=[row_answers(1), row_answers(1), row_answers(2), person, row_answers(4)])
    a_group(ports, rows=[row_answers(4)])  # of another organisation: nobody's business

    found = list_rows(ports, who, group.id, RowFilter.DUPLICATES, 1).rows

    assert [told(row) for row in found] == [
        (True, False, False),
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    assert count_rows(ports, who, group.id)[RowFilter.DUPLICATES] == 4


def test_authorization_is_not_told_to_who_knows_the_passport_alone_or_the_person_alone(ports: Ports) -> None:
    person = row_answers(3)
    a_granted(ports, **{name: person[name] for name in person if name not in ("phone", "arrival_day")})
    who = a_representative(ports)
    guesses = [
        person | {"surname": "OTHER"},
        person | {"birth_date": "1991-01-01"},
        person | {"document_number": "U999"},
    ]

    group = a_group(ports, who, rows=guesses)

    assert not any(row.is_authorized for row in list_rows(ports, who, group.id, RowFilter.ALL, 1).rows)


def test_table_has_pages_and_a_page_beyond_the_last_is_the_last(ports: Ports) -> None:
    who = a_representative(ports)
    group = a_group(ports, who, rows=[row_answers(number) for number in range(1, A_PAGE + 3)])

    last = list_rows(ports, who, group.id, RowFilter.ALL, 99)

    assert (last.page, last.pages, last.total, [row.number for row in last.rows]) == (2, 2, A_PAGE + 2, [51, 52])
    assert [one.rows for one in list_groups(ports, who)] == [A_PAGE + 2]


def test_standing_of_a_row_follows_its_nationality_and_its_wish(ports: Ports) -> None:
    who = a_representative(ports)
    rows = [
        row_answers(1),
        row_answers(7),
        row_answers(2, nationality="VNM", issuing_state="VNM"),
        row_answers(3, sex=""),
    ]
    group = a_group(ports, who, rows=rows)

    listed = list_rows(ports, who, group.id, RowFilter.ALL, 1).rows

    assert [row.standing for row in listed] == [
        RowStanding.READY, RowStanding.EXEMPT, RowStanding.CANNOT_APPLY, RowStanding.MEND,
    ]  # fmt: skip
    assert set_opts_in(ports, who, group.id, None, opts_in=True) == 1
    assert [row.number for row in list_rows(ports, who, group.id, RowFilter.READY, 1).rows] == [1, 2]


def test_row_is_saved_once_for_each_look_at_it(ports: Ports) -> None:
    who = a_representative(ports)
    group = a_group(ports, who, rows=[row_answers(1, sex=""), row_answers(2, sex="")])
    first, second = rows_of(group)

    checked = save_row(ports, who, group.id, first.id, 0, {"sex": "F", "native_name": ""})

    assert checked.check.problems == ()
    with pytest.raises(RowChanged):
        save_row(ports, who, group.id, first.id, 0, {"sex": "M"})
    following = next_to_mend(who, group.id, first.number)
    assert following is not None and following.id == second.id
    remove_row(who, group.id, second.id)
    with pytest.raises(UnknownRow):
        remove_row(who, group.id, second.id)


def test_family_is_full_at_the_rulebooks_number(ports: Ports) -> None:
    who = a_family(ports)
    assert who.family_group is not None
    for number in range(1, 11):
        add_row(ports, who, who.family_group, row_answers(number))

    with pytest.raises(GroupFull) as full:
        add_row(ports, who, who.family_group, row_answers(11))

    assert full.value.most == 10
