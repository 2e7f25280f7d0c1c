"""Where the payment provider tells us what became of payments. A machine posts here: nothing is explained to it.

The signature is the only thing that counts; there is no session, so there is nothing that a forged form could borrow.
"""

from __future__ import annotations

import structlog
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mapae.faces.request import MapaeRequest
from mapae.usecases.pay import UnknownPayment
from mapae.usecases.ports import NoticeNotTrusted
from mapae.usecases.take_notice import take_notice

MOST_BYTES = 64 * 1024


@csrf_exempt
@require_POST
def take(request: MapaeRequest) -> HttpResponse:
    """200: it was taken, or is none of our business. 400: not signed by the provider. Anything else: send it again."""
    try:
        body = request.body
    except RequestDataTooBig:
        body = b" " * (MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return _answered("too_large", 413)
    try:
        application = take_notice(request.ports, body, request.headers)
    except NoticeNotTrusted:
        return _answered("not_trusted", 400)
    except UnknownPayment:
        return _answered("unknown", 200)  # sent again it would not be known either
    return _answered("ignored" if application is None else "taken", 200)


def _answered(state: str, status: int) -> HttpResponse:
    structlog.get_logger("payment").info("payment.notice", state=state, status=status)
    return HttpResponse(status=status, content_type="text/plain")
