"""Words for the rows of a group: where they stand, what is shown of them, and what else they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mapae.core.group.checking import RowStanding
from mapae.faces.group.order_words import REASONS
from mapae.faces.look.questions.sentences import sentence_for
from mapae.faces.look.questions.wording import LABELS, SHORT_LABELS
from mapae.faces.look.spoken import in_active_language
from mapae.usecases.list_rows import ListedRow, RowFilter

STANDINGS: Mapping[RowStanding, Promise] = {
    RowStanding.MEND: _("to mend"),
    RowStanding.READY: _("ready"),
    RowStanding.EXEMPT: _("exempt"),
    RowStanding.CANNOT_APPLY: _("cannot apply"),
}
TONES: Mapping[RowStanding, str] = {
    RowStanding.MEND: "attention",
    RowStanding.READY: "good",
    RowStanding.EXEMPT: "progress",
    RowStanding.CANNOT_APPLY: "neutral",
}
FILTERS: Mapping[RowFilter, Promise] = {
    RowFilter.ALL: _("All"),
    RowFilter.MEND: _("To mend"),
    RowFilter.READY: _("Ready"),
    RowFilter.EXEMPT: _("Exempt"),
    RowFilter.CANNOT_APPLY: _("Cannot apply"),
    RowFilter.DUPLICATES: _("Duplicates"),
    RowFilter.ORDERED: _("Ordered"),
}
TWIN = _("This passport is in another row of this group too. Remove the row that is not needed")
ELSEWHERE = _("This passport is in another group of your organisation too. Order it in one of them only")
AUTHORIZED = _("This traveller has a valid authorization with this passport already, and needs no new one")


def short_label(field: str) -> str:
    """A question in few words."""
    return str(SHORT_LABELS.get(field, LABELS[field]))


def problems_in_words(row: ListedRow) -> Iterator[str]:
    """What is wrong, each with the name of its answer."""
    for problem in row.problems:
        yield f"{short_label(problem.field)}: {sentence_for(problem)}"


def notices_in_words(row: ListedRow) -> Iterator[str]:
    """What is not wrong and yet good to know."""
    if row.left_out:
        yield gettext("Could not be submitted with the last order, and was not charged. %(why)s") % {
            "why": REASONS[row.left_out]
        }
    yield from (in_active_language(reason) for reason in row.reasons if row.standing is not RowStanding.READY)
    for is_so, sentence in ((row.is_twin, TWIN), (row.is_elsewhere, ELSEWHERE), (row.is_authorized, AUTHORIZED)):
        if is_so:
            yield str(sentence)


def name_of(row: ListedRow) -> str:
    """Given names and surname as typed; empty where nobody is named yet."""
    return " ".join(part for part in (row.raw.get("given_names", ""), row.raw.get("surname", "")) if part)
