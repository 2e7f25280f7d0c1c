"""The desk of small carriers: type, read or upload, and see the verdicts. Nothing stays but the query log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from mapae.core.travel.board_check import Answer
from mapae.faces.carrier.forms import CheckForm, ListForm
from mapae.faces.carrier.told import COLUMNS, NEEDED, ListProblem, Told, arriving, from_fields, from_list, from_zones
from mapae.faces.carrier.words import ANSWERS, LIST_PROBLEMS, NOT_ASKED, ROW_PROBLEMS
from mapae.faces.request import MapaeRequest
from mapae.usecases.board_check_ports import NoAnswerNow
from mapae.usecases.board_checks import Checked
from mapae.usecases.check_by_hand import CarrierSuspended, check_by_hand
from mapae.usecases.ports import day_at
from mapae.usecases.rulebook_in_force import rulebook_in_force

_SECONDS_BEFORE_NEXT_TRY = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the result."""

    place: int
    label: str
    verdict: str | Promise
    why: str | Promise
    tone: str
    problems: tuple[Promise, ...]


def check(request: MapaeRequest) -> HttpResponse:
    """Ask about passengers by the lines of their passports, or about one that is typed."""
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _answered(request, form.cleaned_data["arrival_day"], _told(request, form))
        except ListProblem as problem:
            form.add_error("zones", _in_words(problem))
    return render(request, "carrier/check.html", {"form": form})


def passenger_list(request: MapaeRequest) -> HttpResponse:
    """Ask about the passengers of a CSV file."""
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content: bytes = form.cleaned_data["passengers"].read()
        try:
            told = from_list(content, is_demonstration=request.ports.is_demonstration)
            return _answered(request, form.cleaned_data["arrival_day"], told)
        except ListProblem as problem:
            form.add_error("passengers", _in_words(problem))
    return render(request, "carrier/list.html", {"form": form, "columns": COLUMNS, "needed": NEEDED})


def _told(request: MapaeRequest, form: CheckForm) -> list[Told]:
    is_demonstration = request.ports.is_demonstration
    today = day_at(request.ports.clock.now(), rulebook_in_force(request.ports))
    told = from_zones(form.cleaned_data["zones"], today, is_demonstration=is_demonstration)
    if typed := form.typed():
        told.append(from_fields(len(told) + 1, typed, is_demonstration=is_demonstration))
    return told


def _answered(request: MapaeRequest, day: date, told: Sequence[Told]) -> HttpResponse:
    passengers = arriving(told, day)
    try:
        checked = _checked(request, day, told) if passengers else None
    except NoAnswerNow:
        response = render(request, "carrier/no_answer.html", {"seconds": _SECONDS_BEFORE_NEXT_TRY}, status=503)
        response["Retry-After"] = str(_SECONDS_BEFORE_NEXT_TRY)
        return response
    lines = list(_lines(told, iter(checked.answers if checked else ())))
    context = {"lines": lines, "day": day, "checked": checked, "may_board": sum(line.tone == "good" for line in lines)}
    return render(request, "carrier/result.html", context)


def _checked(request: MapaeRequest, day: date, told: Sequence[Told]) -> Checked:
    assert request.user.is_authenticated  # the rights map lets nobody else here
    try:
        return check_by_hand(request.ports, request.user, day, arriving(told, day))
    except CarrierSuspended as error:
        raise PermissionDenied("the carrier may not ask at the moment") from error


def _lines(told: Sequence[Told], answers: Iterator[Answer]) -> Iterator[Line]:
    for one in told:
        verdict, why, tone = NOT_ASKED if one.passenger is None else ANSWERS[next(answers)]
        yield Line(one.place, one.label, verdict, why, tone, tuple(ROW_PROBLEMS[code] for code in one.problems))


def _in_words(problem: ListProblem) -> str:
    return str(LIST_PROBLEMS[problem.code]) % {"about": problem.about}
