"""The audit leaf: who did or saw what, as the exact bytes that the tree hashes.

A leaf holds no personal data. Every string in it is a code, a hash or an opaque id, in visible ASCII
without spaces, quotes or backslashes: a full name or a sentence is refused before it can be logged for
ever.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Never

import rfc8785

VERSION = 1
LONGEST_LEAF = 16_384
MOST_REASONS = 32
MOST_DETAILS = 16

_TOKEN = r"[!#-\[\]-~]"
_CODE = r"[a-z][a-z0-9_]{0,63}"
_DIGEST = re.compile(r"(?:[0-9a-f]{64})?")
_OPTIONAL_ID = re.compile(rf"{_TOKEN}{{0,200}}")
_REASON = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,63}")
_DETAIL_KEY = re.compile(_CODE)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)

_SHAPES = {
    "leaf_id": re.compile(rf"{_TOKEN}{{1,200}}"),
    "actor": re.compile(rf"{_CODE}(?::[0-9a-f-]{{16,128}})?"),
    "role": re.compile(_CODE),
    "action": re.compile(rf"{_CODE}\.{_CODE}"),
    "object": re.compile(rf"{_CODE}:{_TOKEN}{{1,200}}"),
    "case": _OPTIONAL_ID,
    "purpose": re.compile(rf"(?:{_CODE}(?:\.{_CODE})?)?"),
    "rulebook": _DIGEST,
    "before": _DIGEST,
    "after": _DIGEST,
    "request_id": _OPTIONAL_ID,
}
_NAMES = frozenset({"v", "at", "reasons", "detail", *_SHAPES})

# All keys and values are visible ASCII without quote and backslash, and the one number is small. For such
# values sorted compact JSON is RFC 8785, in a fifth of the time; a property test holds the two together.
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


class LeafFault(StrEnum):
    """Why something is not a leaf. Closed list."""

    TOO_LONG = "too_long"
    NOT_JSON = "not_json"
    VERSION_UNKNOWN = "version_unknown"
    WRONG_FIELDS = "wrong_fields"
    FIELD_REFUSED = "field_refused"
    NOT_CANONICAL = "not_canonical"


class LeafRefused(ValueError):
    """These values or bytes are no audit leaf. `fault` says why, `field` where ("" for the whole)."""

    def __init__(self, fault: LeafFault, field_name: str = "") -> None:
        super().__init__(f"Audit leaf refused: {fault}" + (f" in {field_name}" if field_name else ""))
        self.fault = fault
        self.field = field_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One entry of the audit log. Raises `LeafRefused` when a value has not the shape of its field.

    `at` is aware and UTC. `actor` is a pseudonym, `role:hexdigest`, or the role alone where nobody is
    behind it. `action` is `thing.action`, `object` is `thing:id`. `rulebook`, `before` and `after` are
    hex SHA-256 or "". `case`, `purpose` and `request_id` may be "". `detail` holds a few codes or numbers
    as strings, never anything that somebody typed.
    """

    leaf_id: str
    at: datetime
    actor: str
    role: str
    action: str
    object: str
    case: str = ""
    purpose: str = ""
    rulebook: str = ""
    reasons: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    request_id: str = ""
    detail: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if not isinstance(self.at, datetime) or self.at.utcoffset() != timedelta(0):
            _refuse("at")
        for name, shape in _SHAPES.items():
            if not _fits(shape, getattr(self, name)):
                _refuse(name)
        _check_reasons(self.reasons)
        _check_detail(self.detail)
        object.__setattr__(self, "detail", MappingProxyType(dict(self.detail)))


def canonical(leaf: Leaf) -> bytes:
    """The leaf as RFC 8785 canonical JSON: the bytes that are stored and hashed."""
    document: dict[str, object] = {name: getattr(leaf, name) for name in _SHAPES}
    document["v"] = VERSION
    document["at"] = leaf.at.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    document["reasons"] = leaf.reasons
    document["detail"] = dict(leaf.detail)
    return _ENCODER.encode(document).encode("ascii")


def parse(raw: bytes) -> Leaf:
    """The leaf that these bytes are. Raises `LeafRefused` for anything but the canonical bytes of a leaf."""
    if len(raw) > LONGEST_LEAF:
        raise LeafRefused(LeafFault.TOO_LONG)
    leaf = _leaf_from(_document(raw))
    if canonical(leaf) != raw:
        raise LeafRefused(LeafFault.NOT_CANONICAL)
    return leaf


def state_hash(state: Mapping[str, object]) -> str:
    """Hex SHA-256 of a record's state in RFC 8785 form, for `before` and `after`.

    `state` is JSON-like: strings, whole numbers below 2**53, booleans, None, lists and dicts. A state
    with guessable personal data must carry a secret salt of its case, otherwise the hash can be tried
    out. Raises `ValueError` for a value that RFC 8785 cannot write.
    """
    return hashlib.sha256(rfc8785.dumps(dict(state))).hexdigest()  # type: ignore[arg-type]  # dumps checks the types


def _document(raw: bytes) -> dict[str, object]:
    try:
        document = json.loads(raw.decode("ascii"))
    except (ValueError, RecursionError) as error:
        raise LeafRefused(LeafFault.NOT_JSON) from error
    if not isinstance(document, dict):
        raise LeafRefused(LeafFault.NOT_JSON)
    if document.get("v") != VERSION:
        raise LeafRefused(LeafFault.VERSION_UNKNOWN, "v")
    if document.keys() != _NAMES:
        raise LeafRefused(LeafFault.WRONG_FIELDS)
    return document


def _leaf_from(document: dict[str, object]) -> Leaf:
    del document["v"]
    document["at"] = _moment(document["at"])
    if not isinstance(document["reasons"], list):
        _refuse("reasons")
    document["reasons"] = tuple(document["reasons"])
    return Leaf(**document)  # type: ignore[arg-type]  # Leaf checks every field itself


def _moment(text: object) -> datetime:
    if not isinstance(text, str) or not _MOMENT.fullmatch(text):
        _refuse("at")
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        _refuse("at")


def _check_reasons(reasons: object) -> None:
    if not isinstance(reasons, tuple) or len(reasons) > MOST_REASONS:
        _refuse("reasons")
    if not all(_fits(_REASON, reason) for reason in reasons):
        _refuse("reasons")


def _check_detail(detail: object) -> None:
    if not isinstance(detail, Mapping) or len(detail) > MOST_DETAILS:
        _refuse("detail")
    if not all(_fits(_DETAIL_KEY, key) and _fits(_OPTIONAL_ID, value) for key, value in detail.items()):
        _refuse("detail")


def _fits(shape: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and shape.fullmatch(value) is not None


def _refuse(field_name: str) -> Never:
    raise LeafRefused(LeafFault.FIELD_REFUSED, field_name)
