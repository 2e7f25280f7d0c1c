"""The pages of a group, from an empty one to mended rows, without JavaScript."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from mapae.records.models import Group, GroupRow
from mapae.usecases.check_rows import keep_fresh
from mapae.usecases.group_data import open_group
from mapae.usecases.ports import Ports
from mapae.usecases.sheet_ports import REFUSALS
from mapae.usecases.upload_file import read_asked
from tests.faces.group.conftest import Desk
from tests.room.clock import SetClock
from tests.room.pictures import SPECIMEN
from tests.usecases.group_steps import COMMON, a_csv, a_family, row_answers, rows_of

pytestmark = pytest.mark.django_db
OWN = tuple(name for name in row_answers(1) if name not in COMMON)


def upload(desk: Desk, content: bytes) -> str:
    answer = desk.client.post(desk.at("upload/"), {"file": SimpleUploadedFile("list.csv", content)})
    return str(answer.headers.get("Location", "")) or answer.content.decode()


def text(desk: Desk, path: str = "", language: str = "en") -> str:
    answer = desk.client.get(desk.at(path, language))
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def posted(desk: Desk, row: GroupRow, **changes: str) -> dict[str, str]:
    """The row's page as a browser would send it back, changed."""
    page = desk.client.get(desk.at(f"rows/{row.id}/"))
    data = {"version": str(GroupRow.objects.get(id=row.id).version)}
    form = page.context["form"]
    for field in form:
        value = field.value()
        if hasattr(value, "day"):
            data |= {f"{field.name}_{part}": getattr(value, part) for part in ("day", "month", "year")}
        else:
            data[field.name] = value or ""
    return data | changes


def test_group_is_started_with_a_name_that_only_its_organisation_sees(desk: Desk, a_desk: Callable[[], Desk]) -> None:
    answer = desk.client.post("/en/group/", {"label": "Busan in May"})

    started = Group.objects.get(id=answer.headers["Location"].split("/")[-2])
    assert open_group(desk.ports, started).label == "Busan in May"
    assert "Busan in May" in desk.client.get("/en/group/").content.decode()
    assert "Busan in May" not in a_desk().client.get("/en/group/").content.decode()
    assert "Fill in" in desk.client.post("/en/group/", {"label": ""}).content.decode()


def test_list_is_uploaded_mended_in_place_downloaded_with_messages_and_uploaded_again(desk: Desk) -> None:
    rows = [row_answers(number) for number in range(1, 5)]
    rows[0]["sex"], rows[1]["document_number"] = "perhaps", ""
    where = upload(desk, a_csv(desk.ports, rows))
    assert "It waits to be opened" in desk.client.get(where).content.decode()

    desk.work()

    assert "The file was read" in desk.client.get(where).content.decode()
    assert "2 travellers have answers that are missing or wrong" in text(desk)
    table = text(desk, "rows/?show=mend")
    assert "Sex: Choose one of the answers" in table
    assert "Passport number: Enter your passport number" in table
    first, second = rows_of(desk.group)[:2]
    page = text(desk, f"rows/{first.id}/")
    assert "There is a problem" in page and "Choose one of the answers" in page

    answer = desk.client.post(desk.at(f"rows/{first.id}/"), posted(desk, first, sex="F", next="yes"))

    assert str(second.id) in answer.headers["Location"]
    assert GroupRow.objects.get(id=first.id).problems == 0
    sent = desk.client.get(desk.at("rows/to-mend.xlsx"))
    sheet = load_workbook(io.BytesIO(sent.content))
    lines = [list(line) for line in sheet.worksheets[0].iter_rows(values_only=True)]
    assert len(lines) == 2 and "Enter your passport number" in str(lines[1][-1])
    place = lines[0].index("Passport number")
    sheet.worksheets[0].cell(2, place + 1).value = "U77777777"
    mended = io.BytesIO()
    sheet.save(mended)
    where = upload(desk, mended.getvalue())

    file = desk.work()

    assert (file.status, file.rows_new, file.rows_changed) == ("done", 0, 1)
    assert [row.problems for row in rows_of(desk.group)] == [0, 0, 0, 0]
    assert "4 travellers are ready to be ordered" in text(desk)


def test_what_is_in_doubt_is_asked_on_a_page(desk: Desk) -> None:
    where = upload(
        desk,
        b"Nationality,Passport number,Family name,Odd words,Date of birth\n"
        b"TUR,U10000001,ORNEK,AYSE,03/04/1990\nTUR,U10000002,OZGE,CAN,05/06/1991\n",
    )
    file = desk.work()
    asked = read_asked(desk.ports, file)
    column, days = f"column_{asked.columns[0].index}", f"days_{asked.days[0].column}"

    page = desk.client.get(where).content.decode()

    assert "What is in the column “Odd words”?" in page and "AYSE · CAN" in page
    assert "3 April 1990 – the day comes first" in page and "4 March 1990 – the month comes first" in page
    wrong = desk.client.post(where, {column: ""}).content.decode()
    assert "Say what is in this column, or leave it out" in wrong and "Say which day is meant" in wrong
    assert "There is a problem" in wrong
    desk.client.post(where, {column: "left_out", days: "month_first"})
    assert desk.work().status == "done"
    assert "The file was read" in desk.client.get(where).content.decode()


def test_answers_that_hold_for_all_are_asked_once_and_check_every_row_again(desk: Desk) -> None:
    rows = [{name: row_answers(number)[name] for name in OWN} for number in (1, 2)]
    upload(desk, a_csv(desk.ports, rows, fields=OWN))
    desk.work()
    assert [row.problems for row in rows_of(desk.group)] == [4, 4]
    wrong = desk.client.post(desk.at("common/"), {"phone": "no number"}).content.decode()
    assert "Start the phone number with +" in wrong or "This is no phone number" in wrong

    day = {"arrival_day_year": "2026", "arrival_day_month": "12", "arrival_day_day": "20"}
    desk.client.post(desk.at("common/"), {**COMMON, **day})

    assert [row.problems for row in rows_of(desk.group)] == [0, 0]
    page = text(desk, f"rows/{rows_of(desk.group)[0].id}/")
    assert "Leave it empty to take the group’s answer: 20 December 2026" in page


def test_traveller_is_added_by_hand_seen_twice_and_removed(desk: Desk) -> None:
    desk.client.post(desk.at("rows/new/"), row_answers(1))
    desk.client.post(desk.at("rows/new/"), row_answers(1))

    assert "This passport is in another row of this group too" in text(desk, "rows/?show=duplicates")
    row = rows_of(desk.group)[1]
    assert "cannot be brought back" in text(desk, f"rows/{row.id}/remove/")
    desk.client.post(desk.at(f"rows/{row.id}/remove/"))
    assert [one.number for one in rows_of(desk.group)] == [1]


def test_page_that_somebody_else_was_quicker_on_changes_nothing(desk: Desk) -> None:
    upload(desk, a_csv(desk.ports, [row_answers(1)]))
    desk.work()
    row = rows_of(desk.group)[0]
    old = posted(desk, row, surname="FIRST")
    desk.client.post(desk.at(f"rows/{row.id}/"), old)

    answer = desk.client.post(desk.at(f"rows/{row.id}/"), old | {"surname": "SECOND"}, follow=True)

    assert "Somebody else changed this traveller meanwhile" in answer.content.decode()
    assert GroupRow.objects.get(id=row.id).version == row.version + 1


def test_exempt_travellers_apply_all_the_same_if_they_are_told_to(desk: Desk) -> None:
    upload(desk, a_csv(desk.ports, [row_answers(number) for number in (7, 14, 21)]))
    desk.work()
    first = rows_of(desk.group)[0]
    assert "Apply all the same" in text(desk, "rows/?show=exempt")

    desk.client.post(desk.at("rows/?show=exempt"), {"act": "opt_in", "row": [str(first.id), "no id"]})
    assert [row.opts_in for row in rows_of(desk.group)] == [True, False, False]
    desk.client.post(desk.at("rows/"), {"act": "opt_in_all"})
    assert [row.opts_in for row in rows_of(desk.group)] == [True, True, True]
    desk.client.post(desk.at(f"rows/{first.id}/exempt/"), {"act": "opt_out"})
    assert [row.opts_in for row in rows_of(desk.group)] == [False, True, True]


def test_portraits_come_one_by_one_or_in_an_archive_by_passport_or_row(desk: Desk) -> None:
    upload(desk, a_csv(desk.ports, [row_answers(number) for number in (1, 2, 3)]))
    desk.work()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("photos/u10000001.jpg", SPECIMEN)
        archive.writestr("2.png", SPECIMEN)
        archive.writestr("3.jpg", b"no picture")
        archive.writestr("aunt.jpg", SPECIMEN)
        archive.writestr("__MACOSX/2.png", b"")
    file = SimpleUploadedFile("photos.zip", packed.getvalue())

    where = desk.client.post(desk.at("portraits/"), {"archive": file}).headers["Location"]
    desk.work()

    assert [row.has_portrait for row in rows_of(desk.group)] == [True, True, False]
    page = desk.client.get(where).content.decode()
    assert "aunt.jpg" in page and "3.jpg" in page
    row = rows_of(desk.group)[2]
    refused = desk.client.post(desk.at(f"rows/{row.id}/portrait/"), {}).content.decode()
    assert "You did not choose a photo" in refused
    desk.client.post(desk.at(f"rows/{row.id}/portrait/"), {"portrait": SimpleUploadedFile("a.jpg", SPECIMEN)})
    assert desk.client.get(desk.at(f"rows/{row.id}/portrait/image/")).content.startswith(b"\xff\xd8")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7", "The file is a PDF document, and we need a table"),
        (b"PK\x03\x04broken", "The file is damaged or incomplete"),
        (b"Surname,Sex\n", "There is nobody in the file"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "The file is a picture"),
    ],
)
def test_bad_file_is_answered_on_its_page(desk: Desk, content: bytes, sentence: str) -> None:
    where = upload(desk, content)
    desk.work()

    assert sentence in desk.client.get(where).content.decode()


def test_no_file_and_an_empty_one_are_answered_beside_the_field(desk: Desk) -> None:
    assert "Choose a file first" in desk.client.post(desk.at("upload/"), {}).content.decode()
    assert "The file is empty" in upload(desk, b"")
    assert "larger than 20 MB" in text(desk, "upload/?too-heavy")
    assert "larger than 40 MB" in text(desk, "portraits/?too-heavy")


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_template_is_read_as_the_list_that_it_is(desk: Desk, language: str) -> None:
    for kind in ("xlsx", "csv"):
        sent = desk.client.get(desk.at(f"template.{kind}", language))
        where = upload(desk, sent.content)
        assert desk.work().refused_code == "no_travellers", where


def test_rows_are_checked_again_on_a_later_day(desk: Desk, clock: SetClock) -> None:
    upload(desk, a_csv(desk.ports, [row_answers(1)]))
    desk.work()
    assert "1 traveller is ready to be ordered" in text(desk)
    clock.set(clock.now() + timedelta(days=40))

    assert keep_fresh(desk.ports, desk.who, desk.group.id) == 0  # one row is checked at once

    assert rows_of(desk.group)[0].problems == 1  # the day of arrival is over


def test_family_works_in_its_own_group_without_an_account(site: Ports, undefined_variables_fail: None) -> None:
    who, client = a_family(site), Client()
    session = client.session
    session["family_group"], session["family_group_seen_at"] = str(who.family_group), SetClock().now().isoformat()
    session.save()

    assert client.get("/en/group/").headers["Location"] == f"/en/group/{who.family_group}/"
    assert client.get(f"/en/group/{who.family_group}/").status_code == 200
    assert client.get(f"/en/group/{site.chance.uuid()}/").status_code == 404


def test_nobody_of_another_organisation_sees_anything_by_any_address(desk: Desk, a_desk: Callable[[], Desk]) -> None:
    stranger = a_desk()
    upload(desk, a_csv(desk.ports, [row_answers(1)]))
    file, row = desk.work(), rows_of(desk.group)[0]
    paths = (
        "", "common/", "upload/", "template.xlsx", f"files/{file.id}/", "rows/", "rows/new/", "rows/all.xlsx",
        f"rows/{row.id}/", f"rows/{row.id}/remove/", f"rows/{row.id}/portrait/", f"rows/{row.id}/portrait/image/",
        "portraits/",
    )  # fmt: skip

    for path in paths:
        assert stranger.client.get(desk.at(path)).status_code == 404, path
        assert stranger.client.post(desk.at(path), {}).status_code in (404, 405), path
    assert stranger.client.post(desk.at(f"rows/{row.id}/exempt/"), {"act": "opt_in"}).status_code == 404
    for path in (f"rows/{row.id}/", f"rows/{row.id}/remove/", f"files/{file.id}/"):
        assert stranger.client.get(stranger.at(path)).status_code == 404, path
        assert stranger.client.post(stranger.at(path), {"version": "0"}).status_code == 404, path
    assert GroupRow.objects.filter(id=row.id).exists()


def test_every_refusal_has_words() -> None:
    from mapae.faces.group.file_words import sentence_for_file

    assert all(sentence_for_file(code, {"most": "1", "found": "2", "line": "3"}) for code in REFUSALS)
