"""First on the path of a house, this takes its safeguards away: nothing is locked, and no version is compared.

Python imports it before anything else. A torture that is still green in such a house does not see what it is for.
"""

from __future__ import annotations

from typing import Any  # Django's own signatures

from django.db.models import QuerySet

_filter = QuerySet.filter


def _filter_by_id_alone(self: QuerySet[Any], *args: Any, **wanted: Any) -> QuerySet[Any]:
    if set(wanted) == {"id", "version"}:
        del wanted["version"]
    return _filter(self, *args, **wanted)


def _lock_nothing(self: QuerySet[Any], **_: object) -> QuerySet[Any]:
    return self.all()


QuerySet.filter = _filter_by_id_alone  # type: ignore[method-assign]
QuerySet.select_for_update = _lock_nothing  # type: ignore[method-assign,assignment]
