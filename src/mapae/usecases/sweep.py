"""What happens by the passing of time: unpaid applications lapse, old drafts are erased."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from psycopg import sql

from mapae.core.application.status import Act, Status
from mapae.core.rulebook.model import Rulebook
from mapae.core.rulebook.terms import terms_on
from mapae.records.models import (
    Application,
    Attachment,
    CaseKey,
    FeeRefund,
    MailboxRequest,
    OutboxMessage,
    Payment,
    RulebookVersion,
)
from mapae.records.models.mailbox import RequestPurpose
from mapae.records.models.outbox import MessageState
from mapae.records.models.payment import FeeRefundState, PaymentState
from mapae.usecases.audit import SYSTEM, Trace, record
from mapae.usecases.case_acts import lock_application, perform, save_version
from mapae.usecases.mailed_links import INVITATION_LIVES
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.programme_today import days_that_drafts_are_kept
from mapae.usecases.rulebook_in_force import stored_rulebook
from mapae.usecases.settle_payment import settle_payments_of
from mapae.usecases.stranded_orders import stranded_orders

_AT_ONCE = 500
_NEVER_SUBMITTED = Q(status=Status.DRAFT) | Q(
    status=Status.WITHDRAWN, submitted_at__isnull=True, case_key__destroyed_at__isnull=True
)


def lapse_unpaid(ports: Ports) -> int:
    """Lapse what was submitted singly and not paid within the days that the rules of its own submission give; how many.

    One case that fails does not keep the others waiting; the faults are raised together at the end.
    """
    waiting = Application.objects.filter(status=Status.AWAITING_PAYMENT, submission__isnull=True)
    versions = RulebookVersion.objects.filter(version__in=waiting.values("rulebook_id"))
    done, faults = 0, []
    for version in versions:
        due = _due(ports, waiting.filter(rulebook=version), stored_rulebook(ports, version))
        for application_id in due:
            try:
                done += _lapse(ports, application_id)
            except Exception as fault:  # raised below, with the others
                faults.append(fault)
    if faults:
        raise ExceptionGroup("applications that could not lapse", faults)
    return done


def _due(ports: Ports, waiting: QuerySet[Application], rulebook: Rulebook) -> list[UUID]:
    """Those that waited longer than the lapse rule of their submission's day gives them, the oldest first."""
    now = ports.clock.now()
    shortest = min(rule.days for rule in rulebook.lapses)
    rows = waiting.filter(submitted_at__lt=now - timedelta(days=shortest)).order_by("submitted_at")
    due = []
    for application_id, submitted_at in rows.values_list("id", "submitted_at")[:_AT_ONCE]:
        assert submitted_at is not None  # awaiting_payment is after submission
        days = terms_on(rulebook, day_at(submitted_at, rulebook)).lapse_days
        if submitted_at < now - timedelta(days=days):
            due.append(application_id)
    return due


@transaction.atomic
def _lapse(ports: Ports, application_id: UUID) -> bool:
    application = lock_application(application_id)
    if application.status != Status.AWAITING_PAYMENT:
        return False
    perform(ports, application, Act.LAPSE, SYSTEM)
    settle_payments_of(ports, application)
    return True


def resume_stranded(ports: Ports) -> int:
    """Ask again for work whose job was lost or gave up: everything that has waited for an hour; how many."""
    before = ports.clock.now() - timedelta(hours=1)
    assessing = Application.objects.filter(status=Status.IN_ASSESSMENT, changed_at__lt=before)
    refunds = Payment.objects.filter(state=PaymentState.REFUND_DUE, paid_at__lt=before)
    mails = OutboxMessage.objects.filter(state=MessageState.QUEUED, queued_at__lt=before, attempts__lt=1)
    work = [("assess", "application", assessing), ("refund", "payment", refunds), ("send_message", "message", mails)]
    work.append(("refund_fee", "refund", FeeRefund.objects.filter(state=FeeRefundState.DUE, due_at__lt=before)))
    work += [(task, "order", orders) for task, orders in stranded_orders(before).items()]
    stranded = [(task, name, row.pk) for task, name, rows in work for row in rows.order_by("pk")[:_AT_ONCE]]
    for task, name, row_id in stranded:
        ports.jobs.enqueue(task, **{name: str(row_id)})
    return len(stranded)


_LEFTOVERS = (
    ("django_session", "expire_date", timedelta(0)),
    ("rate_window", "opened_at", timedelta(days=1)),
    ("board_check_message", "at", timedelta(days=1)),
    ("mailed_link", "expires_at", timedelta(days=1)),
    ("desk_draft", "kept_at", timedelta(days=7)),
    ("desk_notice", "at", timedelta(days=90)),
)
_REQUESTS_LIVE, _INVITATIONS_LIVE = timedelta(days=1), INVITATION_LIVES + timedelta(days=1)


def remove_leftovers(ports: Ports) -> None:
    """Rows that nothing looks at any more: ended sessions, old counters, message ids that may be used anew."""
    with connection.cursor() as cursor:
        for table, column, age in _LEFTOVERS:
            sentence = sql.SQL("DELETE FROM {} WHERE {} < {}").format(
                sql.Identifier(table), sql.Identifier(column), sql.Literal(ports.clock.now() - age)
            )
            cursor.execute(sentence)
        # Django's cache lives by the machine's clock, whatever ours says.
        cursor.execute("DELETE FROM shared_cache WHERE expires < statement_timestamp()")


@transaction.atomic
def forget_requests(ports: Ports) -> int:
    """Addresses that were typed a day ago, proven or not, go with their keys, mails and links; how many.

    An invitation that nobody followed goes a day after its end.
    """
    now, waiting = ports.clock.now(), Q(purpose=RequestPurpose.MEMBER, proven_at__isnull=True)
    over = ~waiting | Q(asked_at__lt=now - _INVITATIONS_LIVE)
    old = MailboxRequest.objects.filter(over, asked_at__lt=now - _REQUESTS_LIVE).order_by("asked_at")
    due = dict(old.select_for_update(skip_locked=True).values_list("id", "case_key_id")[:_AT_ONCE])
    MailboxRequest.objects.filter(id__in=due).delete()
    CaseKey.objects.filter(id__in=due.values()).delete()
    return len(due)


def erase_old_drafts(ports: Ports) -> int:
    """Erase what was never submitted and nobody touched for the rulebook's term, with its key; how many.

    A draft goes wholly. One that was withdrawn keeps its events, so its answers, its portrait and its key go.
    """
    before = ports.clock.now() - timedelta(days=days_that_drafts_are_kept(ports))
    due = Application.objects.filter(_NEVER_SUBMITTED, changed_at__lt=before).order_by("changed_at")
    ids = list(due.values_list("id", flat=True)[:_AT_ONCE])
    return sum(_erase(ports, application_id, before) for application_id in ids)


@transaction.atomic
def _erase(ports: Ports, application_id: UUID, before: datetime) -> bool:
    application = lock_application(application_id)
    key, key_id = application.case_key, application.case_key_id
    if application.submitted_at is not None or application.changed_at >= before:
        return False
    if application.status == Status.DRAFT:
        application.delete()
        key.delete()
    else:
        application.answers_sealed = None
        Attachment.objects.filter(application=application).delete()
        save_version(ports, application)
        key.wrapped, key.destroyed_at = None, ports.clock.now()
        key.save()
    record(ports, SYSTEM, "draft.erased", f"application:{application_id}", Trace(case=key_id))
    return True
