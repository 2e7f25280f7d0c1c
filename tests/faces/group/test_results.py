"""The results as a page, as a table that no program takes for formulas, and as one file of letters."""

from __future__ import annotations

import asyncio
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.handlers.asgi import ASGIRequest
from django.test import AsyncRequestFactory, Client

from mapae.faces.group.sending import sent
from mapae.records.models import Account, Order
from mapae.site.sign_in import give_second_factor
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.mandates import object_to
from mapae.usecases.ports import Ports
from tests.room.accounts import SECRET
from tests.usecases.group_steps import a_representative
from tests.usecases.order_steps import a_released, applications_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undefined_variables_fail")]


def signed_in(account: Account | None) -> Client:
    assert account is not None
    give_second_factor(account, SECRET)
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def order(site: Ports) -> tuple[Client, Order]:
    """Three travellers: two granted, and one who objects."""
    who, order = a_released(site, 3)
    first, second, third = applications_of(order)
    for one in (first, second):
        decide_by_machine(site, one.id)
    object_to(site, third.id)
    return signed_in(who.account), order


def test_page_counts_and_names_everybody(order: tuple[Client, Order]) -> None:
    page = order[0].get(f"/en/group/{order[1].group_id}/results/").content.decode()
    assert "objects to this application" in page
    assert "the traveller objects: the result is told to them alone" in page
    assert page.count("valid until") == 2
    assert "letters/1.zip" in page


def test_table_is_a_workbook_with_a_line_each(site: Ports, order: tuple[Client, Order]) -> None:
    response = order[0].get(f"/tr/group/{order[1].group_id}/results.xlsx")
    assert response.streaming
    assert 'filename="results.xlsx"' in response["Content-Disposition"]
    sheet = site.sheets.read(b"".join(response.streaming_content))  # type: ignore[attr-defined]  # a streaming one
    lines = [[str(cell) for cell in row] for row in sheet.rows]
    assert len(lines) >= 3
    assert sum("ÖRNEK" in " ".join(line) for line in lines) == 3


def test_letters_come_in_one_file_named_by_number_and_reference(order: tuple[Client, Order]) -> None:
    response = order[0].get(f"/en/group/{order[1].group_id}/letters/1.zip")
    assert response["Content-Type"] == "application/zip"
    with ZipFile(BytesIO(b"".join(response.streaming_content))) as archive:  # type: ignore[attr-defined]  # a streaming one
        names = archive.namelist()
        assert [name[:6] for name in names] == ["00001-", "00002-"]
        assert all(archive.read(name).startswith(b"%PDF") for name in names)
    assert order[0].get(f"/en/group/{order[1].group_id}/letters/2.zip").status_code == 404
    assert order[0].get(f"/en/group/{order[1].group_id}/letters/0.zip").status_code == 404


@pytest.mark.parametrize("path", ["results.xlsx", "letters/1.zip"])
def test_files_are_whole_for_browsers_that_take_compressed_pages(order: tuple[Client, Order], path: str) -> None:
    """Pieces that were compressed one by one are streams of their own, of which browsers read the first only."""
    response = order[0].get(f"/en/group/{order[1].group_id}/{path}", headers={"accept-encoding": "gzip, br"})
    assert response["Content-Encoding"] == "identity"
    with ZipFile(BytesIO(b"".join(response.streaming_content))) as archive:  # type: ignore[attr-defined]  # a streaming one
        assert archive.testzip() is None


@pytest.mark.parametrize("path", ["results/", "results.xlsx", "letters/1.zip"])
def test_another_organisation_sees_nothing(site: Ports, order: tuple[Client, Order], path: str) -> None:
    other = signed_in(a_representative(site).account)
    assert other.get(f"/en/group/{order[1].group_id}/{path}").status_code == 404


@pytest.mark.parametrize("after", ["x", "-1", "9" * 40, "²"])
def test_nonsense_after_shows_the_beginning(order: tuple[Client, Order], after: str) -> None:
    assert "1. " in order[0].get(f"/en/group/{order[1].group_id}/results/?after={after}").content.decode()


def test_asynchronous_server_gets_piece_by_piece() -> None:
    asked: list[int] = []

    def pieces() -> object:
        for number in range(3):
            asked.append(number)
            yield bytes([number])

    async def first_piece() -> bytes:
        request = AsyncRequestFactory().get("/")
        assert isinstance(request, ASGIRequest)
        response = sent(request, pieces(), "application/zip", "x.zip")  # type: ignore[arg-type]  # as the middleware makes it
        async for piece in response:
            return bytes(piece)
        return b""

    assert asyncio.run(first_piece()) == b"\x00"
    assert asked == [0]
