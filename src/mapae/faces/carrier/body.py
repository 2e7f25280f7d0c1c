"""Read a request's body within limits of size and time."""

from __future__ import annotations

import asyncio

from mapae.faces.carrier.problems import Kind, Problem
from mapae.faces.carrier.protocol import Receive, Scope, header

MOST_BYTES = 1024 * 1024
MOST_SECONDS = 10.0


class ClientGone(Exception):
    """The client hung up; nobody is left to answer."""


async def read_body(scope: Scope, receive: Receive, most_seconds: float = MOST_SECONDS) -> bytes:
    """The JSON body. Raises Problem when it is of another type, too large or too slow, and ClientGone."""
    _refuse_other_types(scope)
    if int(_announced(scope)) > MOST_BYTES:
        raise _too_large()
    try:
        async with asyncio.timeout(most_seconds):
            return await _received(receive)
    except TimeoutError as error:
        detail = f"The body was not complete after {most_seconds:g} seconds. Send the message in one go."
        raise Problem(Kind.BODY_TOO_SLOW, detail) from error


def _refuse_other_types(scope: Scope) -> None:
    media_type = header(scope, b"content-type").split(b";")[0].strip().lower()
    if media_type != b"application/json":
        raise Problem(Kind.WRONG_MEDIA_TYPE, "Board checks are JSON. Send the header Content-Type: application/json.")
    if header(scope, b"content-encoding").strip().lower() not in (b"", b"identity"):
        raise Problem(Kind.WRONG_MEDIA_TYPE, "The body is compressed. Send it as it is, without Content-Encoding.")


def _announced(scope: Scope) -> bytes:
    length = header(scope, b"content-length")
    return length if length.isdigit() else b"0"


async def _received(receive: Receive) -> bytes:
    message = await receive()
    body = message.get("body", b"")
    if message["type"] == "http.request" and not message.get("more_body") and len(body) <= MOST_BYTES:
        return bytes(body)
    parts, size = [], 0
    while True:
        if message["type"] == "http.disconnect":
            raise ClientGone
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > MOST_BYTES:
            raise _too_large()
        if not message.get("more_body"):
            return b"".join(parts)
        message = await receive()


def _too_large() -> Problem:
    detail = f"A body holds {MOST_BYTES} bytes at most. Divide the passengers among several messages."
    return Problem(Kind.BODY_TOO_LARGE, detail)
