"""What the session holds before the mailbox is proven: the consent, and the id of the request. Nothing of anybody."""

from __future__ import annotations

from uuid import UUID

from mapae.faces.request import MapaeRequest

_REQUEST, _NOTICE = "mailbox_request", "privacy_notice"


def begin_visit(request: MapaeRequest, notice: str) -> None:
    """The visitor agreed to this version of the notice. The id is drawn now, so that a double press is one request."""
    request.session[_NOTICE] = notice
    request.session[_REQUEST] = str(request.ports.chance.uuid())


def find_visit(request: MapaeRequest) -> tuple[UUID, str] | None:
    """Request and version of the notice; None for who has not agreed in this browser."""
    asked, notice = request.session.get(_REQUEST), request.session.get(_NOTICE)
    return (UUID(asked), str(notice)) if asked and notice else None
