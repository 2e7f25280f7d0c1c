"""Search leaves its purpose whatever it finds; an override is named, short and logged; a flag tells nobody but the border."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mapae.core.application.status import TransitionRefused
from mapae.core.audit.leaf import Leaf, parse
from mapae.core.authorization.flag import FlagReason
from mapae.core.decision.search import SearchPurpose
from mapae.core.travel.override import OverrideReason, OverrideRefused
from mapae.records.models import Account, AuditLeaf, Authorization, BoardOverride, SecondLineFlag
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.flag_authorization import find_flag, lift_flag, set_flag
from mapae.usecases.open_case import open_case
from mapae.usecases.override_no_board import end_override, list_overrides, override_no_board
from mapae.usecases.ports import Ports
from mapae.usecases.search_cases import NotSearchable, search_by_document, search_by_reference
from tests.room.clock import SetClock
from tests.usecases.steps import a_draft, a_granted, a_referred, an_officer

pytestmark = pytest.mark.django_db
WHY = SearchPurpose.CARRIER_ASKS


@pytest.fixture
def officer(ports: Ports) -> Account:
    return an_officer(ports)


def last_leaf() -> Leaf:
    return parse(bytes(AuditLeaf.objects.latest("id").content))


def test_reference_is_found_however_it_is_typed(ports: Ports, officer: Account) -> None:
    granted = a_granted(ports)
    typed = granted.reference[:6].lower() + " - " + granted.reference[6:]
    (found,) = search_by_reference(ports, officer, typed, WHY)
    assert (found.id, found.status) == (granted.id, "granted")
    leaf = last_leaf()
    assert (leaf.action, leaf.purpose, leaf.detail["by"], leaf.detail["found"]) == (
        "case.searched", "carrier_asks", "reference", "1",
    )  # fmt: skip
    assert granted.reference not in str(leaf)


def test_document_finds_all_its_applications_and_no_drafts(ports: Ports, officer: Account) -> None:
    first, second = a_granted(ports), a_granted(ports)
    a_granted(ports, document_number="U99999999")
    a_draft(ports)
    found = search_by_document(ports, officer, "u-0000 0017", "tur", WHY)
    assert {one.id for one in found} == {first.id, second.id}
    assert {one.ending for one in found} == {"", "superseded"}


def test_search_that_finds_nothing_leaves_its_leaf_too(ports: Ports, officer: Account) -> None:
    assert search_by_document(ports, officer, "U12345678", "TUR", WHY) == ()
    assert (last_leaf().action, last_leaf().detail["found"]) == ("case.searched", "0")


def test_same_search_twice_can_be_told_by_its_digest(ports: Ports, officer: Account) -> None:
    digests = []
    for number in ("U12345678", "U12345678", "U12345679"):
        search_by_document(ports, officer, number, "TUR", WHY)
        digests.append(last_leaf().detail["about"])
    assert digests[0] == digests[1] != digests[2]


@pytest.mark.parametrize(
    ("number", "state", "wrong"), [("", "TUR", "document_number"), ("U1", "XYZ", "issuing_state"), ("U1", "", "issuing_state")]
)  # fmt: skip
def test_what_is_no_document_is_not_searched(
    ports: Ports, officer: Account, number: str, state: str, wrong: str
) -> None:
    with pytest.raises(NotSearchable, match=wrong):
        search_by_document(ports, officer, number, state, WHY)
    with pytest.raises(NotSearchable, match="reference"):
        search_by_reference(ports, officer, "ABC", WHY)
    assert not AuditLeaf.objects.exists()


def test_case_that_never_was_referred_opens_for_a_purpose_only(ports: Ports, officer: Account) -> None:
    granted = a_granted(ports)
    with pytest.raises(UnknownApplication):
        open_case(ports, granted.id, officer)
    case = open_case(ports, granted.id, officer, WHY)
    assert case.authorization is not None
    assert last_leaf().purpose == "carrier_asks"


def test_case_shows_the_other_applications_of_the_person(ports: Ports, officer: Account) -> None:
    old = a_granted(ports, document_number="U00000018")
    case = a_referred(ports)
    a_referred(ports, given_names="BAŞKA", document_number="U00000019")
    a_draft(ports)
    (other,) = open_case(ports, case.id, officer).others
    assert (other.id, other.status, other.is_same_document, other.may_be_opened) == (old.id, "granted", False, False)
    assert other.last_day is not None


def test_override_is_for_one_document_and_some_hours(ports: Ports, officer: Account, clock: SetClock) -> None:
    made = override_no_board(ports, officer, "u 00000017", "TUR", OverrideReason.VISA_SEEN, 2)
    granted = a_granted(ports)
    stored = BoardOverride.objects.get(id=made)
    assert bytes(stored.document_index) == bytes(granted.document_index or b"")
    assert stored.valid_until - stored.valid_from == timedelta(hours=2)
    (seen,) = list_overrides(ports)
    assert (seen.issued_by, seen.reason) == ("officer.one", "visa_seen")
    clock.pass_by(hours=2)
    assert list_overrides(ports) == ()


def test_override_and_its_end_are_in_the_log(ports: Ports, officer: Account) -> None:
    made = override_no_board(ports, officer, "U1", "TUR", OverrideReason.HUMANITARIAN, 72)
    leaf = last_leaf()
    assert (leaf.action, leaf.reasons, leaf.object) == ("board.overridden", ("humanitarian",), f"override:{made}")
    end_override(ports, officer, made)
    assert last_leaf().action == "board.override_ended"
    assert list_overrides(ports) == ()
    leaves = AuditLeaf.objects.count()
    end_override(ports, officer, made)
    assert AuditLeaf.objects.count() == leaves


@pytest.mark.parametrize("hours", [0, -1, 73])
def test_override_of_no_or_too_many_hours_is_refused(ports: Ports, officer: Account, hours: int) -> None:
    with pytest.raises(OverrideRefused):
        override_no_board(ports, officer, "U1", "TUR", OverrideReason.HUMANITARIAN, hours)
    assert not BoardOverride.objects.exists()


def test_flag_is_set_changed_and_lifted_each_with_its_leaf(ports: Ports, officer: Account) -> None:
    granted = a_granted(ports)
    authorization = Authorization.objects.get()
    for _ in range(2):
        set_flag(ports, granted.id, officer, FlagReason.IDENTITY)
    assert (last_leaf().action, last_leaf().reasons) == ("authorization.flagged", ("identity",))
    assert SecondLineFlag.objects.count() == 1
    set_flag(ports, granted.id, officer, FlagReason.STAY)
    assert find_flag(authorization.id) is FlagReason.STAY
    lift_flag(ports, granted.id, officer)
    assert last_leaf().action == "authorization.flag_lifted"
    assert find_flag(authorization.id) is None


def test_nothing_to_flag_without_a_living_authorization(ports: Ports, officer: Account) -> None:
    referred = a_referred(ports)
    with pytest.raises(TransitionRefused):
        set_flag(ports, referred.id, officer, FlagReason.IDENTITY)
