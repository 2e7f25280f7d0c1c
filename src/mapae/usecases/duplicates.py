"""Rows that stand for a traveller twice: in the group, in another one of the organisation, or beside a living authorization.

Other organisations' groups are never looked at. An authorization is told of only where document and person are both the
row's: whoever knows both learns nothing of a stranger.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from mapae.core.application.status import Status
from mapae.records.models import Authorization, Group, GroupRow

_OVER = (Status.WITHDRAWN, Status.REFUSED, Status.LAPSED)


def with_duplicates(rows: QuerySet[GroupRow], group: Group, today: date) -> QuerySet[GroupRow]:
    """The rows with `is_twin`, `is_elsewhere` and `is_authorized`."""
    same = GroupRow.objects.filter(document_index=OuterRef("document_index"))
    twins = same.filter(group=group).exclude(id=OuterRef("id"))
    elsewhere = same.none()
    if group.organisation_id is not None:
        others = same.filter(group__organisation=group.organisation_id).exclude(group=group)
        elsewhere = others.exclude(application__status__in=_OVER)
    living = Authorization.objects.filter(
        programme=group.programme,
        document_index=OuterRef("document_index"),
        person_index=OuterRef("person_index"),
        ending="",
        last_day__gte=today,
    ).exclude(application__row=OuterRef("id"))
    return rows.annotate(is_twin=Exists(twins), is_elsewhere=Exists(elsewhere), is_authorized=Exists(living))


IS_DUPLICATE = Q(is_twin=True) | Q(is_elsewhere=True) | Q(is_authorized=True)
