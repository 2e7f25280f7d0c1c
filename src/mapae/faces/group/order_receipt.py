"""The receipt of an order: a page that prints well, and the same as a PDF. It names no traveller."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from mapae.faces.group.visit import of_representative
from mapae.faces.look.letter_words import NOTHING, letter_frame, letter_languages, said, same
from mapae.faces.look.spoken import say_moment, say_money
from mapae.faces.request import MapaeRequest
from mapae.usecases.groups import Representative
from mapae.usecases.order_acts import UnknownOrder
from mapae.usecases.ports import LetterRow, LetterSection, PrintedLetter
from mapae.usecases.read_receipt import NotPaid, Receipt, read_receipt

FILE_NAME = "receipt.pdf"


@require_safe
@of_representative
def receipt(request: MapaeRequest, who: Representative, order_id: UUID) -> HttpResponse:
    """The receipt as a page."""
    try:
        found = _found(request, who, order_id)
    except NotPaid:
        return redirect("group_order", order_id)
    context = {
        "letter": printed_receipt(found),
        "pdf_url": reverse("group_order_receipt_pdf", args=[order_id]),
        "back_url": reverse("group_order", args=[order_id]),
    }
    return render(request, "group/order_receipt.html", context)


@require_safe
@of_representative
def pdf(request: MapaeRequest, who: Representative, order_id: UUID) -> HttpResponse:
    """The receipt as a file."""
    try:
        found = _found(request, who, order_id)
    except NotPaid:
        return redirect("group_order", order_id)
    response = HttpResponse(request.ports.printing.pdf(printed_receipt(found)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return response


def _found(request: MapaeRequest, who: Representative, order_id: UUID) -> Receipt:
    try:
        return read_receipt(request.ports, who, order_id)
    except UnknownOrder as unknown:
        raise Http404(str(order_id)) from unknown


def printed_receipt(found: Receipt) -> PrintedLetter:
    """The receipt in the form of a printed letter."""
    return PrintedLetter(
        languages=letter_languages(),
        title=said(lambda: gettext("Receipt")),
        **letter_frame(),
        warning=NOTHING,
        opening=(),
        rows=tuple(_rows(found)),
        sections=tuple(_sections(found)),
        seal=NOTHING,
        made=said(lambda: gettext("Paid on %(moment)s") % {"moment": say_moment(found.paid_at)}),
    )


def _rows(found: Receipt) -> Iterable[LetterRow]:
    yield LetterRow(said(lambda: gettext("Order")), same(found.order))
    yield LetterRow(said(lambda: gettext("Number of the payment")), same(str(found.payment)))
    yield LetterRow(said(lambda: gettext("Paid by")), same(found.payer))
    if found.address:
        yield LetterRow(said(lambda: gettext("Address")), same(found.address))
    if found.tax_data:
        yield LetterRow(said(lambda: gettext("Tax data")), same(found.tax_data))
    yield LetterRow(said(lambda: gettext("Travellers")), same(str(found.people)))
    yield _money_row(lambda: gettext("Fee for each"), found.fee.base, found.currency)
    if found.fee.processing:
        yield _money_row(lambda: gettext("Charge for paying online, for each"), found.fee.processing, found.currency)
    yield _money_row(lambda: gettext("Paid in total"), found.amount, found.currency)
    if found.given_back:
        yield _money_row(lambda: gettext("Given back for withdrawn applications"), found.given_back, found.currency)


def _money_row(label: object, amount: int, currency: str) -> LetterRow:
    assert callable(label)
    return LetterRow(said(label), said(lambda: say_money(amount, currency)))


def _sections(found: Receipt) -> Iterable[LetterSection]:
    yield LetterSection(said(lambda: gettext("What the fee rests on")), (same(f"{found.rule}: {found.source}"),))
