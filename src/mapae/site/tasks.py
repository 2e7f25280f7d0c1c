"""The background tasks: each calls one use case. Arguments are ids."""

from __future__ import annotations

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from mapae.site.configuration import configuration
from mapae.site.wiring import ports
from mapae.usecases import (
    ask_for_links,
    border_acts,
    check_rows,
    close_order,
    decide,
    messages,
    pay,
    prepare_order,
    read_group_file,
    refund_fee,
    release_order,
    remind,
    return_overdue,
    row_portraits,
    settle_payment,
    sweep,
    tell_of_order,
)

_BRIEFLY = RetryStrategy(max_attempts=5, exponential_wait=2)  # the sweep asks again for what stays undone
_SOON = RetryStrategy(max_attempts=20, exponential_wait=2)
_STUBBORN = RetryStrategy(max_attempts=100, wait=3)  # many people wait for one such job
_PATIENT = RetryStrategy(max_attempts=messages.MOST_ATTEMPTS + 1, wait=5, linear_wait=30)


@app.task(name="assess", retry=_SOON)
def assess(application: str) -> None:
    decide.decide_by_machine(ports(), UUID(application))


@app.task(name="send_message", retry=_PATIENT)
def send_message(message: str) -> None:
    messages.send_message(ports(), UUID(message))


@app.task(name="mail_links", retry=_SOON)
def mail_links(request: str) -> None:
    ask_for_links.mail_links(ports(), UUID(request))


@app.task(name="tell_of_order", retry=_SOON)
def tell_of_decided_order(submission: str) -> None:
    tell_of_order.tell_of_order(ports(), UUID(submission))


@app.task(name="refund", retry=_BRIEFLY)
def refund(payment: str) -> None:
    pay.refund(ports(), UUID(payment))


@app.task(name="settle_payment", retry=_BRIEFLY)
def settle(payment: str) -> None:
    settle_payment.settle_payment(ports(), UUID(payment))


@app.task(name="refund_fee", retry=_BRIEFLY)
def refund_one_fee(refund: str) -> None:
    refund_fee.refund_fee(ports(), UUID(refund))


@app.task(name="prepare_order", retry=_STUBBORN)
def prepare(order: str) -> None:
    prepare_order.prepare_order(ports(), UUID(order))


@app.task(name="release_order", retry=_STUBBORN)
def release(order: str) -> None:
    release_order.release_order(ports(), UUID(order))


@app.task(name="close_order", retry=_STUBBORN)
def close(order: str) -> None:
    close_order.close_order(ports(), UUID(order))


@app.task(name="read_group_file", retry=_BRIEFLY)
def read_file_of_group(file: str) -> None:
    read_group_file.read_group_file(ports(), UUID(file))


@app.task(name="read_portrait_file", retry=_BRIEFLY)
def read_portraits_of_group(file: str) -> None:
    row_portraits.read_portrait_file(ports(), UUID(file))


@app.task(name="check_group_rows", retry=_BRIEFLY)
def check_rows_of_group(group: str) -> None:
    check_rows.check_rows(ports(), UUID(group))


@app.periodic(cron="*/10 * * * *", periodic_id="sweep")
@app.task(name="sweep", queueing_lock="sweep", pass_context=False)
def sweep_time(timestamp: int) -> None:
    for work in (
        sweep.resume_stranded,
        read_group_file.ask_again,
        check_rows.ask_again,
        sweep.remove_leftovers,
        sweep.forget_requests,
        border_acts.forget_look_ups,
        sweep.erase_old_drafts,
        settle_payment.settle_silent_payments,
        sweep.lapse_unpaid,
        close_order.lapse_orders,
        return_overdue.return_overdue,
    ):
        work(ports())


@app.periodic(cron="7 * * * *", periodic_id="remind")
@app.task(name="remind", queueing_lock="remind", pass_context=False)
def remind_in_time(timestamp: int) -> None:
    remind.remind_of_expiry(ports(), configuration().reminders)
