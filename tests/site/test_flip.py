"""A house that runs while midnight comes at the destination: what goes by the clock flips then, and nothing else does.

Real processes, with the machine in zones on both sides of UTC, where most other tests run. Each sample is taken between
two readings of the house's own clock, so that what it must say is known whenever both lie on one side of midnight.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest

from tests.room.clusters import remove_clusters
from tests.room.house import House, mapae, running_house

pytestmark = pytest.mark.slow

MIDNIGHT = datetime(2026, 12, 31, 15, tzinfo=UTC)  # in Seoul
SEOUL = ZoneInfo("Asia/Seoul")
SETTLED = timedelta(seconds=2)
OLD_YEAR, NEW_YEAR = date(2026, 12, 31), date(2027, 1, 1)
AMERICAN = {
    "reference": "1",
    "document": {"number": "X00000001", "issuing_state": "USA"},
    "nationality": "USA",
    "surname": "SPECIMEN",
    "given_names": "ANNA",
    "birth_date": "1990-05-05",
    "sex": "F",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("flip")
    yield folder
    remove_clusters(folder)


@dataclass(frozen=True)
class Sample:
    """What the faces said between two moments of the house."""

    after: datetime
    before: datetime
    verdict_today: str
    verdicts_by_day: tuple[str, str]
    checker_has_the_waiver: bool
    banner: int | None
    feed_day: str
    feed_lives: int

    def is_of(self, side: str) -> bool:
        return self.before < MIDNIGHT if side == "old" else self.after >= MIDNIGHT


class Asker:
    """A carrier and a visitor of one house."""

    def __init__(self, house: House, client: httpx.Client) -> None:
        key = house.words().split("Bearer ")[1].split()[0]
        self._client = client
        self._bearer = {"Authorization": f"Bearer {key}"}
        self._number = count(1)

    def verdict(self, day: date) -> tuple[datetime, str]:
        message = {
            "message_id": f"flip-{next(self._number)}-{time.monotonic_ns()}",
            "transport": {"mode": "air", "arrival_local": f"{day}T23:59"},
            "passengers": [AMERICAN],
        }
        reply = self._client.post("/api/carrier/v1/board-checks", json=message, headers=self._bearer)
        assert reply.status_code == 200, reply.text
        return datetime.fromisoformat(reply.json()["checked_at"]), reply.json()["results"][0]["verdict"]

    def sample(self) -> Sample:
        after, old = self.verdict(OLD_YEAR)
        _, today = self.verdict(after.astimezone(SEOUL).date())
        checker = self._client.get("/en/check/USA/").text
        start = self._client.get("/en/").text
        feed = self._client.get("/api/policy/v1/requirements")
        counting = re.search(r"The rules change in (\d+) seconds?\.", start)
        before, new = self.verdict(NEW_YEAR)
        lives = re.search(r"max-age=(\d+)", feed.headers["Cache-Control"])
        assert lives
        return Sample(
            after, before, today, (old, new), "until 31 December 2026" in checker,
            int(counting[1]) if counting else None, feed.json()["as_of"], int(lives[1]),
        )  # fmt: skip


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", pytest.param("America/Los_Angeles", marks=pytest.mark.long)])
def test_midnight_in_seoul_flips_what_goes_by_the_clock(folder: Path, zone: str) -> None:
    samples: list[Sample] = []
    with (
        running_house(folder / "data", "--at", "2026-12-31T23:59:40+09:00", TZ=zone) as house,
        httpx.Client(base_url=house.url) as client,
    ):
        asker = Asker(house, client)
        while not samples or samples[-1].before < MIDNIGHT + SETTLED:
            samples.append(asker.sample())
            time.sleep(0.6)  # the feed answers one network twice a second
        told = house.words()
        verified = mapae("audit", "verify", "--data", str(house.data), "--json", TZ=zone)
    old = [sample for sample in samples if sample.is_of("old")]
    new = [sample for sample in samples if sample.is_of("new")]
    assert old and new, f"the house was not up before midnight:\n{told}"
    for sample in old:
        assert sample.verdict_today == "NOT_REQUIRED"
        assert sample.checker_has_the_waiver
        assert sample.banner is not None
        left = (MIDNIGHT - sample.before).total_seconds(), (MIDNIGHT - sample.after).total_seconds() + 1
        assert left[0] <= sample.banner <= left[1]
        assert sample.feed_day == "2026-12-31"
        assert sample.feed_lives <= (MIDNIGHT - sample.after).total_seconds()
    for sample in new:
        assert sample.verdict_today == "NO_BOARD"
        assert not sample.checker_has_the_waiver
        assert sample.banner is None
        assert sample.feed_day == "2027-01-01"
        assert sample.feed_lives == 300
    # By the day of arrival, whatever the clock says.
    assert {sample.verdicts_by_day for sample in samples} == {("NOT_REQUIRED", "NO_BOARD")}
    assert verified.returncode == 0, verified.stdout
