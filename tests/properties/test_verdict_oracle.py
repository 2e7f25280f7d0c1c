"""The board check against the oracle: random passengers, in several zones of the machine; and doubt never lets board."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapae.core.authorization.match import MatchData
from mapae.core.authorization.validity import Ending, Validity
from mapae.core.rulebook.model import Rulebook
from mapae.core.travel.board_check import Answer, HeldAuthorization, OnRecord, board_check
from mapae.core.travel.board_rules import RulebookRules
from mapae.faces.carrier.reading import decode, read_message
from mapae.gateways.rulebook_files import EVERYTHING, RulebookFiles
from tests.properties.verdict_oracle import ALIKE, Held, Situation, situations, verdict

pytestmark = pytest.mark.wide

FAST, WHOLE = 5_000, int(os.environ.get("MAPAE_TEST_ORACLE_PASSENGERS", "100000"))
LETS_BOARD = {"BOARD", "NOT_REQUIRED"}
FILES = RulebookFiles(EVERYTHING)
RULES = FILES.read(*FILES.newest("KOR"))
STRICT = replace(
    RULES, board_checks=tuple(replace(rule, refusal_overrides_exemption=True) for rule in RULES.board_checks)
)


@pytest.fixture(params=["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
def zone_of_the_machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def held_of(one: Held) -> HeldAuthorization:
    holder = MatchData(one.surname, one.given_names, one.birth, "F", one.nationality, "")
    return HeldAuthorization(Validity(one.first, one.last, Ending(one.ending) if one.ending else None), holder)


def found(wire: dict[str, Any], transport: dict[str, Any], s: Situation, rulebook: Rulebook) -> Answer:
    """The message as it would come over the wire, read and checked against what is on record of the told document."""
    sent = {"message_id": "m", "transport": transport, "passengers": [wire]}
    body = msgspec.json.encode(sent)
    reading = read_message(decode(body), body, rulebook, is_demonstration=False)
    with pytest.raises(StopIteration) as done:
        reading.send(None)  # one passenger is read without a pause
    passenger = done.value.value.passengers[0]
    states = {passenger.issuing_state} | ALIKE.get(passenger.issuing_state, set())
    on_it = [one for one in s.held if one.number == passenger.document_number and one.issuing_state in states]
    was_refused = s.was_refused or any(one.ending in ("revoked", "annulled") for one in on_it)
    record = OnRecord([held_of(one) for one in on_it], was_refused)
    return board_check(passenger, record, RulebookRules(rulebook))


def differences(seed: int, count: int) -> tuple[list[Situation], Counter[tuple[str, str]]]:
    wrong: list[Situation] = []
    seen: Counter[tuple[str, str]] = Counter()
    for place, situation in enumerate(situations(seed, count)):
        is_strict = place % 4 == 3
        expected = verdict(situation, refusal_overrides=is_strict)
        seen[expected] += 1
        if found(situation.wire, situation.transport, situation, STRICT if is_strict else RULES) != expected:
            wrong.append(situation)
    return wrong, seen


def test_thousands_of_passengers_get_the_verdict_of_the_page() -> None:
    wrong, seen = differences(20261124, FAST)

    assert wrong == []
    assert len(seen) == 7 and min(seen.values()) > FAST // 100, "every answer of the table must be tried often"


@pytest.mark.long
def test_a_hundred_thousand_passengers_get_the_verdict_of_the_page(zone_of_the_machine: str) -> None:
    """In each zone a third of them, other ones each time."""
    seed = ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"].index(zone_of_the_machine)
    wrong, _ = differences(seed, -(-WHOLE // 3))

    assert wrong == []


SITUATIONS = list(situations(7, 3_000))
LOOK_ALIKES = {"0": "O", "O": "0", "1": "I", "I": "1", "5": "S", "S": "5", "8": "B", "B": "8", "2": "Z", "U": "V"}


def dropped(wire: dict[str, Any], transport: dict[str, Any], at: int) -> None:
    fields = [(wire, name) for name in ("document", "nationality", "surname", "given_names", "birth_date")]
    fields += [(wire["document"], name) for name in ("number", "issuing_state")]
    fields += [(transport, name) for name in sorted(transport)]
    holder, name = fields[at % len(fields)]
    holder.pop(name, None)
    if name in ("surname", "given_names"):
        wire.pop("surname", None), wire.pop("given_names", None)


def less_of_a_date(wire: dict[str, Any], transport: dict[str, Any], at: int) -> None:
    written = wire.get("birth_date")
    if written and len(written) == 10:
        wire["birth_date"] = f"{written[:4]}-XX-XX" if at % 2 else f"{written[:7]}-XX"


def look_alike(wire: dict[str, Any], transport: dict[str, Any], at: int) -> None:
    holder, name = [(wire["document"], "number"), (wire, "surname"), (wire, "given_names"), (wire, "birth_date")][
        at % 4
    ]
    text = holder.get(name) or ""
    places = [place for place, letter in enumerate(text) if letter in LOOK_ALIKES]
    if places:
        place = places[at % len(places)]
        holder[name] = text[:place] + LOOK_ALIKES[text[place]] + text[place + 1 :]


def one_claim_more(wire: dict[str, Any], transport: dict[str, Any], at: int) -> None:
    claims = ("visa", "resident", "crew", "transit", "diplomatic", "abtc", "sofa")
    wire["claims"] = [*wire["claims"], claims[at % len(claims)]]


@settings(max_examples=2_000)
@given(
    situation=st.sampled_from(SITUATIONS),
    doubts=st.lists(
        st.tuples(st.sampled_from([dropped, less_of_a_date, look_alike, one_claim_more]), st.integers(0, 30)),
        min_size=1,
        max_size=3,
    ),
)
def test_more_doubt_never_lets_board(situation: Situation, doubts: list[tuple[Any, int]]) -> None:
    wire, transport = deepcopy(situation.wire), deepcopy(situation.transport)
    for doubt, at in doubts:
        wire.setdefault("document", {})
        doubt(wire, transport, at)

    if found(wire, transport, situation, RULES)[0] in LETS_BOARD:
        assert found(situation.wire, situation.transport, situation, RULES)[0] in LETS_BOARD
