"""Portraits of many travellers at once, in an archive."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mapae.core.application.parties import FileKind
from mapae.faces.group.file_words import sentence_for_file
from mapae.faces.group.visit import of_representative
from mapae.faces.look.forms import FileInput, LookForm
from mapae.faces.request import MapaeRequest
from mapae.usecases.groups import Representative, get_group
from mapae.usecases.sheet_ports import SheetRefused
from mapae.usecases.upload_file import StillReading, upload_file
from mapae.usecases.upload_limits import MOST_ARCHIVE_BYTES

TOO_HEAVY = "too-heavy"


class ArchiveForm(LookForm):
    """One ZIP file."""

    archive = forms.Field(
        required=False,
        widget=FileInput({"accept": ".zip"}),
        label=_("ZIP file with the photos"),
        help_text=_("Up to 40 MB. If you have more photos, send them in several ZIP files."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_representative
def portraits(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponse:
    """GET says how the photos must be named, POST takes them in."""
    get_group(who, group_id)
    form = ArchiveForm({} if request.method == "POST" else None)
    if request.method == "POST":
        chosen = request.FILES.get("archive")
        try:
            if not isinstance(chosen, UploadedFile):
                form.add_told([("archive", "not_chosen", gettext("Choose a file first"))])
            else:
                file = upload_file(request.ports, who, group_id, chosen.read(), FileKind.PORTRAITS)
                return redirect("group_file", group_id, file.id)
        except SheetRefused as refused:
            form.add_told([("archive", refused.code, sentence_for_file(refused.code, refused.details))])
        except StillReading:
            sentence = gettext(
                "Another file of this group is being read. Wait until it is done, then choose this one again"
            )
            form.add_told([("archive", "still_reading", sentence)])
    elif request.META.get("QUERY_STRING") == TOO_HEAVY:
        form = ArchiveForm({})
        form.add_told([("archive", "too_heavy", sentence_for_file("too_heavy", {"most": str(MOST_ARCHIVE_BYTES)}))])
    context = {
        "form": form,
        "title": gettext("Photos of the travellers"),
        "action": reverse("group_portraits", args=[group_id]),
        "submit_label": gettext("Upload"),
        "back_url": reverse("group", args=[group_id]),
    }
    return render(request, "group/portraits.html", context)
