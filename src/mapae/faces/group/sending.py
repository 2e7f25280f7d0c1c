"""Files that are sent while they are made: a ZIP of many files in the memory of one, under either kind of server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import StreamingHttpResponse

from mapae.faces.request import MapaeRequest


def sent(request: MapaeRequest, pieces: Iterator[bytes], content_type: str, name: str) -> StreamingHttpResponse:
    """The pieces, one by one, as a file of this name. Nobody waits for the last before the first is on its way."""
    response = StreamingHttpResponse(
        _one_by_one(pieces) if isinstance(request, ASGIRequest) else pieces, content_type=content_type
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    # Both formats are compressed. Each piece compressed by itself would be a stream of its own, and browsers read the first.
    response["Content-Encoding"] = "identity"
    response["X-Accel-Buffering"] = "no"  # a proxy need not hold the file back either
    return response


async def _one_by_one(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Made in the thread that has the database's connection; an asynchronous server would take them all at once."""
    following = sync_to_async(lambda: next(pieces, None), thread_sensitive=True)
    while (piece := await following()) is not None:
        if piece:  # an empty one would end the reply: servers take it for the last
            yield piece


def zipped(files: Iterable[tuple[str, bytes]], made_at: datetime) -> Iterator[bytes]:
    """The files in a ZIP, each sent before the next is asked for. Names are of ASCII; nothing is compressed again."""
    sink, moment = _Sink(), (made_at.year, made_at.month, made_at.day, made_at.hour, made_at.minute, made_at.second)
    with ZipFile(sink, "w", ZIP_STORED) as archive:
        for name, content in files:
            archive.writestr(ZipInfo(name, moment), content)
            yield sink.taken()
    yield sink.taken()


class _Sink:
    """What was written since it was last taken. It cannot go back, nor say where it is, so the archive never asks."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Nothing is open."""

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)
