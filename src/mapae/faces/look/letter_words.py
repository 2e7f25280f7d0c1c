"""The words of printed letters: each text once in every language of the letter, the reader's first, then English."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from babel.lists import format_list
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext, override
from django.utils.translation import gettext_lazy as _

from mapae.core.application.reference import spaced
from mapae.core.authorization.validity import Standing
from mapae.core.documents.document import TravelDocument
from mapae.faces.look.authorization_words import say_changes
from mapae.faces.look.facts import read_look
from mapae.faces.look.questions.countries import name_of
from mapae.faces.look.spoken import locale, say_day, say_mrz_name
from mapae.usecases.ports import LetterRow, LetterSection, PrintedLetter, Said, Saying
from mapae.usecases.read_letter import AuthorizationLetter

_EVERYWHERE = "en"
_ENTRIES: Mapping[str, str | Promise] = {"multiple": _("Any number of times while it is valid")}
_WARNINGS: Mapping[Standing, str | Promise] = {
    Standing.EXPIRED: _("This authorization has expired. You cannot travel with it."),
    Standing.CANCELLED: _("This authorization was cancelled at its holder’s request. You cannot travel with it."),
    Standing.SUPERSEDED: _("This authorization was replaced by a newer one. Use the letter of the newer one."),
    Standing.REVOKED: _("This authorization was cancelled by the authority. You cannot travel with it."),
    Standing.ANNULLED: _("This authorization was cancelled by the authority. You cannot travel with it."),
}
NOTHING: Saying = ()


def letter_languages() -> tuple[str, ...]:
    """The page's language, and English for whoever looks at it on the way."""
    return tuple(dict.fromkeys((get_language() or _EVERYWHERE, _EVERYWHERE)))


def said(compose: Callable[[], str | Promise]) -> Saying:
    """What `compose` gives under each language; once, of no language, where they say the same."""
    texts = {language: _under(language, compose) for language in letter_languages()}
    if len(set(texts.values())) == 1 and len(texts) > 1:
        return (Said("", next(iter(texts.values()))),)
    return tuple(Said(language, text) for language, text in texts.items() if text)


def _under(language: str, compose: Callable[[], str | Promise]) -> str:
    with override(language):
        return str(compose())


def same(text: str) -> Saying:
    """A number or a name: no language's."""
    return (Said("", text),)


def letter_frame() -> dict[str, Saying]:
    """What every letter says of where it comes from."""
    is_demonstration = read_look(None).is_demonstration
    return {
        "service": said(lambda: read_look(None).service_name),
        "authority": said(lambda: read_look(None).authority_name) if read_look(None).authority_name else NOTHING,
        "note": said(lambda: gettext("This is a demonstration, not a government service."))
        if is_demonstration
        else NOTHING,
    }


def authorization_letter(letter: AuthorizationLetter, public_url: str) -> PrintedLetter:
    """The letter of authorization. `public_url`: where this installation is reached, for looking the status up."""
    return PrintedLetter(
        languages=letter_languages(),
        title=said(lambda: gettext("Letter of authorization")),
        **letter_frame(),
        warning=_warning(letter),
        opening=(said(lambda: gettext("The person named below holds an electronic travel authorization.")),)
        if letter.standing is Standing.LIVING
        else (),
        rows=tuple(_rows(letter)),
        sections=tuple(_sections(letter, public_url)),
        seal=_seal() if letter.standing is Standing.LIVING else NOTHING,
        made=said(lambda: gettext("As of %(day)s") % {"day": say_day(letter.today)}),
    )


def _seal() -> Saying:
    return said(lambda: gettext("Place of the signed code. This letter has none yet."))


def _warning(letter: AuthorizationLetter) -> Saying:
    sentence = _WARNINGS.get(letter.standing)
    return NOTHING if sentence is None else said(lambda: sentence)


def _day_row(label: Callable[[], str], day: date) -> LetterRow:
    return LetterRow(said(label), said(lambda: say_day(day)))


def holder_rows(reference: str, surname: str, given_names: str, document: TravelDocument) -> Iterable[LetterRow]:
    """Which application, whose, and with which document."""
    yield LetterRow(said(lambda: gettext("Reference number")), same(spaced(reference)))
    yield LetterRow(said(lambda: gettext("Surname")), same(surname))
    if given_names:
        yield LetterRow(said(lambda: gettext("Given names")), same(given_names))
    yield LetterRow(said(lambda: gettext("Name as in the passport’s lines")), same(say_mrz_name(surname, given_names)))
    yield LetterRow(said(lambda: gettext("Nationality")), said(lambda: name_of(document.nationality)))
    yield LetterRow(said(lambda: gettext("Passport number")), same(document.number))
    yield LetterRow(
        said(lambda: gettext("Issuing country or organisation")), said(lambda: name_of(document.issuing_state))
    )


def _rows(letter: AuthorizationLetter) -> Iterable[LetterRow]:
    yield from holder_rows(letter.reference, letter.surname, letter.given_names, letter.document)
    yield _day_row(lambda: gettext("Valid from"), letter.validity.first_day)
    yield _day_row(lambda: gettext("Valid until"), letter.validity.last_day)
    if letter.ended_on is not None:
        yield _day_row(lambda: gettext("Ended on"), letter.ended_on)
    yield LetterRow(said(lambda: gettext("Entries")), said(lambda: _ENTRIES[letter.entries]))
    yield LetterRow(said(lambda: gettext("Length of each stay")), said(lambda: _stay(letter.stay_days)))


def _stay(days: int | None) -> str:
    if days is None:
        return gettext("Decided at the border")
    return ngettext("Up to %(days)s day", "Up to %(days)s days", days) % {"days": days}


def _sections(letter: AuthorizationLetter, public_url: str) -> Iterable[LetterSection]:
    yield LetterSection(
        said(lambda: gettext("No right of entry")),
        (
            said(
                lambda: gettext(
                    "The authorization lets its holder travel to the border with this passport. Border control decides "
                    "on entry."
                )
            ),
        ),
    )
    yield LetterSection(
        said(lambda: gettext("For airlines and ferry companies")),
        (
            said(
                lambda: (
                    gettext(
                        "Check the passport in your boarding system: the answer there counts, and this letter is no proof. "
                        "The holder can show the present status with the reference number and the date of birth at %(address)s"
                    )
                    % {"address": public_url + reverse("status")}
                )
            ),
        ),
    )
    if letter.standing is Standing.LIVING:
        yield from _duties(letter)


def _duties(letter: AuthorizationLetter) -> Iterable[LetterSection]:
    yield LetterSection(
        said(lambda: gettext("A change of these needs a new application")),
        (said(lambda: _listed(letter.new_applications)),),
    )
    yield LetterSection(
        said(lambda: gettext("A change of these must be entered before the journey, free of charge")),
        (said(lambda: _listed(letter.edits)),),
    )
    yield LetterSection(
        said(lambda: gettext("What ends it early")),
        (
            said(
                lambda: gettext(
                    "It ends when a newer authorization is granted on the same passport, when its holder cancels it, or "
                    "when the authority cancels it, for example because something in the application was false."
                )
            ),
        ),
    )


def _listed(fields: Iterable[str]) -> str:
    """«surname, given names and date of birth»."""
    return format_list(say_changes(fields), locale=locale())
