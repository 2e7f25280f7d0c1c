"""The answers as the check page lists them, page by page, each with its link to change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mapae.core.application.questions import is_asked
from mapae.core.application.situation import Situation
from mapae.faces.look.questions.pages import Page, Route
from mapae.faces.look.questions.said import say_answer
from mapae.faces.look.questions.wording import LABELS, SHORT_LABELS
from mapae.faces.look.spoken import say_mrz_name
from mapae.faces.look.summary import AnswerRow, AnswerSection
from mapae.faces.traveller.questions import RETURN

_LATIN = frozenset({"document_number", "surname", "given_names", "email", "phone", "mrz", "stay_postcode"})
# Said only if something stands there: boxes that tell of something not known yet, and what may be left out.
_SILENT_IF_EMPTY = frozenset(
    {"mrz", "native_name", "arrival_unknown", "stay_unknown", "stay_detail", "stay_postcode", "employer"}
)


def sections(raw: Mapping[str, str], situation: Situation) -> list[AnswerSection]:
    """All answers as typed, one section a page, and the mailbox, which was proven and so is not changed here."""
    mailbox = AnswerRow(LABELS["email"], raw.get("email", ""), "", True)
    pages = Route(raw, situation).pages
    asked = [AnswerSection(page.title, tuple(_rows(page, raw, situation))) for page in pages]
    return [*(section for section in asked if section.rows), AnswerSection(_("How we reach you"), (mailbox,))]


def change_address(page: Page) -> str:
    """Where answers of this page are changed; from there the way leads back to the check."""
    return f"{reverse('apply_question', args=[page.slug])}?{RETURN}"


def _rows(page: Page, raw: Mapping[str, str], situation: Situation) -> Iterator[AnswerRow]:
    for name in page.fields:
        answer = raw.get(name, "").strip()
        if not is_asked(name, raw, situation) or (name in _SILENT_IF_EMPTY and not answer):
            continue
        yield AnswerRow(
            SHORT_LABELS.get(name, LABELS[name]), say_answer(name, answer), change_address(page), name in _LATIN
        )
        if name == "given_names":
            yield from _mrz_name(raw)


def _mrz_name(raw: Mapping[str, str]) -> Iterator[AnswerRow]:
    """Beside the names it belongs to, so that a wrong letter shows before it keeps somebody at the counter."""
    written = say_mrz_name(raw.get("surname", ""), raw.get("given_names", ""))
    if written:
        yield AnswerRow(_("Your name in the two lines at the bottom of the passport page"), written, "", True)
