"""A test key answers about specimens as the contract lists them, reads no real data and leaves no trace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from mapae.core.travel.specimens import SPECIMENS
from mapae.records.models import AuditLeaf, Carrier, QueryLog
from mapae.usecases.add_carrier import NoFreeSlot, add_carrier_key, revoke_carrier_key
from mapae.usecases.ports import Ports
from tests.faces.carrier.desk import BOARD_CHECKS, STATUS, Desk, message, passenger, verdicts
from tests.room.clock import SetClock

pytestmark = pytest.mark.wide

CONTRACT = yaml.safe_load((Path(__file__).parents[3] / "contracts" / "carrier" / "openapi.yaml").read_text())
_ROW = re.compile(r"\| `(TEST[A-Z0-9]+)`([^|]*)\| ([a-g])[^|]*\| `([A-Z_]+)`, `([A-Z_]+)` \|")
LISTED = _ROW.findall(CONTRACT["info"]["description"])
CHANGES: dict[str, dict[str, Any]] = {
    "": {},
    "nationality left out": {"nationality": None},
    "birth date left out": {"birth_date": None},
    "with the claim visa or resident": {"claims": ["resident"]},
    "with another claim": {"claims": ["crew"]},
}


def specimen(number: str, **changes: Any) -> dict[str, Any]:
    told = {"surname": "SPECIMEN", "given_names": "ANNA<MARIA", "birth_date": "1974-08-12", "nationality": "UTO"}
    return passenger(**({"number": number, "issuing_state": "UTO"} | told | changes))


@pytest.fixture
def tester(desk: Desk, carrier: Carrier, ports: Ports) -> Iterator[Desk]:
    made = Desk(ports, add_carrier_key(ports, carrier, is_test=True))
    yield made
    made.close()


@pytest.mark.parametrize(("number", "change", "row", "verdict", "reason"), LISTED)
def test_specimen_gets_the_verdict_of_the_contract(
    tester: Desk, number: str, change: str, row: str, verdict: str, reason: str
) -> None:
    what = change.strip(" ,")

    reply = tester.ask(message(specimen(number, **CHANGES[what])))

    assert verdicts(reply) == [(verdict, reason)]
    assert reply.json()["test"] is True


def test_contract_lists_every_specimen_and_every_row() -> None:
    assert {number for number, *_ in LISTED} >= set(SPECIMENS)
    assert {row for _, _, row, _, _ in LISTED} == set("abcdefg")


@pytest.mark.parametrize("arrival", ["2024-02-29T23:59", "2027-01-01T00:00", "2099-12-31T12:00"])
def test_specimens_answer_the_same_on_any_day(tester: Desk, arrival: str) -> None:
    numbers = ("TESTB0001", "TESTD0001", "TESTE0001", "TESTF0001", "TESTG0002")
    found = verdicts(tester.ask(message(*map(specimen, numbers), arrival=arrival)))
    assert [verdict for verdict, _ in found] == [
        "BOARD", "NOT_REQUIRED", "CHECK_DOCUMENT", "INSUFFICIENT_DATA", "NO_BOARD",
    ]  # fmt: skip


def test_test_key_sees_no_real_authorization_and_leaves_no_trace(tester: Desk, holder: str) -> None:
    leaves = AuditLeaf.objects.count()

    assert verdicts(tester.ask(message())) == [("INSUFFICIENT_DATA", "DATA_MISSING")]
    assert verdicts(tester.ask(message(specimen("TESTB0001"), message_id="m-2"))) == [("BOARD", "AUTHORIZED")]

    assert QueryLog.objects.count() == 0
    assert AuditLeaf.objects.count() == leaves


def test_real_key_knows_no_specimen(desk: Desk, tester: Desk) -> None:
    reply = desk.ask(message(specimen("TESTB0001"), specimen("TESTB0002")))

    assert "BOARD" not in [verdict for verdict, _ in verdicts(reply)]
    assert "test" not in reply.json()


def test_outage_can_be_rehearsed(tester: Desk) -> None:
    reply = tester.ask(message(specimen("TESTX0503")))

    assert reply.status_code == 503
    assert int(reply.headers["retry-after"]) > 0


def test_reused_message_id_is_told_to_a_test_key_too(tester: Desk, clock: SetClock) -> None:
    first, second = message(specimen("TESTB0001")), message(specimen("TESTG0001"))

    assert [tester.ask(body).status_code for body in (first, first, second)] == [200, 200, 409]
    clock.pass_by(minutes=10)
    assert tester.ask(second).status_code == 200


def test_status_tells_which_kind_of_key_it_is_and_how_much_it_may_ask(desk: Desk, tester: Desk) -> None:
    real, test = (who.run(who.request("GET", STATUS)).json() for who in (desk, tester))

    assert (real["test"], test["test"]) == (False, True)
    assert {name: real[name] for name in real if name.startswith("passengers")} == {
        "passengers_per_message": 1000, "passengers_per_second": 2000, "passengers_at_once": 20000,
    }  # fmt: skip
    assert test["rulebook"] == tester.ask(message(specimen("TESTB0001"))).json()["rulebook"]


def test_carrier_has_one_test_key_beside_its_two(tester: Desk, carrier: Carrier, ports: Ports) -> None:
    with pytest.raises(NoFreeSlot):
        add_carrier_key(ports, carrier, is_test=True)
    second = add_carrier_key(ports, carrier)
    assert not second.startswith("mapae_carrier_test_") and tester.key.startswith("mapae_carrier_test_")
    assert revoke_carrier_key(ports, carrier, 3)
    assert add_carrier_key(ports, carrier, is_test=True) != tester.key


def test_test_key_without_its_mark_opens_nothing(tester: Desk) -> None:
    reply = tester.run(tester.request("POST", BOARD_CHECKS, key=tester.key.replace("test_", ""), json=message()))
    assert reply.status_code == 401
