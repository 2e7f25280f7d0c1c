"""The desk's numbers, as charts with their tables, to read on the screen and in print."""

from __future__ import annotations

from babel.dates import format_skeleton
from babel.numbers import format_decimal, format_percent
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mapae.faces.look.spoken import locale
from mapae.faces.officer.charts import Series, bars_by_day, bars_on_their_side, lines_by_day
from mapae.faces.request import MapaeRequest
from mapae.usecases.desk_numbers import SPANS, Numbers, Times, read_numbers

_USUAL = 30


@require_safe
def numbers(request: MapaeRequest) -> HttpResponse:
    """Of the last 7, 30 or 90 days."""
    asked = request.GET.get("days", "")
    days = int(asked) if asked in {str(span) for span in SPANS} else _USUAL
    found = read_numbers(request.ports, days)
    context = {
        "numbers": found,
        "days": days,
        "spans": SPANS,
        "kinds": [
            (_("All decisions"), _said(found.every)),
            (_("By the machine"), _said(found.machine)),
            (_("By officers"), _said(found.officers)),
        ],
        "oldest": _hours(found.oldest_hours),
        "volumes": _volumes(found),
        "times": _times(found),
        "by_day": [(day, _said(times)) for day, times in found.by_day if times.decisions],
        "ages": list(zip(_ages(), found.ages, strict=True)),
        "age_chart": bars_on_their_side(_("How long cases wait"), list(zip(_ages(), found.ages, strict=True))),
    }
    return render(request, "officer/numbers.html", context)


def _said(times: Times) -> dict[str, object]:
    return {
        "decisions": times.decisions,
        "median": _hours(times.median_hours),
        "p95": _hours(times.p95_hours),
        "over_24": format_percent(times.over_24, "#,##0.0%", locale=locale()),
        "over_72": format_percent(times.over_72, "#,##0.0%", locale=locale()),
    }


def _hours(hours: float) -> str:
    """In the unit that says it best."""
    if 0 < hours < 1 / 60:
        return _("%(seconds)s s") % {"seconds": format_decimal(hours * 3600, "#,##0", locale=locale())}
    if hours < 1:
        return _("%(minutes)s min") % {"minutes": format_decimal(hours * 60, "#,##0.#", locale=locale())}
    return _("%(hours)s h") % {"hours": format_decimal(hours, "#,##0.#", locale=locale())}


def _places(found: Numbers) -> list[str]:
    return [format_skeleton("MMMd", one.day, locale=locale()) for one in found.volumes]


def _volumes(found: Numbers) -> str:
    decided = [one.granted + one.refused for one in found.volumes]
    return bars_by_day(
        _("Submitted and decided by day"),
        _places(found),
        Series(_("submitted"), [one.submitted for one in found.volumes]),
        Series(_("decided"), decided),
    )


def _times(found: Numbers) -> str:
    return lines_by_day(
        _("Hours to the decision by day"),
        _places(found),
        Series(_("median"), [times.median_hours if times.decisions else None for _day, times in found.by_day]),
        Series(_("95th percentile"), [times.p95_hours if times.decisions else None for _day, times in found.by_day]),
    )


def _ages() -> list[str]:
    return [_("up to 6 hours"), _("6 to 24 hours"), _("1 to 3 days"), _("3 to 7 days"), _("more than 7 days")]
