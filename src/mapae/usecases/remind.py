"""Reminders that an authorization expires: each at most once, whatever is killed when, and only to who has no other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from mapae.records.models import Application, Authorization, ExpiryReminder
from mapae.usecases.message_facts import EXPIRES
from mapae.usecases.messages import has_no_mailbox, queue_mail
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.rulebook_in_force import rulebook_in_force

_AT_ONCE = 500


def remind_of_expiry(ports: Ports, days: Sequence[int]) -> int:
    """Queue the reminders that are due so many days before the last one; how many.

    One that was missed goes out late, until the next one is due; one whose day came before the grant never does.
    """
    today = day_at(ports.clock.now(), rulebook_in_force(ports))
    steps = [*sorted(set(days), reverse=True), -1]
    done = 0
    for before, following in pairwise(steps):
        last_days = (today + timedelta(days=following + 1), today + timedelta(days=before))
        due = _due(ports, before, last_days).values_list("id", flat=True)[:_AT_ONCE]
        done += sum(_remind(ports, authorization_id, before) for authorization_id in list(due))
    return done


def _due(ports: Ports, before: int, last_days: tuple[date, date]) -> QuerySet[Authorization]:
    living = Authorization.objects.filter(programme=ports.programme, ending="")
    reminded = ExpiryReminder.objects.filter(authorization=OuterRef("pk"), days=before)
    another = living.filter(person_index=OuterRef("person_index"), last_day__gt=OuterRef("last_day"))
    return (
        living.filter(
            last_day__range=last_days,
            first_day__lte=F("last_day") - timedelta(days=before),
            application__case_key__wrapped__isnull=False,
        )
        .exclude(Exists(reminded))
        .exclude(Exists(another))
        .order_by("last_day", "id")
    )


@transaction.atomic
def _remind(ports: Ports, authorization_id: UUID, before: int) -> bool:
    """Row and mail in one transaction. The lock makes two workers wait for each other; the constraint keeps the promise."""
    held = Authorization.objects.select_for_update(of=("self",)).filter(id=authorization_id, ending="").first()
    if held is None or held.reminders.filter(days=before).exists():
        return False
    ExpiryReminder.objects.create(authorization=held, days=before, queued_at=ports.clock.now())
    application = Application.objects.get(id=held.application_id)
    if not has_no_mailbox(application):
        queue_mail(ports, EXPIRES, application.language, application=application)
    return True
