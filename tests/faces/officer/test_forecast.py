"""The page of the forecast: who may see it, in words, as a chart and as a table with the same numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client

from mapae.core.rulebook.coming import ComingChange
from mapae.faces.officer.forecast import chart_of
from mapae.usecases.forecast_change import Counted, Forecast
from mapae.usecases.ports import Ports
from tests.room.accounts import add_signed_in
from tests.room.clock import SetClock

CHANGE = ComingChange(date(2027, 1, 1), ("JPN", "USA"), ())
DAYS = [(date(2026, 12, 31), Counted(exempt=40)), (date(2027, 1, 1), Counted(ready=30, lacking=50))]
FORECAST = Forecast(CHANGE, False, Counted(40, 30, 50), DAYS, [("Invented Airways", Counted(40, 30, 50))])


def test_highest_day_fills_the_chart_and_parts_stand_on_each_other() -> None:
    chart = chart_of(FORECAST)
    old, new = chart.bars
    assert (old.count, new.count) == (40, 80)
    assert [(block.kind, block.height) for block in new.blocks] == [("ready", 60), ("lacking", 100)]
    assert new.blocks[0].y + new.blocks[0].height == chart.ground
    assert new.blocks[1].y + new.blocks[1].height == new.blocks[0].y
    assert old.x < chart.change_x <= new.x


def test_many_days_stay_readable() -> None:
    days = [(date(2026, 12, 18) + timedelta(days=n), Counted(exempt=1)) for n in range(36)]
    chart = chart_of(replace(FORECAST, by_day=days))
    assert sum(bool(bar.day) for bar in chart.bars) == 9
    assert len({bar.x for bar in chart.bars}) == 36


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Carriers have asked about 80 passengers"),
        ("tr", "80 yolcuyu"),
        ("ko", "80명"),
    ],
)
def test_numbers_are_in_words_and_in_the_table(monkeypatch: pytest.MonkeyPatch, language: str, said: str) -> None:
    monkeypatch.setattr("mapae.faces.officer.forecast.forecast_change", lambda _: FORECAST)
    client, _ = add_signed_in()
    page = client.get(f"/{language}/officer/forecast/").content.decode()
    assert said in page
    for number in (40, 30, 50):
        assert f'">{number}</td>' in page
    assert page.count("<rect ") == 3
    assert "style=" not in page.partition("<svg")[2].partition("</svg>")[0]


@pytest.mark.django_db
def test_before_anybody_asked_the_page_says_so(ports: Ports, clock: SetClock) -> None:
    client, _ = add_signed_in()
    page = client.get("/en/officer/forecast/").content.decode()
    assert "The rules change on 1 January 2027" in page
    assert "No carrier has asked" in page


@pytest.mark.django_db
def test_without_a_change_in_view_there_is_nothing_to_tell(ports: Ports, clock: SetClock) -> None:
    clock.pass_by(days=90)
    client, _ = add_signed_in()
    assert "No change for many countries" in client.get("/en/officer/forecast/").content.decode()


@pytest.mark.django_db
def test_nobody_else_sees_it(client: Client) -> None:
    assert client.get("/en/officer/forecast/").status_code == 302
