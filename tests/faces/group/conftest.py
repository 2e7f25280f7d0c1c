"""What the tests of groups' pages share: members of an organisation who are signed in, and the worker's part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from mapae.records.models import Account, Group, GroupFile
from mapae.site.sign_in import give_second_factor
from mapae.usecases.groups import Representative
from mapae.usecases.ports import Ports
from mapae.usecases.read_group_file import read_group_file
from mapae.usecases.row_portraits import read_portrait_file
from tests.room.accounts import SECRET
from tests.usecases.group_steps import a_group, a_representative


@dataclass(frozen=True)
class Desk:
    """A member at their browser, with a group of theirs."""

    ports: Ports
    client: Client
    who: Representative
    group: Group

    def at(self, path: str = "", language: str = "en") -> str:
        return f"/{language}/group/{self.group.id}/{path}"

    def work(self) -> GroupFile:
        """The worker reads what waits."""
        file = GroupFile.objects.filter(group=self.group, status="waiting").get()
        (read_group_file if file.kind == "travellers" else read_portrait_file)(self.ports, file.id)
        return GroupFile.objects.get(id=file.id)


@pytest.fixture
def a_desk(site: Ports, undefined_variables_fail: None) -> Callable[[], Desk]:
    def made() -> Desk:
        who, client = a_representative(site), Client()
        assert who.account is not None
        give_second_factor(who.account, SECRET)
        client.force_login(who.account)
        return Desk(site, client, who, a_group(site, who))

    return made


@pytest.fixture
def desk(a_desk: Callable[[], Desk]) -> Desk:
    return a_desk()


@pytest.fixture(autouse=True)
def strict(undefined_variables_fail: None) -> None:
    """A template that asks for what its view does not give fails."""


def signed_in(account: Account) -> Client:
    """A browser in which this account is signed in."""
    client = Client()
    client.force_login(account)
    return client
