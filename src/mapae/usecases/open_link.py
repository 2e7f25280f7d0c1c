"""A mailed link is pressed: it is spent, and leads to its application or group. Looking at its page spends nothing."""

from __future__ import annotations

from datetime import timedelta
from hmac import compare_digest
from uuid import UUID

from django.db import transaction

from mapae.records.models import Application, Group, MailboxRequest, MailedLink, OutboxMessage
from mapae.records.models.mailbox import RequestPurpose
from mapae.usecases.audit import APPLICANT, Trace, record
from mapae.usecases.groups import FAMILY_REPRESENTATIVE
from mapae.usecases.mailed_links import token_digest
from mapae.usecases.ports import Ports
from mapae.usecases.prove_mailbox import begin, lock_request

_ONE_PRESS = timedelta(minutes=10)  # the same browser again within it: a double press, or a reply that was lost


class LinkRefused(Exception):
    """Unknown, used or expired: the three are not told apart. Ask for a new one."""


@transaction.atomic
def open_link(ports: Ports, token: str, browser: str) -> UUID:
    """Spend the token; the application that it leads to. Raises LinkRefused.

    `browser` is a secret of the browser that pressed: its second press soon after leads where the first one led.
    """
    return _open(ports, token, browser, RequestPurpose.BEGIN)


@transaction.atomic
def open_group_link(ports: Ports, token: str, browser: str) -> UUID:
    """The same for a family's group. Raises LinkRefused, and MayNotSendGroups where a first one was to be started."""
    return _open(ports, token, browser, RequestPurpose.FAMILY)


def _open(ports: Ports, token: str, browser: str, purpose: RequestPurpose) -> UUID:
    """`purpose`: what a mailbox that the link proves is proven for; the link of the other kind is none."""
    link = _lock(token_digest(ports, token))
    if link.expires_at <= ports.clock.now():
        raise LinkRefused
    pressed_by = ports.keys.blind("link.browser", browser)
    spent = _spent_of_the_same_mail(link)
    if spent is not None:
        return _repeat(ports, spent, pressed_by, purpose)
    target = _target(link, purpose) or _prove(ports, link, purpose)
    link.spent_at, link.spent_by = ports.clock.now(), pressed_by
    link.save()
    actor = APPLICANT if purpose is RequestPurpose.BEGIN else FAMILY_REPRESENTATIVE
    record(ports, actor, "link.used", f"mailed_link:{link.id}", Trace(target.case_key_id, f"link.{link.purpose}"))
    return target.id


def _target(started: MailedLink | MailboxRequest, purpose: RequestPurpose) -> Application | Group | None:
    """The application, or the group, that the link leads to or the request's proof started."""
    return started.application if purpose is RequestPurpose.BEGIN else started.group


def _lock(digest: bytes) -> MailedLink:
    """The link, with its mail locked: sisters of one mail are spent one after the other. Raises LinkRefused."""
    message_id = MailedLink.objects.filter(token_digest=digest).values_list("message_id", flat=True).first()
    if message_id is None or not OutboxMessage.objects.select_for_update().filter(id=message_id).first():
        raise LinkRefused
    link = MailedLink.objects.select_related("application", "group").filter(token_digest=digest).first()
    if link is None:
        raise LinkRefused
    return link


def _spent_of_the_same_mail(link: MailedLink) -> MailedLink | None:
    """This link or a sister that went out with a repeat of the same mail."""
    sisters = MailedLink.objects.filter(
        message=link.message_id, application=link.application_id, request=link.request_id, group=link.group_id
    )
    return sisters.filter(spent_at__isnull=False).select_related("request", "application", "group").first()


def _repeat(ports: Ports, spent: MailedLink, pressed_by: bytes, purpose: RequestPurpose) -> UUID:
    assert spent.spent_at is not None and spent.spent_by is not None
    is_same = compare_digest(bytes(spent.spent_by), pressed_by)
    if not is_same or ports.clock.now() - spent.spent_at >= _ONE_PRESS:
        raise LinkRefused
    led_to = _target(spent, purpose) or (_target(spent.request, purpose) if spent.request else None)
    if led_to is None:
        raise LinkRefused
    return led_to.id


def _prove(ports: Ports, link: MailedLink, purpose: RequestPurpose) -> Application | Group:
    """What the proof starts, unless the code of the mail did so already."""
    if link.request_id is None:
        raise LinkRefused
    request = lock_request(link.request_id)
    if request.purpose != purpose or request.proven_at is not None:
        raise LinkRefused
    begin(ports, request, "link")
    target = _target(request, purpose)
    assert target is not None
    return target
