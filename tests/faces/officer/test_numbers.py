"""Charts are drawn right, and nothing in them is left to colour alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from mapae.faces.officer.charts import Series, bars_by_day, bars_on_their_side, lines_by_day, nice_top
from mapae.records.models import Account, Application


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 1), (0.3, 1), (1, 1), (1.1, 2), (3, 5), (7, 10), (10, 10), (11, 20), (999, 1000)]
)
def test_axis_ends_at_a_round_number_that_holds_everything(highest: float, top: float) -> None:
    assert nice_top(highest) == top


def test_bars_are_as_high_as_their_values() -> None:
    chart = bars_by_day("Volumes", ["1", "2"], Series("in", [10, 5]), Series("out", [0, 10]))
    heights = [float(height) for height in re.findall(r'<rect [^>]* height="([0-9.]+)"', chart)]
    assert heights == [196.0, 98.0, 0.0, 196.0]
    assert "<title>2: in 5</title>" in chart
    assert ">2.5</text>" not in bars_by_day("Volumes", ["1"], Series("in", [3]), Series("out", [0]))


def test_line_goes_from_the_bottom_to_the_top() -> None:
    chart = lines_by_day("Times", ["1", "2", "3"], Series("median", [0, None, 10]), Series("p95", [0.5, None, None]))
    assert 'points="152.0,216.0 536.0,20.0"' in chart
    assert 'class="line-second"' in chart
    assert chart.count("<circle") == 3
    assert ">5</text>" in chart


def test_names_cannot_write_markup_into_a_chart() -> None:
    chart = bars_on_their_side("<b>", [("<script>", 3), ("b", 0)])
    assert "<script>" not in chart
    assert 'aria-label="&lt;b&gt;"' in chart


@pytest.mark.parametrize("places", [[], ["one"]])
def test_charts_of_nothing_are_charts(places: list[str]) -> None:
    empty = Series("none", [0.0] * len(places))
    assert bars_by_day("Volumes", places, empty, empty).startswith("<svg")
    assert lines_by_day("Times", places, empty, empty).startswith("<svg")
    assert bars_on_their_side("Ages", []).startswith("<svg")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "tr", "ko"])
@pytest.mark.parametrize("query", ["", "?days=7", "?days=nonsense"])
def test_page_of_numbers_in_every_language(
    officer: tuple[Client, Account], referred: Callable[..., Application], language: str, query: str
) -> None:
    referred()
    page = officer[0].get(f"/{language}/officer/numbers/{query}").content.decode()
    assert page.count('<svg class="desk-chart"') == 3
    assert page.count("<table") == 4
    assert not re.search(r'style="', page)
