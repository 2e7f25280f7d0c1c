"""A date of birth that shows who somebody is."""

from __future__ import annotations

from mapae.core.application.answers import AnswerProblem
from mapae.core.documents.partial_date import PartialDate, PartialDateProblem
from mapae.faces.look.fields import Typed
from mapae.faces.look.forms import LookForm, ThreePartDateInput
from mapae.faces.look.questions.forms import joined_day, typed_parts
from mapae.faces.look.questions.sentences import SENTENCES, in_detail
from mapae.faces.look.questions.wording import HINTS, LABELS
from mapae.faces.request import MapaeRequest

_FIELD = "birth_date"


class BirthDateForm(LookForm):
    """The date as the passport has it."""

    birth_date = Typed(ThreePartDateInput(), label=LABELS[_FIELD], help_text=HINTS[_FIELD])


def typed_birth(request: MapaeRequest, form: LookForm) -> PartialDate | None:
    """The date as typed; None, with its sentence in the form, if it is none."""
    written = joined_day(_FIELD, request.POST)
    try:
        return PartialDate.parse(written)
    except PartialDateProblem as problem:
        fault = AnswerProblem(_FIELD, problem.code if written else "missing")
        form.add_core_errors([in_detail(fault, {_FIELD: typed_parts(_FIELD, request.POST)})], SENTENCES)
        return None
