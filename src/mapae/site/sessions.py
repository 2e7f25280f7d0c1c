"""Sessions in the database that live and end by the clock port, as everything does that the sweep looks at.

A demonstration's clock may stand elsewhere. By the machine's clock its sessions would be over before they began, or never.
The browser's cookie goes by the browser's own time; its length is the same.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any  # Django's own signature

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from mapae.site import wiring


class SessionStore(db.SessionStore):
    """Django's store with another clock."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        kwargs.setdefault("modification", wiring.ports().clock.now())
        return super().get_expiry_date(**kwargs)

    def _get_session_from_db(self) -> Session | None:
        living = Session.objects.filter(session_key=self.session_key, expire_date__gt=wiring.ports().clock.now())
        session = living.first()
        if session is None:
            self._session_key = None
        return session
