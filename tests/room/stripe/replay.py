"""A server on the loopback that answers like Stripe, from recorded shapes, and keeps what it was asked.

It knows sessions, their ends, refunds, and idempotency keys: the same key again gets the same answer, errors included; with
other parameters it is refused. Answers laid into `next_answers` come first.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.room.stripe import shapes

Answer = tuple[int, dict[str, Any]]


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: str

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body))


@dataclass
class Stripe:
    """What the server remembers. `answer_after` makes it slow, in seconds."""

    asked: list[Asked] = field(default_factory=list)
    next_answers: list[Answer] = field(default_factory=list)
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: list[dict[str, Any]] = field(default_factory=list)
    answer_after: float = 0.0
    url: str = ""
    _made: int = 0
    _kept: dict[str, tuple[str, Answer]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def paths(self) -> list[str]:
        return [f"{asked.method} {asked.path}" for asked in self.asked]

    def becomes(self, session_id: str, **changes: Any) -> None:
        """The payer did something on Stripe's page."""
        self.sessions[session_id] |= changes

    def answer(self, asked: Asked) -> Answer:
        with self._lock:
            self.asked.append(asked)
            key = asked.headers.get("idempotency-key", "")
            if asked.method != "POST" or not key:
                return self._answer(asked)
            if key not in self._kept:
                answer = self._answer(asked)
                if answer[0] in {401, 409, 429}:  # nothing was begun, so nothing is kept
                    return answer
                self._kept[key] = (asked.path + asked.body, answer)
            request, answer = self._kept[key]
            return answer if request == asked.path + asked.body else shapes.OTHER_PARAMETERS

    def _answer(self, asked: Asked) -> Answer:
        if self.next_answers:
            return self.next_answers.pop(0)
        path, _, query = asked.path.partition("?")
        match asked.method, path.removeprefix("/v1/").split("/"):
            case "POST", ["checkout", "sessions"]:
                return 200, self._create(asked.form)
            case "GET", ["checkout", "sessions", name] if name in self.sessions:
                return 200, self._expanded(self.sessions[name], dict(parse_qsl(query)))
            case "POST", ["checkout", "sessions", name, "expire"] if name in self.sessions:
                return self._expire(name)
            case "POST", ["refunds"]:
                return self._refund(asked.form)
        return shapes.NO_SUCH_SESSION

    def _create(self, form: dict[str, str]) -> dict[str, Any]:
        self._made += 1
        name = f"cs_test_a1{self._made:060}"
        amount = int(form["line_items[0][price_data][unit_amount]"])
        made = shapes.session(
            id=name,
            url=f"https://checkout.stripe.com/c/pay/{name}",
            amount_subtotal=amount,
            amount_total=amount,
            currency=form["line_items[0][price_data][currency]"],
            client_reference_id=form["client_reference_id"],
            metadata={"mapae_payment": form["metadata[mapae_payment]"]},
            expires_at=int(form["expires_at"]),
            locale=form["locale"],
            success_url=form["success_url"],
            cancel_url=form["cancel_url"],
        )
        self.sessions[name] = made
        return dict(made)

    def _expanded(self, session: dict[str, Any], query: dict[str, str]) -> dict[str, Any]:
        if "payment_intent" not in query.values() or session["payment_intent"] is None:
            return dict(session)
        status = session.get("_transfer", "succeeded" if session["payment_status"] == "paid" else "processing")
        return session | {"payment_intent": shapes.payment_intent(status)}

    def _expire(self, name: str) -> Answer:
        if self.sessions[name]["status"] != "open":
            return shapes.NOT_OPEN
        self.sessions[name] |= shapes.EXPIRED
        return 200, dict(self.sessions[name])

    def _refund(self, form: dict[str, str]) -> Answer:
        theirs = (one for one in self.sessions.values() if one["payment_intent"] == form["payment_intent"])
        paid = next(theirs, shapes.session())
        gone = sum(made["amount"] for made in self.refunds if made["payment_intent"] == form["payment_intent"])
        left = paid["amount_total"] - gone
        if not left:
            return shapes.ALREADY_REFUNDED
        amount = int(form.get("amount", left))
        if amount > left:
            return shapes.MORE_THAN_IS_LEFT
        made = shapes.refund(payment_intent=form["payment_intent"], amount=amount)
        self.refunds.append(made)
        return 200, made


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    stripe: Stripe

    def do_GET(self) -> None:
        self._reply()

    def do_POST(self) -> None:
        self._reply()

    def _reply(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        headers = {name.lower(): value for name, value in self.headers.items()}
        status, answer = self.stripe.answer(Asked(self.command, self.path, headers, body))
        time.sleep(self.stripe.answer_after)
        content = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Request-Id", "req_Example0")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Silent: the test's output is not a log."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that gave up waiting is what some tests are about."""


@contextmanager
def replayed_stripe() -> Iterator[Stripe]:
    """The server, for as long as this holds."""
    stripe = Stripe()
    server = _Server(("127.0.0.1", 0), type("_Bound", (_Handler,), {"stripe": stripe}))
    stripe.url = f"http://127.0.0.1:{server.server_port}"
    assert urlsplit(stripe.url).hostname == "127.0.0.1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield stripe
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
