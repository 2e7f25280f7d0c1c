"""Large and slow bodies are refused before the application keeps anything of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from mapae.site import body_limit
from mapae.site.body_limit import MOST_BYTES, MOST_UPLOAD_BYTES, Message, Receive, Send, limited
from mapae.usecases.ports import MOST_PICTURE_BYTES


async def _echo_length(scope: Message, receive: Receive, send: Send) -> None:
    length, more = 0, True
    while more:
        message = await receive()
        length, more = length + len(message.get("body", b"")), message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(length).encode()})


def _post(content: bytes | AsyncIterator[bytes], path: str = "/") -> httpx.Response:
    async def post() -> httpx.Response:
        transport = httpx.ASGITransport(limited(_echo_length))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.post(path, content=content)

    return asyncio.run(post())


def test_form_of_usual_size_passes() -> None:
    assert _post(b"x" * MOST_BYTES).text == str(MOST_BYTES)


def test_announced_length_above_the_limit_is_refused() -> None:
    assert _post(b"x" * (MOST_BYTES + 1)).status_code == 413


def test_body_that_grows_above_the_limit_is_refused() -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(1000):
            yield b"x" * 1024

    assert _post(chunks()).status_code == 413


def test_body_that_does_not_come_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body_limit, "MOST_SECONDS", 0.05)

    async def chunks() -> AsyncIterator[bytes]:
        yield b"x"
        await asyncio.sleep(5)
        yield b"y"

    assert _post(chunks()).status_code == 408


PORTRAIT = "/tr/apply/portrait/"


async def megabytes(count: int) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield b"x" * (1 << 20)


def test_portrait_of_the_largest_size_passes_there_and_nowhere_else() -> None:
    assert _post(b"x" * MOST_PICTURE_BYTES, PORTRAIT).text == str(MOST_PICTURE_BYTES)
    for path in ("/tr/apply/portrait/image/", "/tr/apply/portrait", "/tr/apply/you/", "/xtr/apply/portrait/"):
        assert _post(b"x" * (MOST_BYTES + 1), path).status_code == 413


@pytest.mark.parametrize("is_announced", [True, False])
def test_file_of_a_hundred_megabytes_is_told_so_by_the_page_that_asked(is_announced: bool) -> None:
    refused = _post(b"x" * (100 << 20) if is_announced else megabytes(100), PORTRAIT)
    assert (refused.status_code, refused.headers["Location"]) == (303, f"{PORTRAIT}?too-heavy")


def test_file_beyond_all_measure_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body_limit, "_MOST_THROWN_AWAY", 1 << 20)
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        for number in range(200):
            taken = number
            yield b"x" * (1 << 20)

    assert _post(endless(), PORTRAIT).status_code == 303
    assert taken < 40


def test_portrait_has_longer_to_come_and_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body_limit, "MOST_SECONDS", 0.05)

    async def chunks() -> AsyncIterator[bytes]:
        yield b"x"
        await asyncio.sleep(0.2)
        yield b"y"

    assert _post(chunks(), PORTRAIT).text == "2"
    monkeypatch.setattr(body_limit, "MOST_UPLOAD_SECONDS", 0.05)
    assert _post(chunks(), PORTRAIT).status_code == 408


def test_uploads_together_have_a_limit_and_give_their_room_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body_limit, "MOST_UPLOADED_AT_ONCE", 3 << 20)

    async def posts() -> list[int]:
        transport = httpx.ASGITransport(limited(_echo_length))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            together = await asyncio.gather(*[client.post(PORTRAIT, content=slowly(2)) for _ in range(3)])
            alone = await client.post(PORTRAIT, content=megabytes(3))
            return [*sorted({one.status_code for one in together}), alone.status_code]

    async def slowly(count: int) -> AsyncIterator[bytes]:
        async for piece in megabytes(count):
            yield piece
            await asyncio.sleep(0.05)

    assert asyncio.run(posts()) == [200, 503, 200]


GROUP = "/api/group/v1/groups/00000000-0000-4000-8000-000000000001"


def test_program_is_told_in_its_own_form_and_led_nowhere() -> None:
    assert _post(b"x" * MOST_UPLOAD_BYTES, f"{GROUP}/files").text == str(MOST_UPLOAD_BYTES)
    for size, path in ((MOST_UPLOAD_BYTES + 1, f"{GROUP}/files"), (MOST_BYTES + 1, f"{GROUP}/common")):
        told = _post(b"x" * size, path)
        assert (told.status_code, told.headers["content-type"]) == (413, "application/problem+json")
        assert told.json()["type"] == "urn:mapae:problem:body-too-large"
