"""Every committed leaf gets one place, whenever its transaction commits and however many sealers work."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from django.db import connections, transaction

from mapae.core.audit.checkpoint import verify_checkpoint
from mapae.records.models import AuditCheckpoint, AuditLeaf, AuditPlacement
from mapae.usecases.ports import Ports
from mapae.usecases.seal_log import audit_key, seal_log
from mapae.usecases.submit import submit
from mapae.usecases.verify_log import verify_stored_log
from tests.room.clock import SetClock
from tests.usecases.steps import a_draft, a_granted, a_submitted, at_once

pytestmark = pytest.mark.usefixtures("committed")


def positions() -> list[int]:
    return list(AuditPlacement.objects.order_by("position").values_list("position", flat=True))


class SlowAct:
    """An act whose transaction stays open until it is told to end; its leaf has its id long before it is committed."""

    def __init__(self, ports: Ports) -> None:
        a_submitted(ports)  # the rulebook is stored by then: its first insert would hold up the others
        seal_log(ports)
        self._draft = a_draft(ports)
        self._ports = ports
        self._acted, self._end = Event(), Event()
        self._thread = Thread(target=self._run)

    def __enter__(self) -> SlowAct:
        self._thread.start()
        assert self._acted.wait(10)
        return self

    def _run(self) -> None:
        with transaction.atomic():
            submit(self._ports, self._draft, "press")
            self._acted.set()
            self._end.wait(10)
        connections.close_all()

    def commit(self) -> None:
        self._end.set()
        self._thread.join(10)

    def __exit__(self, *_: object) -> None:
        self.commit()


def test_checkpoint_is_signed_over_all_leaves_and_can_be_checked_by_outsiders(ports: Ports) -> None:
    a_granted(ports)
    leaves = AuditLeaf.objects.count()
    assert seal_log(ports) == leaves
    stored = AuditCheckpoint.objects.get()
    believed = verify_checkpoint(stored.note, [audit_key(ports)])
    assert (believed.origin, believed.size, stored.size) == (ports.keys.audit_name, leaves, leaves)
    assert verify_stored_log(ports, [stored.note]).report.root == believed.root


def test_nothing_new_makes_no_checkpoint(ports: Ports) -> None:
    assert seal_log(ports) == 0
    a_submitted(ports)
    assert seal_log(ports) == 1
    assert seal_log(ports) == 0
    assert AuditCheckpoint.objects.count() == 1


def test_leaf_that_commits_late_gets_its_place_after_a_checkpoint_was_made(ports: Ports) -> None:
    with SlowAct(ports) as slow:
        a_granted(ports)
        assert seal_log(ports) > 0
        assert seal_log(ports) == 0
        sealed = AuditPlacement.objects.count()
        slow.commit()
        assert seal_log(ports) == 1
    late = AuditPlacement.objects.get(position=sealed)
    assert late.leaf_id < max(AuditPlacement.objects.values_list("leaf_id", flat=True))
    assert positions() == list(range(sealed + 1))
    found = verify_stored_log(ports)
    assert found.ok
    assert (found.leaves_without_place, found.leaves_passed_over) == (0, 0)


def test_leaf_that_commits_after_several_checkpoints_gets_its_place_too(ports: Ports, clock: SetClock) -> None:
    with SlowAct(ports) as slow:
        for number in range(4):
            a_submitted(ports, document_number=f"U000{number}")
            clock.pass_by(minutes=2)
            assert seal_log(ports) == 1
        slow.commit()
        assert seal_log(ports) == 1
    assert verify_stored_log(ports).ok


def test_sealers_at_once_place_each_leaf_once_and_leave_no_gap(ports: Ports) -> None:
    for number in range(3):
        a_granted(ports, document_number=f"U000{number}")
        placed = at_once(*[lambda: seal_log(ports)] * 4)
        assert all(isinstance(result, int) for result in placed), placed
    seal_log(ports)
    leaves = AuditLeaf.objects.count()
    assert positions() == list(range(leaves))
    assert AuditPlacement.objects.values("leaf").distinct().count() == leaves
    assert verify_stored_log(ports).ok


def test_sealer_that_dies_before_its_commit_left_nothing_behind(ports: Ports) -> None:
    a_granted(ports)
    with pytest.raises(RuntimeError, match="died"), transaction.atomic():
        assert seal_log(ports) > 0
        raise RuntimeError("died")
    assert positions() == []
    assert seal_log(ports) == AuditLeaf.objects.count()
    assert verify_stored_log(ports).ok
