"""How long an account stays signed in: fifteen minutes without a request, twelve hours in all, by the clock port.

The applicant's session is another matter: it has no account, and ends with the draft's cookie.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.dispatch import receiver
from django.http import HttpRequest

from mapae.records.models import Account
from mapae.site import wiring

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=12)
_FRESH = timedelta(minutes=5)
# A click a second must not be a write a second; the idle time is at most this much shorter than promised.
_NOT_WORTH_A_WRITE = timedelta(seconds=30)
_SIGNED_IN, _SEEN = "account_signed_in_at", "account_seen_at"


@receiver(user_logged_in, dispatch_uid="mapae.account_session")
def _begin(request: HttpRequest, user: Account, **_: object) -> None:
    now = wiring.ports().clock.now()
    request.session[_SIGNED_IN] = request.session[_SEEN] = now.isoformat()
    user.last_login = now  # Django wrote the machine's clock there
    user.save(update_fields=["last_login"])


def is_over(session: SessionBase, now: datetime) -> bool:
    """Whether the account must sign in anew; a session that does not say when it began is over."""
    began, seen = _moment(session, _SIGNED_IN), _moment(session, _SEEN)
    return began is None or seen is None or now - began >= LONGEST or now - seen >= IDLE


def is_fresh(session: SessionBase, now: datetime) -> bool:
    """Whether the password was given within the last minutes, so that asking for it again protects nothing."""
    began = _moment(session, _SIGNED_IN)
    return began is not None and now - began < _FRESH


def keep_awake(session: SessionBase, now: datetime) -> None:
    """Note that the account is there."""
    seen = _moment(session, _SEEN)
    if seen is None or now - seen >= _NOT_WORTH_A_WRITE:
        session[_SEEN] = now.isoformat()


def _moment(session: SessionBase, name: str) -> datetime | None:
    written = session.get(name)
    return datetime.fromisoformat(written) if isinstance(written, str) else None
