"""The words of the notice of a refusal. Of the reasons it says what the rulebook discloses, in its words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.utils.translation import gettext

from mapae.faces.look.letter_words import NOTHING, holder_rows, letter_frame, letter_languages, said
from mapae.faces.look.spoken import in_active_language, say_day
from mapae.usecases.ports import LetterRow, LetterSection, PrintedLetter
from mapae.usecases.read_refusal import RefusalNotice


def refusal_letter(notice: RefusalNotice) -> PrintedLetter:
    """The notice as a printed letter; it has no place for a seal, since nobody travels with it."""
    return PrintedLetter(
        languages=letter_languages(),
        title=said(lambda: gettext("Notice of refusal")),
        **letter_frame(),
        warning=NOTHING,
        opening=(
            said(
                lambda: gettext(
                    "An officer has looked at your application for an electronic travel authorization and refused it."
                )
            ),
        ),
        rows=tuple(_rows(notice)),
        sections=tuple(_sections(notice)),
        seal=NOTHING,
        made=said(lambda: gettext("As of %(day)s") % {"day": say_day(notice.today)}),
    )


def _rows(notice: RefusalNotice) -> Iterable[LetterRow]:
    yield from holder_rows(notice.reference, notice.surname, notice.given_names, notice.document)
    yield LetterRow(said(lambda: gettext("Refused on")), said(lambda: say_day(notice.decided_on)))


def _sections(notice: RefusalNotice) -> Iterable[LetterSection]:
    reasons = [said(partial(in_active_language, ground.texts)) for ground in notice.told.grounds]
    mends = [said(partial(in_active_language, ground.mend)) for ground in notice.told.grounds if ground.mend]
    if reasons:
        yield LetterSection(said(lambda: gettext("Reason for the refusal")), tuple(reasons))
    if notice.told.has_visa_route:
        mends.append(said(lambda: gettext("A visa is another way. You can apply for one at an embassy or consulate.")))
    if mends:
        yield LetterSection(said(lambda: gettext("What you can do now")), tuple(mends))
