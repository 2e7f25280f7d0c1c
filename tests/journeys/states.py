"""States for the journeys through every page, made by the use cases in a running house instead of by clicking.

    python -m tests.journeys.states DATA [STATE TIMES]

Prints, as JSON, for each state the session cookie that is in it, and the values that addresses need. It runs in a process
of its own beside `mapae up`, as every command does.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mapae.site.cli.house import open_house
from tests.journeys.states_of_families import MAKERS

MAIL_WITHIN = 60.0


def main(data: Path, only: str = "", times: int = 1) -> None:
    with open_house(data):
        if only:
            print(json.dumps([(STATES | {"canary": canary})[only]() for _ in range(times)]))
        else:
            print(json.dumps({name: make() for name, make in STATES.items()}))


def _session(act: Callable[[Any], object]) -> dict[str, str]:
    """The cookie of a session in which `act` was done to a request."""
    from django.conf import settings
    from django.contrib.auth.models import AnonymousUser
    from django.contrib.sessions.backends.db import SessionStore
    from django.test import RequestFactory

    request: Any = RequestFactory().get("/")
    request.session, request.user, request.ports = SessionStore(), AnonymousUser(), _ports()
    act(request)
    request.session.save()
    return {settings.SESSION_COOKIE_NAME: request.session.session_key}


def _ports() -> Any:
    from mapae.site.wiring import ports

    return ports()


def _answers(**changes: Any) -> dict[str, Any]:
    from tests.room.today import in_weeks

    day, month, year = in_weeks(4)
    # Another person with another passport each time: a newer grant ends the older one, and applying has a cap.
    dice = _ports().chance.bytes(8)
    person = {
        "given_names": "SPECIMEN " + "".join(chr(ord("A") + byte % 26) for byte in dice),
        "document_number": "U" + "".join(str(byte % 10) for byte in dice),
    }
    return {"arrival_day": f"{year}-{int(month):02}-{int(day):02}"} | person | changes


def _holding(application_id: Any) -> dict[str, str]:
    from mapae.faces.traveller.own import hold

    return _session(lambda request: hold(request, application_id))


def nobody() -> dict[str, str]:
    """No session; the newest Turkish mail is theirs to look at in the demonstration."""
    until = time.monotonic() + MAIL_WITHIN
    while (
        not (mails := [one for one in _ports().mail.list_mails() if one.language == "tr"]) and time.monotonic() < until
    ):
        time.sleep(0.2)
    return {"mail": mails[0].name}


def consent() -> dict[str, str]:
    from mapae.faces.traveller.visit import begin_visit

    return _session(lambda request: begin_visit(request, "1"))


def asked() -> dict[str, str]:
    from mapae.faces.traveller.visit import begin_visit, find_visit
    from mapae.usecases.ask_for_code import ask_for_code

    def ask(request: Any) -> None:
        begin_visit(request, "1")
        visit = find_visit(request)
        assert visit
        ask_for_code(request.ports, visit[0], "specimen.asked@example.org", "en", visit[1])

    return _session(ask)


def fresh() -> dict[str, str]:
    from mapae.usecases.start_draft import start_draft

    return _holding(start_draft(_ports(), "en", "specimen.fresh@example.org").id)


def draft() -> dict[str, str]:
    from tests.usecases.steps import a_draft

    return _holding(a_draft(_ports(), **_answers()))


def unpaid() -> dict[str, str]:
    from tests.usecases.steps import a_submitted

    return _holding(a_submitted(_ports(), **_answers()))


def paying() -> dict[str, str]:
    from tests.usecases.steps import a_submitted, an_open_payment

    application_id = a_submitted(_ports(), **_answers())
    return _holding(application_id) | {"payment": str(an_open_payment(_ports(), application_id).id)}


def granted() -> dict[str, str]:
    from tests.usecases.steps import a_granted

    return _holding(a_granted(_ports(), **_answers()).id)


def referred() -> dict[str, str]:
    from tests.usecases.steps import a_referred

    return _holding(a_referred(_ports(), **_answers()).id)


def refused() -> dict[str, str]:
    from tests.room.accounts import add
    from tests.usecases.steps import a_referred, refuse

    application = a_referred(_ports(), **_answers())
    refuse(_ports(), application.id, add(), ["false_information"])
    return _holding(application.id)


def asked_more() -> dict[str, str]:
    from mapae.usecases.ask_for_information import ask_for_information
    from tests.room.accounts import add
    from tests.usecases.steps import a_referred

    application = a_referred(_ports(), **_answers())
    ask_for_information(_ports(), application.id, add(), application.version, ["purpose"], "Which event?", "en")
    return _holding(application.id)


def revoked() -> dict[str, str]:
    from mapae.core.decision.proposal import AdverseAct
    from mapae.usecases.end_authorization import end_authorization
    from tests.room.accounts import add
    from tests.usecases.steps import a_granted, a_supervisor, confirm

    application, officer = a_granted(_ports(), **_answers()), add()
    end_authorization(_ports(), application.id, officer, application.version, AdverseAct.REVOKE, ["entry_ban"])
    confirm(_ports(), application.id, a_supervisor(_ports(), f"second to {officer.username}"))
    return _holding(application.id)


def for_a_child() -> dict[str, str]:
    """Somebody applies for a friend's child and answered yes to a declaration: every page comes."""
    from mapae.usecases.answer import answer
    from mapae.usecases.start_draft import start_draft

    application = start_draft(_ports(), "en", "specimen.child@example.org")
    day = f"{_ports().clock.now().year - 10}-05-05"
    said = {"applying_for": "other", "representative_relation": "friend", "birth_date": day, "was_refused_entry": "yes"}
    answer(_ports(), application.id, said)
    return _holding(application.id)


def withdrawn() -> dict[str, str]:
    from mapae.usecases.withdraw import withdraw
    from tests.usecases.steps import a_submitted

    application_id = a_submitted(_ports(), **_answers())
    withdraw(_ports(), application_id)
    return _holding(application_id)


def cancelled() -> dict[str, str]:
    from mapae.usecases.cancel import cancel
    from tests.usecases.steps import a_granted

    application = a_granted(_ports(), **_answers())
    cancel(_ports(), application.id)
    return _holding(application.id)


def status_asked() -> dict[str, str]:
    return _session(lambda request: request.session.update({"status_link_asked": True}))


def _signed_in(role: str = "officer", *, second_factor: bool = True) -> dict[str, str]:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    from mapae.records.models import Role
    from mapae.site.sign_in import secrets_of
    from tests.room.accounts import add_signed_in

    client, account = add_signed_in(Role(role), second_factor=second_factor)
    if second_factor:
        with secrets_of(account.pk):
            RecoveryCodes.activate(account)
    return {name: morsel.value for name, morsel in client.cookies.items()}


def officer() -> dict[str, str]:
    from tests.usecases.steps import a_referred

    return _signed_in(second_factor=True) | {"case": str(a_referred(_ports(), **_answers()).id)}


def judging() -> dict[str, str]:
    """An officer, and a case with three hits: two others had its passport, and its person was refused on another one."""
    from mapae.usecases.decide import decide_by_machine
    from tests.room.accounts import add
    from tests.usecases.steps import a_paid, a_referred, refuse

    person = _answers()
    for surname in ("UYDURUK", "KURGUCU"):
        other = _answers(surname=surname, document_number=person["document_number"])
        decide_by_machine(_ports(), a_paid(_ports(), **other))
    earlier = a_referred(_ports(), **(person | {"document_number": _answers()["document_number"]}))
    refuse(_ports(), earlier.id, add(), ["false_information"])
    return _signed_in() | {"case": str(decide_by_machine(_ports(), a_paid(_ports(), **person)).id)}


def canary() -> dict[str, str]:
    """An officer, and the case of a person whose data are looked for, on the passport of another one."""
    from mapae.core.application.reference import spaced
    from mapae.usecases.decide import decide_by_machine
    from tests.records.canary import ANSWERS
    from tests.usecases.steps import a_paid, a_referred

    decide_by_machine(_ports(), a_paid(_ports(), **_answers(document_number=ANSWERS["document_number"])))
    case = a_referred(_ports(), **_answers(**ANSWERS))
    return _signed_in() | {"case": str(case.id), "reference": spaced(case.reference)}


def supervisor() -> dict[str, str]:
    return _signed_in("supervisor")


def _representative() -> tuple[Any, dict[str, str]]:
    """A member of an organisation of their own, and the cookie of their session."""
    from django.test import Client

    from mapae.site.sign_in import give_second_factor
    from tests.room.accounts import SECRET
    from tests.usecases.group_steps import a_representative

    who, client = a_representative(_ports()), Client()
    assert who.account is not None
    give_second_factor(who.account, SECRET)
    client.force_login(who.account)
    return who, {name: morsel.value for name, morsel in client.cookies.items()}


def representative_alone() -> dict[str, str]:
    """With a group in which nobody is yet."""
    from tests.usecases.group_steps import a_group

    who, cookies = _representative()
    return cookies | {"group": str(a_group(_ports(), who).id)}


def _ordering(count: int = 3, **changes: str) -> tuple[Any, Any, dict[str, str]]:
    """A group whose people can go, its representative, and what addresses need."""
    from tests.room.today import in_weeks
    from tests.usecases.group_steps import a_group, row_answers
    from tests.usecases.order_steps import put_rows

    who, cookies = _representative()
    group = a_group(_ports(), who)
    day, month, year = in_weeks(4)
    arrival = f"{year}-{int(month):02}-{int(day):02}"
    # Other people each time: applying has a cap. An adult, one without a name, and a child who is exempt are among them.
    first = 1 + int.from_bytes(_ports().chance.bytes(2)) * 70
    people = [row_answers(first + one, arrival_day=arrival, **changes) for one in range(count)]
    put_rows(_ports(), who, group, *people, row_answers(first + 10, arrival_day=arrival, surname=""))
    put_rows(_ports(), who, group, row_answers(first + 6, arrival_day=arrival))
    return who, group, cookies | {"group": str(group.id)}


def order_to_choose() -> dict[str, str]:
    return _ordering()[2]


def order_preparing() -> dict[str, str]:
    """Pressed, and its job taken away before any worker could see it."""
    from django.db import connection, transaction

    from tests.usecases.order_steps import a_pressed

    who, group, known = _ordering()
    with transaction.atomic(), connection.cursor() as cursor:
        order = a_pressed(_ports(), who, group)
        cursor.execute("DELETE FROM procrastinate_jobs WHERE args->>'order' = %s", [str(order.id)])
    return known | {"order": str(order.id)}


def order_unpaid() -> dict[str, str]:
    who, group, known = _ordering()
    return known | {"order": str(_pressed(who, group).id)}


def order_paying() -> dict[str, str]:
    from tests.usecases.order_steps import an_open_payment_of

    who, group, known = _ordering()
    order = _pressed(who, group)
    an_open_payment_of(_ports(), who, order)
    return known | {"order": str(order.id)}


def order_paid() -> dict[str, str]:
    from mapae.usecases.pay import receive_payment
    from mapae.usecases.release_order import release_order
    from tests.usecases.order_steps import an_open_payment_of, applications_of
    from tests.usecases.steps import notice_of

    who, group, known = _ordering()
    order = _pressed(who, group)
    receive_payment(_ports(), notice_of(an_open_payment_of(_ports(), who, order)))
    release_order(_ports(), order.id)
    return known | {"order": str(order.id), "member": str(applications_of(order)[0].id)}


def order_asked() -> dict[str, str]:
    """A paid order, with an officer's question about a traveller who has no mailbox."""
    from mapae.usecases.ask_for_information import ask_for_information
    from mapae.usecases.decide import decide_by_machine
    from mapae.usecases.pay import receive_payment
    from mapae.usecases.release_order import release_order
    from tests.room.accounts import add
    from tests.usecases.group_steps import YES
    from tests.usecases.order_steps import an_open_payment_of, applications_of
    from tests.usecases.steps import notice_of

    who, group, known = _ordering(email="", **YES)
    order = _pressed(who, group)
    receive_payment(_ports(), notice_of(an_open_payment_of(_ports(), who, order)))
    release_order(_ports(), order.id)
    asked = decide_by_machine(_ports(), applications_of(order)[0].id)
    ask_for_information(_ports(), asked.id, add(), asked.version, ["stay"], "Kiminle?", "tr")
    return known | {"order": str(order.id), "member": str(asked.id)}


def order_withdrawing() -> dict[str, str]:
    from tests.usecases.order_steps import applications_of

    who, group, known = _ordering()
    order = _pressed(who, group)
    return known | {"order": str(order.id), "member": str(applications_of(order)[0].id)}


def order_cancelled() -> dict[str, str]:
    from mapae.usecases.close_order import cancel_order, close_order

    who, group, known = _ordering()
    order = _pressed(who, group)
    cancel_order(_ports(), who, order.id)
    close_order(_ports(), order.id)
    return known | {"order": str(order.id)}


def _pressed(who: Any, group: Any) -> Any:
    """Pressed and prepared, by us or by the worker, whoever is first."""
    from mapae.usecases.prepare_order import prepare_order
    from tests.usecases.order_steps import a_pressed

    order = a_pressed(_ports(), who, group)
    prepare_order(_ports(), order.id)
    order.refresh_from_db()
    return order


def representative() -> dict[str, str]:
    """With a group of every kind of traveller, and a file in every state."""
    from mapae.core.application.parties import FileStatus
    from mapae.records.models import GroupFile
    from mapae.usecases.row_portraits import keep_row_portrait
    from tests.room.pictures import SPECIMEN
    from tests.room.today import in_weeks
    from tests.usecases.group_steps import a_csv, a_group, read_in, row_answers, rows_of

    day, month, year = in_weeks(4)
    who, cookies = _representative()
    group = a_group(_ports(), who)
    people = [
        row_answers(number, arrival_day=f"{year}-{int(month):02}-{int(day):02}") for number in (*range(1, 61), 1, 2)
    ]
    people[0]["sex"], people[1]["document_number"], people[2]["nationality"] = "perhaps", "", "VNM"
    done = read_in(_ports(), who, group, a_csv(_ports(), people))
    refused = read_in(_ports(), who, group, b"%PDF-1.7")
    asking = read_in(_ports(), who, group, "Soyadı,Tuhaf,Doğum tarihi\nÖRNEK,AYŞE,03/04/1990\n".encode())
    assert (done.status, asking.status) == (FileStatus.DONE, FileStatus.ASKING)
    reading = GroupFile.objects.create(
        id=_ports().chance.uuid(), group=group, status=FileStatus.READING, rows_total=300, rows_read=120,
        uploaded_at=_ports().clock.now(),
    )  # fmt: skip
    rows = rows_of(group)
    keep_row_portrait(_ports(), who, group.id, rows[4].id, SPECIMEN)
    files = {"done": done.id, "refused": refused.id, "asking": asking.id, "reading": reading.id}
    found = {"wrong": rows[0].id, "right": rows[4].id, "exempt": rows[6].id, "group": group.id, **files}
    return cookies | {name: str(one) for name, one in found.items()}


def carrier() -> dict[str, str]:
    return _signed_in("carrier")


def border() -> dict[str, str]:
    return _signed_in("border")


def officer_of_organisations() -> dict[str, str]:
    from mapae.core.group.approval import ApprovalAct, ApprovalReason
    from tests.room.organisations import a_waiting_organisation, an_organisation, decide

    waiting, suspended = a_waiting_organisation(_ports()), an_organisation(_ports())
    decide(_ports(), suspended.organisation, ApprovalAct.SUSPEND, ApprovalReason.COMPLAINTS)
    ids = {"organisation": str(waiting.organisation_id), "suspended": str(suspended.organisation_id)}
    return _signed_in() | ids


def registration_asked() -> dict[str, str]:
    return _registering(0)


def registration_proven() -> dict[str, str]:
    return _registering(1)


def registration_told() -> dict[str, str]:
    return _registering(2)


def _registering(steps: int) -> dict[str, str]:
    """Somebody who registers an organisation: asked for the code, proven, or with all details told."""
    from mapae.records.models.mailbox import RequestPurpose
    from mapae.usecases.ask_for_code import ask_for_code
    from mapae.usecases.prove_mailbox import begin, lock_request
    from mapae.usecases.register import keep_details
    from tests.room.organisations import DETAILS

    asked_for = _ports().chance.uuid()
    ask_for_code(_ports(), asked_for, f"registering-{steps}@example.org", "en", "", RequestPurpose.REGISTER)
    if steps > 0:
        _in_one_transaction(lambda: begin(_ports(), lock_request(asked_for), "code"))
    if steps > 1:
        keep_details(_ports(), asked_for, DETAILS)
    return _session(lambda request: request.session.update({"registration": str(asked_for)}))


def _in_one_transaction(act: Callable[[], object]) -> None:
    from django.db import transaction

    with transaction.atomic():
        act()


def invited() -> dict[str, str]:
    """An invitation with its token, as the mail would have it."""
    from mapae.records.models import MailboxRequest
    from mapae.usecases.invitations import invite
    from mapae.usecases.mailed_links import link_to_join
    from tests.room.organisations import an_organisation

    manager_of = an_organisation(_ports())
    invite(_ports(), manager_of, "specimen.invited@example.org", "en")
    request = MailboxRequest.objects.get(organisation=manager_of.organisation)
    link = link_to_join(_ports(), request.messages.get(), request)
    return {"invitation": link.rstrip("/").rpartition("/")[2]}


def manager() -> dict[str, str]:
    from mapae.usecases.invitations import invite
    from tests.room.organisations import a_member, an_organisation

    account = an_organisation(_ports())
    a_member(_ports(), account)
    invite(_ports(), account, "specimen.expected@example.org", "en")
    return _in_browser(account)


def member() -> dict[str, str]:
    from tests.room.organisations import a_member, an_organisation

    return _in_browser(a_member(_ports(), an_organisation(_ports())))


def waiting_agency() -> dict[str, str]:
    from tests.room.organisations import a_waiting_organisation

    return _in_browser(a_waiting_organisation(_ports()))


def suspended_agency() -> dict[str, str]:
    from mapae.core.group.approval import ApprovalAct, ApprovalReason
    from tests.room.organisations import an_organisation, decide

    account = an_organisation(_ports())
    decide(_ports(), account.organisation, ApprovalAct.SUSPEND, ApprovalReason.FALSE_DATA, ApprovalReason.NO_MANDATES)
    return _in_browser(account)


def refused_agency() -> dict[str, str]:
    from mapae.core.group.approval import ApprovalAct, ApprovalReason
    from tests.room.organisations import a_waiting_organisation, decide

    account = a_waiting_organisation(_ports())
    decide(_ports(), account.organisation, ApprovalAct.REFUSE, ApprovalReason.NOT_IN_THE_REGISTER)
    return _in_browser(account)


def _in_browser(account: Any) -> dict[str, str]:
    from django.test import Client

    client = Client()
    client.force_login(account)
    return {name: morsel.value for name, morsel in client.cookies.items()}


def officer_new() -> dict[str, str]:
    """Signed in for the first time, without a second factor."""
    return _signed_in(second_factor=False)


def password_given() -> dict[str, str]:
    from django.test import Client
    from django.urls import reverse

    from tests.room.accounts import PASSWORD, add

    client = Client(headers={"host": "localhost"})
    reply = client.post(reverse("account_login"), {"login": add(password=PASSWORD).username, "password": PASSWORD})
    assert reply.status_code == 302, reply.content
    return {name: morsel.value for name, morsel in client.cookies.items()}


STATES: dict[str, Callable[[], dict[str, str]]] = {
    make.__name__: make
    for make in (
        asked, consent, fresh, draft, for_a_child, unpaid, paying, granted, referred, asked_more, refused, withdrawn,
        cancelled, revoked, status_asked, officer, judging, supervisor, representative, representative_alone, carrier, border,
        officer_new, password_given, order_to_choose, order_preparing, order_unpaid, order_paying, order_paid,
        order_asked, order_withdrawing, order_cancelled, officer_of_organisations, registration_asked, registration_proven,
        registration_told, invited, manager, member, waiting_agency, suspended_agency, refused_agency, *MAKERS,
        nobody,
    )
}  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3], *map(int, sys.argv[3:4]))
