"""Charts as SVG, drawn on the server: bars by day, lines by day, bars on their side. The page has the table beside each.

No colour says anything alone: the second series is also narrower or broken, and every mark has its figure as a title.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 640, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 8, 20, 34
_INNER, _TALL = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM
_LABELS = 6  # below the axis, at most
_ROW, _NAMES = 34, 220


@dataclass(frozen=True, slots=True)
class Series:
    """One series: its name, and a value for every place on the axis; None where there is none."""

    name: str
    values: Sequence[float | None]


def _highest(*series: Series) -> float:
    return max((value for one in series for value in one.values if value is not None), default=0)


def nice_top(highest: float) -> float:
    """The top of the axis: 1, 2, 5 or 10 times a power of ten, at or above the highest value, and at least 1."""
    if highest <= 1:
        return 1
    power: int = 10 ** int(log10(highest))
    return next(float(step * power) for step in (1, 2, 5, 10) if step * power >= highest)


def bars_by_day(title: str, places: Sequence[str], first: Series, second: Series) -> SafeString:
    """Two bars at every place, side by side."""
    top = nice_top(_highest(first, second))
    slot = _INNER / max(len(places), 1)
    marks = format_html_join(
        "\n",
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>',
        (
            _bar(kind, series, places[at], value, top, _LEFT + at * slot + shift * slot, slot * share)
            for kind, series, shift, share in (("first", first, 0.1, 0.45), ("second", second, 0.58, 0.3))
            for at, value in enumerate(series.values)
            if value is not None
        ),
    )
    return _chart(title, places, top, marks, is_counted=True)


def _bar(
    kind: str, series: Series, place: str, value: float, top: float, x: float, width: float
) -> tuple[str, str, str, str, str, str]:
    height = _TALL * value / top
    y = _TOP + _TALL - height
    return kind, _say(x), _say(y), _say(width), _say(height), f"{place}: {series.name} {_figure(value)}"


def lines_by_day(title: str, places: Sequence[str], first: Series, second: Series) -> SafeString:
    """Two lines through the places that have a value, each of which is a dot too; the second line is broken."""
    top = nice_top(_highest(first, second))
    lines = [_line("line", "first", places, first, top), _line("line-second", "second", places, second, top)]
    return _chart(title, places, top, format_html_join("\n", "{}", ((line,) for line in lines)))


def _line(kind: str, dot: str, places: Sequence[str], series: Series, top: float) -> SafeString:
    slot = _INNER / max(len(places), 1)
    points = [
        (_say(_LEFT + (at + 0.5) * slot), _say(_TOP + _TALL * (1 - value / top)), places[at], value)
        for at, value in enumerate(series.values)
        if value is not None
    ]
    dots = format_html_join(
        "",
        '<circle class="{}" cx="{}" cy="{}" r="3.5"><title>{}</title></circle>',
        ((dot, x, y, f"{place}: {series.name} {_figure(value)}") for x, y, place, value in points),
    )
    path = " ".join(f"{x},{y}" for x, y, _place, _value in points)
    return format_html('<polyline class="{}" points="{}"></polyline>{}', kind, path, dots)


def bars_on_their_side(title: str, rows: Sequence[tuple[str, int]]) -> SafeString:
    """One bar a row, its name before and its figure behind it."""
    top, height = nice_top(max((count for _, count in rows), default=0)), len(rows) * _ROW
    longest = WIDTH - _NAMES - 60
    marks = format_html_join(
        "\n",
        '<text x="{}" y="{}" text-anchor="end">{}</text><rect class="first" x="{}" y="{}" width="{}" height="20"></rect>'
        '<text x="{}" y="{}">{}</text>',
        (
            (
                _NAMES - 10,
                at * _ROW + 20,
                name,
                _NAMES,
                at * _ROW + 5,
                _say(longest * count / top),
                _say(_NAMES + longest * count / top + 8),
                at * _ROW + 20,
                count,
            )
            for at, (name, count) in enumerate(rows)
        ),
    )
    return format_html(
        '<svg class="desk-chart" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">{}</svg>',
        WIDTH, height, WIDTH, height, title, marks,
    )  # fmt: skip


def _chart(title: str, places: Sequence[str], top: float, marks: SafeString, *, is_counted: bool = False) -> SafeString:
    """What is counted has no halves on its axis."""
    bottom = _TOP + _TALL
    ticks = format_html_join(
        "",
        '<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"></line><text x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (_LEFT, WIDTH - _RIGHT, _say(at), _say(at), _LEFT - 8, _say(at + 5), _figure(value))
            for value, at in ((0.0, bottom), (top / 2, bottom - _TALL / 2), (top, _TOP))
            if not is_counted or value == int(value)
        ),
    )
    every = max(1, ceil(len(places) / _LABELS))
    slot = _INNER / max(len(places), 1)
    labels = format_html_join(
        "",
        '<text class="{}" x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            ("odd" if at // every % 2 else "", _say(_LEFT + (at + 0.5) * slot), HEIGHT - 8, places[at])
            for at in range(0, len(places), every)
        ),
    )
    return format_html(
        '<svg class="desk-chart" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">'
        '{}<line class="axis" x1="{}" x2="{}" y1="{}" y2="{}"></line>{}{}</svg>',
        WIDTH, HEIGHT, WIDTH, HEIGHT, title, ticks, _LEFT, WIDTH - _RIGHT, bottom, bottom, labels, marks,
    )  # fmt: skip


def _say(length: float) -> str:
    """A length in the drawing; never in the way a language writes numbers."""
    return f"{length:.1f}"


def _figure(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else f"{value:.1f}"
