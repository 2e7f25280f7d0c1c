"""Files are sent while they are made: readable by any program, and in the memory of one."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

from mapae.faces.group.sending import zipped

MOMENT = datetime(2026, 11, 30, 8, 30, 4, tzinfo=UTC)
MEBIBYTE = 1024 * 1024


def test_zip_has_every_file_in_order_with_its_bytes() -> None:
    files = [(f"{number:05}.pdf", bytes([number]) * 1000) for number in range(20)]
    whole = BytesIO(b"".join(zipped(iter(files), MOMENT)))
    with ZipFile(whole) as archive:
        assert archive.testzip() is None
        assert [(one.filename, archive.read(one)) for one in archive.infolist()] == files
        assert archive.infolist()[0].date_time == (2026, 11, 30, 8, 30, 4)


def test_zip_of_nothing_is_a_zip() -> None:
    with ZipFile(BytesIO(b"".join(zipped(iter(()), MOMENT)))) as archive:
        assert archive.namelist() == []


def test_each_file_is_sent_before_the_next_is_asked_for() -> None:
    asked: list[int] = []

    def files() -> Iterator[tuple[str, bytes]]:
        for number in range(3):
            asked.append(number)
            yield f"{number}.pdf", b"x"

    pieces = zipped(files(), MOMENT)
    assert next(pieces)
    assert asked == [0]


def test_memory_is_that_of_one_file() -> None:
    files = ((f"{number}.pdf", bytes(MEBIBYTE)) for number in range(60))
    tracemalloc.start()
    sent = sum(len(piece) for piece in zipped(files, MOMENT))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sent > 60 * MEBIBYTE
    assert peak < 8 * MEBIBYTE
