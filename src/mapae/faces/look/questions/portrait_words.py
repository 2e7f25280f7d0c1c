"""Why a file cannot be a portrait, in a sentence: what happened, why, and what to do. One for each code of the port."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mapae.usecases.ports import PictureRefused

MISSING = _("Add a photo of your face. The application cannot be submitted without one")

PICTURES: dict[str, str | Promise] = {
    "not_chosen": _(
        "You did not choose a photo, and we need one of your face. Choose a photo or take one, then continue"
    ),
    "empty": _(
        "The file is empty: there is no photo in it. It was probably not saved or copied completely. Choose it again, "
        "or take a new photo"
    ),
    "too_heavy": _(
        "The file is larger than %(most)s MB, more than we can take in. Choose an ordinary photo: you need not make it "
        "smaller, we do that"
    ),
    "is_document": _(
        "The file is a PDF document, and we need the photo itself. Choose a photo in JPEG, PNG, WebP or HEIC, or take "
        "one now"
    ),
    "not_a_picture": _(
        "The file is not a photo, whatever its name says; we looked at what is in it. Choose a photo in JPEG, PNG, WebP "
        "or HEIC, or take one now"
    ),
    "unknown_format": _(
        "The photo is in a format that we cannot open. Save it as JPEG or PNG and choose it again, or take one now"
    ),
    "damaged": _(
        "The file is damaged or incomplete, so we cannot open the whole photo. It may have been cut off when it was "
        "copied. Choose it again, or take a new photo"
    ),
    "moving": _("The file holds a moving picture, and we need a still one. Choose an ordinary photo, or take one now"),
    "too_many_pixels": _(
        "The photo has more than %(most)s million pixels, more than we can open. Take one with the usual setting of your "
        "camera, or save this one in a smaller size"
    ),
    "too_small": _(
        "The photo is too small: its shorter side has fewer than %(most)s pixels, so nobody could recognise you. Choose "
        "the original instead of a preview, or take a new photo"
    ),
    "too_narrow": _(
        "One side of the photo is more than %(most)s times as long as the other, so your face would be too small in it. "
        "Choose an ordinary photo, or take one now"
    ),
}
_MILLION, _MEGABYTE = 1_000_000, 1024 * 1024


def sentence_for_picture(refused: PictureRefused) -> str:
    """In the page's language. Raises KeyError for a code that nobody wrote a sentence for."""
    units = {"too_many_pixels": _MILLION, "too_heavy": _MEGABYTE}
    return str(PICTURES[refused.code]) % {"most": refused.most // units.get(refused.code, 1)}
