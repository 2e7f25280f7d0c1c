"""What became of the travellers of a group: a page, a table as a file, and all letters in one file."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language, gettext, override
from django.views.decorators.http import require_safe

from mapae.core.application.reference import spaced
from mapae.core.authorization.validity import Standing
from mapae.faces.group.sending import sent, zipped
from mapae.faces.group.visit import of_representative
from mapae.faces.look.authorization_words import WORDS
from mapae.faces.look.letter_words import authorization_letter
from mapae.faces.look.questions.wording import STATUSES, TONES
from mapae.faces.look.spoken import in_active_language
from mapae.faces.request import MapaeRequest
from mapae.usecases.group_results import (
    MOST_LETTERS,
    NumberedLetter,
    Outcome,
    Results,
    all_results,
    letters_of,
    read_results,
)
from mapae.usecases.groups import Representative
from mapae.usecases.ports import Ports
from mapae.usecases.sheet_ports import Table, WrittenKind

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS = (8, 24, 24, 24, 26, 20, 60)
_MOST_NUMBER = 10**9


@require_safe
@of_representative
def results(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponse:
    """A page of travellers, by the number of their row."""
    after = request.GET.get("after", "")
    beginning = int(after) if after.isascii() and after.isdigit() and int(after) < _MOST_NUMBER else 0
    found = read_results(request.ports, who, group_id, beginning)
    context = {
        "group_id": group_id,
        "rows": [(outcome, status_in_words(outcome), _tone(outcome), _grounds(outcome)) for outcome in found.outcomes],
        "counts": _counts(found),
        "after": found.after,
        "is_family": who.account is None,
        "letters": found.letters,
        "parts": [
            (part, (part - 1) * MOST_LETTERS + 1, min(part * MOST_LETTERS, found.letters)) for part in found.parts
        ],
    }
    return render(request, "group/results.html", context)


@require_safe
@of_representative
def table(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponseBase:
    """The same of everybody, as XLSX."""
    language = get_language() or "en"
    written = Table(
        gettext("Results"), _headings(), _lines(all_results(request.ports, who, group_id), language), _WIDTHS
    )
    pieces = request.ports.sheets.table(language, WrittenKind.XLSX, written)
    return sent(request, pieces, _XLSX, "results.xlsx")


@require_safe
@of_representative
def letters(request: MapaeRequest, who: Representative, group_id: UUID, part: int) -> HttpResponseBase:
    """One file of letters, each made when its turn comes. There is no file of a part that has none."""
    found = letters_of(request.ports, who, group_id, part) if 0 < part < _MOST_NUMBER else iter(())
    files = _printed(request.ports, found, get_language() or "en")
    first = next(files, None)
    if first is None:
        raise Http404(str(part))
    return sent(
        request, zipped(_with(first, files), request.ports.clock.now()), "application/zip", f"letters-{part}.zip"
    )


def _with(first: tuple[str, bytes], others: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    yield first
    yield from others


def _printed(ports: Ports, found: Iterator[NumberedLetter], language: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each PDF, in the language of the page that asked. No name says who it is about."""
    for one in found:
        with override(language):
            letter = authorization_letter(one.letter, ports.public_url)
        yield f"{one.number:05}-{spaced(one.letter.reference)}.pdf", ports.printing.pdf(letter)


def _headings() -> list[str]:
    return [
        gettext("Number"),
        gettext("Surname"),
        gettext("Given names"),
        gettext("Reference number"),
        gettext("Status"),
        gettext("Valid until"),
        gettext("Reason for the refusal"),
    ]


def _lines(outcomes: Iterator[Outcome], language: str) -> Iterator[list[str]]:
    """A line each. The language is set anew for every line: between two, the thread may serve somebody else."""
    for outcome in outcomes:
        with override(language):
            grounds = " ".join(_grounds(outcome))
            line = [
                str(outcome.number),
                outcome.surname,
                outcome.given_names,
                outcome.reference,
                status_in_words(outcome),
                outcome.last_day.isoformat() if outcome.last_day and outcome.has_letter else "",
                grounds,
            ]
        yield line


def status_in_words(outcome: Outcome) -> str:
    """The one word that a representative is told; after a grant, how the authorization stands today."""
    if outcome.status is None:
        return gettext("the traveller objects: the result is told to them alone")
    if outcome.standing not in (None, Standing.LIVING):
        return str(WORDS[outcome.standing])
    return str(STATUSES[outcome.status])


def _tone(outcome: Outcome) -> str:
    if outcome.status is None:
        return "attention"
    return "neutral" if outcome.standing not in (None, Standing.LIVING) else TONES[outcome.status]


def _grounds(outcome: Outcome) -> list[str]:
    return [in_active_language(ground.texts) for ground in outcome.told.grounds] if outcome.told else []


def _counts(found: Results) -> list[tuple[str, int]]:
    """Each status that anybody has, in the order of the procedure."""
    named = [(str(words), found.counts.get(status.value, 0)) for status, words in STATUSES.items()]
    named.append((gettext("objects to this application"), found.counts.get("objected", 0)))
    return [(words, count) for words, count in named if count]
