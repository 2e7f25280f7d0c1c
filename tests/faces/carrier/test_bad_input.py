"""Each bad input is answered well: the right status, where it is wrong, what to do, and nothing of what was sent."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from mapae.records.models import Carrier
from mapae.usecases.ports import Ports
from tests.faces.carrier.desk import Desk, message, passenger

pytestmark = pytest.mark.wide

SECRET = "GEHEIMNIS"


def refused(desk: Desk, body: object, status: int, where: str = "", **options: object) -> str:
    """The problem's detail, after the checks that every problem must pass."""
    reply = desk.ask(body, **options)
    assert reply.status_code == status, reply.text
    assert reply.headers["content-type"] == "application/problem+json"
    assert SECRET not in reply.text
    problem = reply.json()
    assert problem["status"] == status
    assert problem.get("where", "") == where
    assert len(problem["detail"].split(". ")) > 1 or problem["detail"].endswith(".")
    return str(problem["detail"])


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"hello",
        b"\x00" * 100,
        b"\xff\xfe{}",
        json.dumps(message()).encode("utf-16"),
        json.dumps(message()).encode()[:-1],
        json.dumps(message()).encode() + b"x",
        b'{"message_id": "\xc3\x28"}',
        b'{"message_id": "\\ud800"}',
        b"\xef\xbb\xbf" + json.dumps(message()).encode(),
    ],
)
def test_what_is_not_json_in_utf_8_is_refused(desk: Desk, body: bytes) -> None:
    assert "JSON" in refused(desk, body, 400)


@pytest.mark.parametrize(
    "opening", [b"[", b'{"passengers":[', b'{"message_id":[', b'{"x":[', b'{"passengers":[{"reference":[']
)
def test_deep_nesting_is_refused_without_following_it_down(desk: Desk, opening: bytes) -> None:
    depth = 100_000
    reply = desk.ask(opening + b"[" * depth + b"]" * depth)

    assert reply.status_code in (400, 422)


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ([], "$"),
        (None, "$"),
        ({"passengers": [passenger()]}, "$"),
        ({"message_id": "m"}, "$"),
        (message() | {SECRET: 1}, "$"),
        (message() | {"message_id": 7}, "$.message_id"),
        (message(message_id=""), "$.message_id"),
        (message(message_id="m" * 65), "$.message_id"),
        (message(message_id=f"{SECRET} m"), "$.message_id"),
        (message(message_id="m\n"), "$.message_id"),
        (message(message_id="m\x00"), "$.message_id"),
        (message() | {"transport": SECRET}, "$.transport"),
        (message() | {"passengers": []}, "$.passengers"),
        (message() | {"passengers": {}}, "$.passengers"),
        (message(passenger(), passenger(), passenger(surname=7)), "$.passengers[2].surname"),
        (message(passenger(), passenger(number=[SECRET])), "$.passengers[1].document.number"),
        (message(passenger(claims=["visa", SECRET])), "$.passengers[0].claims[1]"),
        (message(passenger(claims=["visa"] * 17)), "$.passengers[0].claims"),
        (message(passenger(), passenger(reference="")), "$.passengers[1].reference"),
        (message(passenger(), passenger(reference=None)), "$.passengers[1]"),
        (message(passenger(surname=SECRET * 20)), "$.passengers[0].surname"),
        (message(passenger(seat="1A")), "$.passengers[0]"),
    ],
)
def test_wrong_shape_is_refused_and_says_where(desk: Desk, body: object, where: str) -> None:
    refused(desk, json.dumps(body).encode(), 422, where)


def test_unknown_field_is_named_when_it_looks_like_one(desk: Desk) -> None:
    assert "seat" in refused(desk, message(passenger(seat="1A")), 422, "$.passengers[0]")


def test_thousand_and_first_passenger_is_too_many_and_the_limit_is_said(desk: Desk) -> None:
    assert desk.ask(message(*[passenger()] * 1000)).status_code == 200
    assert "1000" in refused(desk, message(*[passenger()] * 1001, message_id="m-2"), 422, "$.passengers")


def test_announced_size_is_refused_before_a_byte_is_read(desk: Desk) -> None:
    async def never() -> AsyncIterator[bytes]:
        raise AssertionError("the body was read")
        yield b""

    refused(desk, never(), 413, headers={"content-length": str(1024 * 1024 + 1)})


def test_size_is_counted_where_nothing_was_announced(desk: Desk) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 64 * 1024
            yield b" " * (64 * 1024)

    refused(desk, endless(), 413)
    assert read <= 1024 * 1024 + 2 * 64 * 1024


def test_body_in_pieces_is_put_together(desk: Desk) -> None:
    whole = json.dumps(message()).encode()

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(whole), 10):
            yield whole[start : start + 10]

    assert desk.ask(pieces()).status_code == 200


def test_body_that_trickles_is_given_up(carrier_and_key: tuple[Carrier, str], ports: Ports) -> None:
    async def trickle() -> AsyncIterator[bytes]:
        while True:
            await asyncio.sleep(0.05)
            yield b" "

    desk = Desk(ports, carrier_and_key[1], body_seconds=0.3)
    try:
        refused(desk, trickle(), 408)
    finally:
        desk.close()


@pytest.mark.parametrize("media_type", ["", "text/plain", "application/xml", "multipart/form-data; boundary=x"])
def test_other_media_types_are_refused(desk: Desk, media_type: str) -> None:
    refused(desk, message(), 415, headers={"content-type": media_type})


def test_compressed_body_is_refused(desk: Desk) -> None:
    refused(desk, message(), 415, headers={"content-encoding": "gzip"})


@pytest.mark.parametrize("media_type", ["application/json; charset=utf-8", "Application/JSON"])
def test_media_type_may_be_written_out(desk: Desk, media_type: str) -> None:
    assert desk.ask(message(), headers={"content-type": media_type}).status_code == 200


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\u202e", "😀", "'; DROP TABLE carrier; --", "%s", "{}"])
def test_odd_characters_in_what_was_read_are_data_not_errors(desk: Desk, text: str) -> None:
    odd = passenger(
        reference=text, number=text, issuing_state=text, nationality=text, surname=text, birth_date=text, sex=text
    )
    reply = desk.ask(message(odd))

    assert reply.status_code == 200
    assert reply.json()["results"] == [{"reference": text, "verdict": "INSUFFICIENT_DATA", "reason": "DATA_MISSING"}]
