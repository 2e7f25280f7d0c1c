"""Background work through procrastinate, enqueued over Django's own connection: it commits with its cause."""

from __future__ import annotations

from procrastinate.contrib.django import app


class ProcrastinateJobs:
    """Tasks are found by name; those that exist stand in `mapae.site.tasks`."""

    def enqueue(self, task: str, **ids: str) -> None:
        app.configure_task(task).defer(**ids)
