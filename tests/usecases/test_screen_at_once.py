"""Two officers who open a case together find the same hit, once; of two judgements at once one is recorded."""

from __future__ import annotations

import pytest

from mapae.core.screening.hit import Judgement
from mapae.records.models import Hit
from mapae.usecases.case_acts import ChangedMeanwhile
from mapae.usecases.judge_hit import judge_hit
from mapae.usecases.open_case import open_case
from mapae.usecases.ports import Ports
from tests.usecases.leaves import leaves
from tests.usecases.steps import a_list, a_referred, an_officer, at_once

pytestmark = pytest.mark.usefixtures("committed")


def test_hit_is_found_once_and_judged_once(ports: Ports) -> None:
    application = a_referred(ports)
    a_list(ports, "TUR,U00000017,2026-01-31,stolen")
    officers = [an_officer(ports, f"officer.{number}") for number in range(4)]
    seen = at_once(*[lambda one=one: len(open_case(ports, application.id, one).hits) for one in officers])
    assert seen == [1] * 4
    hit = Hit.objects.get()
    judged = at_once(
        *[lambda one=one: judge_hit(ports, application.id, hit.id, one, "", Judgement.UNSURE) for one in officers]
    )
    assert [type(one) for one in judged if isinstance(one, Exception)] == [ChangedMeanwhile] * 3
    assert (len(leaves("hit.found")), len(leaves("hit.judged"))) == (1, 1)
