"""Read queries for the desk's numbers. They count; no row of anybody comes out of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any  # what a driver returns

from django.db import connection

# From the moment that the machine could begin, the fee having come, to the decision.
_DECIDED = """
    FROM decision d
    JOIN application a ON a.decision_id = d.id
    JOIN case_event e ON e.application_id = a.id AND e.name = 'payment.received'
    WHERE a.programme = %(programme)s AND d.decided_at >= %(since)s AND d.decided_at < %(until)s
"""
_VOLUMES = """
    SELECT day, sum(submitted), sum(granted), sum(refused) FROM (
        SELECT (submitted_at AT TIME ZONE %(zone)s)::date AS day, 1 AS submitted, 0 AS granted, 0 AS refused
        FROM application
        WHERE programme = %(programme)s AND submitted_at >= %(since)s AND submitted_at < %(until)s
        UNION ALL
        SELECT (d.decided_at AT TIME ZONE %(zone)s)::date, 0, (d.outcome = 'granted')::int, (d.outcome = 'refused')::int
        FROM decision d JOIN application a ON a.decision_id = d.id
        WHERE a.programme = %(programme)s AND d.decided_at >= %(since)s AND d.decided_at < %(until)s
    ) both_of_them GROUP BY day ORDER BY day
"""
_SECONDS = "extract(epoch FROM d.decided_at - e.at)"
_FIGURES = f"""
    count(*),
    coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY {_SECONDS}), 0)::float8,
    coalesce(percentile_cont(0.95) WITHIN GROUP (ORDER BY {_SECONDS}), 0)::float8,
    count(*) FILTER (WHERE {_SECONDS} > 86400),
    count(*) FILTER (WHERE {_SECONDS} > 259200)
"""
_TIMES = (
    f"SELECT d.decided_by_id IS NOT NULL, {_FIGURES} {_DECIDED} GROUP BY GROUPING SETS ((1), ()) ORDER BY 1 NULLS FIRST"
)
_TIMES_BY_DAY = f"SELECT (d.decided_at AT TIME ZONE %(zone)s)::date, {_FIGURES} {_DECIDED} GROUP BY 1 ORDER BY 1"
_AGES = """
    SELECT width_bucket(extract(epoch FROM %(now)s - submitted_at), ARRAY[21600, 86400, 259200, 604800]), count(*),
           max(extract(epoch FROM %(now)s - submitted_at))::float8
    FROM application WHERE programme = %(programme)s AND status IN ('referred', 'information_requested')
    GROUP BY 1 ORDER BY 1
"""


def volumes(programme: str, zone: str, since: datetime, until: datetime) -> list[tuple[date, int, int, int]]:
    """By day at the destination: submitted, granted, refused. Days without any are left out."""
    return _rows(_VOLUMES, programme=programme, zone=zone, since=since, until=until)


def times(programme: str, since: datetime, until: datetime) -> list[tuple[bool | None, int, float, float, int, int]]:
    """Of all (None), of the machine's (False) and of the officers' decisions (True): how many, the median and the 95th
    percentile in seconds, how many took more than 24 and more than 72 hours. A kind without decisions is left out.
    """
    return _rows(_TIMES, programme=programme, since=since, until=until)


def times_by_day(
    programme: str, zone: str, since: datetime, until: datetime
) -> list[tuple[date, int, float, float, int, int]]:
    """The same of all decisions, by day at the destination."""
    return _rows(_TIMES_BY_DAY, programme=programme, zone=zone, since=since, until=until)


def queue_ages(programme: str, now: datetime) -> list[tuple[int, int, float]]:
    """Of what waits: how many since less than 6 hours (0), 24 hours (1), 3 days (2), 7 days (3), longer (4), and the
    longest wait in seconds. Groups without any are left out.
    """
    return _rows(_AGES, programme=programme, now=now)


def _rows(sentence: str, **values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sentence, values)
        return list(cursor.fetchall())
