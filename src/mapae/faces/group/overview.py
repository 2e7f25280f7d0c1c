"""The list of groups, one group at a glance, and what all its travellers share."""

from __future__ import annotations

from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_update
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from mapae.core.application.parties import FileStatus
from mapae.faces.group.row_words import FILTERS
from mapae.faces.group.visit import of_representative
from mapae.faces.look.forms import LookForm, TextInput
from mapae.faces.look.questions.forms import DAYS, answers_in, question_form, shown_again, typed_parts
from mapae.faces.look.questions.pages import Page
from mapae.faces.look.questions.sentences import told
from mapae.faces.request import MapaeRequest
from mapae.usecases.check_rows import keep_fresh
from mapae.usecases.common_answers import COMMON_FIELDS, read_common, save_common
from mapae.usecases.group_data import open_group
from mapae.usecases.groups import MayNotSendGroups, Representative, get_group, start_group
from mapae.usecases.list_rows import RowFilter, count_rows, list_groups
from mapae.usecases.upload_file import list_files

_LONGEST_LABEL = 80
COMMON = Page(
    "common",
    _("Answers that hold for all"),
    COMMON_FIELDS,
    _(
        "Whatever you fill in here holds for every traveller who has no answer of their own. Leave the rest empty. "
        "“You” is the person who travels. What is declared, each traveller declares in their own row."
    ),
)


class LabelForm(LookForm):
    """A new group."""

    label = forms.CharField(
        max_length=_LONGEST_LABEL,
        widget=TextInput(),
        label=_("Name of the group"),
        help_text=_("Only you and your colleagues see it, for example Seoul in December."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_representative
def group_list(request: MapaeRequest, who: Representative) -> HttpResponse:
    """Every group of the organisation; POST starts a new one. A family has one group, and is led there."""
    if who.family_group is not None:
        return redirect("group", who.family_group)
    form = LabelForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid() and who.account is not None:
        try:
            started = start_group(request.ports, who.account, form.cleaned_data["label"], get_language() or "en")
        except MayNotSendGroups:
            status = 403
            form.add_error(
                None, gettext("Your organisation may not send groups yet. The authority must approve it first")
            )
        else:
            return redirect("group", started.id)
    context = {"groups": list_groups(request.ports, who), "form": form}
    return render(request, "group/list.html", context, status=status)


@require_safe
@csp_update({"connect-src": [SELF]})  # type: ignore[arg-type]  # django-csp knows no requests of ours
@of_representative
def group(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponse:
    """Where the group stands and what comes next."""
    found = get_group(who, group_id)
    waiting = keep_fresh(request.ports, who, group_id)
    counts, files = count_rows(request.ports, who, group_id), list_files(who, group_id)
    total = counts[RowFilter.ALL]
    context = {
        "group": found,
        "label": open_group(request.ports, found).label or gettext("Group of a family"),
        "bars": [
            (name.value, FILTERS[name], counts[name], round(100 * counts[name] / total, 1) if total else 0)
            for name in RowFilter
            if name is not RowFilter.ALL
        ],
        "total": total,
        "waiting": waiting,
        "checked": total - waiting,
        "files": files,
        "reading": next((one for one in files if one.status in (FileStatus.WAITING, FileStatus.READING)), None),
        "asking": next((one for one in files if one.status == FileStatus.ASKING), None),
        "has_common": found.common_sealed is not None,
        "to_mend": counts[RowFilter.MEND],
        "ready": counts[RowFilter.READY],
        "ordered": counts[RowFilter.ORDERED],
        "back_url": reverse("group_list") if who.account is not None else "",
    }
    return render(request, "group/group.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_representative
def common(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponse:
    """GET asks what all share, POST keeps it."""
    found, raw = read_common(request.ports, who, group_id)
    form_class = question_form(COMMON, COMMON.fields, is_demonstration=request.ports.is_demonstration)
    if request.method != "POST":
        form = form_class(initial=shown_again(COMMON, raw))
    else:
        problems = save_common(request.ports, who, group_id, answers_in(COMMON, request.POST))
        if not problems:
            messages.success(request, gettext("Saved. The travellers are checked with these answers."))
            return redirect("group", group_id)
        form = form_class(request.POST)
        typed = {name: typed_parts(name, request.POST) for name in COMMON.fields if name in DAYS}
        form.add_told(told(problem, typed) for problem in problems)
    context = {
        "group": found,
        "form": form,
        "title": COMMON.title,
        "intro": COMMON.intro,
        "submit_label": gettext("Save"),
        "back_url": reverse("group", args=[group_id]),
    }
    return render(request, "group/common.html", context)
