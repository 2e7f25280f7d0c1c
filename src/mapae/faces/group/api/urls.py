"""The addresses, below /api/group/v1/."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from mapae.faces.group.api import files, groups, notices, orders, questions, results, rows
from mapae.faces.group.api.entrance import entrance, nowhere


class _AnythingConverter(StringConverter):
    """Line breaks too, which <path:rest> leaves out: every address that is not there is told in the way of programs."""

    regex = "(?s:.*)"


register_converter(_AnythingConverter, "anything")

_GROUP, _ORDER = "groups/<uuid:group_id>", "orders/<uuid:order_id>"
_ROW = f"{_GROUP}/rows/<uuid:row_id>"
_FILE = f"{_GROUP}/files/<uuid:file_id>"
_TRAVELLER = f"{_ORDER}/travellers/<uuid:application_id>"

urlpatterns = [
    path("status", entrance(GET=groups.status), name="group_api_status"),
    path("webhook", entrance(GET=notices.show, PUT=notices.put, DELETE=notices.remove), name="group_api_webhook"),
    path("groups", entrance(GET=groups.list_all, POST=groups.start), name="group_api_groups"),
    path(_GROUP, entrance(GET=groups.show), name="group_api_group"),
    path(f"{_GROUP}/common", entrance(GET=groups.show_common, PUT=groups.put_common), name="group_api_common"),
    path(f"{_GROUP}/rows", entrance(GET=rows.list_page, POST=rows.put), name="group_api_rows"),
    path(_ROW, entrance(GET=rows.show, PUT=rows.change, DELETE=rows.remove), name="group_api_row"),
    path(f"{_ROW}/portrait", entrance(GET=rows.show_portrait, PUT=rows.put_portrait), name="group_api_portrait"),
    path(f"{_GROUP}/files", entrance(GET=files.list_all, POST=files.take), name="group_api_files"),
    path(_FILE, entrance(GET=files.show), name="group_api_file"),
    path(f"{_FILE}/answers", entrance(POST=files.answer), name="group_api_file_answers"),
    path(f"{_GROUP}/review", entrance(GET=orders.review), name="group_api_review"),
    path(f"{_GROUP}/orders", entrance(GET=orders.list_of_group, POST=orders.press), name="group_api_press"),
    path(f"{_GROUP}/results", entrance(GET=results.show), name="group_api_results"),
    path(f"{_GROUP}/letters/<int:part>", entrance(GET=results.letters), name="group_api_letters"),
    path("orders", entrance(GET=orders.list_all), name="group_api_orders"),
    path(_ORDER, entrance(GET=orders.show), name="group_api_order"),
    path(f"{_ORDER}/payment", entrance(POST=orders.pay), name="group_api_payment"),
    path(f"{_ORDER}/cancel", entrance(POST=orders.cancel), name="group_api_cancel"),
    path(f"{_ORDER}/travellers", entrance(GET=orders.travellers), name="group_api_travellers"),
    path(f"{_TRAVELLER}/withdraw", entrance(POST=orders.withdraw), name="group_api_withdraw"),
    path(f"{_TRAVELLER}/question", entrance(GET=questions.show, POST=questions.answer), name="group_api_question"),
    path("<anything:rest>", entrance(GET=nowhere, POST=nowhere, PUT=nowhere, DELETE=nowhere), name="group_api_nowhere"),
]
