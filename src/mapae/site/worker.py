"""The background process: procrastinate's worker, the audit log's sealer, and the sweep of stalled jobs."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

import django
import structlog

from mapae.site.lifeline import die_with_parent
from mapae.site.memory import settle

_SEAL_EVERY = 0.5
# Whoever waits for a group’s submission sees it go on soon after a worker died. A job that is taken over from one that
# lives after all does no harm.
_BEATS_EVERY = 3.0
_STALLED_AFTER = 12
_SWEEP_EVERY = 3.0


async def _repeat(name: str, seconds: float, work: Callable[[], object]) -> None:
    """Do `work` in a thread again and again; a fault is told and does not end it."""
    log = structlog.get_logger("worker")
    while True:
        try:
            await asyncio.to_thread(_with_own_connection, work)
        except Exception as error:  # the loop must outlive a database that restarts
            log.error("worker.fault", task=name, error=type(error).__name__)
        await asyncio.sleep(seconds)


def _with_own_connection(work: Callable[[], object]) -> None:
    from django.db import connection

    try:
        work()
    finally:
        connection.close()


async def _run() -> None:
    from procrastinate.contrib.django import app

    from mapae.site.wiring import ports
    from mapae.usecases.seal_log import seal_log

    ready = ports()
    settle()
    sealing = asyncio.create_task(_repeat("seal_log", _SEAL_EVERY, lambda: seal_log(ready)))
    try:
        while True:
            await _work(app)
    finally:
        sealing.cancel()


async def _work(app: object) -> None:
    """One life of procrastinate's worker; it ends when the database goes away, and a new one begins."""
    log = structlog.get_logger("worker")
    try:
        working = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
        async with working.open_async():
            stalled = asyncio.create_task(_retry_stalled(working))
            try:
                await working.run_worker_async(
                    listen_notify=False,
                    fetch_job_polling_interval=1.0,
                    concurrency=4,
                    delete_jobs="successful",
                    install_signal_handlers=False,
                    shutdown_graceful_timeout=10,
                    update_heartbeat_interval=_BEATS_EVERY,
                    stalled_worker_timeout=_STALLED_AFTER,
                )
            finally:
                stalled.cancel()
    except asyncio.CancelledError:
        raise
    except Exception as error:
        log.error("worker.fault", task="jobs", error=type(error).__name__)
        await asyncio.sleep(1.0)


async def _retry_stalled(app: object) -> None:
    """Jobs whose worker died are done again: every task may be repeated without harm."""
    log = structlog.get_logger("worker")
    while True:
        try:
            for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=_STALLED_AFTER):  # type: ignore[attr-defined]
                await app.job_manager.retry_job(job)  # type: ignore[attr-defined]
        except Exception as error:  # the next round tries again
            log.error("worker.fault", task="stalled", error=type(error).__name__)
        await asyncio.sleep(_SWEEP_EVERY)


def main() -> None:
    """Run until told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mapae.site.settings")
    die_with_parent()
    django.setup()
    asyncio.run(_run())


if __name__ == "__main__":
    main()
