"""The oracle's passengers again, over HTTP and the real database, whatever the zone and the clock of the machine."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connections

from mapae.core.authorization.match import MatchData
from mapae.records.models import Authorization
from mapae.usecases.case_data import match_place
from mapae.usecases.ports import Ports
from tests.faces.carrier.desk import Desk, grant, message, verdicts
from tests.properties.verdict_oracle import Held, Situation, situations, verdict
from tests.room.clock import SetClock

pytestmark = pytest.mark.wide

PASSENGERS = 60
BEFORE_MIDNIGHT, MIDNIGHT = datetime(2026, 12, 31, 14, 59, 59, tzinfo=UTC), datetime(2026, 12, 31, 15, tzinfo=UTC)


@pytest.fixture(params=["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
def zone_of_the_machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(params=[BEFORE_MIDNIGHT, MIDNIGHT], ids=["14:59:59Z", "15:00:00Z"])
def moment(request: pytest.FixtureRequest, clock: SetClock) -> datetime:
    clock.set(request.param)
    return clock.now()


def keep(ports: Ports, invented: list[Situation]) -> None:
    """The authorizations as rows, without the applications they came from: the board check looks at nothing else."""
    rows = [_row(ports, one) for situation in invented for one in situation.held]
    with connections["owner"].cursor() as owner:
        owner.execute("SET session_replication_role = replica")
        Authorization.objects.using("owner").bulk_create(rows)
        owner.execute("SET session_replication_role = DEFAULT")


def _row(ports: Ports, one: Held) -> Authorization:
    row_id, now = ports.chance.uuid(), ports.clock.now()
    holder = MatchData(one.surname, one.given_names, one.birth, "F", one.nationality, "")
    return Authorization(
        id=row_id,
        application_id=ports.chance.uuid(),
        programme="KOR",
        nationality=one.nationality,
        document_index=ports.keys.blind("document", f"{one.issuing_state}|{one.number}"),
        person_index=b"nobody",
        match_sealed=ports.keys.seal_match(holder.to_bytes(), match_place(row_id)),
        granted_at=now,
        first_day=one.first,
        last_day=one.last,
        ending=one.ending,
        ended_at=now if one.ending else None,
    )


def test_passengers_get_the_verdict_of_the_page(
    desk: Desk, ports: Ports, zone_of_the_machine: str, moment: datetime
) -> None:
    seed = f"{zone_of_the_machine} {moment}"
    invented = list(situations(sum(seed.encode()), PASSENGERS))
    keep(ports, invented)

    bodies = [
        {"message_id": f"m-{place}", "transport": one.transport, "passengers": [one.wire]}
        for place, one in enumerate(invented)
    ]
    found = [verdicts(reply)[0] for reply in desk.ask_together(*bodies)]

    assert found == [verdict(one) for one in invented]


def test_authorization_granted_at_midnight_begins_on_the_korean_day(
    desk: Desk, ports: Ports, zone_of_the_machine: str, moment: datetime
) -> None:
    grant(ports, arrival_day="2027-01-20")
    days = ("2026-12-30T23:59", "2026-12-31T23:59", "2027-01-01T00:00", "2026-12-31T15:00Z", "2027-01-01T00:00+09:00")

    found = [verdicts(desk.ask(message(message_id=f"m-{place}", arrival=day)))[0][0] for place, day in enumerate(days)]

    before = "BOARD" if moment < MIDNIGHT else "NO_BOARD"
    assert found == ["NO_BOARD", before, "BOARD", "BOARD", "BOARD"]
