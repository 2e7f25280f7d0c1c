"""Choose travellers, look at what the order is and costs, declare, and press."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from mapae.core.group.ordering import row_numbers
from mapae.faces.group.order_forms import SOME, ChoiceForm, DeclarationForm
from mapae.faces.group.order_words import OBSTACLES, say_numbers
from mapae.faces.group.visit import of_representative
from mapae.faces.look.spoken import say_money
from mapae.faces.request import MapaeRequest
from mapae.usecases.groups import MayNotSendGroups, Representative
from mapae.usecases.press_order import ChoiceChanged, NothingReady, TooManyPeople, press_order
from mapae.usecases.review_order import OrderReview, review_order, rows_numbered

_KEY_BYTES = 16


@require_safe
@of_representative
def choose(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponse:
    """GET asks; the same with an answer leads to the check, without anything being kept."""
    if "which" not in request.GET and "rows" not in request.GET:
        return _choice(request, who, group_id, ChoiceForm())
    form = ChoiceForm(request.GET)
    if not form.is_valid():
        return _choice(request, who, group_id, form)
    where = reverse("group_order_check", args=[group_id])
    rows = form.cleaned_data["rows"] if form.cleaned_data["which"] == SOME else ""
    return redirect(f"{where}?{urlencode({'rows': rows})}" if rows else where)


def _choice(request: MapaeRequest, who: Representative, group_id: UUID, form: ChoiceForm) -> HttpResponse:
    try:
        found = review_order(request.ports, who, group_id)
    except (MayNotSendGroups, TooManyPeople) as refused:
        return _refused(request, group_id, refused)
    context = {"form": form, **_words(found), "back_url": reverse("group", args=[group_id])}
    return render(request, "group/order_choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_representative
def check(request: MapaeRequest, who: Representative, group_id: UUID) -> HttpResponse:
    """GET shows the order; POST presses it. A second press of the same page finds the order of the first."""
    written = request.GET.get("rows", "")
    numbers = row_numbers(written) if written else None
    if written and numbers is None:
        return redirect("group_order_choose", group_id)
    form = DeclarationForm(request.POST) if request.method == "POST" else None
    try:
        if form is not None and form.is_valid():
            return _press(request, who, group_id, numbers, form)
        return _show(request, who, group_id, numbers, form)
    except (MayNotSendGroups, TooManyPeople) as refused:
        return _refused(request, group_id, refused)
    except NothingReady:
        return redirect("group_orders", group_id)
    except ChoiceChanged:
        return _show(request, who, group_id, numbers, None, has_changed=True)


def _press(
    request: MapaeRequest, who: Representative, group_id: UUID, numbers: frozenset[int] | None, form: DeclarationForm
) -> HttpResponse:
    pressed = press_order(
        request.ports,
        who,
        group_id,
        key=form.cleaned_data["key"],
        wording=form.wording,
        chosen=None if numbers is None else rows_numbered(who, group_id, numbers),
        seen=form.seen_people,
    )
    return redirect("group_order", pressed.id)


def _show(
    request: MapaeRequest,
    who: Representative,
    group_id: UUID,
    numbers: frozenset[int] | None,
    form: DeclarationForm | None,
    *,
    has_changed: bool = False,
) -> HttpResponse:
    found = review_order(request.ports, who, group_id, numbers)
    if form is None:
        key = request.ports.chance.bytes(_KEY_BYTES).hex()
        form = DeclarationForm(initial={"key": key, "seen": len(found.ready)})
    context = {"form": form, "has_changed": has_changed, **_words(found)}
    context |= {"back_url": reverse("group_order_choose", args=[group_id])}
    return render(request, "group/order_check.html", context)


def _words(found: OrderReview) -> dict[str, object]:
    """What a template shows of a review."""
    return {
        "review": found,
        "people": len(found.ready),
        "ready_rows": say_numbers(found.ready),
        "kept_back": [(OBSTACLES[why], len(rows), say_numbers(rows)) for why, rows in found.kept_back.items()],
        "missing": say_numbers(found.missing),
        "fee_each": say_money(found.fee.total, found.fee.currency),
        "total": say_money(found.total, found.fee.currency),
        "is_free": found.total == 0,
        "parts": found.parts,
        "is_split": len(found.parts) > 1,
    }


def _refused(request: MapaeRequest, group_id: UUID, refused: Exception) -> HttpResponse:
    """Who may not send a group, or not so many, is told so."""
    most = refused.most if isinstance(refused, TooManyPeople) else 0
    context = {"most": most, "back_url": reverse("group_orders", args=[group_id])}
    return render(request, "group/order_refused.html", context)
