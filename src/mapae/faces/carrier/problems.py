"""What carriers are told when their question cannot be answered: problem+json (RFC 9457), for their operators.

A problem says what happened, why and what to do. It repeats nothing that was sent, so no personal data comes back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import msgspec

Header = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP reply, ready to be sent."""

    status: int
    body: bytes
    media_type: bytes = b"application/json"
    headers: Sequence[Header] = ()


class Kind(Enum):
    """Every kind of problem: the last part of its type, its HTTP status, its title. The contract lists the same."""

    NOT_JSON = "not-json", 400, "The body is not JSON"
    KEY_REFUSED = "key-refused", 401, "No valid key"
    UNKNOWN_ADDRESS = "unknown-address", 404, "Nothing is at this address"
    WRONG_METHOD = "wrong-method", 405, "The address does not take this method"
    BODY_TOO_SLOW = "body-too-slow", 408, "The body took too long"
    MESSAGE_ID_REUSED = "message-id-reused", 409, "The message id stands for another message"
    BODY_TOO_LARGE = "body-too-large", 413, "The body is too large"
    WRONG_MEDIA_TYPE = "wrong-media-type", 415, "The body is of another media type"
    MESSAGE_REFUSED = "message-refused", 422, "The message is not as the contract says"
    TOO_MANY_QUESTIONS = "too-many-questions", 429, "Too many questions"
    NO_ANSWER_NOW = "no-answer-now", 503, "No answer at the moment"

    def __init__(self, code: str, status: int, title: str) -> None:
        self.code = code
        self.status = status
        self.title = title


class Problem(Exception):
    """Ends a request. `detail` never repeats what was sent; `where` is a JSON path."""

    def __init__(self, kind: Kind, detail: str, *, where: str = "", headers: Sequence[Header] = ()) -> None:
        super().__init__(kind.code)
        self.kind = kind
        self.detail = detail
        self.where = where
        self.headers = headers

    def reply(self) -> Reply:
        content: dict[str, str | int] = {
            "type": f"urn:mapae:problem:{self.kind.code}",
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
        }
        if self.where:
            content["where"] = self.where
        return Reply(self.kind.status, msgspec.json.encode(content), b"application/problem+json", self.headers)


def try_again_after(seconds: int) -> Header:
    return b"retry-after", str(seconds).encode()
