"""Where the application stands, for the one who made it; and taking it back."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from mapae.core.application.reference import spaced
from mapae.core.application.status import Status, TransitionRefused
from mapae.core.authorization.validity import Standing
from mapae.faces.look.authorization_words import TITLES as AUTHORIZATION_TITLES
from mapae.faces.look.questions.wording import TITLES
from mapae.faces.look.spoken import in_active_language, say_day, say_money
from mapae.faces.look.topics import LANGUAGES
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.own import of_own_application
from mapae.usecases.read_result import Result, read_result
from mapae.usecases.withdraw import withdraw


@require_safe
@of_own_application
def result(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """The status and what follows from it."""
    found = read_result(request.ports, application_id)
    if found.status is Status.DRAFT:
        return redirect("apply_check")
    template = (
        "traveller/ended.html" if found.standing in (Standing.REVOKED, Standing.ANNULLED) else "traveller/result.html"
    )
    return render(request, template, _context(found))


def _is_closed(found: Result) -> bool:
    """Nothing was paid and nothing is to be paid."""
    return found.status in (Status.WITHDRAWN, Status.LAPSED)


def _context(found: Result) -> dict[str, object]:
    return {
        "result": found,
        # What was granted may have ended since: then that is where the application stands.
        "status": found.standing.value if found.standing and not found.is_living else found.status.value,
        "title": AUTHORIZATION_TITLES[found.standing] if found.standing else TITLES[found.status],
        "reference": spaced(found.reference),
        "fee": say_money(found.fee_total, found.fee_currency) if found.fee_currency and not _is_closed(found) else "",
        "pay_by": say_day(found.pay_by) if found.pay_by else "",
        "valid_until": say_day(found.last_day) if found.last_day else "",
        "grounds": _grounds(found),
        "note_language": LANGUAGES.get(found.note_language, found.note_language),
        "has_visa_route": found.told is not None and found.told.has_visa_route,
    }


def _grounds(found: Result) -> list[tuple[str, str]]:
    """Each ground with what can be done about it, as far as the rules disclose them."""
    told = found.told.grounds if found.told else ()
    return [(in_active_language(one.texts), in_active_language(one.mend)) for one in told]


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_application
def take_back(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """GET asks once more; POST withdraws. After a decision there is nothing left to take back."""
    found = read_result(request.ports, application_id)
    if found.status is Status.DRAFT or not found.may_withdraw:
        return redirect("apply_result")
    if request.method != "POST":
        return render(request, "traveller/withdraw.html", _context(found) | {"back_url": reverse("apply_result")})
    # Decided between the page and the press: the result says so.
    with suppress(TransitionRefused):
        withdraw(request.ports, application_id)
    return redirect("apply_result")
