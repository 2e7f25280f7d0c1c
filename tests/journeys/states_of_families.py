"""States of families, of travellers who were applied for, and of the desks that look at what they say.

Made by the use cases like those of `states.py`, which takes them in.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

_ADDRESSES = count(1)


def _address(kind: str) -> str:
    return f"specimen.{kind}.{next(_ADDRESSES)}@example.org"


def _session(act: Callable[[Any], object]) -> dict[str, str]:
    from tests.journeys.states import _session as session_of

    return session_of(act)


def _ports() -> Any:
    from mapae.site.wiring import ports

    return ports()


def _person(**changes: Any) -> dict[str, str]:
    """Everything that one traveller of a group answers, another one each time."""
    from tests.journeys.states import _answers
    from tests.usecases.group_steps import row_answers

    another = _answers()
    return row_answers(
        1, **{name: another[name] for name in ("arrival_day", "document_number", "given_names")} | changes
    )


def _a_family() -> tuple[Any, Any]:
    """A family's group in which nobody is yet, and who may fill it in."""
    from mapae.records.models import Group
    from tests.usecases.group_steps import a_family

    who = a_family(_ports(), _address("family"))
    return who, Group.objects.get(id=who.family_group)


def _holding(group_id: Any) -> dict[str, str]:
    from mapae.faces.group.visit import hold_family

    return _session(lambda request: hold_family(request, group_id))


def _sent(*people: dict[str, str]) -> tuple[Any, list[Any]]:
    """A family's group whose order was paid, with its applications."""
    from mapae.records.models import Order
    from mapae.usecases.pay import receive_payment
    from mapae.usecases.prepare_order import prepare_order
    from mapae.usecases.release_order import release_order
    from tests.usecases.order_steps import a_pressed, an_open_payment_of, applications_of, put_rows
    from tests.usecases.steps import notice_of

    ports = _ports()
    who, group = _a_family()
    put_rows(ports, who, group, *people)
    order = a_pressed(ports, who, group)
    prepare_order(ports, order.id)
    receive_payment(ports, notice_of(an_open_payment_of(ports, who, Order.objects.get(id=order.id))))
    release_order(ports, order.id)
    return group, applications_of(order)


def family_consent() -> dict[str, str]:
    return _session(lambda request: request.session.update({"family_request": str(_ports().chance.uuid())}))


def family_asked() -> dict[str, str]:
    from mapae.usecases.families import ask_for_family

    request_id = _ports().chance.uuid()
    ask_for_family(_ports(), request_id, _address("family.asked"), "en", "1")
    return _session(lambda request: request.session.update({"family_request": str(request_id)}))


def family_unnamed() -> dict[str, str]:
    """The mailbox is proven, and nothing was said yet."""
    from mapae.usecases.groups import start_family

    return _holding(start_family(_ports(), "", "", _address("family.new"), "en").id)


def family_decided() -> dict[str, str]:
    """One is granted, one is refused and lets the representative read why, one objects."""
    from mapae.usecases.decide import decide_by_machine
    from mapae.usecases.mandates import confirm, object_to
    from tests.room.accounts import add
    from tests.usecases.steps import refuse

    ports = _ports()
    said = {"has_criminal_record": "yes", "criminal_record_details": "Utopia, 2009, an invented offence, a fine"}
    group, (granted, refused, objects) = _sent(_person(), _person(**said), _person())
    for one in (granted, refused):
        decide_by_machine(ports, one.id)
    confirm(ports, refused.id, tells_grounds=True)
    refuse(ports, refused.id, add(), ["false_information"])
    object_to(ports, objects.id)
    return _holding(group.id) | {"group": str(group.id)}


def applied_for() -> dict[str, str]:
    """A traveller of a group in their own browser, who has not said anything yet."""
    from tests.journeys.states import _holding as holding

    _, (application,) = _sent(_person(email=_address("traveller")))
    return holding(application.id)


def applied_for_and_confirmed() -> dict[str, str]:
    from mapae.usecases.mandates import confirm
    from tests.journeys.states import _holding as holding

    _, (application,) = _sent(_person(email=_address("traveller")))
    confirm(_ports(), application.id, tells_grounds=True)
    return holding(application.id)


def link_followed() -> dict[str, str]:
    """Whoever followed the link of the mail, and has not shown a birth date."""
    _, (application,) = _sent(_person(email=_address("traveller")))
    return _session(lambda request: request.session.update({"application_of_a_link": str(application.id)}))


def officer_of_an_objection() -> dict[str, str]:
    from mapae.usecases.decide import decide_by_machine
    from mapae.usecases.mandates import object_to
    from tests.journeys.states import _signed_in

    _, (application,) = _sent(_person())
    decide_by_machine(_ports(), application.id)
    object_to(_ports(), application.id)
    return _signed_in() | {"case": str(application.id)}


def _supervisor_of_a_report(*, is_closed: bool) -> dict[str, str]:
    from mapae.usecases.report_intermediary import report_intermediary
    from mapae.usecases.reports import close_report, take_up_report
    from tests.journeys.states import _signed_in
    from tests.room.accounts import add

    said = {"about": "example.org", "happened": "2026-11-22: 90 USD", "contact": _address("reporter")}
    report_id, by = report_intermediary(_ports(), said, "en"), add()
    take_up_report(_ports(), report_id, by)
    if is_closed:
        close_report(_ports(), report_id, by, "example.org: 404")
    return _signed_in("supervisor") | {"report": str(report_id)}


def supervisor_of_a_report() -> dict[str, str]:
    return _supervisor_of_a_report(is_closed=False)


def supervisor_of_a_closed_report() -> dict[str, str]:
    return _supervisor_of_a_report(is_closed=True)


MAKERS = (
    family_consent, family_asked, family_unnamed, family_decided, applied_for, applied_for_and_confirmed, link_followed,
    officer_of_an_objection, supervisor_of_a_report, supervisor_of_a_closed_report,
)  # fmt: skip
