"""Files of a group: read once however often the worker comes, rows known again, what is in doubt asked."""

from __future__ import annotations

import pytest

from mapae.core.application.parties import FileStatus
from mapae.core.documents.mrz_layouts import Format, MrzFields
from mapae.core.documents.mrz_writing import write
from mapae.records.models import GroupFile, GroupRow, Order, RulebookVersion
from mapae.usecases import read_group_file as reading
from mapae.usecases.groups import UnknownGroup, get_group
from mapae.usecases.list_rows import RowFilter, count_rows, list_rows
from mapae.usecases.ports import Ports
from mapae.usecases.read_group_file import read_group_file
from mapae.usecases.sheet_ports import SheetRefused
from mapae.usecases.upload_file import (
    AnswersChanged,
    StillReading,
    Told,
    UnknownFile,
    answer_file_questions,
    get_file,
    list_files,
    read_asked,
    upload_file,
)
from tests.room.clock import SetClock
from tests.usecases.group_steps import a_csv, a_family, a_group, a_representative, read_in, row_answers, rows_of

pytestmark = pytest.mark.django_db


def test_file_becomes_rows_that_are_checked_like_single_applications(ports: Ports) -> None:
    who = a_representative(ports)
    group = a_group(ports, who)
    rows = [row_answers(number) for number in range(1, 8)]
    rows[1]["sex"] = "perhaps"
    rows[2]["document_number"] = ""

    file = read_in(ports, who, group, a_csv(ports, rows))

    assert (file.status, file.rows_total, file.rows_read, file.rows_new) == (FileStatus.DONE, 7, 7, 7)
    assert file.content_sealed is None
    counts = count_rows(ports, who, group.id)
    assert (counts[RowFilter.ALL], counts[RowFilter.MEND], counts[RowFilter.READY], counts[RowFilter.EXEMPT]) == (
        7,
        2,
        4,
        1,
    )
    wrong = list_rows(ports, who, group.id, RowFilter.MEND, 1).rows
    assert [[(one.field, one.code) for one in row.problems] for row in wrong] == [
        [("sex", "not_a_choice")],
        [("document_number", "missing")],
    ]
    assert [row.line for row in wrong] == [3, 4]


def test_same_file_twice_changes_nothing(ports: Ports) -> None:
    who = a_representative(ports)
    group = a_group(ports, who)
    rows = [row_answers(number) for number in range(1, 12)]
    rows[3] = rows[2]  # one passport in two lines
    rows[4] |= {"document_number": "", "surname": "", "birth_date": ""}  # nobody can say who this is
    content = a_csv(ports, rows)
    read_in(ports, who, group, content)
    before = [(row.id, row.version, bytes(row.answers_sealed)) for row in rows_of(group)]

    again = read_in(ports, who, group, content)

    assert (again.rows_read, again.rows_new, again.rows_changed) == (11, 0, 0)
    assert [(row.id, row.version, bytes(row.answers_sealed)) for row in rows_of(group)] == before


def test_traveller_is_known_again_by_the_passport_or_as_the_same_person_with_a_mended_number(ports: Ports) -> None:
    who = a_representative(ports)
    group = a_group(ports, who)
    rows = [row_answers(number) for number in range(1, 5)]
    read_in(ports, who, group, a_csv(ports, rows))
    ids = [row.id for row in rows_of(group)]

    rows[0]["purpose"] = "family"
    rows[1]["document_number"] = "U99999999"
    again = read_in(ports, who, group, a_csv(ports, list(reversed(rows))))

    assert (again.rows_new, again.rows_changed) == (0, 2)
    assert [row.id for row in rows_of(group)] == ids


def test_second_passport_of_a_namesake_is_a_row_of_its_own(ports: Ports) -> None:
    who = a_representative(ports)
    group = a_group(ports, who)
    rows = [row_answers(1), row_answers(1, document_number="U55555555")]
    read_in(ports, who, group, a_csv(ports, rows[:1]))

    again = read_in(ports, who, group, a_csv(ports, rows))

    assert (again.rows_new, again.rows_changed) == (1, 0)


def test_row_of_an_order_stays_as_it_is(ports: Ports) -> None:
    who = a_representative(ports)
    group = a_group(ports, who)
    rows = [row_answers(1), row_answers(2)]
    read_in(ports, who, group, a_csv(ports, rows))
    order = Order.objects.create(
        id=ports.chance.uuid(), reference="specimen", group=group, submit_key=b"k", rows_total=1,
        rulebook=RulebookVersion.objects.all()[0], pressed_at=ports.clock.now(), changed_at=ports.clock.now(),
    )  # fmt: skip
    GroupRow.objects.filter(group=group, number=1).update(order=order)

    again = read_in(ports, who, group, a_csv(ports, [one | {"purpose": "family"} for one in rows]))

    assert (again.rows_new, again.rows_changed, again.rows_ordered) == (0, 1, 1)


def test_kill_between_chunks_goes_on_where_it_was_and_doubles_nothing(
    ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "AT_ONCE", 3)
    who = a_representative(ports)
    group = a_group(ports, who)
    file = upload_file(ports, who, group.id, a_csv(ports, [row_answers(number) for number in range(1, 11)]))
    take = reading._take_chunk
    chunks = iter(range(10))

    def killed(*given: object) -> bool:
        if next(chunks) == 2:
            raise SystemExit
        return take(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "_take_chunk", killed)
    with pytest.raises(SystemExit):
        read_group_file(ports, file.id)
    assert GroupFile.objects.get(id=file.id).rows_read == 6
    monkeypatch.setattr(reading, "_take_chunk", take)

    read_group_file(ports, file.id)
    read_group_file(ports, file.id)

    done = GroupFile.objects.get(id=file.id)
    assert (done.status, done.rows_new, len(rows_of(group))) == (FileStatus.DONE, 10, 10)
    assert [row.number for row in rows_of(group)] == list(range(1, 11))


def test_columns_and_days_in_doubt_are_asked_and_nothing_is_guessed(ports: Ports) -> None:
    who = a_representative(ports)
    group = a_group(ports, who)
    content = (
        b"Nationality,Passport number,Family name,Odd words,Date of birth\n"
        b"TUR,U10000001,ORNEK,AYSE,03/04/1990\nTUR,U10000002,OZGE,CAN,05/06/1991\n"
    )

    file = read_in(ports, who, group, content)

    asked = read_asked(ports, file)
    assert file.status == FileStatus.ASKING
    assert [(one.heading, one.examples) for one in asked.columns] == [("Odd words", ["AYSE", "CAN"])]
    assert [(one.field, one.text, dict(one.readings)) for one in asked.days] == [
        ("birth_date", "03/04/1990", {"day_first": "1990-04-03", "month_first": "1990-03-04"})
    ]
    day_column = asked.days[0].column
    for wrong in (
        Told(),
        Told({3: "given_names"}, {day_column: "from_1900"}),
        Told({3: "no field"}, {day_column: "day_first"}),
    ):
        with pytest.raises(AnswersChanged):
            answer_file_questions(ports, who, group.id, file.id, wrong)

    answer_file_questions(ports, who, group.id, file.id, Told({3: "given_names"}, {day_column: "day_first"}))
    read_group_file(ports, file.id)

    assert GroupFile.objects.get(id=file.id).status == FileStatus.DONE
    rows = list_rows(ports, who, group.id, RowFilter.ALL, 1).rows
    assert [(row.own["given_names"], row.own["birth_date"]) for row in rows] == [
        ("AYSE", "1990-04-03"),
        ("CAN", "1991-06-05"),
    ]


def test_lines_of_a_passport_are_enough_for_its_part(ports: Ports) -> None:
    who = a_representative(ports)
    group = a_group(ports, who)
    fields = MrzFields(Format.TD3, "P", "UTO", "ERIKSSON", "ANNA<MARIA", "L898902C3", "UTO", "740812", "F", "340415")
    lines = "\n".join(write(fields))

    read_in(ports, who, group, a_csv(ports, [{"mrz": lines}], fields=("mrz", "purpose")))

    row = list_rows(ports, who, group.id, RowFilter.ALL, 1).rows[0]
    assert (row.own["surname"], row.own["document_number"], row.own["nationality"]) == ("ERIKSSON", "L898902C3", "UTO")
    assert "document_number" not in {one.field for one in row.problems}


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"%PDF-1.7 nothing", "is_pdf"), (b"Surname,Sex\n", "no_travellers"), (b"PK\x03\x04broken", "damaged")],
)
def test_bad_file_is_refused_with_a_reason_and_not_kept(ports: Ports, content: bytes, code: str) -> None:
    who = a_representative(ports)

    file = read_in(ports, who, a_group(ports, who), content)

    assert (file.status, file.refused_code, file.content_sealed) == (FileStatus.REFUSED, code, None)


def test_empty_and_heavy_files_are_not_taken_in_at_all(ports: Ports) -> None:
    who = a_representative(ports)
    group = a_group(ports, who)

    for content in (b"", b"x" * (20 * 1024 * 1024 + 1)):
        with pytest.raises(SheetRefused):
            upload_file(ports, who, group.id, content)


def test_family_has_no_more_rows_than_the_rulebook_lets_it(ports: Ports) -> None:
    who = a_family(ports)
    assert who.family_group is not None
    group = get_group(who, who.family_group)

    file = read_in(ports, who, group, a_csv(ports, [row_answers(number) for number in range(1, 12)]))

    assert (file.status, file.refused_code) == (FileStatus.REFUSED, "too_many_people")
    assert dict(read_asked(ports, file).details) == {"most": "10", "found": "11"}
    assert read_in(ports, who, group, a_csv(ports, [row_answers(number) for number in range(1, 11)])).rows_new == 10
    full = read_in(ports, who, group, a_csv(ports, [row_answers(99)]))
    assert (full.status, full.refused_code, len(rows_of(group))) == (FileStatus.REFUSED, "group_is_full", 10)


def test_second_file_waits_for_the_first_and_replaces_one_that_asks(ports: Ports) -> None:
    who = a_representative(ports)
    group = a_group(ports, who)
    first = upload_file(ports, who, group.id, b"Surname,Odd words\nORNEK,X\n")
    with pytest.raises(StillReading):
        upload_file(ports, who, group.id, b"Surname\nORNEK\n")
    read_group_file(ports, first.id)

    upload_file(ports, who, group.id, b"Surname\nORNEK\n")

    replaced = get_file(who, group.id, first.id)
    assert (replaced.status, replaced.refused_code) == (FileStatus.REFUSED, "replaced")


def test_stranded_file_is_asked_for_again(ports: Ports, clock: SetClock) -> None:
    who = a_representative(ports)
    upload_file(ports, who, a_group(ports, who).id, b"Surname\nORNEK\n")

    assert reading.ask_again(ports) == 0
    clock.pass_by(minutes=11)
    assert reading.ask_again(ports) == 1


def test_nobody_else_sees_the_file(ports: Ports) -> None:
    who, stranger = a_representative(ports), a_representative(ports)
    group, others = a_group(ports, who), a_group(ports, stranger)
    file = read_in(ports, who, group, a_csv(ports, [row_answers(1)]))

    for act in (
        lambda: list_files(stranger, group.id),
        lambda: get_file(stranger, group.id, file.id),
        lambda: upload_file(ports, stranger, group.id, b"x"),
        lambda: answer_file_questions(ports, stranger, group.id, file.id, Told()),
        lambda: list_rows(ports, stranger, group.id, RowFilter.ALL, 1),
    ):
        with pytest.raises(UnknownGroup):
            act()
    with pytest.raises(UnknownFile):
        get_file(stranger, others.id, file.id)
