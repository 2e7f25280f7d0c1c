"""Rate limits, counted in the database for all workers together."""

from __future__ import annotations

from datetime import timedelta
from typing import Any  # a query's parameters

from django.db import connection

from mapae.usecases.ports import Ports, joined

_COUNT = """
    INSERT INTO rate_window AS w (bucket, opened_at, count) VALUES (%(bucket)s, %(now)s, 1)
    ON CONFLICT (bucket) DO UPDATE SET
        count = CASE WHEN w.opened_at <= %(closed)s THEN 1 ELSE w.count + 1 END,
        opened_at = CASE WHEN w.opened_at <= %(closed)s THEN %(now)s ELSE w.opened_at END
    RETURNING count, opened_at
"""


def seconds_to_wait(ports: Ports, what: str, who: str, most: int, seconds: int) -> int:
    """Count one more of `what` by `who`; 0 if it is among the `most` of the window, else the seconds to wait."""
    now, length = ports.clock.now(), timedelta(seconds=seconds)
    values: dict[str, Any] = {
        "bucket": ports.keys.blind("limit", joined((what, who))),
        "now": now,
        "closed": now - length,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        count, opened_at = cursor.fetchone()
    return 0 if count <= most else max(1, int((opened_at + length - now).total_seconds()) + 1)
