"""What the reading process answers: plain values that can do no harm to whoever reads them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec

from mapae.core.group.sheet import MOST_CHARACTERS

_DATE, _MOMENT = 1, 2


class Refusal(msgspec.Struct, tag="refused"):
    code: str
    details: dict[str, str]


class Answer(msgspec.Struct, tag="sheet"):
    name: str
    day_zero: str
    notes: list[tuple[str, dict[str, str]]]
    rows: tuple[tuple[Any, ...], ...]  # Cell as the process sends it; msgspec cannot say that of extensions


def _from_extension(code: int, data: memoryview) -> date | datetime:
    text = bytes(data).decode()
    return date.fromisoformat(text) if code == _DATE else datetime.fromisoformat(text)


encoder = msgspec.msgpack.Encoder()
decoder = msgspec.msgpack.Decoder(Answer | Refusal, ext_hook=_from_extension)


def sent(cell: object) -> object:
    """A cell of the reading library, ready to send; a text is cut one character past the most that one may have."""
    if isinstance(cell, str):
        return cell[: MOST_CHARACTERS + 1] or None
    if isinstance(cell, datetime):
        return msgspec.msgpack.Ext(_MOMENT, cell.isoformat().encode())
    if isinstance(cell, date):
        return msgspec.msgpack.Ext(_DATE, cell.isoformat().encode())
    if isinstance(cell, time | timedelta):
        return str(cell)
    return cell
