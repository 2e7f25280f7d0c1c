"""Reminders of the expiry: each once, in time or a little late, and only to who has no other authorization."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from mapae.core.application.reference import spaced
from mapae.records.models import Authorization, ExpiryReminder, OutboxMessage
from mapae.usecases.cancel import cancel
from mapae.usecases.ports import Ports
from mapae.usecases.remind import remind_of_expiry
from tests.room.clock import SetClock
from tests.usecases.post import deliver
from tests.usecases.steps import a_granted, at_once

pytestmark = pytest.mark.wide

DAYS = (60, 14)
LAST_DAY = date(2029, 11, 21)
KIND = "authorization.expires"


def stand(clock: SetClock, days_before: int) -> None:
    """Noon at the destination, so many days before the last one."""
    day = LAST_DAY - timedelta(days=days_before)
    clock.set(clock.now().replace(year=day.year, month=day.month, day=day.day))


def sent() -> list[int]:
    return list(ExpiryReminder.objects.order_by("id").values_list("days", flat=True))


@pytest.mark.django_db
def test_each_reminder_goes_out_once_on_its_day(ports: Ports, clock: SetClock) -> None:
    granted = a_granted(ports)
    assert Authorization.objects.get().last_day == LAST_DAY
    told: dict[int, int] = {}
    for days_before in range(70, -3, -1):
        stand(clock, days_before)
        told[days_before] = remind_of_expiry(ports, DAYS) + remind_of_expiry(ports, DAYS)
    assert {day: number for day, number in told.items() if number} == {60: 1, 14: 1}
    assert sent() == [60, 14]
    assert set(OutboxMessage.objects.filter(kind=KIND).values_list("application_id", flat=True)) == {granted.id}


@pytest.mark.django_db
def test_missed_reminder_goes_out_late_and_never_together_with_the_next(ports: Ports, clock: SetClock) -> None:
    a_granted(ports)
    stand(clock, 20)
    assert remind_of_expiry(ports, DAYS) == 1
    stand(clock, 3)
    assert remind_of_expiry(ports, DAYS) == 1
    assert sent() == [60, 14]


@pytest.mark.django_db
def test_who_was_away_until_the_last_days_hears_once(ports: Ports, clock: SetClock) -> None:
    a_granted(ports)
    stand(clock, 0)
    assert remind_of_expiry(ports, DAYS) == 1
    assert sent() == [14]
    stand(clock, -1)
    assert remind_of_expiry(ports, DAYS) == 0


@pytest.mark.django_db
def test_mail_says_the_last_day_and_the_reference_and_nothing_of_the_person(ports: Ports, clock: SetClock) -> None:
    granted = a_granted(ports)
    deliver(ports)
    stand(clock, 14)
    remind_of_expiry(ports, DAYS)
    (mail,) = deliver(ports)
    assert mail.language == "tr"
    assert "21 Kasım 2029" in mail.text
    assert spaced(granted.reference) in mail.text
    for secret in ("ÖRNEKOĞLU", "ORNEKOGLU", "U00000017", "AYŞE"):
        assert secret not in mail.text + mail.subject


@pytest.mark.django_db
def test_ended_and_replaced_authorizations_are_silent(ports: Ports, clock: SetClock) -> None:
    cancel(ports, a_granted(ports).id)
    a_granted(ports)  # the same passport again: the next one supersedes it
    clock.pass_by(days=100)
    a_granted(ports, arrival_day="2027-03-20")
    assert sorted(Authorization.objects.values_list("ending", flat=True)) == ["", "cancelled", "superseded"]
    stand(clock, 14)
    assert remind_of_expiry(ports, DAYS) == 0


@pytest.mark.django_db
def test_person_with_a_later_authorization_on_another_passport_is_not_reminded(ports: Ports, clock: SetClock) -> None:
    older = a_granted(ports)
    clock.pass_by(days=100)
    a_granted(ports, document_number="U00000025", arrival_day="2027-03-20")
    a_granted(ports, document_number="U00000033", arrival_day="2027-03-20", surname="ÖRNEK", given_names="CAN")
    assert Authorization.objects.filter(ending="").count() == 3
    stand(clock, 14)
    assert remind_of_expiry(ports, DAYS) == 0
    (later,) = Authorization.objects.exclude(application=older).filter(person_index=older.person_index)
    cancel(ports, later.application_id)
    assert remind_of_expiry(ports, DAYS) == 1
    assert ExpiryReminder.objects.get().authorization.application_id == older.id


@pytest.mark.django_db
def test_reminder_whose_day_came_before_the_grant_is_never_sent(ports: Ports) -> None:
    a_granted(ports, document_expiry="2026-12-22", arrival_day="2026-12-20")  # 30 days
    assert remind_of_expiry(ports, DAYS) == 0


@pytest.mark.django_db
def test_cancelled_before_the_mail_is_written_is_not_told(ports: Ports, clock: SetClock) -> None:
    granted = a_granted(ports)
    stand(clock, 14)
    remind_of_expiry(ports, DAYS)
    cancel(ports, granted.id)
    deliver(ports)
    assert OutboxMessage.objects.get(kind=KIND).state == "failed"


@pytest.mark.django_db
def test_killed_between_row_and_mail_leaves_neither(ports: Ports, clock: SetClock) -> None:
    class Killed(BaseException):
        pass

    class KillingJobs:
        def enqueue(self, task: str, **ids: str) -> None:
            raise Killed

    a_granted(ports)
    stand(clock, 14)
    with pytest.raises(Killed), transaction.atomic():
        remind_of_expiry(replace(ports, jobs=KillingJobs()), DAYS)
    assert not ExpiryReminder.objects.exists()
    assert not OutboxMessage.objects.filter(kind=KIND).exists()
    assert remind_of_expiry(ports, DAYS) == 1


@pytest.mark.usefixtures("committed")
def test_two_workers_at_once_remind_once(ports: Ports, clock: SetClock) -> None:
    for number in range(3):
        a_granted(ports, document_number=f"U0000001{number}", surname="ÖRNEK", given_names="CAN")
        clock.pass_by(seconds=1)
    a_granted(ports)
    stand(clock, 14)
    told = at_once(lambda: remind_of_expiry(ports, DAYS), lambda: remind_of_expiry(ports, DAYS))
    assert not [one for one in told if isinstance(one, IntegrityError)]
    assert sum(one for one in told if isinstance(one, int)) == ExpiryReminder.objects.count()
    assert OutboxMessage.objects.filter(kind=KIND).count() == ExpiryReminder.objects.count() > 0


@pytest.mark.django_db
def test_without_days_nobody_is_reminded(ports: Ports, clock: SetClock) -> None:
    a_granted(ports)
    stand(clock, 14)
    assert remind_of_expiry(ports, ()) == 0
