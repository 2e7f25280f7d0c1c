"""The messages on the wire, as `contracts/carrier/openapi.yaml` describes them. They only ever grow."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct, field

from mapae.core.travel.board_check import Claim, Verdict, VerdictReason

MOST_PASSENGERS = 1000
# Whatever a carrier could not read well may come as it is: only its length is bounded. Its meaning is the reading's.
Text = Annotated[str, Meta(max_length=100)]
MessageId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9._:-]{1,64}\Z", max_length=64)]
Reference = Annotated[str, Meta(min_length=1, max_length=64)]


class WireDocument(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """The travel document; what is missing or unreadable makes the verdict INSUFFICIENT_DATA, not an error."""

    number: Text | None = None
    issuing_state: Text | None = None
    type: Text | None = None


class WireTransport(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """The journey's leg that reaches the destination."""

    mode: Text | None = None
    carrier: Text | None = None
    number: Text | None = None
    from_: Text | None = field(name="from", default=None)
    to: Text | None = None
    departure_local: Text | None = None
    arrival_local: Text | None = None
    scheduled_arrival_local: Text | None = None


class WirePassenger(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """One passenger; `reference` is the carrier's own and comes back with the verdict."""

    reference: Reference
    document: WireDocument | None = None
    nationality: Text | None = None
    surname: Text | None = None
    given_names: Text | None = None
    birth_date: Text | None = None
    sex: Text | None = None
    claims: Annotated[tuple[Claim, ...], Meta(max_length=16)] = ()


class WireMessage(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """A board check of one arrival."""

    message_id: MessageId
    passengers: Annotated[tuple[WirePassenger, ...], Meta(min_length=1, max_length=MOST_PASSENGERS)]
    transport: WireTransport | None = None


class WireResult(Struct, frozen=True, gc=False):
    """The verdict on one passenger."""

    reference: str
    verdict: Verdict
    reason: VerdictReason


class WireReply(Struct, frozen=True, gc=False, omit_defaults=True):
    """The verdicts, in the order of the passengers. `test` is there, and true, in answers to a test key only."""

    message_id: str
    check_id: str
    checked_at: datetime
    rulebook: str
    results: list[WireResult]
    test: bool = False


class WireStatus(Struct, frozen=True, gc=False):
    """That the interface answers: by which clock, under which rules, to which kind of key, and how much it takes."""

    status: str
    time: datetime
    rulebook: str
    test: bool
    passengers_per_message: int
    passengers_per_second: int
    passengers_at_once: int
