"""The URLs of orders: choose and check, pay, follow, and look back."""

from __future__ import annotations

from django.urls import path

from mapae.faces.group import order_check, order_page, order_payment, order_question, order_receipt

urlpatterns = [
    path("orders/", order_page.history, name="group_all_orders"),
    path("<uuid:group_id>/orders/", order_page.history_of_group, name="group_orders"),
    path("<uuid:group_id>/order/", order_check.choose, name="group_order_choose"),
    path("<uuid:group_id>/order/check/", order_check.check, name="group_order_check"),
    path("orders/<uuid:order_id>/", order_page.order, name="group_order"),
    path("orders/<uuid:order_id>/pay/", order_payment.pay, name="group_order_pay"),
    path("orders/<uuid:order_id>/paid/", order_payment.paid, name="group_order_paid"),
    path("orders/<uuid:order_id>/cancel/", order_page.cancel, name="group_order_cancel"),
    path("orders/<uuid:order_id>/travellers/", order_page.travellers, name="group_order_travellers"),
    path("orders/<uuid:order_id>/withdraw/<uuid:application_id>/", order_page.take_back, name="group_order_withdraw"),
    path(
        "orders/<uuid:order_id>/question/<uuid:application_id>/", order_question.question, name="group_order_question"
    ),
    path("orders/<uuid:order_id>/receipt/", order_receipt.receipt, name="group_order_receipt"),
    path("orders/<uuid:order_id>/receipt.pdf", order_receipt.pdf, name="group_order_receipt_pdf"),
]
