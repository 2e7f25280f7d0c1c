"""What is known of a document and a person, in one query: the list in force, and earlier applications that matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

# Whoever did not pay, or took back an application before paying, only tried: typing errors are mended that way.
_LOOK_UP = """
    SELECT NULL::uuid, l.kind, l.reported_on, v.in_force_from, NULL::timestamptz
    FROM listed_document l JOIN list_version v ON v.id = l.version_id
    WHERE l.document_index = %(document)s AND v.id = (
        SELECT id FROM list_version WHERE kind = 'lost_stolen' AND in_force_from <= %(today)s
        ORDER BY in_force_from DESC, imported_at DESC LIMIT 1)
    UNION ALL
    SELECT a.id, CASE WHEN a.status = 'refused' THEN 'refused' WHEN z.ending IN ('revoked', 'annulled') THEN z.ending
                 ELSE '' END,
        NULL, NULL, CASE WHEN a.status = 'refused' THEN d.decided_at ELSE z.ended_at END
    FROM application a
    LEFT JOIN "authorization" z ON z.application_id = a.id LEFT JOIN decision d ON d.id = a.decision_id
    WHERE (a.document_index = %(document)s OR a.person_index = %(person)s)
        AND a.programme = %(programme)s AND a.id <> %(application)s
        AND a.status NOT IN ('draft', 'awaiting_payment', 'lapsed')
        AND (a.status = 'refused' OR z.ending IN ('revoked', 'annulled')
            OR (a.document_index = %(document)s AND a.person_index <> %(person)s
                AND (a.status <> 'withdrawn' OR EXISTS (
                    SELECT 1 FROM case_event e WHERE e.application_id = a.id AND e.name = 'payment.received'))))
    ORDER BY 1, 2, 3
"""


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A report of the document in the list in force."""

    kind: str
    reported_on: date
    list_from: date


@dataclass(frozen=True, slots=True)
class EarlierRow:
    """An application that shares document or person. `ended` is refused, revoked, annulled or ""."""

    application_id: UUID
    ended: str
    ended_at: datetime | None


def look_up(
    application_id: UUID, programme: str, document_index: bytes, person_index: bytes, today: date
) -> tuple[list[ListedRow], list[EarlierRow]]:
    """Of the list: what is in force on `today`. Of applications: those decided against, and other people's on the document."""
    with connection.cursor() as cursor:
        cursor.execute(
            _LOOK_UP,
            {
                "application": application_id,
                "programme": programme,
                "document": document_index,
                "person": person_index,
                "today": today,
            },
        )
        rows = cursor.fetchall()
    listed = [ListedRow(kind, reported_on, since) for found, kind, reported_on, since, _ in rows if found is None]
    return listed, [EarlierRow(found, ended, at) for found, ended, _, _, at in rows if found is not None]
