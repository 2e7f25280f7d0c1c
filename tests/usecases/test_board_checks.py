"""The use case: opens only what it must, reads the rules anew, and does not guess."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from mapae.core.authorization.match import MatchData
from mapae.core.documents.partial_date import PartialDate
from mapae.core.rulebook.model import Rulebook
from mapae.core.travel.arrival import Arrival
from mapae.core.travel.board_check import BoardRules, Passenger
from mapae.core.travel.board_rules import RulebookRules
from mapae.gateways.rulebook_files import EVERYTHING, RulebookFiles
from mapae.usecases.board_check_ports import (
    Block,
    LoggedMessage,
    MessageName,
    NoAnswerNow,
    StoredAuthorization,
    StoredKey,
    StoredOverride,
)
from mapae.usecases.board_checks import BoardChecks, Checked, CheckMessage
from mapae.usecases.case_data import match_place
from mapae.usecases.ports import Ports
from tests.room.clock import SetClock

ARRIVAL = date(2026, 12, 20)
CARRIER = UUID(int=1)
HOLDER = MatchData("ORNEKOGLU", "AYSE<ISIL", "1990-05-05", "F", "TUR", "2033-05-01")
PASSENGER = Passenger("U00000017", "TUR", "TUR", ARRIVAL, "ORNEKOGLU", "AYSE<ISIL", PartialDate(1990, 5, 5))
GERMAN = Passenger("C01X00T47", "D", "D", ARRIVAL)


class Rows:
    """Authorizations in memory, and a log."""

    def __init__(self, *rows: StoredAuthorization) -> None:
        self.rows = rows
        self.sought: list[list[bytes]] = []
        self.logged: list[LoggedMessage] = []
        self.refused: set[bytes] = set()
        self.overrides: list[StoredOverride] = []
        self.asked_for_refusals = False

    async def find_key(self, digest: bytes) -> StoredKey | None:
        raise NotImplementedError

    async def find_authorizations(self, programme: str, documents: Sequence[bytes]) -> list[StoredAuthorization]:
        self.sought.append(sorted(documents))
        return [row for row in self.rows if row.document in documents]

    async def find_refused(self, programme: str, documents: Sequence[bytes]) -> frozenset[bytes]:
        self.asked_for_refusals = True
        return frozenset(self.refused)

    async def find_overrides(self, programme: str, after: datetime) -> list[StoredOverride]:
        return [one for one in self.overrides if one.valid_until > after]

    async def keep(
        self,
        claims: Mapping[MessageName, bytes],
        at: datetime,
        blocks_of: Callable[[Mapping[MessageName, bytes]], Sequence[Block]],
    ) -> Mapping[MessageName, bytes]:
        raise NotImplementedError

    async def add(self, message: LoggedMessage) -> bool:
        self.logged.append(message)
        return True


def row(
    ports: Ports,
    id_: int,
    first: str = "2026-11-22",
    last: str = "2029-11-21",
    ending: str = "",
    *,
    state: str = "TUR",
    number: str = "U00000017",
    holder: MatchData = HOLDER,
) -> StoredAuthorization:
    row_id = UUID(int=id_)
    sealed = ports.keys.seal_match(holder.to_bytes(), match_place(row_id))
    index = ports.keys.blind("document", f"{state}|{number}")
    return StoredAuthorization(index, str(row_id), sealed, date.fromisoformat(first), date.fromisoformat(last), ending)


def check(
    ports: Ports,
    rows: Rows,
    *passengers: Passenger,
    arrival: date | None = ARRIVAL,
    scheduled: date | None = None,
    rules: Callable[[Rulebook], BoardRules] = RulebookRules,
) -> Checked:
    message = CheckMessage("m", b"digest", Arrival(arrival, scheduled), passengers or (PASSENGER,))
    return asyncio.run(BoardChecks(ports, rows, rows, rules).check(CARRIER, message))


def test_each_document_is_looked_up_once_and_only_where_it_was_told(ports: Ports) -> None:
    rows = Rows(row(ports, 1))

    checked = check(ports, rows, PASSENGER, PASSENGER, PASSENGER._replace(document_number=""))

    assert [verdict for verdict, _ in checked.answers] == ["BOARD", "BOARD", "INSUFFICIENT_DATA"]
    assert rows.sought == [[ports.keys.blind("document", "TUR|U00000017")]]


def test_without_an_arrival_day_nothing_is_looked_up(ports: Ports) -> None:
    rows = Rows(row(ports, 1))

    checked = check(ports, rows, PASSENGER._replace(arrival_day=None), arrival=None)

    assert checked.answers == [("INSUFFICIENT_DATA", "DATA_MISSING")]
    assert rows.sought == []
    assert rows.logged[0].documents == (b"",)


def test_living_one_among_the_ended_boards(ports: Ports) -> None:
    rows = Rows(row(ports, 1, ending="superseded"), row(ports, 2, last="2026-12-19"), row(ports, 3))

    assert check(ports, rows).answers == [("BOARD", "AUTHORIZED")]


def test_day_on_which_a_delayed_journey_was_due_is_tested_too(ports: Ports) -> None:
    rows = Rows(row(ports, 1, last="2026-12-20"))
    late, due = date(2026, 12, 21), ARRIVAL

    delayed = PASSENGER._replace(arrival_day=late, scheduled_day=due)
    assert check(ports, rows, delayed, arrival=late, scheduled=due).answers == [("BOARD", "AUTHORIZED")]
    assert check(ports, rows, PASSENGER._replace(arrival_day=late), arrival=late).answers == [
        ("NO_BOARD", "NO_AUTHORIZATION")
    ]


@pytest.mark.parametrize(
    ("told", "known"), [("CHN", "HKG"), ("CHN", "MAC"), ("HKG", "CHN"), ("MAC", "CHN"), ("HKG", "HKG")]
)
def test_documents_of_hong_kong_and_macao_are_found_under_either_code(ports: Ports, told: str, known: str) -> None:
    """The document and its holder are known under one code, and told under the other."""
    rows = Rows(row(ports, 1, state=known, holder=HOLDER._replace(nationality=known)))

    asked = PASSENGER._replace(issuing_state=told, nationality=told)

    assert check(ports, rows, asked).answers == [("BOARD", "AUTHORIZED")]
    assert rows.logged[0].documents == (ports.keys.blind("document", f"{told}|U00000017"),)


def test_documents_of_other_states_are_looked_up_under_their_own_code_only(ports: Ports) -> None:
    rows = Rows(row(ports, 1, state="HKG"))

    assert check(ports, rows, PASSENGER._replace(issuing_state="TWN")).answers == [("NO_BOARD", "NO_AUTHORIZATION")]
    assert rows.sought == [[ports.keys.blind("document", "TWN|U00000017")]]


@pytest.mark.parametrize("ending", ["revoked", "annulled"])
def test_refusal_or_revocation_overrides_an_exemption_where_the_rules_say_so(ports: Ports, ending: str) -> None:
    document = ports.keys.blind("document", "D|C01X00T47")
    revoked = Rows(row(ports, 1, state="D", number="C01X00T47", ending=ending))
    refused = Rows()
    refused.refused = {document}
    cancelled = Rows(row(ports, 1, state="D", number="C01X00T47", ending="cancelled"))

    assert check(ports, revoked, GERMAN, rules=strict).answers == [("NO_BOARD", "NO_AUTHORIZATION")]
    assert check(ports, refused, GERMAN, rules=strict).answers == [("NO_BOARD", "NO_AUTHORIZATION")]
    assert check(ports, cancelled, GERMAN, rules=strict).answers == [("NOT_REQUIRED", "EXEMPT")]
    assert check(ports, refused, GERMAN._replace(document_number="C0OTHER"), rules=strict).answers == [
        ("NOT_REQUIRED", "EXEMPT")
    ]


def test_without_that_rule_nobody_asks_for_refusals(ports: Ports) -> None:
    rows = Rows()
    rows.refused = {ports.keys.blind("document", "D|C01X00T47")}

    assert check(ports, rows, GERMAN).answers == [("NOT_REQUIRED", "EXEMPT")]
    assert not rows.asked_for_refusals


def test_override_holds_from_its_first_moment_to_its_last(ports: Ports, clock: SetClock) -> None:
    rows, now = Rows(), clock.now()
    document = ports.keys.blind("document", "TUR|U00000017")
    rows.overrides = [StoredOverride(document, now + timedelta(minutes=10), now + timedelta(minutes=20))]
    checks = BoardChecks(ports, rows, rows)
    message = CheckMessage("m", b"digest", Arrival(ARRIVAL), (PASSENGER, PASSENGER._replace(document_number="X1")))

    def verdicts() -> list[str]:
        return [verdict for verdict, _ in asyncio.run(checks.check(CARRIER, message)).answers]

    assert verdicts() == ["NO_BOARD", "NO_BOARD"]
    clock.pass_by(minutes=10)
    assert verdicts() == ["BOARD", "NO_BOARD"]
    clock.pass_by(minutes=10)
    assert verdicts() == ["NO_BOARD", "NO_BOARD"]


def test_messages_that_come_together_read_the_overrides_once(ports: Ports) -> None:
    class Slow(Rows):
        readings = 0

        async def find_overrides(self, programme: str, after: datetime) -> list[StoredOverride]:
            self.readings += 1
            await asyncio.sleep(0.01)
            return await super().find_overrides(programme, after)

    async def ask() -> int:
        rows = Slow(row(ports, 1))
        checks = BoardChecks(ports, rows, rows)
        message = CheckMessage("m", b"digest", Arrival(ARRIVAL), (PASSENGER,))
        gone, *stay = [asyncio.create_task(checks.check(CARRIER, message)) for _ in range(5)]
        await asyncio.sleep(0.001)
        gone.cancel()
        assert [(await one).answers for one in stay] == [[("BOARD", "AUTHORIZED")]] * 4
        return rows.readings

    assert asyncio.run(ask()) == 1


def test_override_that_is_taken_back_ends_within_a_second(ports: Ports, clock: SetClock) -> None:
    rows, now = Rows(), clock.now()
    document = ports.keys.blind("document", "TUR|U00000017")
    checks = BoardChecks(ports, rows, rows)
    message = CheckMessage("m", b"digest", Arrival(ARRIVAL), (PASSENGER,))
    rows.overrides = [StoredOverride(document, now, now + timedelta(hours=72))]
    assert asyncio.run(checks.check(CARRIER, message)).answers == [("BOARD", "AUTHORIZED")]

    rows.overrides = [StoredOverride(document, now, now)]
    clock.pass_by(seconds=1)

    assert asyncio.run(checks.check(CARRIER, message)).answers == [("NO_BOARD", "NO_AUTHORIZATION")]


def strict(rulebook: Rulebook) -> RulebookRules:
    changed = tuple(replace(rule, refusal_overrides_exemption=True) for rule in rulebook.board_checks)
    return RulebookRules(replace(rulebook, board_checks=changed))


def test_what_plays_no_part_stays_sealed(ports: Ports) -> None:
    broken = row(ports, 1, ending="revoked")._replace(match_sealed=b"broken")

    assert check(ports, Rows(broken)).answers == [("NO_BOARD", "NO_AUTHORIZATION")]


def test_match_data_of_another_row_are_no_ground_for_an_answer(ports: Ports) -> None:
    moved = row(ports, 1)._replace(id=str(UUID(int=2)))
    rows = Rows(moved)

    with pytest.raises(NoAnswerNow, match="seal_broken"):
        check(ports, rows)
    assert rows.logged == []


def test_check_id_tells_carriers_messages_and_bodies_apart(ports: Ports) -> None:
    rows = Rows()
    checks = BoardChecks(ports, rows, rows)
    message = CheckMessage("m", b"digest", Arrival(ARRIVAL), (PASSENGER,))
    asked = [
        (CARRIER, message),
        (UUID(int=2), message),
        (CARRIER, replace(message, message_id="n")),
        (CARRIER, replace(message, body_digest=b"other")),
    ]

    ids = [asyncio.run(checks.check(carrier, one)).check_id for carrier, one in asked]

    assert len(set(ids)) == 4
    assert asyncio.run(checks.check(CARRIER, message)).check_id == ids[0]


UNPUBLISHED = """
unpublished:
  - id: KOR.quiet
    tested: arrival
    in_force: {{from: 2026-01-01}}
    decides: exempt
    code: temporary_waiver
    nationalities: [{nationality}]
    source: an invented instruction
    confidence: high
"""


def test_changed_rules_are_in_force_within_five_seconds(ports: Ports, clock: SetClock, tmp_path: Path) -> None:
    rules = tmp_path / "unpublished.yaml"
    rules.write_text(UNPUBLISHED.format(nationality="THA"))
    rows = Rows()
    files = RulebookFiles(EVERYTHING, unpublished=rules)
    checks = BoardChecks(replace(ports, rulebooks=files), rows, rows)
    message = CheckMessage("m", b"digest", Arrival(ARRIVAL), (PASSENGER,))

    assert asyncio.run(checks.check(CARRIER, message)).answers == [("NO_BOARD", "NO_AUTHORIZATION")]
    rules.write_text(UNPUBLISHED.format(nationality="TUR, USA"))
    assert asyncio.run(checks.check(CARRIER, message)).answers == [("NO_BOARD", "NO_AUTHORIZATION")]
    clock.pass_by(seconds=5)
    assert asyncio.run(checks.check(CARRIER, message)).answers == [("NOT_REQUIRED", "EXEMPT")]


def test_rules_that_cannot_be_read_are_no_ground_for_an_answer(ports: Ports, tmp_path: Path) -> None:
    rows = Rows()
    broken = replace(ports, rulebooks=RulebookFiles(EVERYTHING, tmp_path))

    with pytest.raises(NoAnswerNow, match="rulebook_problem"):
        check(broken, rows)


def test_long_list_gives_the_loop_back_in_between(ports: Ports) -> None:
    rows = Rows()
    message = CheckMessage("m", b"digest", Arrival(ARRIVAL), (GERMAN,) * 1000)

    async def check_and_count() -> int:
        turns = 0
        work = asyncio.create_task(BoardChecks(ports, rows, rows).check(CARRIER, message))
        while not work.done():
            turns += 1
            await asyncio.sleep(0)
        return turns

    assert asyncio.run(check_and_count()) > 20
