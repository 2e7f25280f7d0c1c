"""The answers as the check page lists them, page by page, each with its link to change it."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mapae.faces.look.spoken import say_mrz_name, say_written_day
from mapae.faces.look.summary import AnswerRow, AnswerSection
from mapae.faces.look.words import PURPOSES, SEXES
from mapae.faces.traveller.countries import name_of
from mapae.faces.traveller.forms import DAYS
from mapae.faces.traveller.pages import PAGES, Page
from mapae.faces.traveller.questions import RETURN
from mapae.faces.traveller.wording import LABELS, YES_NO, Words

_STATES = frozenset({"nationality", "issuing_state"})
_LATIN = frozenset({"document_number", "surname", "given_names", "email"})
_CHOICES: dict[str, Words] = {
    "sex": SEXES,
    "purpose": PURPOSES,
    "has_criminal_record": YES_NO,
    "has_infectious_disease": YES_NO,
    "was_refused_entry": YES_NO,
}


def sections(raw: Mapping[str, str]) -> list[AnswerSection]:
    """All answers as typed, one section a page, and the mailbox, which was proven and so is not changed here."""
    mailbox = AnswerRow(LABELS["email"], raw.get("email", ""), "", True)
    asked = [AnswerSection(page.title, tuple(_rows(page, raw))) for page in PAGES]
    return [*asked, AnswerSection(_("How we reach you"), (mailbox,))]


def change_address(page: Page) -> str:
    """Where answers of this page are changed; from there the way leads back to the check."""
    return f"{reverse('apply_question', args=[page.slug])}?{RETURN}"


def _rows(page: Page, raw: Mapping[str, str]) -> list[AnswerRow]:
    rows = [
        AnswerRow(LABELS[name], say_answer(name, raw.get(name, "")), change_address(page), name in _LATIN)
        for name in page.fields
    ]
    mrz_name = say_mrz_name(raw.get("surname", ""), raw.get("given_names", "")) if "surname" in page.fields else ""
    if mrz_name:
        # Beside the names it belongs to, so that a wrong letter shows before it keeps somebody at the counter.
        rows.insert(
            2, AnswerRow(_("Your name in the two lines at the bottom of the passport page"), mrz_name, "", True)
        )
    return rows


def say_answer(name: str, raw: str) -> str:
    """One answer in the page's language; what no choice and no date has is shown as typed."""
    if name in DAYS:
        return say_written_day(raw)
    if name in _STATES:
        return name_of(raw) if raw else ""
    return str(_CHOICES[name].get(raw, raw)) if name in _CHOICES else raw.strip()
