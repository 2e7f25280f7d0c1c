"""Who may open what: every URL, every kind of visitor, every method, and other people's objects.

The table is written by hand. It is not made from the rights map, which is what it checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from mapae.records.models import Account, Application, Role
from mapae.site.rights import RIGHTS
from mapae.usecases.answer import answer
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.keep_portrait import keep_portrait
from mapae.usecases.pay import receive_payment, start_payment
from mapae.usecases.ports import PaymentNotice, Ports
from mapae.usecases.start_draft import start_draft
from mapae.usecases.submit import submit
from tests.faces.traveller.walk import Walk
from tests.room.accounts import add, add_signed_in
from tests.room.people import answers
from tests.room.pictures import SPECIMEN

pytestmark = pytest.mark.wide

# With (+) and without (-) a second factor; the representative manages their organisation. "gone": an officer who was
# disabled while signed in.
VISITORS = (
    "anonymous", "applicant", "officer+", "officer-", "supervisor+", "supervisor-", "border+", "border-",
    "auditor+", "auditor-", "operator+", "operator-", "carrier+", "carrier-", "representative+", "representative-",
    "gone",
)  # fmt: skip
# o: open; s: led to the sign-in; f: led to set up the second factor; x: forbidden; k: asks for
# a program's key, whoever is signed in
#                                 an ap o+ o- s+ s- b+ b- a+ a- p+ p- c+ c- r+ r- go
TABLE = {
    "alive":                       "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "ready":                       "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "start":                       "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "policy_fees":                 "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "policy_requirements":         "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "checker":                     "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "checker_nationality":         "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "checker_which":               "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "checker_category":            "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "checker_you":                 "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "opt_in":                      "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "fees":                        "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "help":                        "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "accessibility":               "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "coming_change":               "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "apply_begin":                 "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "apply_mailbox":               "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "apply_code":                  "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "apply_code_again":            "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "apply_saved":                 "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "apply_question":              "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "apply_portrait":              "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "apply_portrait_image":        "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "apply_check":                 "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "apply_pay":                   "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "apply_paid":                  "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "apply_result":                "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "apply_cancel":                "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "apply_changes":               "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "apply_edit":                  "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "apply_information":           "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "apply_letter":                "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "apply_letter_pdf":            "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "apply_withdraw":              "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "status":                      "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "status_link":                 "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "link_ask":                    "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "link_sent":                   "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "link_open":                   "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "payment_notice":              "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "demo_guide":                  "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "demo_bank":                   "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "demo_mailbox":                "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "demo_mail":                   "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "account_login":               "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "account_logout":              "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "mfa_authenticate":            "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "mfa_login_webauthn":          "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "mfa_list_webauthn":           "s  s  o  f  o  f  o  f  o  f  o  f  o  f  o  f  s",
    "mfa_add_webauthn":            "s  s  o  f  o  f  o  f  o  f  o  f  o  f  o  f  s",
    "mfa_remove_webauthn":         "s  s  o  f  o  f  o  f  o  f  o  f  o  f  o  f  s",
    "account_reauthenticate":      "s  s  o  o  o  o  o  o  o  o  o  o  o  o  o  o  s",
    "mfa_activate_totp":           "s  s  o  o  o  o  o  o  o  o  o  o  o  o  o  o  s",
    "mfa_index":                   "s  s  o  f  o  f  o  f  o  f  o  f  o  f  o  f  s",
    "mfa_view_recovery_codes":     "s  s  o  f  o  f  o  f  o  f  o  f  o  f  o  f  s",
    "mfa_generate_recovery_codes": "s  s  o  f  o  f  o  f  o  f  o  f  o  f  o  f  s",
    "officer_queue":               "s  s  o  f  o  f  x  x  x  x  x  x  x  x  x  x  s",
    "officer_case":                "s  s  o  f  o  f  x  x  x  x  x  x  x  x  x  x  s",
    "officer_ask":                 "s  s  o  f  o  f  x  x  x  x  x  x  x  x  x  x  s",
    "officer_assign":              "s  s  o  f  o  f  x  x  x  x  x  x  x  x  x  x  s",
    "officer_settle":              "s  s  o  f  o  f  x  x  x  x  x  x  x  x  x  x  s",
    "officer_end":                 "s  s  o  f  o  f  x  x  x  x  x  x  x  x  x  x  s",
    "officer_flag":                "s  s  o  f  o  f  x  x  x  x  x  x  x  x  x  x  s",
    "officer_search":              "s  s  o  f  o  f  x  x  x  x  x  x  x  x  x  x  s",
    "officer_override":            "s  s  o  f  o  f  x  x  x  x  x  x  x  x  x  x  s",
    "officer_notices":             "s  s  o  f  o  f  x  x  x  x  x  x  x  x  x  x  s",
    "officer_numbers":             "s  s  o  f  o  f  x  x  o  f  x  x  x  x  x  x  s",
    "officer_teams":               "s  s  x  x  o  f  x  x  x  x  x  x  x  x  x  x  s",
    "officer_decide":              "s  s  o  f  o  f  x  x  x  x  x  x  x  x  x  x  s",
    "carrier_check":               "s  s  x  x  x  x  x  x  x  x  x  x  o  f  x  x  s",
    "carrier_list":                "s  s  x  x  x  x  x  x  x  x  x  x  o  f  x  x  s",
    "border_check":                "s  s  x  x  x  x  o  f  x  x  x  x  x  x  x  x  s",
    "border_record":               "s  s  x  x  x  x  o  f  x  x  x  x  x  x  x  x  s",
    "health_live":                 "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "health_ready":                "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "metrics":                     "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "officer_forecast":            "s  s  o  f  o  f  x  x  x  x  x  x  x  x  x  x  s",
    "officer_judge":               "s  s  o  f  o  f  x  x  x  x  x  x  x  x  x  x  s",
    "officer_organisations":       "s  s  o  f  o  f  x  x  x  x  x  x  x  x  x  x  s",
    "officer_organisation":        "s  s  o  f  o  f  x  x  x  x  x  x  x  x  x  x  s",
    "group_register":              "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "group_register_code":         "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "group_register_code_again":   "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "group_register_details":      "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "group_register_account":      "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "group_invitation":            "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "group_organisation":          "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_members":               "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_keys":                  "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_family":                "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "group_family_mailbox":        "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "group_family_code":           "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "group_family_code_again":     "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "group_family_about":          "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "group_family_leave":          "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "group_link":                  "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "apply_birth_date":            "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "apply_mandate":               "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "report":                      "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "report_sent":                 "o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o  o",
    "group_results":               "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_results_xlsx":          "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_letters":               "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "officer_examine":             "s  s  o  f  o  f  x  x  x  x  x  x  x  x  x  x  s",
    "officer_reports":             "s  s  x  x  o  f  x  x  x  x  x  x  x  x  x  x  s",
    "officer_report":              "s  s  x  x  o  f  x  x  x  x  x  x  x  x  x  x  s",
    "group_list":                  "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group":                       "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_common":                "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_upload":                "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_template":              "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_file":                  "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_rows":                  "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_row_add":               "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_rows_xlsx":             "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_row":                   "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_row_remove":            "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_row_opt":               "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_row_portrait":          "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_row_portrait_image":    "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_portraits":             "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_all_orders":            "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_orders":                "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_order_choose":          "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_order_check":           "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_order":                 "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_order_pay":             "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_order_paid":            "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_order_cancel":          "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_order_travellers":      "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_order_withdraw":        "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_order_question":        "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_order_receipt":         "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_order_receipt_pdf":     "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_webhook":               "s  s  x  x  x  x  x  x  x  x  x  x  x  x  o  f  s",
    "group_api_status":             "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
    "group_api_webhook":            "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
    "group_api_groups":             "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
    "group_api_group":              "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
    "group_api_common":             "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
    "group_api_rows":               "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
    "group_api_row":                "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
    "group_api_portrait":           "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
    "group_api_files":              "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
    "group_api_file":               "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
    "group_api_file_answers":       "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
    "group_api_review":             "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
    "group_api_press":              "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
    "group_api_results":            "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
    "group_api_letters":            "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
    "group_api_orders":             "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
    "group_api_order":              "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
    "group_api_payment":            "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
    "group_api_cancel":             "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
    "group_api_travellers":         "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
    "group_api_withdraw":           "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
    "group_api_question":           "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
    "group_api_nowhere":            "k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k  k",
}  # fmt: skip
ONLY_IN_A_DEMONSTRATION = ("demo_guide", "demo_bank", "demo_mailbox", "demo_mail")
OPEN = {200, 302, 400, 404, 405, 409}
NOBODYS_ID = "00000000-0000-4000-8000-000000000001"


@dataclass(frozen=True)
class Mounted:
    """A URL as the resolver has it."""

    name: str
    arguments: tuple[str, ...]


def mounted() -> list[Mounted]:
    return list(_walk(get_resolver().url_patterns))


def _walk(patterns: list[Any]) -> Iterator[Mounted]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            assert not pattern.namespace, "the rights map knows no namespaces"
            yield from _walk(pattern.url_patterns)
        else:
            assert isinstance(pattern, URLPattern)
            yield Mounted(pattern.name or f"unnamed: {pattern.pattern}", tuple(pattern.pattern.converters))


def address(url: Mounted, case_id: str = NOBODYS_ID, language: str = "en") -> str:
    values = {
        "case_id": case_id,
        "hit_id": NOBODYS_ID,
        "group_id": NOBODYS_ID,
        "order_id": NOBODYS_ID,
        "application_id": NOBODYS_ID,
        "row_id": NOBODYS_ID,
        "file_id": NOBODYS_ID,
        "kind": "xlsx",
        "report_id": NOBODYS_ID,
        "part": 1,
        "which": "all",
        "payment_id": NOBODYS_ID,
        "name": "nothing",
        "slug": "names",
        "change": "purpose",
        "token": "nothing",
        "nationality": "TUR",
        "pk": 0,
        "organisation_id": NOBODYS_ID,
        "rest": "nothing",
    }
    with override(language):
        return reverse(url.name, kwargs={argument: values[argument] for argument in url.arguments})


def test_every_url_is_in_the_rights_map_and_nothing_else_is() -> None:
    names = [url.name for url in mounted()]
    assert len(names) == len(set(names))
    assert set(names) == set(RIGHTS)


def test_every_url_is_in_the_table_of_this_test() -> None:
    assert {url.name for url in mounted()} == set(TABLE)
    assert {len(row.split()) for row in TABLE.values()} == {len(VISITORS)}


@pytest.fixture
def case(site: Ports) -> Application:
    """An application that waits for an officer."""
    draft = start_draft(site, "tr", answers()["email"])
    answer(site, draft.id, answers(has_criminal_record="yes"))
    keep_portrait(site, draft.id, SPECIMEN)
    submit(site, draft.id, "press-1")
    payment, _ = start_payment(site, draft.id, "http://testserver/tr/")
    receive_payment(site, PaymentNotice(payment.provider_reference, True, payment.amount, payment.currency))
    return decide_by_machine(site, draft.id)


def visitor(kind: str) -> Client:
    client = Client()
    if kind == "applicant":
        assert Walk(client).begin().status_code == 302
    elif kind == "gone":
        client, account = add_signed_in(Role.OFFICER)
        Account.objects.filter(pk=account.pk).update(is_active=False)
    elif kind != "anonymous":
        client, _ = add_signed_in(Role(kind[:-1]), second_factor=kind.endswith("+"))
    return client


def ask(visitor: Client, method: str, where: str) -> HttpResponse:
    """The reply; whatever the request did is undone, so that the next one finds the same world."""
    browser, before = Client(), transaction.savepoint()
    browser.cookies.load({name: morsel.value for name, morsel in visitor.cookies.items()})
    try:
        return browser.generic(method, where)
    finally:
        transaction.savepoint_rollback(before)


def seen(response: HttpResponse) -> str:
    place = response.get("Location", "")
    if response.status_code == 302 and "/officer/sign-in/?next=" in place:
        return "s"
    if response.status_code == 302 and place.endswith("/officer/second-factor/set-up/"):
        return "f"
    if response.status_code == 403:
        return "x"
    if response.status_code == 401:
        return "k"
    return "o" if response.status_code in OPEN else str(response.status_code)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", VISITORS)
def test_table_of_rights(case: Application, kind: str) -> None:
    client, column = visitor(kind), VISITORS.index(kind)
    expected = {(name, method): row.split()[column] for name, row in TABLE.items() for method in ("GET", "POST")}
    found = {
        (url.name, method): seen(ask(client, method, address(url, str(case.id))))
        for url in mounted()
        for method in ("GET", "POST")
    }
    assert found == expected


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["anonymous", "officer+", "officer-", "operator+"])
def test_no_page_knows_other_methods(case: Application, kind: str) -> None:
    client = visitor(kind)
    found = {
        (url.name, method): ask(client, method, address(url, str(case.id))).status_code
        for url in mounted()
        if "k" not in TABLE[url.name]
        for method in ("PUT", "PATCH", "DELETE", "OPTIONS")
    }
    assert set(found.values()) == {405}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_closed_in_every_language(site: Ports, language: str) -> None:
    for url in mounted():
        if TABLE[url.name][0] == "s":
            response = Client().get(address(url, language=language))
            assert seen(response) == "s", url.name
            assert response["Location"].startswith(f"/{language}/officer/sign-in/?next=")


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["days=7", "days=" + "Ω" * 3000])
def test_sign_in_is_reached_from_any_address_and_leads_back(site: Ports, query: str) -> None:
    response = Client().get(f"/en/officer/numbers/?{query}")
    assert seen(response) == "s"
    assert "next=/en/officer/numbers/" in response["Location"]
    assert ("days" in response["Location"]) == (len(query) < 100)


@pytest.mark.django_db
def test_officers_do_open_what_the_table_calls_open(case: Application) -> None:
    client = visitor("officer+")
    assert client.get("/en/officer/").status_code == 200
    assert client.get(f"/en/officer/cases/{case.id}/").status_code == 200


@pytest.mark.django_db
def test_demonstration_pages_are_not_there_in_service(site: Ports, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mapae.site.middleware.ports", lambda: replace(site, is_demonstration=False))
    found = {url.name for url in mounted() if url.name in ONLY_IN_A_DEMONSTRATION}
    assert found == set(ONLY_IN_A_DEMONSTRATION)
    for url in mounted():
        if url.name in ONLY_IN_A_DEMONSTRATION:
            for kind in ("anonymous", "officer+"):
                assert visitor(kind).get(address(url)).status_code == 404, url.name


@pytest.mark.django_db
def test_url_that_is_not_in_the_map_is_closed(site: Ports, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(RIGHTS, "start")
    assert Client().get("/en/").status_code == 403
    assert visitor("officer+").get("/en/").status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_url_leads_an_applicant_to_somebody_elses_application(site: Ports, method: str) -> None:
    first, second = visitor("applicant"), visitor("applicant")
    theirs = Application.objects.get(id=_held_by(first))
    answer(site, theirs.id, answers(surname="KANARYA", given_names="SPECIMEN"))
    assert _held_by(second) != theirs.id
    assert "KANARYA" in _everything(first, "GET"), "their own answers are shown to them, or this test sees nothing"
    theirs.refresh_from_db()
    before = (theirs.version, theirs.status)
    page = _everything(second, method, str(theirs.id))
    assert "KANARYA" not in page
    assert theirs.reference not in page
    theirs.refresh_from_db()
    assert (theirs.version, theirs.status) == before


def _held_by(client: Client) -> str:
    (held,) = [
        value for name, value in client.session.items() if Application.objects.filter(id=_uuid(value)).exists() and name
    ]
    return str(held)


def _uuid(value: object) -> str:
    return value if isinstance(value, str) and len(value) == len(NOBODYS_ID) else NOBODYS_ID


def _everything(client: Client, method: str, id_: str = NOBODYS_ID) -> str:
    """All pages of the traveller's face, also with ids and sessions named in the query, the form and the cookie."""
    pages = []
    for url in mounted():
        if url.name.startswith(("apply_", "link_", "status", "start", "demo_bank")):
            where = address(url, id_).replace(NOBODYS_ID, id_)
            pages.append(ask(client, method, f"{where}?id={id_}&application={id_}&application_id={id_}"))
    return "\n".join(response.content.decode() for response in pages)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["anonymous", "applicant", "border+", "auditor+", "operator+", "officer-", "gone"])
def test_case_shows_nothing_to_who_may_not_open_it(case: Application, kind: str) -> None:
    client = visitor(kind)
    for where in (f"/tr/officer/cases/{case.id}/", f"/tr/officer/cases/{case.id}/decision/"):
        page = ask(client, "GET", where).content.decode() + ask(client, "POST", where).content.decode()
        assert not [personal for personal in ("ÖRNEKOĞLU", "U00000017", "specimen.traveller") if personal in page]
    case.refresh_from_db()
    assert case.status == "referred"


@pytest.mark.django_db
def test_role_taken_away_counts_at_the_next_request(case: Application) -> None:
    client, account = add_signed_in(Role.OFFICER)
    Account.objects.filter(pk=account.pk).update(role=Role.AUDITOR)
    assert client.get(f"/en/officer/cases/{case.id}/").status_code == 403


@pytest.mark.django_db
def test_second_factor_taken_away_counts_at_the_next_request(site: Ports) -> None:
    client, _ = add_signed_in(Role.OFFICER)
    account = add(Role.OFFICER, second_factor=False)
    client.force_login(account)
    assert seen(client.get("/en/officer/")) == "f"
