"""A board check that somebody at a carrier's desk makes on a page: the same checks, the same log, one message at a time."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from datetime import date

import msgspec
from django.db import transaction

from mapae.core.travel.arrival import Arrival
from mapae.core.travel.board_check import Passenger
from mapae.records.models import Account, Carrier
from mapae.usecases.audit import Trace, account_actor, record
from mapae.usecases.board_checks import BoardChecks, Checked, CheckMessage
from mapae.usecases.ports import Ports
from mapae.usecases.query_log import GroupedQueryLog

MOST_PASSENGERS = 1000


class CarrierSuspended(Exception):
    """The account's carrier may not ask at the moment."""


def check_by_hand(ports: Ports, account: Account, arrival_day: date, passengers: Sequence[Passenger]) -> Checked:
    """The verdicts, once they are logged. Raises CarrierSuspended and NoAnswerNow.

    Who asked is in the audit log, as a pseudonym; the query log names the carrier, as it does for a message by key.
    """
    carrier = Carrier.objects.filter(accounts=account, is_active=True).first()
    if carrier is None:
        raise CarrierSuspended(str(account.pk))
    message = _message(ports, arrival_day, passengers)
    with transaction.atomic():
        detail = {"message": message.message_id, "passengers": str(len(passengers))}
        actor = account_actor(ports, account.role, account.pk)
        record(ports, actor, "board_check.asked_by_hand", f"carrier:{carrier.id}", Trace(detail=detail))
    return asyncio.run(_checked(ports, carrier, message))


def _message(ports: Ports, arrival_day: date, passengers: Sequence[Passenger]) -> CheckMessage:
    told = [one._replace(arrival_day=arrival_day) for one in passengers]
    digest = hashlib.sha256(msgspec.json.encode([arrival_day, told])).digest()
    return CheckMessage(f"page-{ports.chance.uuid()}", digest, Arrival(arrival_day), told)


async def _checked(ports: Ports, carrier: Carrier, message: CheckMessage) -> Checked:
    async with ports.board_check_store() as store:
        return await BoardChecks(ports, store, GroupedQueryLog(ports, store)).check(carrier.id, message)
