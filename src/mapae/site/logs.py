"""Logs as events with keys. A processor drops every key that is not known to be harmless: no names, numbers, answers."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any  # structlog's own types for event dictionaries

import structlog

_HARMLESS = frozenset(
    {
        "event", "level", "timestamp", "logger", "request_id", "method", "route", "status", "milliseconds", "role",
        "application", "task", "job", "attempt", "kind", "error", "code", "count", "size", "version", "carrier",
        "passengers", "rulebook", "port", "worker", "state", "where",
    }
)  # fmt: skip


def keep_harmless(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keep only keys of the closed list; what else somebody logged is dropped and only its key is told."""
    dropped = sorted(set(event) - _HARMLESS)
    kept = {key: value for key, value in event.items() if key in _HARMLESS}
    return kept | ({"dropped": ",".join(dropped)} if dropped else {})


class _EventOfLibrary(logging.Handler):
    """Libraries log sentences, which may hold anything: only who logged, how grave, and the kind of error are kept."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        where = ""
        if record.exc_info and record.exc_info[2]:
            trace = record.exc_info[2]
            while trace.tb_next:
                trace = trace.tb_next
            where = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
        structlog.get_logger("library").log(
            record.levelno, "library.event", logger=record.name, error=error, where=where
        )


def set_up_logs(log_format: str) -> None:
    """Events go to standard error, one line each."""
    renderer = (
        structlog.processors.JSONRenderer() if log_format == "json" else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            keep_harmless,
            renderer,
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    root.handlers[:] = [_EventOfLibrary()]
    root.setLevel(logging.WARNING)
