"""The portrait: asked for where the rules ask for one, kept as we make it anew, shown again to its applicant alone.

The input has no `capture`: with it phones open the camera at once and hide the pictures that are there already.
"""

from __future__ import annotations

from uuid import UUID

from csp.constants import NONE
from csp.decorators import csp
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from mapae.faces.look.forms import FileInput, LookForm
from mapae.faces.look.questions.portrait_words import sentence_for_picture
from mapae.faces.request import MapaeRequest
from mapae.faces.traveller.own import PAUSE, of_own_application, page_key
from mapae.faces.traveller.questions import RETURN, is_of, leave, of_another, route_of
from mapae.usecases.keep_portrait import keep_portrait
from mapae.usecases.ports import MOST_PICTURE_BYTES, PictureRefused
from mapae.usecases.read_portrait import has_portrait, read_portrait

# In the address to which a file is led that was too large to be taken in at all (see mapae.site.body_limit).
TOO_HEAVY = "too-heavy"


class PortraitForm(LookForm):
    """One picture from the visitor's device."""

    portrait = forms.Field(
        required=False,
        # What some desks do not know to be images is named by its ending.
        widget=FileInput({"accept": "image/*,.heic,.heif"}),
        label=_("Choose a photo, or take one now"),
        help_text=_("JPEG, PNG, WebP or HEIC. Any size up to 25 MB: we turn it upright and make it smaller ourselves."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_application
def portrait(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """GET asks, and shows what is kept; POST keeps a picture and goes on to the check of the answers."""
    if request.method == "POST":
        return _take(request, application_id) if is_of(request, application_id) else of_another(request)
    route_of(request, application_id)
    if request.META.get("QUERY_STRING") == TOO_HEAVY:
        return _refuse(request, application_id, PictureRefused("too_heavy", MOST_PICTURE_BYTES))
    return _show(request, application_id, PortraitForm())


@require_safe
@csp({"default-src": [NONE], "sandbox": True})  # type: ignore[arg-type]  # django-csp knows no requests of ours
@of_own_application
def image(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """The picture that is kept, for the session that it belongs to."""
    kept = read_portrait(request.ports, application_id)
    if kept is None:
        raise Http404
    response = HttpResponse(kept, content_type="image/jpeg")
    response["Content-Disposition"] = 'inline; filename="portrait.jpg"'
    return response


def _take(request: MapaeRequest, application_id: UUID) -> HttpResponse:
    """Of the file its bytes are taken, and nothing else that the browser says of it."""
    chosen = request.FILES.get("portrait")
    is_leaving = "save_for_later" in request.POST
    if isinstance(chosen, UploadedFile):
        try:
            keep_portrait(request.ports, application_id, chosen.read())
        except PictureRefused as refused:
            return _refuse(request, application_id, refused)
    elif not is_leaving and not has_portrait(application_id):
        return _refuse(request, application_id, PictureRefused("not_chosen"))
    return leave(request, application_id) if is_leaving else redirect("apply_check")


def _refuse(request: MapaeRequest, application_id: UUID, refused: PictureRefused) -> HttpResponse:
    form = PortraitForm({})
    form.add_error("portrait", ValidationError(sentence_for_picture(refused), code=refused.code))
    return _show(request, application_id, form)


def _show(request: MapaeRequest, application_id: UUID, form: PortraitForm) -> HttpResponse:
    route = route_of(request, application_id)
    returns = request.META.get("QUERY_STRING") == RETURN
    context = {
        "page_key": page_key(request, application_id),
        "may_save_for_later": True,
        "hours": int(PAUSE.total_seconds()) // 3600,
        "form": form,
        "title": _("A photo of your face"),
        "intro": _("It shows who is applying. An officer may look at it when your application is assessed."),
        "is_kept": has_portrait(application_id),
        "action": reverse("apply_portrait"),  # without what its address said of an earlier file
        "caption": gettext("Step %(step)s of %(steps)s") % {"step": route.steps - 1, "steps": route.steps},
        "back_url": reverse("apply_check") if returns else reverse("apply_question", args=[route.pages[-1].slug]),
    }
    return render(request, "traveller/portrait.html", context)
