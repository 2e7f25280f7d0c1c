"""The table of a group's rows: filtered, page by page, with what is wrong; and acts on several rows at once."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mapae.core.group.checking import RowStanding
from mapae.faces.group.row_words import FILTERS, STANDINGS, TONES, name_of, notices_in_words, problems_in_words
from mapae.faces.group.visit import of_representative
from mapae.faces.look.questions.wording import STATUSES
from mapae.faces.look.questions.wording import TONES as STATUS_TONES
from mapae.faces.request import MapaeRequest
from mapae.usecases.check_rows import keep_fresh
from mapae.usecases.group_data import open_group
from mapae.usecases.groups import Representative, get_group
from mapae.usecases.list_rows import ListedRow, RowFilter, count_rows, list_rows
from mapae.usecases.save_row import set_opts_in

_FIRST_PROBLEMS = 3
_LONGEST_NUMBER = 6


@require_http_methods(["GET", "HEAD", "POST"])
@of_representative
def rows(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponse:
    """GET shows a page of the table. POST lets exempt travellers apply all the same, chosen ones or all, or not after all.

    The filter and the page are in the address, so that a bookmark leads back to them.
    """
    name, page = _filter(request), _number(request.GET.get("page", ""))
    if request.method == "POST":
        return _opt(request, who, group_id)
    group = get_group(who, group_id)
    waiting = keep_fresh(request.ports, who, group_id)
    found, counts = list_rows(request.ports, who, group_id, name, page), count_rows(request.ports, who, group_id)
    context = {
        "group": group,
        "label": open_group(request.ports, group).label,
        "rows": [_shown(one) for one in found.rows],
        "found": found,
        "name": name.value,
        "filters": [(one.value, FILTERS[one], counts[one], one is name) for one in RowFilter],
        "words": FILTERS[name],
        "waiting": waiting,
        "before": urlencode({"show": name.value, "page": found.page - 1}) if found.page > 1 else "",
        "after": urlencode({"show": name.value, "page": found.page + 1}) if found.page < found.pages else "",
        "may_choose": any(one.may_opt_in and not one.is_ordered for one in found.rows),
        "back_url": reverse("group", args=[group_id]),
    }
    return render(request, "group/rows.html", context)


def _shown(row: ListedRow) -> dict[str, object]:
    problems = list(problems_in_words(row))
    if row.application_status:
        status, tone = STATUSES[row.application_status], STATUS_TONES[row.application_status]  # type: ignore[index]
    else:
        status, tone = STANDINGS[row.standing], TONES[row.standing]
    return {
        "row": row,
        "name": name_of(row),
        "document": row.raw.get("document_number", ""),
        "problems": problems[:_FIRST_PROBLEMS],
        "more": len(problems) - _FIRST_PROBLEMS,
        "notices": list(notices_in_words(row)),
        "status": status,
        "tone": tone,
        "has_opted_in": row.opts_in and row.standing is RowStanding.READY,
        "may_choose": row.may_opt_in and not row.is_ordered,
    }


def _opt(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponse:
    opts_in = request.POST.get("act") in ("opt_in", "opt_in_all")
    chosen = None if request.POST.get("act") == "opt_in_all" else _ids(request.POST.getlist("row"))
    count = set_opts_in(request.ports, who, group_id, chosen, opts_in=opts_in)
    if opts_in:
        said = ngettext(
            "%(count)s exempt traveller applies all the same now.",
            "%(count)s exempt travellers apply all the same now.",
            count,
        )
    else:
        said = ngettext(
            "%(count)s exempt traveller does not apply any more.",
            "%(count)s exempt travellers do not apply any more.",
            count,
        )
    messages.success(request, said % {"count": count})
    query = urlencode({"show": _filter(request).value, "page": _number(request.GET.get("page", ""))})
    return redirect(f"{reverse('group_rows', args=[group_id])}?{query}")


def _filter(request: MapaeRequest) -> RowFilter:
    try:
        return RowFilter(request.GET.get("show", RowFilter.ALL))
    except ValueError:
        return RowFilter.ALL


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) <= _LONGEST_NUMBER else 1


def _ids(written: list[str]) -> list[UUID]:
    found = []
    for one in written:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found
