"""The demonstration's organisations: a travel agency that may send groups, and one that waits for an officer."""

from __future__ import annotations

from collections.abc import Callable

from mapae.core.application.parties import OrganisationKind, OrganisationStatus
from mapae.core.group.approval import ApprovalAct
from mapae.core.group.registration import Registration
from mapae.records.models import Account, Organisation
from mapae.site.sign_in import give_second_factor
from mapae.usecases.organisations import act_on_organisation
from mapae.usecases.ports import Ports
from mapae.usecases.register import add_organisation, kinds_to_register

AGENCY = "demo-agency"
_WAITING, _OFFICER = "demo-agency-that-waits", "demo-supervisor"
_KIND = OrganisationKind.TRAVEL_AGENCY
_ORGANISATIONS = (
    (AGENCY, "tr", "agency@example.org", Registration(
        kind=_KIND, name="Örnek Tur (specimen)", country="TUR", registration="TEST-0000-01",
        tax_data="Örnek Tur (specimen)\nVergi dairesi: Uydurma\nVergi no: 0000000000",
        address="Uydurma Sokak 1\n00000 Ankara", contact="Zeynep Örnek", phone="+903120000000")),
    (_WAITING, "ko", "waiting.agency@example.org", Registration(
        kind=_KIND, name="견본여행사 (specimen)", country="KOR", registration="TEST-0000-02",
        tax_data="견본여행사\n사업자등록번호: 000-00-00000", address="서울특별시 중구 없는로 1", contact="홍길동",
        phone="+82200000000")),
)  # fmt: skip


def prepare_organisations(ports: Ports, password_of: Callable[[str], str], secret_of: Callable[[str], str]) -> None:
    """What is there already stays. Nothing where today's rules let no travel agency send groups."""
    if _KIND not in {limit.organisation for limit in kinds_to_register(ports)}:
        return
    for name, language, address, said in _ORGANISATIONS:
        if Account.objects.filter(username=name).exists():
            continue
        account = add_organisation(ports, said, address, language, name, password_of(name))
        give_second_factor(account, secret_of(name))
        if name == AGENCY and account.organisation is not None:
            _approve(ports, account.organisation)


def _approve(ports: Ports, organisation: Organisation) -> None:
    if organisation.status == OrganisationStatus.WAITING:
        officer = Account.objects.get(username=_OFFICER)
        act_on_organisation(ports, officer, organisation.id, organisation.version, ApprovalAct.APPROVE, ())
