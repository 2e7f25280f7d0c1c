"""What a carrier is answered: verdicts from living data, one shape, nothing repeated that was sent."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from mapae.faces.carrier.rates import Rate
from mapae.records.models import Authorization, BoardOverride, Carrier, Role
from mapae.usecases.add_account import add_account
from mapae.usecases.add_carrier import add_carrier, add_carrier_key, revoke_carrier_key
from mapae.usecases.ports import Ports
from tests.faces.carrier.desk import BOARD_CHECKS, STATUS, Desk, grant, message, passenger, verdicts
from tests.room.clock import SetClock

pytestmark = pytest.mark.wide

BOARD = ("BOARD", "AUTHORIZED")
NO_BOARD = ("NO_BOARD", "NO_AUTHORIZATION")
MISSING = ("INSUFFICIENT_DATA", "DATA_MISSING")
MISMATCH = ("INSUFFICIENT_DATA", "DATA_MISMATCH")


def test_holder_of_an_authorization_boards(desk: Desk, holder: str) -> None:
    reply = desk.ask(message())

    assert verdicts(reply) == [BOARD]
    assert reply.json()["message_id"] == "m-1"
    assert reply.headers["content-type"] == "application/json"
    assert reply.headers["cache-control"] == "no-store"


def test_reply_holds_nothing_personal(desk: Desk, holder: str) -> None:
    reply = desk.ask(message())

    assert set(reply.json()) == {"message_id", "check_id", "checked_at", "rulebook", "results"}
    assert set(reply.json()["results"][0]) == {"reference", "verdict", "reason"}


@pytest.mark.parametrize(
    "changes",
    [
        {"surname": "Örnekoğlu", "given_names": "Ayşe Işıl"},
        {"surname": "ORNEKOGLU<AYSE<ISIL", "given_names": None},
        {"number": "u 0000-0017<"},
        {"number": "U00000017", "issuing_state": "TUR<"},
    ],
)
def test_holder_is_known_however_the_document_was_written_off(desk: Desk, holder: str, changes: dict[str, str]) -> None:
    assert verdicts(desk.ask(message(passenger(**changes)))) == [BOARD]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"number": None}, MISSING),
        ({"number": "U0000?017"}, MISSING),
        ({"issuing_state": "XYZ"}, MISSING),
        ({"nationality": None}, MISSING),
        ({"type": "passport"}, MISSING),
        ({"surname": None, "given_names": None}, MISSING),
        ({"surname": "오르네크"}, MISSING),
        ({"birth_date": None}, MISSING),
        ({"birth_date": "5 May 1990"}, MISSING),
        ({"birth_date": "1990-05-XX"}, MISSING),
        ({"birth_date": "1990-06-XX"}, MISMATCH),
        ({"surname": "BEISPIEL"}, MISMATCH),
        ({"number": "U00000018"}, NO_BOARD),
        ({"number": "U00000018", "claims": ["resident"]}, ("CHECK_DOCUMENT", "CHECK_VISA")),
        ({"number": "U00000018", "claims": ["crew"]}, ("CHECK_DOCUMENT", "CHECK_CATEGORY")),
        ({"number": "C01X00T47", "issuing_state": "D", "nationality": "DEU"}, ("NOT_REQUIRED", "EXEMPT")),
        ({"nationality": "KOR"}, ("CHECK_DOCUMENT", "CHECK_VISA")),
    ],
)
def test_each_passenger_gets_the_verdict_of_what_was_told(
    desk: Desk, holder: str, changes: dict[str, str], expected: tuple[str, str]
) -> None:
    assert verdicts(desk.ask(message(passenger(**changes)))) == [expected]


@pytest.mark.parametrize(
    "arrival", [None, "", "2026-12-20", "2026-02-30T09:30", "2026-12-20T09:30 Z", "2026-12-20T09:30+9"]
)
def test_unreadable_arrival_is_never_taken_for_a_day(desk: Desk, holder: str, arrival: str | None) -> None:
    assert verdicts(desk.ask(message(arrival=arrival))) == [MISSING]


@pytest.mark.parametrize(
    ("arrival", "expected"),
    [
        ("2026-11-21T23:59", NO_BOARD),
        ("2026-11-22T00:00", BOARD),
        ("2026-11-21T14:59Z", NO_BOARD),
        ("2026-11-21T15:00Z", BOARD),
        ("2026-11-21T23:59+09:00", NO_BOARD),
        ("2026-11-21T22:00-03:00", BOARD),
    ],
)
def test_arrival_with_an_offset_is_a_day_of_the_destination(
    desk: Desk, holder: str, arrival: str, expected: tuple[str, str]
) -> None:
    assert verdicts(desk.ask(message(arrival=arrival))) == [expected]


def test_delay_past_the_last_day_of_validity_does_not_change_the_answer(desk: Desk, holder: str) -> None:
    late = message(arrival="2029-11-22T01:00")
    assert verdicts(desk.ask(late)) == [NO_BOARD]

    late["message_id"], late["transport"]["scheduled_arrival_local"] = "m-2", "2029-11-21T22:00"
    assert verdicts(desk.ask(late)) == [BOARD]

    late["message_id"], late["transport"]["scheduled_arrival_local"] = "m-3", "2029-11-21T00:59"
    assert verdicts(desk.ask(late)) == [NO_BOARD], "a day and a minute is more than the grace"


def test_override_of_an_officer_lets_board_while_it_holds(desk: Desk, ports: Ports, clock: SetClock) -> None:
    now = clock.now()
    officer = add_account(ports, "kim.m", Role.SUPERVISOR, "an invented pass phrase")
    BoardOverride.objects.create(
        id=ports.chance.uuid(),
        programme="KOR",
        document_index=ports.keys.blind("document", "TUR|U00000017"),
        issued_by=officer,
        reason="humanitarian",
        valid_from=now,
        valid_until=now + timedelta(hours=1),
    )

    assert verdicts(desk.ask(message())) == [BOARD]
    clock.pass_by(hours=1)
    assert verdicts(desk.ask(message(message_id="m-2"))) == [NO_BOARD]


def test_message_without_transport_lacks_data(desk: Desk, holder: str) -> None:
    body = message()
    del body["transport"]

    assert verdicts(desk.ask(body)) == [MISSING]


def test_rule_changes_by_arrival_day_not_by_the_day_of_asking(desk: Desk) -> None:
    german = passenger(number="C01X00T47", issuing_state="D", nationality="D")

    last_exempt = desk.ask(message(german, message_id="m-1", arrival="2026-12-31T23:59"))
    first_required = desk.ask(message(german, message_id="m-2", arrival="2027-01-01T00:00"))

    assert verdicts(last_exempt) == [("NOT_REQUIRED", "EXEMPT")]
    assert verdicts(first_required) == [NO_BOARD]


@pytest.mark.parametrize(
    ("arrival", "expected"),
    [
        ("2026-11-21T23:59", NO_BOARD),
        ("2026-11-22T00:00", BOARD),
        ("2029-11-21T23:59", BOARD),
        ("2029-11-22T00:00", NO_BOARD),
    ],
)
def test_authorization_boards_within_its_days_only(
    desk: Desk, holder: str, arrival: str, expected: tuple[str, str]
) -> None:
    assert verdicts(desk.ask(message(arrival=arrival))) == [expected]


def test_ended_authorization_boards_nobody_at_the_next_question(desk: Desk, holder: str, clock: SetClock) -> None:
    assert verdicts(desk.ask(message())) == [BOARD]
    Authorization.objects.filter(application_id=holder).update(ending="revoked", ended_at=clock.now())

    assert verdicts(desk.ask(message())) == [NO_BOARD]


def test_newer_grant_on_the_same_document_boards(desk: Desk, holder: str, ports: Ports) -> None:
    grant(ports)

    assert Authorization.objects.count() == 2
    assert verdicts(desk.ask(message())) == [BOARD]


def test_results_keep_the_order_of_a_long_list(desk: Desk, holder: str) -> None:
    strangers = [passenger(reference=str(n), number=f"U{n:08}") for n in range(100, 399)]
    known = passenger(reference="known")

    reply = desk.ask(message(*strangers[:170], known, *strangers[170:]))

    references = [result["reference"] for result in reply.json()["results"]]
    assert references == [*map(str, range(100, 270)), "known", *map(str, range(270, 399))]
    assert [place for place, verdict in enumerate(verdicts(reply)) if verdict == BOARD] == [170]


def test_same_document_twice_in_one_list_is_judged_twice(desk: Desk, holder: str) -> None:
    other = passenger(reference="2", surname="BEISPIEL")

    assert verdicts(desk.ask(message(passenger(), other, passenger(reference="3")))) == [BOARD, MISMATCH, BOARD]


def test_thousand_passengers_are_answered_and_leave_room_for_others(desk: Desk, holder: str) -> None:
    everybody = [passenger(reference=str(n), number=f"U{n:08}") for n in range(1000)]

    long, short = desk.ask_together(message(*everybody, message_id="long"), message(message_id="short"))

    assert verdicts(long).count(BOARD) == 1
    assert verdicts(short) == [BOARD]


def test_repeated_message_is_answered_anew_under_the_same_check_id(desk: Desk, holder: str, clock: SetClock) -> None:
    first = desk.ask(message())
    clock.pass_by(minutes=9)
    Authorization.objects.update(ending="cancelled", ended_at=clock.now())
    repeated = desk.ask(message())

    assert repeated.json()["check_id"] == first.json()["check_id"]
    assert verdicts(repeated) == [NO_BOARD]


def test_message_id_stands_for_one_body_for_ten_minutes(desk: Desk, clock: SetClock) -> None:
    desk.ask(message())
    clock.pass_by(minutes=9, seconds=59)
    refused = desk.ask(message(passenger(reference="other")))
    clock.pass_by(seconds=1)
    taken_anew = desk.ask(message(passenger(reference="other")))

    assert refused.status_code == 409
    assert refused.json()["where"] == "$.message_id"
    assert taken_anew.status_code == 200


def test_two_bodies_under_one_message_id_at_the_same_moment_get_one_answer(desk: Desk, holder: str) -> None:
    replies = desk.ask_together(message(), message(), message(passenger(reference="other")))

    first, second, other = (reply.status_code for reply in replies)
    assert first == second
    assert {first, other} == {200, 409}


def test_carriers_do_not_share_message_ids(desk: Desk, ports: Ports) -> None:
    _, other_key = add_carrier(ports, "Invented Ferries")
    mine = desk.ask(message())

    theirs = desk.ask(message(passenger(reference="other")), key=other_key)

    assert theirs.status_code == 200
    assert theirs.json()["check_id"] != mine.json()["check_id"]


def test_no_key_of_any_carrier_reads_the_log(desk: Desk, ports: Ports) -> None:
    """There is no address that gives it out, whatever the key: the paths are a closed list."""
    desk.ask(message())
    _, other_key = add_carrier(ports, "Invented Ferries")

    for path in (f"{BOARD_CHECKS}/m-1", f"{BOARD_CHECKS}/", "/api/carrier/v1/log", "/api/carrier/"):
        assert desk.run(desk.request("GET", path, key=other_key)).status_code == 404
    assert desk.run(desk.request("GET", BOARD_CHECKS, key=other_key)).status_code == 405


def test_status_says_that_the_key_is_good(desk: Desk) -> None:
    assert desk.run(desk.request("GET", STATUS)).json()["status"] == "ok"
    assert desk.run(desk.request("GET", STATUS, key=None)).status_code == 401


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_other_methods_are_told_the_right_one(desk: Desk, method: str) -> None:
    reply = desk.run(desk.request(method, BOARD_CHECKS))

    assert (reply.status_code, reply.headers["allow"]) == (405, "POST")
    assert bool(reply.content) is (method != "HEAD")


def test_two_keys_of_a_carrier_both_open(desk: Desk, carrier: Carrier, ports: Ports) -> None:
    second = add_carrier_key(ports, carrier)

    assert desk.ask(message()).status_code == 200
    assert desk.ask(message(), key=second).status_code == 200


def test_revoked_key_is_refused_within_five_seconds(
    desk: Desk, carrier: Carrier, ports: Ports, clock: SetClock
) -> None:
    assert desk.ask(message()).status_code == 200
    revoke_carrier_key(ports, carrier, 1)
    clock.pass_by(seconds=5)

    assert desk.ask(message()).status_code == 401


def test_suspended_carrier_is_refused_within_five_seconds(desk: Desk, carrier: Carrier, clock: SetClock) -> None:
    assert desk.ask(message()).status_code == 200
    Carrier.objects.filter(id=carrier.id).update(is_active=False)
    clock.pass_by(seconds=5)

    assert desk.ask(message()).status_code == 401


def test_clock_set_back_does_not_prolong_a_revoked_key(
    desk: Desk, carrier: Carrier, ports: Ports, clock: SetClock
) -> None:
    assert desk.ask(message()).status_code == 200
    revoke_carrier_key(ports, carrier, 1)
    clock.pass_by(hours=-1)

    assert desk.ask(message()).status_code == 401


def test_expired_key_is_refused_at_once(desk: Desk, carrier: Carrier, ports: Ports, clock: SetClock) -> None:
    short = add_carrier_key(ports, carrier, days=1)
    clock.pass_by(days=1, seconds=-1)
    assert desk.ask(message(), key=short).status_code == 200
    clock.pass_by(seconds=1)

    assert desk.ask(message(), key=short).status_code == 401


@pytest.mark.parametrize("key", [None, "x", "mapae_carrier_" + "A" * 43, "mapae_carrier_" + "A" * 42 + "\x00"])
def test_without_a_good_key_nothing_is_answered(desk: Desk, key: str | None) -> None:
    reply = desk.ask(message(), key=key)

    assert reply.status_code == 401
    assert reply.headers["www-authenticate"].startswith("Bearer")
    assert reply.headers["content-type"] == "application/problem+json"


def test_keys_that_are_tried_out_are_slowed_down_and_carriers_are_not(desk: Desk) -> None:
    assert desk.ask(message()).status_code == 200
    tried = [desk.ask(message(), key=f"mapae_carrier_{n:043}").status_code for n in range(201)]

    assert set(tried) == {401, 429}
    assert desk.ask(message()).status_code == 200


def test_carrier_that_asks_too_fast_waits_and_others_do_not(
    carrier_and_key: tuple[Carrier, str], ports: Ports, clock: SetClock
) -> None:
    _, other_key = add_carrier(ports, "Invented Ferries")
    desk = Desk(ports, carrier_and_key[1], rate=Rate(per_second=1.0, saved=20.0, per_message=4.0))
    try:
        assert desk.ask(message(*[passenger()] * 15)).status_code == 200
        refused = desk.ask(message())
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "3")
        assert desk.ask(message(), key=other_key).status_code == 200
        clock.pass_by(seconds=5)
        assert desk.ask(message(message_id="m-2")).status_code == 200
    finally:
        desk.close()


def test_while_the_database_is_away_nobody_is_answered(carrier_and_key: tuple[Carrier, str], ports: Ports) -> None:
    desk = Desk(ports, carrier_and_key[1], "postgresql://nobody@127.0.0.1:1/mapae", wait_seconds=0.2)
    try:
        reply = desk.ask(message())
    finally:
        desk.close()

    assert reply.status_code == 503
    assert int(reply.headers["retry-after"]) > 0
    assert reply.json()["type"] == "urn:mapae:problem:no-answer-now"


def test_altered_match_data_are_no_ground_for_any_verdict(desk: Desk, holder: str) -> None:
    sealed = bytes(Authorization.objects.get().match_sealed or b"")
    Authorization.objects.update(match_sealed=sealed[:-1] + bytes([sealed[-1] ^ 1]))

    assert desk.ask(message()).status_code == 503


def test_erased_match_data_board_nobody(desk: Desk, holder: str) -> None:
    Authorization.objects.update(match_sealed=None)

    assert verdicts(desk.ask(message())) == [NO_BOARD]


def test_client_that_hangs_up_leaves_nothing_behind(desk: Desk) -> None:
    sent: list[object] = []

    async def hang_up() -> dict[str, object]:
        return {"type": "http.disconnect"}

    async def send(part: object) -> None:
        sent.append(part)

    headers = [(b"content-type", b"application/json"), (b"authorization", f"Bearer {desk.key}".encode())]
    scope = {"type": "http", "method": "POST", "path": BOARD_CHECKS, "headers": headers}
    desk.run(asyncio.wait_for(desk.application(scope, hang_up, send), 5))

    assert sent == []
