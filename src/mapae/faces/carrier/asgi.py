"""The carriers' interface as a plain ASGI callable: it answers thousands of checks a second beside Django.

Wire format, limits and problems: `contracts/carrier/openapi.yaml`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

import msgspec
import structlog

from mapae.faces.carrier.body import MOST_SECONDS, ClientGone, read_body
from mapae.faces.carrier.keys import CarrierKeys
from mapae.faces.carrier.messages import MOST_PASSENGERS, WireMessage, WireReply, WireResult, WireStatus
from mapae.faces.carrier.problems import Kind, Problem, Reply, try_again_after
from mapae.faces.carrier.protocol import Receive, Scope, Send
from mapae.faces.carrier.rates import Buckets, Rate
from mapae.faces.carrier.reading import decode, read_message
from mapae.usecases.board_check_ports import BoardCheckStore, NoAnswerNow, QueryLog, StoredKey
from mapae.usecases.board_checks import BoardChecks, Checked, MessageIdReused
from mapae.usecases.ports import Ports
from mapae.usecases.specimen_checks import only_specimens, specimen_checks

__all__ = ["PATHS", "CarrierApplication", "Receive", "Scope", "Send"]

PREFIX = "/api/carrier/v1"
PATHS: Mapping[str, str] = {f"{PREFIX}/board-checks": "POST", f"{PREFIX}/status": "GET"}
_ENCODER = msgspec.json.Encoder()
_PRIVATE = ((b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"))
_RETRY_SECONDS = 2
_log = structlog.get_logger("carrier")


class CarrierApplication:
    """One for each server process. `rate` bounds each carrier in this process."""

    def __init__(
        self,
        ports: Ports,
        store: BoardCheckStore,
        log: QueryLog,
        *,
        rate: Rate = Rate(),
        body_seconds: float = MOST_SECONDS,
    ) -> None:
        self._ports = ports
        self._keys = CarrierKeys(ports.clock, store)
        self._checks = BoardChecks(ports, store, log)
        self._specimens = specimen_checks(ports)
        self._buckets = Buckets(rate)
        self._body_seconds = body_seconds
        self._answers: Mapping[str, Callable[[Scope, Receive], Awaitable[Reply]]] = {
            f"{PREFIX}/board-checks": self._check_boarding,
            f"{PREFIX}/status": self._tell_status,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            reply = await self._reply(scope, receive)
        except ClientGone:
            return
        headers = [
            (b"content-type", reply.media_type),
            (b"content-length", str(len(reply.body)).encode()),
            *_PRIVATE,
            *reply.headers,
        ]
        await send({"type": "http.response.start", "status": reply.status, "headers": headers})
        body = b"" if scope["method"] == "HEAD" else reply.body
        await send({"type": "http.response.body", "body": body, "more_body": False})

    async def _reply(self, scope: Scope, receive: Receive) -> Reply:
        try:
            return await self._answer(scope, receive)
        except Problem as problem:
            _log.info("carrier.problem", code=problem.kind.code, status=problem.kind.status)
            return problem.reply()
        except NoAnswerNow as error:
            _log.error("carrier.no_answer", code=error.code)
        except ClientGone:
            raise
        except Exception as error:  # the face's edge: what nobody foresaw is no answer either, and never a guess
            _log.error("carrier.no_answer", code="unforeseen", error=type(error).__name__, where=_where(error))
        return _no_answer().reply()

    async def _answer(self, scope: Scope, receive: Receive) -> Reply:
        answer = self._answers.get(scope["path"])
        if answer is None:
            raise Problem(Kind.UNKNOWN_ADDRESS, "Check the address: the contract lists all there are.")
        method = PATHS[scope["path"]]
        if scope["method"] != method:
            detail = f"Only {method} is answered here. Use it."
            raise Problem(Kind.WRONG_METHOD, detail, headers=((b"allow", method.encode()),))
        return await answer(scope, receive)

    async def _tell_status(self, scope: Scope, receive: Receive) -> Reply:
        key, rate = await self._keys.key_of(scope), self._buckets.rate
        self._spend(key, rate.per_message)
        status = WireStatus(
            status="ok",
            time=self._ports.clock.now(),
            rulebook=self._checks.rulebook().version,
            test=key.is_test,
            passengers_per_message=MOST_PASSENGERS,
            passengers_per_second=int(rate.per_second),
            passengers_at_once=int(rate.saved),
        )
        return Reply(200, _ENCODER.encode(status))

    async def _check_boarding(self, scope: Scope, receive: Receive) -> Reply:
        key = await self._keys.key_of(scope)
        self._spend(key, self._buckets.rate.per_message)
        body = await read_body(scope, receive, self._body_seconds)
        wire = decode(body)
        self._spend(key, len(wire.passengers))
        try:
            checked = await self._checked(key, wire, body)
        except MessageIdReused as error:
            detail = (
                "Within the last ten minutes another body was sent under this message_id. "
                "Give each message an id of its own, and repeat a message only as it was."
            )
            raise Problem(Kind.MESSAGE_ID_REUSED, detail, where="$.message_id") from error
        return Reply(200, _ENCODER.encode(_wire_reply(wire, checked, is_test=key.is_test)))

    async def _checked(self, key: StoredKey, wire: WireMessage, body: bytes) -> Checked:
        """Test keys know specimens, whose documents are of UTO, and nothing of what is stored."""
        knows_specimens = self._ports.is_demonstration or key.is_test
        message = await read_message(wire, body, self._checks.rulebook(), is_demonstration=knows_specimens)
        if key.is_test:
            return await self._specimens.check(key.carrier, only_specimens(message))
        return await self._checks.check(key.carrier, message)

    def _spend(self, key: StoredKey, tokens: float) -> None:
        """Tests are counted apart, so that they hold up nobody at the desk."""
        if seconds := self._buckets.take((key.carrier, key.is_test), tokens, self._ports.clock.now()):
            detail = "This carrier asks faster than is allowed. Go on after the seconds of Retry-After."
            raise Problem(Kind.TOO_MANY_QUESTIONS, detail, headers=(try_again_after(seconds),))


def _wire_reply(wire: WireMessage, checked: Checked, *, is_test: bool) -> WireReply:
    results = [
        WireResult(passenger.reference, verdict, reason)
        for passenger, (verdict, reason) in zip(wire.passengers, checked.answers, strict=True)
    ]
    return WireReply(wire.message_id, checked.check_id, checked.checked_at, checked.rulebook, results, is_test)


def _no_answer() -> Problem:
    detail = (
        "A certain answer cannot be given at the moment, and we do not guess. "
        "Send the same message again after the seconds of Retry-After."
    )
    return Problem(Kind.NO_ANSWER_NOW, detail, headers=(try_again_after(_RETRY_SECONDS),))


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace else ""
