"""The server's protocol (ASGI 3) as far as the board check speaks it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any  # the protocol's messages are mappings of anything

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


def header(scope: Scope, name: bytes) -> bytes:
    """The value of a header, its name in small letters; empty without one."""
    for key, value in scope["headers"]:
        if key == name:
            return bytes(value)
    return b""
