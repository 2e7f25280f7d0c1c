"""Orders for tests: a group with rows that are ready, pressed, prepared and paid by the real use cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mapae.records.models import Application, Group, GroupRow, Order, Payment, RowPortrait
from mapae.usecases.group_data import seal_row_portrait
from mapae.usecases.groups import Representative
from mapae.usecases.pay import receive_payment, start_payment_of
from mapae.usecases.payable import Payer
from mapae.usecases.ports import Ports
from mapae.usecases.prepare_order import prepare_order
from mapae.usecases.press_order import press_order
from mapae.usecases.release_order import release_order
from mapae.usecases.save_row import add_row
from tests.room.pictures import SPECIMEN
from tests.usecases.group_steps import a_family, a_group, a_representative, row_answers
from tests.usecases.steps import BACK, notice_of

_PORTRAIT: dict[str, bytes] = {}


def adults() -> Iterator[int]:
    """Numbers of people who need an authorization, as `row_answers` makes them."""
    number = 0
    while True:
        number += 1
        if number % 7 and number % 10:
            yield number


def give_portrait(ports: Ports, group: Group, row: GroupRow) -> None:
    """As if it had come with the file."""
    portrait = _PORTRAIT.setdefault("made", ports.pictures.make_portrait(SPECIMEN))
    sealed = seal_row_portrait(ports, group, row.id, portrait)
    RowPortrait.objects.create(row=row, content_sealed=sealed, created_at=ports.clock.now())
    GroupRow.objects.filter(id=row.id).update(has_portrait=True)


def put_rows(ports: Ports, who: Representative, group: Group, *rows: Mapping[str, str]) -> list[GroupRow]:
    """These people, each with a portrait."""
    made = []
    for answers in rows:
        row = add_row(ports, who, group.id, answers)
        give_portrait(ports, group, row)
        made.append(GroupRow.objects.get(id=row.id))
    return made


def people(count: int, **changes: Any) -> list[dict[str, str]]:
    """So many people who are ready to go, each with an address of their own."""
    numbers = adults()
    chosen = [next(numbers) for _ in range(count)]
    return [row_answers(one, **({"email": f"traveller.{one}@example.org"} | changes)) for one in chosen]


def a_ready_group(ports: Ports, count: int = 3, **changes: Any) -> tuple[Representative, Group]:
    """An approved travel agency's group, all of whose rows can go."""
    who = a_representative(ports)
    group = a_group(ports, who)
    put_rows(ports, who, group, *people(count, **changes))
    return who, group


def a_ready_family(ports: Ports, count: int = 2) -> tuple[Representative, Group]:
    who = a_family(ports)
    group = Group.objects.get(id=who.family_group)
    put_rows(ports, who, group, *people(count))
    return who, group


def a_pressed(ports: Ports, who: Representative, group: Group, key: str = "press-1", **more: Any) -> Order:
    return press_order(ports, who, group.id, key=key, wording="1", **more)


def a_prepared(ports: Ports, count: int = 3, **changes: Any) -> tuple[Representative, Order]:
    who, group = a_ready_group(ports, count, **changes)
    order = a_pressed(ports, who, group)
    prepare_order(ports, order.id)
    order.refresh_from_db()
    return who, order


def an_open_payment_of(ports: Ports, who: Representative, order: Order) -> Payment:
    return start_payment_of(ports, Payer(order=order.id, actor=who.actor(ports)), BACK)[0]


def a_paid_order(ports: Ports, count: int = 3, **changes: Any) -> tuple[Representative, Order]:
    who, order = a_prepared(ports, count, **changes)
    receive_payment(ports, notice_of(an_open_payment_of(ports, who, order)))
    order.refresh_from_db()
    return who, order


def a_released(ports: Ports, count: int = 3, **changes: Any) -> tuple[Representative, Order]:
    who, order = a_paid_order(ports, count, **changes)
    release_order(ports, order.id)
    order.refresh_from_db()
    return who, order


def applications_of(order: Order) -> list[Application]:
    """In the order of their rows, or of their references once rows are free again."""
    return list(Application.objects.filter(submission__order=order).order_by("row__number", "reference"))


def jobs(task: str) -> int:
    """How many jobs of this kind were asked for."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [task])
        return int(cursor.fetchone()[0])
