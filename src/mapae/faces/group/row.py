"""One traveller of a group: all answers with what is wrong beside them, to mend, add, take out, and give a portrait."""

from __future__ import annotations

from uuid import UUID

from csp.constants import NONE
from csp.decorators import csp
from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from mapae.faces.group.row_form import RowQuestions, as_posted
from mapae.faces.group.row_words import STANDINGS, TONES, name_of, notices_in_words
from mapae.faces.group.visit import of_representative
from mapae.faces.look.forms import FileInput, LookForm
from mapae.faces.look.questions.portrait_words import sentence_for_picture
from mapae.faces.request import MapaeRequest
from mapae.usecases.answer import situation_of_groups
from mapae.usecases.common_answers import read_common
from mapae.usecases.groups import Representative, get_group
from mapae.usecases.list_rows import ListedRow, get_row, next_to_mend
from mapae.usecases.ports import MOST_PICTURE_BYTES, PictureRefused
from mapae.usecases.row_portraits import keep_row_portrait, read_row_portrait
from mapae.usecases.save_row import (
    GroupFull,
    RowChanged,
    RowOrdered,
    UnknownRow,
    add_row,
    remove_row,
    save_row,
    set_opts_in,
)

TOO_HEAVY = "too-heavy"


class RowPortraitForm(LookForm):
    """One picture."""

    portrait = forms.Field(
        required=False,
        widget=FileInput({"accept": "image/*,.heic,.heif"}),
        label=_("Photo of the traveller’s face"),
        help_text=_("JPEG, PNG, WebP or HEIC. Any size up to 25 MB: we turn it upright and make it smaller ourselves."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_representative
def row(request: MapaeRequest, who: Representative, group_id: UUID, row_id: UUID) -> HttpResponse:
    """GET shows the row with its mistakes, POST keeps what was typed and shows what is still wrong."""
    found = _found(request, who, group_id, row_id)
    questions = _questions(request, who, group_id, found)
    if request.method != "POST" or found.is_ordered:
        form = questions.form(as_posted(found.own) if found.problems else None)
        if found.problems:
            questions.show_problems(form, tuple(found.problems), as_posted(found.own))
        return _show(request, who, group_id, found, questions, form)
    version = request.POST.get("version", "")
    try:
        version_read = int(version) if version.isdecimal() and len(version) < 10 else -1
        checked = save_row(request.ports, who, group_id, row_id, version_read, questions.answers(request.POST))
    except RowChanged:
        messages.warning(request, gettext("Somebody else changed this traveller meanwhile. This is how it stands now."))
        return redirect("group_row", group_id, row_id)
    except RowOrdered:
        return redirect("group_row", group_id, row_id)
    if not checked.check.problems:
        messages.success(request, gettext("Saved. Nothing is wrong with this traveller any more."))
        return _after_saving(request, who, group_id, found)
    messages.warning(request, gettext("Saved. Some answers are still missing or wrong."))
    return redirect("group_row", group_id, row_id)


def _after_saving(request: MapaeRequest, who: Representative, group_id: UUID, found: ListedRow) -> HttpResponse:
    following = next_to_mend(who, group_id, found.number) if "next" in request.POST else None
    return redirect("group_row", group_id, following.id) if following else redirect("group_row", group_id, found.id)


@require_http_methods(["GET", "HEAD", "POST"])
@of_representative
def add(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponse:
    """GET asks for a traveller, POST adds one, with whatever is known."""
    group, common = read_common(request.ports, who, group_id)
    situation = situation_of_groups(request.ports)
    questions = RowQuestions({}, common, situation, request.ports.is_demonstration)
    form = questions.form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            added = add_row(request.ports, who, group_id, questions.answers(request.POST))
        except GroupFull as full:
            sentence = gettext("This group may have %(most)s people, and has as many already") % {"most": full.most}
            form.add_told([("", "group_full", sentence)])
        else:
            if not added.problems:
                messages.success(request, gettext("The traveller was added."))
                return redirect("group_rows", group_id)
            messages.warning(request, gettext("The traveller was added. Some answers are still missing or wrong."))
            return redirect("group_row", group_id, added.id)
    context = {
        "group": group,
        "form": form,
        "sections": questions.sections(form),
        "title": gettext("Add a traveller"),
        "submit_label": gettext("Add"),
        "back_url": reverse("group_rows", args=[group_id]),
    }
    return render(request, "group/row_add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_representative
def remove(request: MapaeRequest, who: Representative, group_id: UUID, row_id: UUID) -> HttpResponse:
    """GET asks once more, POST takes the traveller out of the group."""
    found = _found(request, who, group_id, row_id)
    if request.method == "POST":
        try:
            remove_row(who, group_id, row_id)
        except RowOrdered:
            return redirect("group_row", group_id, row_id)
        messages.success(request, gettext("The traveller was removed from the group."))
        return redirect("group_rows", group_id)
    context = {
        "row": found,
        "name": name_of(found),
        "group_id": group_id,
        "back_url": reverse("group_row", args=[group_id, row_id]),
    }
    return render(request, "group/row_remove.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_representative
def opt(request: MapaeRequest, who: Representative, group_id: UUID, row_id: UUID) -> HttpResponse:
    """POST: this exempt traveller applies all the same, or not after all."""
    if request.method == "POST":
        set_opts_in(request.ports, who, group_id, [row_id], opts_in=request.POST.get("act") == "opt_in")
    return redirect("group_row", group_id, row_id)


@require_http_methods(["GET", "HEAD", "POST"])
@of_representative
def portrait(request: MapaeRequest, who: Representative, group_id: UUID, row_id: UUID) -> HttpResponse:
    """GET shows the traveller's portrait and asks for one, POST keeps it."""
    found = _found(request, who, group_id, row_id)
    form = RowPortraitForm({} if request.method == "POST" else None)
    refused = None
    if request.method == "POST":
        chosen = request.FILES.get("portrait")
        try:
            if not isinstance(chosen, UploadedFile):
                raise PictureRefused("not_chosen")
            keep_row_portrait(request.ports, who, group_id, row_id, chosen.read())
        except PictureRefused as why:
            refused = why
        except RowOrdered:
            return redirect("group_row", group_id, row_id)
        else:
            messages.success(request, gettext("The photo was saved."))
            return redirect("group_row", group_id, row_id)
    elif request.META.get("QUERY_STRING") == TOO_HEAVY:
        form, refused = RowPortraitForm({}), PictureRefused("too_heavy", MOST_PICTURE_BYTES)
    if refused:
        form.add_told([("portrait", refused.code, sentence_for_picture(refused))])
    context = {
        "row": found,
        "name": name_of(found),
        "group_id": group_id,
        "form": form,
        "title": gettext("A photo of the traveller’s face"),
        "action": reverse("group_row_portrait", args=[group_id, row_id]),
        "submit_label": gettext("Save"),
        "back_url": reverse("group_row", args=[group_id, row_id]),
    }
    return render(request, "group/row_portrait.html", context)


@require_safe
@csp({"default-src": [NONE], "sandbox": True})  # type: ignore[arg-type]  # django-csp knows no requests of ours
@of_representative
def image(request: MapaeRequest, who: Representative, group_id: UUID, row_id: UUID) -> HttpResponse:
    """The portrait that is kept."""
    kept = read_row_portrait(request.ports, who, group_id, row_id)
    if kept is None:
        raise Http404
    response = HttpResponse(kept, content_type="image/jpeg")
    response["Content-Disposition"] = 'inline; filename="portrait.jpg"'
    return response


def _found(request: MapaeRequest, who: Representative, group_id: UUID, row_id: UUID) -> ListedRow:
    try:
        return get_row(request.ports, who, group_id, row_id)
    except UnknownRow as unknown:
        raise Http404 from unknown


def _questions(request: MapaeRequest, who: Representative, group_id: UUID, found: ListedRow) -> RowQuestions:
    _group, common = read_common(request.ports, who, group_id)
    return RowQuestions(found.own, common, situation_of_groups(request.ports), request.ports.is_demonstration)


def _show(
    request: MapaeRequest,
    who: Representative,
    group_id: UUID,
    found: ListedRow,
    questions: RowQuestions,
    form: LookForm,
) -> HttpResponse:
    following = next_to_mend(who, group_id, found.number)
    context = {
        "group": get_group(who, group_id),
        "row": found,
        "name": name_of(found),
        "form": form,
        "sections": questions.sections(form),
        "status": STANDINGS[found.standing],
        "tone": TONES[found.standing],
        "notices": list(notices_in_words(found)),
        "has_next": following is not None,
        "next_url": reverse("group_row", args=[group_id, following.id]) if following else "",
        "title": name_of(found) or gettext("Traveller %(number)s") % {"number": found.number},
        "back_url": reverse("group_rows", args=[group_id]),
    }
    return render(request, "group/row.html", context)
