"""A program does what the pages do: groups, rows with their problems, files, portraits, orders, results."""

from __future__ import annotations

import io
import json
import zipfile
from uuid import UUID

import pytest

from mapae.core.application.status import Status
from mapae.core.group.approval import ApprovalAct, ApprovalReason
from mapae.records.models import Application, Group, GroupFile, GroupRow, Order
from mapae.usecases.ask_for_information import ask_for_information
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.mandates import object_to
from mapae.usecases.organisation_keys import revoke_organisation_key
from mapae.usecases.pay import receive_payment
from mapae.usecases.ports import Ports
from mapae.usecases.prepare_order import prepare_order
from mapae.usecases.read_group_file import read_group_file
from mapae.usecases.release_order import release_order
from tests.faces.group.api.program import Program, a_program, faults, people, problem
from tests.room.organisations import decide
from tests.room.pictures import SPECIMEN
from tests.usecases.group_steps import YES, a_csv, row_answers
from tests.usecases.steps import an_officer, notice_of

pytestmark = pytest.mark.wide


@pytest.fixture
def program(site: Ports) -> Program:
    return a_program(site)


def an_order(program: Program, count: int = 2, **changes: str) -> tuple[str, str]:
    """A group of people who are ready, and its order, just pressed."""
    group = program.a_group()
    for row in program.put(group, *people(count, **changes)):
        assert program.ask("PUT", f"groups/{group}/rows/{row['id']}/portrait", raw=SPECIMEN).status_code == 204
    reply = program.press(group)
    assert reply.status_code == 202, reply.content
    return group, str(json.loads(reply.content)["id"])


def paid(program: Program, order: str) -> None:
    """Prepared, paid at the bank, and released."""
    prepare_order(program.ports, UUID(order))
    assert "http" in program.told("POST", f"orders/{order}/payment")["address"]
    receive_payment(program.ports, notice_of(Order.objects.get(id=order).payments.get()))
    release_order(program.ports, UUID(order))


def test_status_says_what_may_be_sent_and_which_words_declare_the_mandates(program: Program) -> None:
    said = program.told("GET", "status")
    assert (said["may_send"], said["people_per_submission"], said["mandate"]["wording"]) == (True, 50, "1")
    assert "asked me to apply" in said["mandate"]["text"]


def test_sentences_are_english_whatever_the_client_speaks(program: Program) -> None:
    reply = program.ask("GET", "status", headers={"Accept-Language": "tr"})
    assert b"I declare" in reply.content


def test_wrong_answers_are_kept_and_named_by_row_and_field(program: Program) -> None:
    group = program.a_group()
    first, second = program.put(group, row_answers(1), row_answers(2, surname="", birth_date="1990-02-31"))
    assert (first["outcome"], first["number"], first["problems"]) == ("new", 1, [])
    told = {(one["pointer"], one["code"]) for one in second["problems"]}
    assert told == {("/rows/1/answers/surname", "missing"), ("/rows/1/answers/birth_date", "date_not_in_calendar")}
    assert all(one["detail"].strip() for one in second["problems"])
    assert second["standing"] == "mend"


def test_rows_keep_their_identity_by_document(program: Program) -> None:
    group = program.a_group()
    (first,) = program.put(group, row_answers(1, surname=""))
    (again,) = program.put(
        group, {"surname": "OTHER", **{name: row_answers(1)[name] for name in ("issuing_state", "document_number")}}
    )
    assert (again["outcome"], again["id"], again["version"], again["problems"]) == ("changed", first["id"], 1, [])
    (same,) = program.put(group, row_answers(1, surname="OTHER"))
    assert same["outcome"] == "same"
    assert program.told("GET", f"groups/{group}/rows")["total"] == 1


def test_row_named_by_its_id_is_replaced(program: Program) -> None:
    group = program.a_group()
    (first,) = program.put(group, row_answers(1))
    (again,) = program.put(group, {"surname": "ALONE"}, id=first["id"])
    assert (again["id"], again["answers"]) == (first["id"], {"surname": "ALONE"})


def test_two_rows_of_one_document_are_told_apart(program: Program) -> None:
    group = program.a_group()
    rows = program.put(group, row_answers(1), row_answers(1, surname="OTHER"))
    assert [row["duplicates_in"] for row in rows] == [["group"], ["group"]]


def test_change_of_a_row_needs_the_version_that_was_read(program: Program) -> None:
    group = program.a_group()
    (row,) = program.put(group, row_answers(1))
    where = f"groups/{group}/rows/{row['id']}"
    changed = {"version": row["version"], "answers": row_answers(1, surname="NEU")}
    assert program.told("PUT", where, changed)["answers"]["surname"] == "NEU"
    assert problem(program.ask("PUT", where, changed)) == (409, "row-changed")
    assert program.ask("DELETE", where).status_code == 204
    assert problem(program.ask("GET", where)) == (404, "not-found")


def test_exempt_travellers_opt_in(program: Program) -> None:
    group = program.a_group()
    (child,) = program.put(group, row_answers(7))
    assert (child["standing"], child["may_opt_in"]) == ("exempt", True)
    assert child["reasons"][0]
    (again,) = program.put(group, row_answers(7), opts_in=True)
    assert again["standing"] == "ready"


def test_common_answers_hold_for_all(program: Program) -> None:
    group = program.a_group()
    (row,) = program.put(group, row_answers(1, phone=""))
    assert [one["field"] for one in row["problems"]] == ["phone"]
    said = program.told("PUT", f"groups/{group}/common", {"answers": {"phone": "+90 312 000 00 00"}})
    assert said["problems"] == []
    assert program.told("GET", f"groups/{group}/rows?show=ready")["total"] == 1
    reply = program.ask("PUT", f"groups/{group}/common", {"answers": {"surname": "X"}})
    assert (problem(reply), faults(reply)) == ((422, "message-refused"), [("/answers", "unknown_field")])


def test_rows_come_in_pages(program: Program) -> None:
    group = program.a_group()
    program.put(group, *[row_answers(number) for number in range(1, 54)])
    second = program.told("GET", f"groups/{group}/rows?page=2")
    assert ([row["number"] for row in second["rows"]], second["pages"]) == ([51, 52, 53], 2)


def test_file_is_read_as_an_upload_of_the_pages(program: Program) -> None:
    group = program.a_group()
    content = a_csv(program.ports, [row_answers(1), row_answers(2)])
    file = program.told("POST", f"groups/{group}/files", raw=content)
    reply = program.ask("POST", f"groups/{group}/files", raw=content)
    assert problem(reply) == (409, "still-reading")
    read_group_file(program.ports, UUID(file["id"]))
    said = program.told("GET", f"groups/{group}/files/{file['id']}")
    assert (said["status"], said["rows"]["new"], GroupRow.objects.count()) == ("done", 2, 2)
    assert GroupFile.objects.get().uploaded_by is None


def test_file_that_is_none_is_refused_with_a_sentence(program: Program) -> None:
    reply = program.ask("POST", f"groups/{program.a_group()}/files", raw=b"")
    assert (problem(reply), faults(reply)) == ((422, "file-refused"), [("", "empty")])


def test_picture_that_is_none_is_refused(program: Program) -> None:
    group = program.a_group()
    (row,) = program.put(group, row_answers(1))
    reply = program.ask("PUT", f"groups/{group}/rows/{row['id']}/portrait", raw=b"no picture")
    assert (problem(reply)[1], faults(reply)[0][1]) == ("picture-refused", "not_a_picture")


def test_press_is_done_once_for_a_key(program: Program) -> None:
    group, order = an_order(program)
    assert json.loads(program.press(group).content)["id"] == order
    assert problem(program.press(group, "press-2")) == (409, "nothing-ready")
    assert problem(program.ask("POST", f"groups/{group}/orders", {"mandate_wording": "1"})) == (
        400, "idempotency-key-missing",
    )  # fmt: skip
    assert faults(program.press(group, "press-3", mandate_wording="0")) == [("/mandate_wording", "other_wording")]
    assert Order.objects.count() == 1
    assert Order.objects.get().pressed_with == program.organisation.keys.get()


def test_who_declared_the_mandates_is_the_program(program: Program) -> None:
    _group, order = an_order(program, 1)
    prepare_order(program.ports, UUID(order))
    assert Application.objects.get().mandate.declared_by.startswith("program:")


def test_order_is_followed_to_its_letters(program: Program) -> None:
    group, order = an_order(program)
    assert program.told("GET", f"orders/{order}")["status"] == "preparing"
    paid(program, order)
    for application in Application.objects.all():
        decide_by_machine(program.ports, application.id)
    said = program.told("GET", f"orders/{order}")
    assert (said["status"], said["decided"], said["submissions"]) == ("released", 2, [2])
    results = program.told("GET", f"groups/{group}/results")
    assert [(one["row"], one["status"], one["has_letter"]) for one in results["outcomes"]] == [
        (1, "granted", True), (2, "granted", True),
    ]  # fmt: skip
    reply = program.ask("GET", f"groups/{group}/letters/1?language=tr")
    assert len(zipfile.ZipFile(io.BytesIO(reply.getvalue())).namelist()) == 2
    assert problem(program.ask("GET", f"groups/{group}/letters/2")) == (404, "not-found")


def test_traveller_who_objects_is_told_of_to_nobody(program: Program) -> None:
    group, order = an_order(program, 1)
    paid(program, order)
    application = Application.objects.get()
    object_to(program.ports, application.id)
    decide_by_machine(program.ports, application.id)
    (line,) = program.told("GET", f"orders/{order}/travellers")["travellers"]
    assert (line["status"], line["objects"]) == (None, True)
    assert program.told("GET", f"groups/{group}/results")["outcomes"][0]["status"] is None


def test_one_is_withdrawn_and_the_rest_cancelled(program: Program) -> None:
    _group, order = an_order(program)
    prepare_order(program.ports, UUID(order))
    first, _second = program.told("GET", f"orders/{order}/travellers")["travellers"]
    where = f"orders/{order}/travellers/{first['application']}/withdraw"
    assert program.told("POST", where)["status"] == Status.WITHDRAWN
    assert problem(program.ask("POST", where)) == (409, "too-late")
    assert program.told("POST", f"orders/{order}/cancel")["status"] == "cancelled"
    assert problem(program.ask("POST", f"orders/{order}/payment")) == (409, "nothing-to-pay")


def test_officers_question_is_read_and_answered_once(program: Program) -> None:
    _group, order = an_order(program, 1, email="", **YES)
    paid(program, order)
    application = decide_by_machine(program.ports, Application.objects.get().id)
    where = f"orders/{order}/travellers/{application.id}/question"
    assert problem(program.ask("GET", where)) == (404, "not-found")
    officer = an_officer(program.ports)
    asked = ask_for_information(
        program.ports, application.id, officer, application.version, ["stay"], "With whom?", "en"
    )
    (line,) = program.told("GET", f"orders/{order}/travellers")["travellers"]
    assert (line["status"], line["may_answer"]) == (Status.INFORMATION_REQUESTED, True)
    told = program.told("GET", where)
    assert (told["id"], told["topics"], told["words"], told["answer"]) == (str(asked.id), ["stay"], "With whom?", "")
    blank = program.ask("POST", where, {"question": told["id"], "answer": "  "})
    assert problem(blank) == (422, "message-refused")
    assert faults(blank)[0][:2] == ("/answer", "missing")
    for _ in range(2):
        given = program.told("POST", where, {"question": told["id"], "answer": "With friends."})
        assert (given["answer"], given["answered_at"] is None) == ("With friends.", False)
    assert problem(program.ask("POST", where, {"question": told["id"], "answer": "No."})) == (409, "too-late")
    assert problem(program.ask("POST", where, {"question": str(UUID(int=1)), "answer": "No."})) == (404, "not-found")


def test_suspended_organisation_reads_and_starts_nothing(program: Program) -> None:
    group = program.a_group()
    decide(program.ports, program.organisation, ApprovalAct.SUSPEND, ApprovalReason.COMPLAINTS)
    assert problem(program.ask("POST", "groups", {"label": "Another"})) == (403, "may-not-send")
    assert program.told("GET", f"groups/{group}")["label"]
    assert program.told("GET", "status")["may_send"] is False


def test_key_that_was_revoked_or_never_was_opens_nothing(program: Program) -> None:
    revoke_organisation_key(program.ports, program.manager, 1)
    for headers in ({}, {"Authorization": "Bearer mapae_group_nothing"}, {"Authorization": "Basic eDp5"}):
        assert problem(program.ask("GET", "groups", headers=headers)) == (401, "key-refused")


def test_signed_in_manager_without_a_key_is_nobody_here(program: Program) -> None:
    program.client.force_login(program.manager)
    assert problem(program.ask("GET", "groups", headers={"Authorization": ""})) == (401, "key-refused")


def test_message_of_another_shape_is_told_where(program: Program) -> None:
    group = program.a_group()
    for content, where in (
        ({"rows": [{"answers": {"surname": 7}}]}, "/rows/0/answers"),
        ({"rows": []}, "/rows"),
        ({"lines": []}, ""),
        ({"rows": [{"answers": {"colour": "red"}}]}, "/rows/0/answers"),
    ):
        reply = program.ask("POST", f"groups/{group}/rows", content)
        assert problem(reply) == (422, "message-refused"), content
        assert faults(reply)[0][0] == where
        assert b"colour" not in reply.content
    assert problem(program.ask("POST", f"groups/{group}/rows", raw=b"{}")) == (415, "wrong-media-type")
    assert problem(program.ask("POST", "groups", raw=b"{", headers={"Content-Type": "application/json"}))[1] in (
        "not-json", "wrong-media-type",
    )  # fmt: skip
    assert problem(program.ask("PATCH", "groups")) == (405, "wrong-method")
    for path in ("", "nothing/here", "nothing%0Ahere", "groups/%0A"):
        assert problem(program.ask("GET", path)) == (404, "not-found"), path


def test_too_many_requests_are_told_when_to_come_again(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mapae.faces.group.api.entrance.MOST_REQUESTS", 1)
    program.told("GET", "status")
    reply = program.ask("GET", "status")
    assert problem(reply) == (429, "too-many-requests")
    assert int(reply["Retry-After"]) > 0


def test_nothing_of_another_organisation_is_there(program: Program, site: Ports) -> None:
    group, order = an_order(program, 1)
    prepare_order(site, UUID(order))
    program.told("PUT", "webhook", {"url": "http://127.0.0.1:9/"})
    (row,) = program.told("GET", f"groups/{group}/rows")["rows"]
    (line,) = program.told("GET", f"orders/{order}/travellers")["travellers"]
    other = a_program(site)
    everything = [
        ("GET", f"groups/{group}", None), ("GET", f"groups/{group}/common", None),
        ("PUT", f"groups/{group}/common", {"answers": {}}), ("GET", f"groups/{group}/rows", None),
        ("POST", f"groups/{group}/rows", {"rows": [{"answers": {"surname": "X"}}]}),
        ("GET", f"groups/{group}/rows/{row['id']}", None),
        ("PUT", f"groups/{group}/rows/{row['id']}", {"version": 0, "answers": {}}),
        ("DELETE", f"groups/{group}/rows/{row['id']}", None), ("GET", f"groups/{group}/rows/{row['id']}/portrait", None),
        ("GET", f"groups/{group}/files", None), ("GET", f"groups/{group}/review", None),
        ("GET", f"groups/{group}/orders", None), ("GET", f"groups/{group}/results", None),
        ("GET", f"groups/{group}/letters/1", None), ("GET", f"orders/{order}", None),
        ("GET", f"orders/{order}/travellers", None), ("POST", f"orders/{order}/payment", None),
        ("POST", f"orders/{order}/cancel", None),
        ("POST", f"orders/{order}/travellers/{line['application']}/withdraw", None), ("GET", "webhook", None),
        ("GET", f"orders/{order}/travellers/{line['application']}/question", None),
        ("POST", f"orders/{order}/travellers/{line['application']}/question", {"question": line["application"], "answer": "x"}),
    ]  # fmt: skip
    found = {(method, path): problem(other.ask(method, path, content)) for method, path, content in everything}
    assert set(found.values()) == {(404, "not-found")}, found
    assert problem(other.press(group)) == (404, "not-found")
    for path in (f"rows/{row['id']}/portrait", "files"):
        method = "POST" if path == "files" else "PUT"
        assert problem(other.ask(method, f"groups/{group}/{path}", raw=SPECIMEN)) == (404, "not-found")
    mine = other.a_group()
    (own,) = other.put(mine, row_answers(9), id=row["id"])
    assert own["id"] != row["id"], "a row's id of another organisation names nothing"
    assert problem(other.ask("GET", f"groups/{mine}/rows/{row['id']}")) == (404, "not-found")
    assert other.told("GET", "groups")["groups"][0]["id"] == mine
    assert other.told("GET", "orders")["orders"] == []
    assert Group.objects.get(id=group).organisation == program.organisation
