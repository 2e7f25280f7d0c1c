"""All that a rulebook says of one traveller, one arrival day and one day of application, in one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mapae.core.rulebook.assessment import Assessment, Stay, Terms, Traveller
from mapae.core.rulebook.evaluation import assess, derived, stay_on
from mapae.core.rulebook.model import Rulebook, in_force
from mapae.core.rulebook.terms import NoTerms, disclosure_on, four_eyes_on, last_day, may_opt_in, terms_on


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`terms` are None where nobody could apply on that day. Granted that day, an authorization would last until
    `valid_until`; None where none could be granted.

    `changes` says of each field what its change means after a grant: free_edit or new_application. `disclosure` and
    `four_eyes` are those of a decision on the day of application. `rules` are the ids of all rules that had a say.
    """

    assessment: Assessment
    stay: Stay
    terms: Terms | None
    valid_until: date | None
    may_opt_in: bool
    disclosure: str
    four_eyes: frozenset[str]
    changes: Mapping[str, str]
    rules: frozenset[str]


def evaluate(rulebook: Rulebook, traveller: Traveller, arrival_day: date, applied_on: date) -> Evaluation:
    """Everything at once; the parts are there on their own too, in `evaluation` and `terms`."""
    assessment = assess(rulebook, traveller, arrival_day)
    known, _ = derived(rulebook, traveller, arrival_day)
    stay, terms = stay_on(rulebook, known.nationality, arrival_day), find_terms(rulebook, applied_on)
    return Evaluation(
        assessment=assessment,
        stay=stay,
        terms=terms,
        valid_until=_valid_until(terms, traveller.document_expiry, applied_on),
        may_opt_in=bool(terms and may_opt_in(terms, assessment)),
        disclosure=disclosure_on(rulebook, applied_on),
        four_eyes=four_eyes_on(rulebook, applied_on),
        changes={field: rule.means for rule in in_force(rulebook.changes, applied_on) for field in rule.fields},
        rules=frozenset(_spoken(rulebook, traveller, assessment, stay, arrival_day, applied_on)),
    )


def _valid_until(terms: Terms | None, document_expiry: date | None, granted_on: date) -> date | None:
    """Nothing is granted on a document that is no longer valid."""
    if terms is None or (document_expiry is not None and document_expiry < granted_on):
        return None
    return last_day(granted_on, terms.validity_years, document_expiry)


def find_terms(rulebook: Rulebook, applied_on: date) -> Terms | None:
    """The terms of that day, or None where nobody could apply."""
    try:
        return terms_on(rulebook, applied_on)
    except NoTerms:
        return None


def _spoken(
    book: Rulebook, traveller: Traveller, assessment: Assessment, stay: Stay, arrival_day: date, applied_on: date
) -> set[str]:
    found = {reason.rule for reason in (*assessment.reasons, *assessment.obstacles)} | {stay.rule}
    found.update(one.id for one in in_force(book.derivations, arrival_day) if one.nationality == traveller.nationality)
    found.update(rule.id for rule in in_force(book.board_checks, arrival_day))
    for rules in (
        book.fees, book.validities, book.lapses, book.opt_ins, book.forms, book.groups, book.changes,
        book.disclosures, book.four_eyes, book.retentions, book.grounds,
    ):  # fmt: skip
        found.update(rule.id for rule in in_force(rules, applied_on))
    return found - {"", "none"}
