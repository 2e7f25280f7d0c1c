"""The last hour before the rules change, counted down: right when the page is made, and kept right where scripts run."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

SHOWN_FOR = 3600  # seconds
_IN_SECONDS_FROM = 90


@dataclass(frozen=True, slots=True)
class Countdown:
    """`sentence` says it now. The others are the same sentences with a `#` for the number, for the script to go on with."""

    seconds: int
    sentence: str
    one_second: str
    other_seconds: str
    one_minute: str
    other_minutes: str
    in_seconds_from: int
    over: str


def countdown(seconds: int) -> Countdown | None:
    """None where the change is further away than an hour, or there."""
    if not 0 < seconds <= SHOWN_FOR:
        return None
    minutes = -(-seconds // 60)
    said = _seconds(seconds, seconds) if seconds <= _IN_SECONDS_FROM else _minutes(minutes, minutes)
    return Countdown(
        seconds=seconds,
        sentence=said,
        one_second=_seconds(1, "#"),
        other_seconds=_seconds(2, "#"),
        one_minute=_minutes(1, "#"),
        other_minutes=_minutes(2, "#"),
        in_seconds_from=_IN_SECONDS_FROM,
        over=gettext("The rules have changed. Load this page again to see what holds now."),
    )


def _seconds(count: int, shown: int | str) -> str:
    sentence = ngettext(
        "The rules change in %(count)s second.",
        "The rules change in %(count)s seconds.",
        count,
    )
    return sentence % {"count": shown}


def _minutes(count: int, shown: int | str) -> str:
    sentence = ngettext(
        "The rules change in %(count)s minute.",
        "The rules change in %(count)s minutes.",
        count,
    )
    return sentence % {"count": shown}
