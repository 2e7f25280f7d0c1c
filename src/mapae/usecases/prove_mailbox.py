"""The mailbox is proven, by the code or by the link of one mail: only now what it was asked for begins."""

from __future__ import annotations

from hmac import compare_digest
from uuid import UUID

from django.db import transaction

from mapae.core.application.mailbox import CodeProblem, read_code
from mapae.records.models import MailboxRequest, MailedLink
from mapae.records.models.mailbox import RequestPurpose
from mapae.usecases.ask_for_code import UnknownRequest
from mapae.usecases.audit import APPLICANT, Trace, record
from mapae.usecases.case_data import open_address
from mapae.usecases.groups import start_family
from mapae.usecases.limit import seconds_to_wait
from mapae.usecases.mailed_links import code_digest
from mapae.usecases.ports import Ports
from mapae.usecases.start_draft import start_draft

MOST_TRIES, WITHIN = 5, 1800


class CodeRefused(Exception):
    """The code proves nothing."""


class CodeWrong(CodeRefused):
    """These are not the digits of the newest mail."""


class CodeExpired(CodeRefused):
    """No code of this request is alive: too old, replaced, or the link of the mail was used instead."""


class TooManyTries(CodeRefused):
    """Guessing is over for `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"again in {seconds} seconds")
        self.seconds = seconds


def prove_by_code(ports: Ports, request_id: UUID, typed: str) -> UUID:
    """The application that the proof starts; the right code again gives the same one, as after a lost reply.

    Raises CodeRefused in one of its kinds, and UnknownRequest.
    """
    application_id = prove_request(ports, request_id, typed, RequestPurpose.BEGIN).application_id
    assert application_id is not None
    return application_id


def prove_request(ports: Ports, request_id: UUID, typed: str, purpose: RequestPurpose) -> MailboxRequest:
    """The request of this purpose, proven, with what its proof started. Raises as `prove_by_code`."""
    try:
        code = read_code(typed)
    except CodeProblem as problem:
        raise CodeWrong from problem
    # Counted before and apart: a try that is refused must not be undone with its transaction.
    seconds = seconds_to_wait(ports, "mailbox.code", str(request_id), MOST_TRIES, WITHIN)
    if seconds:
        raise TooManyTries(seconds)
    return _prove(ports, request_id, code, purpose)


@transaction.atomic
def _prove(ports: Ports, request_id: UUID, code: str, purpose: RequestPurpose) -> MailboxRequest:
    request = lock_request(request_id)
    if request.purpose != purpose:
        raise UnknownRequest(str(request_id))
    links = list(MailedLink.objects.filter(request=request, expires_at__gt=ports.clock.now()))
    if not links or any(link.spent_at for link in links):
        raise CodeExpired
    expected = code_digest(ports, request_id, code)
    matches = [compare_digest(bytes(link.code_digest or b""), expected) for link in links]
    if not any(matches):
        raise CodeWrong
    if request.proven_at is None:
        begin(ports, request, "code")
    return request


def lock_request(request_id: UUID) -> MailboxRequest:
    """The request, locked until the transaction ends. Raises UnknownRequest."""
    found = (
        MailboxRequest.objects.select_for_update(of=("self",))
        .select_related("case_key", "application", "group")
        .filter(id=request_id)
        .first()
    )
    if found is None:
        raise UnknownRequest(str(request_id))
    return found


def begin(ports: Ports, request: MailboxRequest, way: str) -> None:
    """Mark a locked request as proven and start what it was asked for, within the caller's transaction.

    `way`: code or link. An organisation is not registered yet: what it says of itself comes after the proof. Raises
    MayNotSendGroups for a family where the rules let none send a group.
    """
    if request.purpose == RequestPurpose.BEGIN:
        request.application = start_draft(ports, request.language, open_address(ports, request))
    elif request.purpose == RequestPurpose.FAMILY:
        request.group = start_family(ports, "", "", open_address(ports, request), request.language)
    request.proven_at = ports.clock.now()
    request.save()
    started = request.application or request.group
    case = started.case_key_id if started else request.case_key_id
    trace = Trace(case=case, detail={"way": way, "privacy_notice": request.notice})
    record(ports, APPLICANT, "mailbox.proven", f"mailbox_request:{request.id}", trace)
