"""Requests of pages are small: a larger or slower body is refused before anything of it is kept.

Django reads a whole body before any of its own checks; so the limit stands in front of it. Addresses that take files
take more. Their bodies stay in memory (see FILE_UPLOAD_MAX_MEMORY_SIZE in the settings), so all of them together have a
limit too.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any  # ASGI's own messages

from mapae.core.group.sheet import MOST_BYTES as MOST_SHEET_BYTES
from mapae.usecases.ports import MOST_PICTURE_BYTES
from mapae.usecases.upload_limits import MOST_ARCHIVE_BYTES

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Any, Any, Any], Awaitable[None]]

MOST_BYTES = 128 * 1024
MOST_SECONDS = 30.0
MOST_UPLOAD_BYTES = MOST_ARCHIVE_BYTES + MOST_BYTES  # the largest of all uploads
MOST_UPLOAD_SECONDS = 180.0  # 4 MB over a slow mobile network
MOST_UPLOADED_AT_ONCE = 10 * (MOST_PICTURE_BYTES + MOST_BYTES)  # of all uploads that are under way in this process
_MOST_THROWN_AWAY = 400 * 1024 * 1024
_GROUP = r"/[a-z]{2}/group/[0-9a-f-]{36}/"
_API = r"/api/group/v1/groups/[0-9a-f-]{36}/"
_MOST_ROWS_BYTES = 1024 * 1024  # of rows as JSON, see mapae.faces.group.api.reading
_UPLOADS = (
    (re.compile(r"/[a-z]{2}/apply/portrait/"), MOST_PICTURE_BYTES),
    (re.compile(_GROUP + r"rows/[0-9a-f-]{36}/portrait/"), MOST_PICTURE_BYTES),
    (re.compile(_GROUP + r"upload/"), MOST_SHEET_BYTES),
    (re.compile(_GROUP + r"portraits/"), MOST_ARCHIVE_BYTES),
    (re.compile(_API + r"rows/[0-9a-f-]{36}/portrait"), MOST_PICTURE_BYTES),
    (re.compile(_API + r"files"), MOST_ARCHIVE_BYTES),
    (re.compile(_API + r"rows"), _MOST_ROWS_BYTES),
)
_PROGRAMS = "/api/group/"
_PROBLEMS = {
    413: (
        "body-too-large",
        "The body is too large",
        "Send less at once. The contract says how much each address takes.",
    ),
    408: ("body-too-slow", "The body took too long", "Check the connection and send it again in one go."),
    503: ("no-answer-now", "No answer at the moment", "Send the same request again after Retry-After seconds."),
}
_TOO_LARGE = (413, b"This request is larger than any form here. Go back and shorten what you typed.\n")
_TOO_SLOW = (408, b"The request did not arrive in time. Check the connection and send it again.\n")
_BUSY = (
    503,
    "Too many files are arriving at the moment. Go back and send yours again in a minute.\n"
    "Şu anda çok fazla dosya geliyor. Geri dönün ve dosyanızı bir dakika sonra yeniden gönderin.\n"
    "지금 파일이 너무 많이 들어오고 있습니다. 뒤로 가서 1분 뒤에 다시 보내 주세요.\n".encode(),
)


class _Refused(Exception):
    def __init__(self, answer: tuple[int, bytes]) -> None:
        self.answer = answer


@dataclass
class _Uploads:
    """How many bytes of uploads stand in memory now."""

    held: int = 0


@dataclass
class _Body:
    """One body on its way in."""

    receive: Receive
    uploads: _Uploads | None
    most: int
    until: float
    received: int = 0
    held: int = 0
    is_whole: bool = False

    async def counted(self) -> Message:
        """The next message. Raises _Refused."""
        if self.is_whole:
            return await self.receive()  # only the end of the connection can come now
        message = await self._next()
        length = len(message.get("body", b""))
        self.received += length
        if self.received > self.most:
            raise _Refused(_TOO_LARGE)
        if self.uploads is not None:
            self.held += length
            self.uploads.held += length
            if self.uploads.held > MOST_UPLOADED_AT_ONCE:
                raise _Refused(_BUSY)
        return message

    def let_go(self) -> None:
        """What was taken in is kept no longer."""
        if self.uploads is not None:
            self.uploads.held -= self.held
            self.held = 0

    async def throw_away(self) -> None:
        """Take in the rest and keep nothing: a browser hears no answer before it has sent everything."""
        thrown = 0
        while not self.is_whole and thrown < _MOST_THROWN_AWAY:
            thrown += len((await self._next()).get("body", b""))

    async def _next(self) -> Message:
        try:
            async with asyncio.timeout_at(self.until):
                message = await self.receive()
        except TimeoutError:
            raise _Refused(_TOO_SLOW) from None
        self.is_whole = not message.get("more_body", False)
        return message


def limited(app: App) -> App:
    """The same ASGI application behind the limits."""
    uploads = _Uploads()

    async def guarded(scope: Message, receive: Receive, send: Send) -> None:
        most = _most_of_upload(scope["path"]) if scope["method"] in ("POST", "PUT") else 0
        until = asyncio.get_running_loop().time() + (MOST_UPLOAD_SECONDS if most else MOST_SECONDS)
        body = _Body(receive, uploads if most else None, most + MOST_BYTES, until)
        has_begun = False

        async def watched_send(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            if _announced(scope) > body.most:
                raise _Refused(_TOO_LARGE)
            await app(scope, body.counted, watched_send)
        except _Refused as refused:
            if not has_begun:
                await _refuse(scope, body, send, refused)
        finally:
            body.let_go()

    return guarded


def _most_of_upload(path: str) -> int:
    """How large a file the address takes; 0 where it takes none."""
    return next((most for address, most in _UPLOADS if address.fullmatch(path)), 0)


def _announced(scope: Message) -> int:
    lengths = [value for name, value in scope["headers"] if name.lower() == b"content-length"]
    return int(lengths[0]) if lengths and lengths[0].isdigit() else 0


async def _refuse(scope: Message, body: _Body, send: Send, refused: _Refused) -> None:
    """A file that is too large is told so by the page that asked for it, in the visitor's language."""
    body.let_go()
    headers, (status, words) = [], refused.answer
    try:
        if body.uploads is not None:
            await body.throw_away()
            if status == _TOO_LARGE[0] and not scope["path"].startswith(_PROGRAMS):
                headers, status, words = [(b"location", scope["path"].encode() + b"?too-heavy")], 303, b""
    except _Refused as slow:
        status, words = slow.answer
    if scope["path"].startswith(_PROGRAMS):
        await _tell_program(send, status)
    else:
        await _answer(send, status, words, headers)


async def _tell_program(send: Send, status: int) -> None:
    """The same as problem+json, as contracts/group/openapi.yaml has it."""
    code, title, detail = _PROBLEMS[status]
    problem = {"type": f"urn:mapae:problem:{code}", "title": title, "status": status, "detail": detail}
    headers = [(b"content-type", b"application/problem+json"), (b"connection", b"close"), (b"retry-after", b"60")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(problem).encode()})


async def _answer(send: Send, status: int, words: bytes, more: list[tuple[bytes, bytes]]) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close"), *more]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words})
