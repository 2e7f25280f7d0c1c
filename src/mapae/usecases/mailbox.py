"""What all that writes to a mailbox shares: its blind index, and how often it may be written to."""

from __future__ import annotations

from django.db.models import QuerySet

from mapae.core.application.answers import problems_in
from mapae.core.application.mailbox import mailbox_key
from mapae.records.models import Application, Group
from mapae.usecases.answer import situation
from mapae.usecases.limit import seconds_to_wait
from mapae.usecases.ports import Ports

MOST_MAILS, WITHIN = 6, 3600
_FIELD = "email"


class AddressRefused(ValueError):
    """The text is no mail address; `code` says why, from the core's list."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TooManyMails(Exception):
    """The mailbox was written to often enough for now: nobody may use us to fill it. `seconds` until the next."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"again in {seconds} seconds")
        self.seconds = seconds


def read_address(ports: Ports, typed: str) -> str:
    """The address of what somebody typed. Raises AddressRefused."""
    address = typed.strip()
    for problem in problems_in({_FIELD: address}, [_FIELD], situation(ports)):
        raise AddressRefused(problem.code)
    return address


def mailbox_index(ports: Ports, address: str) -> bytes:
    """What the applications of a mailbox are found by."""
    return ports.keys.blind("mailbox", mailbox_key(address))


def applications_of(index: bytes) -> QuerySet[Application]:
    """The applications of a proven mailbox that can still be read, the newest first."""
    found = Application.objects.filter(mailbox_index=index, case_key__wrapped__isnull=False)
    return found.select_related("case_key").order_by("-created_at", "-id")


def families_of(index: bytes) -> QuerySet[Group]:
    """The groups of the family with this proven mailbox, the newest first."""
    found = Group.objects.filter(mailbox_index=index, case_key__wrapped__isnull=False)
    return found.select_related("case_key").order_by("-created_at", "-id")


def count_mail(ports: Ports, index: bytes) -> None:
    """One more mail that somebody asks for. Raises TooManyMails."""
    seconds = seconds_to_wait(ports, "mailbox.mail", index.hex(), MOST_MAILS, WITHIN)
    if seconds:
        raise TooManyMails(seconds)
