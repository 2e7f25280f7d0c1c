"""Orders whose background work waits although nobody is at it any more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from mapae.core.application.parties import OrderStatus
from mapae.records.models import GroupRow, Order


def stranded_orders(before: datetime) -> Mapping[str, QuerySet[Order]]:
    """By the job that would go on with them: orders that wait for it since that moment."""
    still = Order.objects.filter(changed_at__lt=before)
    holds_rows = Exists(GroupRow.objects.filter(order=OuterRef("pk")))
    closed = still.filter(status__in=(OrderStatus.CANCELLED, OrderStatus.LAPSED))
    return {
        "prepare_order": still.filter(status=OrderStatus.PREPARING),
        "release_order": still.filter(status=OrderStatus.PAID),
        "close_order": closed.filter(holds_rows),
    }
