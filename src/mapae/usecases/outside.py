"""Before somebody outside is asked: nothing of the database may wait for their answer."""

from __future__ import annotations

from django.db import connection


def leave_the_database() -> None:
    """Give this thread's connection back to the pool; the next query takes one again.

    A provider that answers slowly would otherwise hold every connection, and with them everybody who does not pay.
    Whoever still has a transaction open keeps it: to ask within one is a fault of the caller.
    """
    if not connection.in_atomic_block:
        connection.close()
