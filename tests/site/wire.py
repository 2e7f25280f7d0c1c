"""A request as the server hands it to Django, bytes and all, and Django's answer. What it did is undone.

The test client writes only what a browser would write; here a path, a header, a cookie or a body may hold anything that
comes through HTTP. A fault of ours is raised here with its traceback, instead of becoming a page with status 500.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote

from django.core.handlers.asgi import ASGIHandler
from django.db import transaction
from django.http.response import HttpResponseBase


@dataclass(frozen=True)
class Asked:
    """One request. `path` and `query` are as in the request line, percent signs and all."""

    method: str
    path: str
    query: bytes = b""
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""

    def scope(self) -> dict[str, object]:
        return {
            "type": "http",
            "method": self.method,
            "path": unquote(self.path, errors="replace"),
            "raw_path": self.path.encode(),
            "query_string": self.query,
            "root_path": "",
            "scheme": "http",
            "headers": [(b"host", b"testserver"), *self.headers],
            "client": ("192.0.2.1", 40000),
            "server": ("testserver", 80),
        }


class _Handler(ASGIHandler):
    """Its middleware in one thread, where the test's transaction is."""

    def __init__(self) -> None:
        self.load_middleware(is_async=False)


class Wire:
    """Django behind the server's protocol."""

    def __init__(self) -> None:
        self._handler = _Handler()

    def ask(self, asked: Asked) -> HttpResponseBase:
        """The answer; the next request finds the same world. Raises whatever the code raised and did not foresee."""
        before = transaction.savepoint()
        try:
            request, refused = self._handler.create_request(asked.scope(), BytesIO(asked.body))
            return refused or self._handler.get_response(request)
        finally:
            transaction.savepoint_rollback(before)
            transaction.savepoint_commit(before)  # or ten thousand of them would stand in each other
