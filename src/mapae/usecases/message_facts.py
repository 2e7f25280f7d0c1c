"""To whom each kind of message goes, and what it tells: the reference and ways to read on, nothing else of anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from mapae.core.application.reference import spaced
from mapae.core.application.status import Status
from mapae.records.models import Application, Authorization, MailboxRequest, Order, OutboxMessage
from mapae.records.models.mailbox import LinkPurpose, RequestPurpose
from mapae.usecases.case_data import open_address, open_answers
from mapae.usecases.group_data import open_group, open_organisation
from mapae.usecases.mailbox import applications_of, families_of, mailbox_index
from mapae.usecases.mailed_links import (
    INVITATION_LIVES,
    LIVES,
    link_to_application,
    link_to_group,
    link_to_join,
    link_to_prove,
)
from mapae.usecases.ports import Ports

EXPIRES = "authorization.expires"
CODE, LINKS, LINK = "mailbox.code", "mailbox.links", "application.link"
BY_REPRESENTATIVE, ORDER_DECIDED, ORDER_ASKED = "application.by_representative", "order.decided", "order.asked"
ORGANISATION_CODE, FAMILY_CODE, INVITED = "organisation.code", "family.code", "member.invited"
CODES: Mapping[RequestPurpose, str] = {
    RequestPurpose.BEGIN: CODE,
    RequestPurpose.FAMILY: FAMILY_CODE,
    RequestPurpose.REGISTER: ORGANISATION_CODE,
}
_MOST_IN_ONE_MAIL = 50
_DAYS = LIVES[LinkPurpose.APPLICATION].days
_MINUTES = int(LIVES[LinkPurpose.MAILBOX].total_seconds()) // 60


@dataclass(frozen=True, slots=True)
class ToWrite:
    """What the letter is composed of."""

    recipient: str
    facts: Mapping[str, object]


class NothingToWrite(Exception):
    """What the message was about is gone."""


def to_write(ports: Ports, message: OutboxMessage) -> ToWrite:
    """Recipient and facts of one attempt, its links made in the caller's transaction.

    Raises CaseErased and NothingToWrite.
    """
    if message.order is not None:
        return _of_order(ports, message, message.order)
    if message.organisation is not None:
        details = open_organisation(ports, message.organisation)
        return ToWrite(details.email, {"url": _page(ports, message, "officer/sign-in")})
    if message.request_id is None:
        assert message.application is not None
        return _to_applicant(ports, message, message.application)
    # Locked, and read now: the address must not be corrected between the making of the code and its way out.
    request = (
        MailboxRequest.objects.select_for_update(of=("self",)).select_related("case_key").get(id=message.request_id)
    )
    return _OF_REQUESTS[message.kind](ports, message, request)


def _to_applicant(ports: Ports, message: OutboxMessage, application: Application) -> ToWrite:
    """A link only to a mailbox that is proven, and was not changed since the link was asked for.

    Who was applied for by a group and has no address of their own is not written to.
    """
    if message.kind == LINK and application.mailbox_index is None:
        raise NothingToWrite
    recipient = open_answers(ports, application).get("email", "").strip()
    if not recipient:
        raise NothingToWrite
    link = link_to_application(ports, message, application) if application.mailbox_index else ""
    known: dict[str, object] = {
        "reference": spaced(application.reference),
        "url": _page(ports, message, "status"),
        "link": link,
    }
    if message.kind == EXPIRES:
        known |= {"until": _until(application)}
    return ToWrite(recipient, known | {"days": _DAYS})


def _of_order(ports: Ports, message: OutboxMessage, order: Order) -> ToWrite:
    """To whoever sent it in: numbers only, and the way to the rest."""
    counts = Counter(Application.objects.filter(submission__order=order).values_list("status", flat=True))
    granted, refused = counts[Status.GRANTED], counts[Status.REFUSED]
    known: dict[str, object] = {
        "reference": spaced(order.reference),
        "granted": granted,
        "refused": refused,
        "given_up": counts.total() - granted - refused,
        "url": _page(ports, message, f"group/orders/{order.id}/travellers" if message.kind == ORDER_ASKED else "group"),
        "link": "",
        "days": _DAYS,
    }
    if message.organisation is not None:
        return ToWrite(open_organisation(ports, message.organisation).email, known)
    assert message.group is not None
    return ToWrite(
        open_group(ports, message.group).email, known | {"link": link_to_group(ports, message, message.group)}
    )


def _until(application: Application) -> date:
    """Raises NothingToWrite for what ended since the mail was queued."""
    held = Authorization.objects.filter(application=application, ending="").first()
    if held is None:
        raise NothingToWrite
    return held.last_day


def _code(ports: Ports, message: OutboxMessage, request: MailboxRequest) -> ToWrite:
    """Who reads this mailbox may know what is there under it; the page that asked may not."""
    is_replaced = request.messages.filter(queued_at__gt=message.queued_at).exists()
    if request.proven_at is not None or is_replaced:
        raise NothingToWrite
    address = open_address(ports, request)
    link, code = link_to_prove(ports, message, request)
    if request.purpose == RequestPurpose.REGISTER:  # its code is typed where it was asked for; no link leads there
        return ToWrite(address, {"code": code, "minutes": _MINUTES})
    index = mailbox_index(ports, address)
    is_known = applications_of(index).exists() or families_of(index).exists()
    url = _page(ports, message, "link") if is_known else ""
    return ToWrite(address, {"code": code, "link": link, "minutes": _MINUTES, "url": url})


def _links(ports: Ports, message: OutboxMessage, request: MailboxRequest) -> ToWrite:
    """To the address that was proven, not to the one that was typed: two spellings may be two mailboxes after all."""
    index = mailbox_index(ports, open_address(ports, request))
    found = [(one, open_answers(ports, one)["email"]) for one in applications_of(index)[:_MOST_IN_ONE_MAIL]]
    families = [(one, open_group(ports, one).email) for one in families_of(index)[:_MOST_IN_ONE_MAIL]]
    addresses = [address for _, address in (*found, *families)]
    if not addresses:
        raise NothingToWrite
    known: dict[str, object] = {
        "applications": [
            (spaced(one.reference), link_to_application(ports, message, one))
            for one, address in found
            if address == addresses[0]
        ],
        "groups": [
            (one.created_at, link_to_group(ports, message, one)) for one, address in families if address == addresses[0]
        ],
    }
    return ToWrite(addresses[0], known | {"days": _DAYS})


def _invitation(ports: Ports, message: OutboxMessage, request: MailboxRequest) -> ToWrite:
    """Who invites is told on the page behind the link: no organisation may put words of its own into our mails."""
    if request.proven_at is not None or request.asked_at + INVITATION_LIVES <= ports.clock.now():
        raise NothingToWrite
    known = {"link": link_to_join(ports, message, request), "days": INVITATION_LIVES.days}
    return ToWrite(open_address(ports, request), known)


_OF_REQUESTS: Mapping[str, Callable[[Ports, OutboxMessage, MailboxRequest], ToWrite]] = {
    CODE: _code,
    FAMILY_CODE: _code,
    ORGANISATION_CODE: _code,
    LINKS: _links,
    INVITED: _invitation,
}


def _page(ports: Ports, message: OutboxMessage, name: str) -> str:
    return f"{ports.public_url}/{message.language}/{name}/"
