"""The desk's forecast: whom of the carriers' passengers the coming change of the rules concerns, as a chart and a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mapae.faces.look.spoken import say_short_day
from mapae.faces.request import MapaeRequest
from mapae.usecases.forecast_change import Counted, Forecast, forecast_change

_HEIGHT, _COLUMN, _BAR, _FOOT = 160, 72, 40, 30
_COLUMNS = 9  # that fit without getting small


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a bar, in the drawing's units; `kind` is a field of `Counted`."""

    kind: str
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Bar:
    x: int
    middle: int
    day: str
    count: int
    top: int
    is_odd: bool
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """`change_x`: where the day of the change begins. The page scales the drawing; names that are odd go where it is narrow."""

    width: int
    height: int
    ground: int
    label_y: int
    bar: int
    is_crowded: bool
    change_x: int
    bars: tuple[Bar, ...]


@require_safe
def forecast(request: MapaeRequest) -> HttpResponse:
    """Counts only: nothing here leads to a person."""
    found = forecast_change(request.ports)
    context = {"forecast": found, "chart": chart_of(found) if found and found.by_day else None}
    return render(request, "officer/forecast.html", context)


def chart_of(forecast: Forecast) -> Chart:
    """A bar for each day with passengers, the highest as high as the drawing."""
    highest = max(_all(counted) for _, counted in forecast.by_day)
    columns = max(_COLUMNS, len(forecast.by_day))
    crowded = -(-columns // _COLUMNS)
    bars = tuple(_bar(place, day, counted, highest, crowded) for place, (day, counted) in enumerate(forecast.by_day))
    before = sum(day < forecast.change.day for day, _ in forecast.by_day)
    return Chart(
        width=columns * _COLUMN,
        height=_HEIGHT + 2 * _FOOT,
        ground=_HEIGHT + _FOOT,
        label_y=_HEIGHT + 2 * _FOOT - 6,
        bar=_BAR,
        is_crowded=crowded > 1,
        change_x=before * _COLUMN,
        bars=bars,
    )


def _bar(place: int, day: date, counted: Counted, highest: int, crowded: int) -> Bar:
    ground, blocks = _HEIGHT + _FOOT, list[Block]()
    for kind, count in _parts(counted):
        height = round(_HEIGHT * count / highest)
        ground -= height
        blocks.append(Block(kind, ground, height))
    x = place * _COLUMN + (_COLUMN - _BAR) // 2
    name = say_short_day(day) if place % crowded == 0 else ""
    return Bar(x, x + _BAR // 2, name, _all(counted), ground - 6, place // crowded % 2 == 1, tuple(blocks))


def _parts(counted: Counted) -> Sequence[tuple[str, int]]:
    parts = (("exempt", counted.exempt), ("ready", counted.ready), ("lacking", counted.lacking))
    return [part for part in parts if part[1]]


def _all(counted: Counted) -> int:
    return counted.exempt + counted.concerned
