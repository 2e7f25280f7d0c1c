"""What an applicant answered beside person, document and declarations, as rows for the officer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mapae.faces.look.summary import AnswerRow, AnswerSection
from mapae.faces.look.words import EMPLOYMENTS, RELATIONS
from mapae.faces.officer.words import NO, YES, state_in_words

Labels = Mapping[str, Promise]

PERSON: Labels = {
    "native_name": _("Name in its own writing"),
    "other_nationality": _("Other nationality"),
    "phone": _("Phone number"),
    "employment": _("Employment"),
    "occupation": _("Occupation"),
    "employer": _("Employer"),
}
VISIT: Labels = {
    "stay_street": _("Address where they will stay"),
    "stay_detail": _("Hotel, floor or flat"),
    "stay_postcode": _("Postcode"),
    "stay_unknown": _("Place of stay not known yet"),
    "has_visited_before": _("Has visited before"),
    "last_visit_year": _("Year of the last visit"),
}
_SECTIONS: tuple[tuple[Promise, Labels], ...] = (
    (
        _("Details of the declarations"),
        {
            "criminal_record_details": _("Criminal record"),
            "infectious_disease_details": _("Infectious disease"),
            "refused_entry_details": _("Refused entry or removed before"),
        },
    ),
    (
        _("Who applies for the applicant"),
        {
            "representative_name": _("Representative"),
            "representative_relation": _("Relation to the applicant"),
            "has_mandate": _("Confirms a mandate"),
        },
    ),
    (
        _("Parent or guardian"),
        {"guardian_name": _("Name"), "guardian_agrees": _("Agrees to the application")},
    ),
)
_CHOICES: Mapping[str, Mapping[str, Promise]] = {"employment": EMPLOYMENTS, "representative_relation": RELATIONS}
_YES_NO: Labels = {"yes": YES, "no": NO}
_LATIN = frozenset({"phone", "stay_postcode"})


def further_sections(typed: Mapping[str, str]) -> tuple[AnswerSection, ...]:
    """Only those with an answer in them."""
    found = ((heading, tuple(further_rows(typed, labels))) for heading, labels in _SECTIONS)
    return tuple(AnswerSection(heading, rows) for heading, rows in found if rows)


def further_rows(typed: Mapping[str, str], labels: Labels) -> Iterator[AnswerRow]:
    """A row for each of these that was answered."""
    for name, label in labels.items():
        answer = typed.get(name, "").strip()
        if answer:
            yield AnswerRow(label, _in_words(name, answer), is_latin=name in _LATIN)


def _in_words(name: str, answer: str) -> str | Promise:
    if name == "other_nationality":
        return state_in_words(answer)
    return _CHOICES.get(name, _YES_NO).get(answer, answer)
