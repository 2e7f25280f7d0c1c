"""Large and slow bodies are refused before the application keeps anything of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from mapae.site import body_limit
from mapae.site.body_limit import MOST_BYTES, Message, Receive, Send, limited


async def _echo_length(scope: Message, receive: Receive, send: Send) -> None:
    length, more = 0, True
    while more:
        message = await receive()
        length, more = length + len(message.get("body", b"")), message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(length).encode()})


def _post(content: bytes | AsyncIterator[bytes]) -> httpx.Response:
    async def post() -> httpx.Response:
        transport = httpx.ASGITransport(limited(_echo_length))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.post("/", content=content)

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
