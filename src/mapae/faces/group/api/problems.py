"""What a program is told when its request cannot be done: problem+json (RFC 9457).

`problems` say each what is wrong where: `pointer` is a JSON pointer (RFC 6901) into the body that was sent, `code` is one
of a closed list, `detail` a sentence. Nothing that was sent is repeated.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from django.http import HttpResponse

MEDIA_TYPE = "application/problem+json"


class Kind(Enum):
    """Every kind of problem: the last part of its type, its HTTP status, its title. The contract lists the same."""

    NOT_JSON = "not-json", 400, "The body is not JSON"
    PRESS_KEY_MISSING = "idempotency-key-missing", 400, "The header Idempotency-Key is missing"
    KEY_REFUSED = "key-refused", 401, "No valid key"
    MAY_NOT_SEND = "may-not-send", 403, "The organisation may not send groups now"
    NOT_FOUND = "not-found", 404, "Nothing of yours is at this address"
    WRONG_METHOD = "wrong-method", 405, "The address does not take this method"
    BODY_TOO_SLOW = "body-too-slow", 408, "The body took too long"  # told before Django, see mapae.site.body_limit
    ROW_ORDERED = "row-ordered", 409, "The row is part of an order"
    ROW_CHANGED = "row-changed", 409, "The row was changed meanwhile"
    GROUP_FULL = "group-full", 409, "The group is full"
    STILL_READING = "still-reading", 409, "Another file of the group is being read"
    FILE_ASKS_OTHERWISE = "file-asks-otherwise", 409, "The file does not ask this"
    NOTHING_READY = "nothing-ready", 409, "No row is ready"
    CHOICE_CHANGED = "choice-changed", 409, "Another number of rows is ready"
    NOTHING_TO_PAY = "nothing-to-pay", 409, "Nothing waits for a payment"
    TOO_LATE = "too-late", 409, "It is too late for this"
    BODY_TOO_LARGE = "body-too-large", 413, "The body is too large"
    WRONG_MEDIA_TYPE = "wrong-media-type", 415, "The body is of another media type"
    MESSAGE_REFUSED = "message-refused", 422, "The message is not as the contract says"
    FILE_REFUSED = "file-refused", 422, "The file cannot be taken"
    PICTURE_REFUSED = "picture-refused", 422, "No portrait can be made of the picture"
    ADDRESS_REFUSED = "address-refused", 422, "Notices do not go to this address"
    TOO_MANY_REQUESTS = "too-many-requests", 429, "Too many requests"
    NO_ANSWER_NOW = "no-answer-now", 503, "No answer at the moment"

    def __init__(self, code: str, status: int, title: str) -> None:
        self.code = code
        self.status = status
        self.title = title


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong."""

    pointer: str
    code: str
    detail: str

    def json(self) -> dict[str, str]:
        return {"pointer": self.pointer, "code": self.code, "detail": self.detail}


class Problem(Exception):
    """Ends a request."""

    def __init__(
        self, kind: Kind, detail: str, faults: Sequence[Fault] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(kind.code)
        self.kind = kind
        self.detail = detail
        self.faults = faults
        self.headers = headers or {}

    def reply(self) -> HttpResponse:
        content: dict[str, object] = {
            "type": f"urn:mapae:problem:{self.kind.code}",
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
        }
        if self.faults:
            content["problems"] = [fault.json() for fault in self.faults]
        body = json.dumps(content, ensure_ascii=False).encode()
        return HttpResponse(body, MEDIA_TYPE, self.kind.status, headers=dict(self.headers))
