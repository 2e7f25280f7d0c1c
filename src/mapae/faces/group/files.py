"""Files of travellers: templates to fill in, the upload, how far the reading came, what it asks, and rows to mend elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any  # what Django's fields are given
from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_update
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from mapae.core.application.parties import FileKind, FileStatus
from mapae.core.group.headings import IGNORED, MARK, OPTS_IN
from mapae.core.group.sheet import MOST_BYTES
from mapae.faces.group.file_words import (
    ANSWERS_IN_FILES,
    IN_TEMPLATES,
    READINGS,
    label_in_file,
    sentence_for_file,
    sentence_for_note,
)
from mapae.faces.group.row_words import notices_in_words, problems_in_words
from mapae.faces.group.visit import of_representative
from mapae.faces.look.forms import FileInput, LookForm, Radios, Select
from mapae.faces.look.questions.portrait_words import sentence_for_picture
from mapae.faces.look.spoken import say_written_day
from mapae.faces.request import MapaeRequest
from mapae.usecases.groups import Representative, get_group
from mapae.usecases.list_rows import ListedRow, rows_to_download
from mapae.usecases.ports import PictureRefused
from mapae.usecases.sheet_ports import SheetRefused, Table, WrittenKind
from mapae.usecases.upload_file import (
    AnswersChanged,
    Asked,
    StillReading,
    Told,
    UnknownFile,
    answer_file_questions,
    get_file,
    read_asked,
    upload_file,
)

# In the address to which a file is led that was too large to be taken in at all (see mapae.site.body_limit).
TOO_HEAVY = "too-heavy"
_LEFT_OUT = "left_out"
_TYPES = {
    WrittenKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    WrittenKind.CSV: "text/csv; charset=utf-8",
}
_NOT_CHOSEN = _("Choose a file first")
_STILL_READING = _("Another file of this group is being read. Wait until it is done, then choose this one again")


class FileForm(LookForm):
    """One file from the visitor's device."""

    file = forms.Field(
        required=False,
        widget=FileInput({"accept": ".xlsx,.xls,.ods,.csv,.txt,.tsv"}),
        label=_("File with your travellers"),
        help_text=_("XLSX, XLS, ODS, CSV or the text format of e-Visa. Up to 20 MB and 10,000 people."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_representative
def upload(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponse:
    """GET asks for a file and offers templates, POST takes one in."""
    get_group(who, group_id)
    form = FileForm({} if request.method == "POST" else None)
    if request.method == "POST":
        chosen = request.FILES.get("file")
        try:
            if not isinstance(chosen, UploadedFile):
                raise _Refused("not_chosen", str(_NOT_CHOSEN))
            file = upload_file(request.ports, who, group_id, chosen.read())
        except _Refused as refused:
            form.add_told([("file", refused.code, str(refused))])
        except SheetRefused as refused:
            form.add_told([("file", refused.code, sentence_for_file(refused.code, refused.details))])
        except StillReading:
            form.add_told([("file", "still_reading", str(_STILL_READING))])
        else:
            return redirect("group_file", group_id, file.id)
    elif request.META.get("QUERY_STRING") == TOO_HEAVY:
        form = FileForm({})
        form.add_told([("file", "too_heavy", sentence_for_file("too_heavy", {"most": str(MOST_BYTES)}))])
    context = {
        "form": form,
        "title": gettext("Add travellers from a file"),
        "group_id": group_id,
        "action": reverse("group_upload", args=[group_id]),  # without what its address said of an earlier file
        "submit_label": gettext("Upload"),
        "back_url": reverse("group", args=[group_id]),
    }
    return render(request, "group/upload.html", context)


class _Refused(Exception):
    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@require_safe
@of_representative
def template(request: MapaeRequest, who: Representative, group_id: UUID, kind: str) -> HttpResponseBase:
    """A file to fill in, in the language of the page."""
    get_group(who, group_id)
    if kind not in set(WrittenKind):
        raise Http404(kind)
    language, written = get_language() or "en", WrittenKind(kind)
    pieces = request.ports.sheets.template(language, written, IN_TEMPLATES)
    return _whole(pieces, _TYPES[written], f"travellers-{language}.{kind}")


@require_http_methods(["GET", "HEAD", "POST"])
@csp_update({"connect-src": [SELF]})  # type: ignore[arg-type]  # django-csp knows no requests of ours
@of_representative
def file(request: MapaeRequest, who: Representative, group_id: UUID, file_id: UUID) -> HttpResponse:
    """How far it came; while it asks, its questions, and POST answers them."""
    try:
        found = get_file(who, group_id, file_id)
    except UnknownFile as unknown:
        raise Http404 from unknown
    asked = read_asked(request.ports, found)
    context: dict[str, Any] = {
        "file": found,
        "group_id": group_id,
        "is_portraits": found.kind == FileKind.PORTRAITS,
        "is_reading": found.status in (FileStatus.WAITING, FileStatus.READING),
        "looks_again": "stay" not in request.GET,
        "same": found.rows_read - found.rows_new - found.rows_changed - found.rows_ordered,
        "notes": [sentence_for_note(code, details) for code, details in asked.notes],
        "back_url": reverse("group", args=[group_id]),
    }
    if found.status == FileStatus.ASKING:
        return _questions(request, who, group_id, asked, context)
    if found.status == FileStatus.REFUSED:
        context["why"] = sentence_for_file(found.refused_code, asked.details)
    context["unmatched"] = asked.unmatched
    context["pictures"] = [
        (name, sentence_for_picture(PictureRefused(code, most))) for name, code, most in asked.refused
    ]
    return render(request, "group/file.html", context)


def _questions(
    request: MapaeRequest, who: Representative, group_id: UUID, asked: Asked, context: dict[str, Any]
) -> HttpResponse:
    form = _question_form(asked)(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data
        columns = {one.index: chosen[f"column_{one.index}"] for one in asked.columns}
        if not (twice := _named_twice(columns)):
            readings = {one.column: chosen[f"days_{one.column}"] for one in asked.days}
            named = {index: "" if name == _LEFT_OUT else name for index, name in columns.items()}
            with suppress(AnswersChanged):  # another tab was quicker: the page says how it stands now
                answer_file_questions(request.ports, who, group_id, context["file"].id, Told(named, readings))
            return redirect("group_file", group_id, context["file"].id)
        form.add_told(
            (f"column_{index}", "twice", gettext("Another column was said to be the same. Choose one of them"))
            for index in twice
        )
    context |= {
        "form": form,
        "title": gettext("Tell us how to read this file"),
        "known": [(heading, label_in_file(name)) for heading, name in asked.known],
        "lacking": [label_in_file(name) for name in asked.lacking],
        "submit_label": gettext("Continue"),
    }
    return render(request, "group/file_questions.html", context)


def _named_twice(columns: dict[int, str]) -> list[int]:
    taken = [name for name in columns.values() if name != _LEFT_OUT]
    return [index for index, name in columns.items() if name != _LEFT_OUT and taken.count(name) > 1]


def _question_form(asked: Asked) -> type[LookForm]:
    fields: dict[str, Any] = {f"column_{one.index}": _column_field(one) for one in asked.columns}
    fields |= {f"days_{one.column}": _days_field(one) for one in asked.days}
    return type("FileQuestionForm", (LookForm,), fields)


def _column_field(one: Any) -> forms.ChoiceField:
    likely = [name for name in one.candidates if name in ANSWERS_IN_FILES]
    others = [name for name in ANSWERS_IN_FILES if name not in likely]
    choices = [
        ("", ""),
        (_LEFT_OUT, _("Leave this column out")),
        *((name, label_in_file(name)) for name in likely + others),
    ]
    heading = one.heading or gettext("Column %(number)s") % {"number": one.index + 1}
    return forms.ChoiceField(
        choices=choices,
        initial=one.field if one.field in ANSWERS_IN_FILES else "",
        widget=Select(),
        label=gettext("What is in the column “%(heading)s”?") % {"heading": heading},
        help_text=gettext("For example: %(examples)s") % {"examples": " · ".join(one.examples)} if one.examples else "",
        error_messages={"required": gettext("Say what is in this column, or leave it out")},
    )


def _days_field(one: Any) -> forms.ChoiceField:
    choices = [(name, f"{say_written_day(day)} – {READINGS[name]}") for name, day in one.readings.items()]
    said = {"heading": one.heading or label_in_file(one.field), "text": one.text}
    return forms.ChoiceField(
        choices=choices,
        widget=Radios(),
        label=gettext("In the column “%(heading)s”, which day is %(text)s?") % said,
        error_messages={"required": gettext("Say which day is meant")},
    )


@require_safe
@of_representative
def download(request: MapaeRequest, who: Representative, group_id: UUID, which: str) -> HttpResponseBase:
    """The rows as a file with a column of messages, to mend and to upload again."""
    if which not in ("all", "to-mend"):
        raise Http404(which)
    rows = rows_to_download(request.ports, who, group_id, only_wrong=which == "to-mend")
    language = get_language() or "en"
    fields = (MARK, *(one for one in IN_TEMPLATES if one != MARK), IGNORED)
    table = Table(
        gettext("Travellers"),
        request.ports.sheets.headings(language, fields),
        _cells(request, rows, fields, language),
        [18] * (len(fields) - 1) + [80],
    )
    pieces = request.ports.sheets.table(language, WrittenKind.XLSX, table)
    return _whole(pieces, _TYPES[WrittenKind.XLSX], f"travellers-{which}.xlsx")


def _cells(
    request: MapaeRequest, rows: Iterator[ListedRow], fields: tuple[str, ...], language: str
) -> Iterator[list[str]]:
    shown = request.ports.sheets.shown
    for row in rows:
        with override(language):  # it is written after the page's own time
            said = " • ".join((*problems_in_words(row), *notices_in_words(row)))
        other = {MARK: row.mark, OPTS_IN: shown(OPTS_IN, "yes", language) if row.opts_in else "", IGNORED: said}
        yield [other[name] if name in other else shown(name, row.own.get(name, ""), language) for name in fields]


def _whole(pieces: Iterator[bytes], content_type: str, name: str) -> HttpResponse:
    """Made before the first byte is sent: a file that breaks off in the middle is worse than one that comes late."""
    response = HttpResponse(b"".join(pieces), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
