"""Search by reference or exact passport, for a purpose. What is typed goes by POST: no address holds it."""

from __future__ import annotations

from typing import Any  # Django's cleaned data

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mapae.core.decision.search import SearchPurpose
from mapae.faces.look.forms import LookForm, Radios, TextInput
from mapae.faces.officer.found import remember
from mapae.faces.officer.words import ENDINGS, PURPOSES_OF_A_SEARCH, STATUSES
from mapae.faces.request import MapaeRequest
from mapae.usecases.search_cases import FoundCase, NotSearchable, search_by_document, search_by_reference

PROBLEMS = {
    "reference": _("This is no reference number. It has 18 letters and digits; the last one checks the others"),
    "document_number": _("Enter the passport number as it is printed: letters and digits"),
    "issuing_state": _("Enter the three-letter code of the issuing country as it is printed in the passport"),
}


class SearchForm(LookForm):
    """A reference, or a passport by number and issuing state."""

    purpose = forms.ChoiceField(
        label=_("Why do you search?"),
        help_text=_("That it was you and why goes into the audit log, whatever is found."),
        choices=list(PURPOSES_OF_A_SEARCH.items()),
        widget=Radios(),
        error_messages={"required": _("Choose why you search")},
    )
    reference = forms.CharField(
        label=_("Reference number"), required=False, max_length=40, widget=TextInput(is_latin=True, width=30)
    )
    document_number = forms.CharField(
        label=_("Passport number"),
        help_text=_("Instead of the reference number, together with the issuing country."),
        required=False,
        max_length=30,
        widget=TextInput(is_latin=True, width=20),
    )
    issuing_state = forms.CharField(
        label=_("Code of the issuing country"),
        help_text=_("Three letters, as in the passport, for example TUR"),
        required=False,
        max_length=3,
        widget=TextInput(is_latin=True, width=5),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("reference") and not cleaned.get("document_number"):
            self.add_error("reference", _("Enter a reference number, or a passport number and its issuing country"))
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: MapaeRequest) -> HttpResponse:
    """GET asks; POST answers in the page itself. What was found may be opened by this session, for this purpose."""
    form = SearchForm(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"form": form, "found": None}
    if form.is_bound and form.is_valid():
        found = _find(request, form)
        if found is not None:
            remember(request, [one.id for one in found], form.cleaned_data["purpose"])
            context["found"] = [
                (one, *STATUSES[one.status], ENDINGS[one.ending] if one.ending else "") for one in found
            ]
    return render(request, "officer/search.html", context)


def _find(request: MapaeRequest, form: SearchForm) -> tuple[FoundCase, ...] | None:
    assert request.user.is_authenticated  # the rights map lets nobody else here
    said, ports, officer = form.cleaned_data, request.ports, request.user
    purpose = SearchPurpose(said["purpose"])
    try:
        if said["reference"]:
            return search_by_reference(ports, officer, said["reference"], purpose)
        return search_by_document(ports, officer, said["document_number"], said["issuing_state"], purpose)
    except NotSearchable as problem:
        form.add_error(str(problem), str(PROBLEMS[str(problem)]))
        return None
