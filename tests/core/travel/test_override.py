"""An override ends, and soon."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mapae.core.travel.override import OverrideRefused, require_span

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize("lasts", [timedelta(seconds=1), timedelta(hours=72)])
def test_override_lasts_at_most_three_days(lasts: timedelta) -> None:
    require_span(NOW, NOW + lasts)


@pytest.mark.parametrize("lasts", [timedelta(0), timedelta(seconds=-1), timedelta(hours=72, seconds=1)])
def test_override_that_lasts_longer_or_not_at_all_is_refused(lasts: timedelta) -> None:
    with pytest.raises(OverrideRefused):
        require_span(NOW, NOW + lasts)
