"""Requests of pages are small: a larger or slower body is refused before anything of it is kept.

Django reads a whole body before any of its own checks; so the limit stands in front of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any  # ASGI's own messages

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Any, Any, Any], Awaitable[None]]

MOST_BYTES = 128 * 1024
MOST_SECONDS = 30.0
_TOO_LARGE = (413, b"This request is larger than any form here. Go back and shorten what you typed.\n")
_TOO_SLOW = (408, b"The request did not arrive in time. Check the connection and send it again.\n")


class _Refused(Exception):
    def __init__(self, answer: tuple[int, bytes]) -> None:
        self.answer = answer


def limited(app: App) -> App:
    """The same ASGI application behind the limits."""

    async def guarded(scope: Message, receive: Receive, send: Send) -> None:
        has_begun = False

        async def watched_send(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            if _announced(scope) > MOST_BYTES:
                raise _Refused(_TOO_LARGE)
            await app(scope, _counted(receive), watched_send)
        except _Refused as refused:
            if not has_begun:
                await _answer(send, *refused.answer)

    return guarded


def _announced(scope: Message) -> int:
    lengths = [value for name, value in scope["headers"] if name.lower() == b"content-length"]
    return int(lengths[0]) if lengths and lengths[0].isdigit() else 0


def _counted(receive: Receive) -> Receive:
    received, until, is_whole = 0, asyncio.get_running_loop().time() + MOST_SECONDS, False

    async def counted() -> Message:
        nonlocal received, is_whole
        if is_whole:
            return await receive()  # only the end of the connection can come now
        try:
            async with asyncio.timeout_at(until):
                message = await receive()
        except TimeoutError:
            raise _Refused(_TOO_SLOW) from None
        received += len(message.get("body", b""))
        is_whole = not message.get("more_body", False)
        if received > MOST_BYTES:
            raise _Refused(_TOO_LARGE)
        return message

    return counted


async def _answer(send: Send, status: int, words: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words})
