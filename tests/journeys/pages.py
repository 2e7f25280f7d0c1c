"""How to reach every page: for each HTML URL of the rights map its views, one line each. A URL without a line fails a test.

A new page is one line: `"name": (View("its/address/", "state"),)`. States are made in `states.py`; `press` is the button
that brings the page's error, or the page that only a press shows.
"""

from __future__ import annotations

from dataclasses import dataclass

EMPTY = "main form button"  # pressed as the page came, with nothing filled in


@dataclass(frozen=True)
class View:
    """A page in one state; `path` comes after the language, its {names} are what the state gave."""

    path: str
    state: str = "nobody"
    press: str = ""
    typed: tuple[tuple[str, str], ...] = ()  # names of fields, and what is entered before the press; "on" ticks

    @property
    def name(self) -> str:
        pressed = f" pressed{' with ' + self.typed[-1][1] if self.typed else ''}" if self.press else ""
        return f"{self.path or 'start'} as {self.state}{pressed}"


def both(path: str, state: str = "nobody", press: str = EMPTY) -> tuple[View, View]:
    """The page as it comes, and with its errors."""
    return View(path, state), View(path, state, press)


QUESTIONS = ("who", "lines", "passport", "you", "about", "trip", "stay", "background", "declarations")
OPENED = ("representative", "guardian", "details")  # by answers before

PAGES: dict[str, tuple[View, ...]] = {
    "start": (View(""),),
    "checker": both("check/"),
    "checker_nationality": (View("check/TUR/"), View("check/JPN/"), View("check/VNM/")),
    "checker_which": both("check/CHN/passport/"),
    "checker_category": (View("check/TUR/special/"),),
    "checker_you": (
        *both("check/TUR/you/"),
        View("check/TUR/you/", press=EMPTY, typed=(("birth_date_year", "1990"), ("arrival_is_open", "on"))),
        View("check/MEX/you/", press=EMPTY, typed=(("birth_date_year", "1990"), ("arrival_is_open", "on"))),
        View("check/TUR/you/", press=EMPTY, typed=(("arrival_is_open", "on"), ("birth_date_year", "1950"))),
    ),
    "opt_in": (View("check/all-the-same/"),),
    "fees": (View("fees/"),),
    "help": (View("help/"),),
    "accessibility": (View("accessibility/"),),
    "coming_change": (View("changes/"),),
    "apply_begin": both("apply/"),
    "apply_mailbox": both("apply/mailbox/", "consent"),
    "apply_code": both("apply/code/", "asked"),
    "apply_saved": (View("apply/saved/", "draft"), View("apply/saved/?mail-later", "draft"), View("apply/saved/")),
    "apply_question": (
        *(view for slug in QUESTIONS for view in both(f"apply/{slug}/", "fresh")),
        *(View(f"apply/{slug}/", "draft") for slug in QUESTIONS),
        *(view for slug in OPENED for view in both(f"apply/{slug}/", "for_a_child")),
        View("apply/lines/", "fresh", EMPTY, (("mrz", "p<utoeriksson<<anna\nl898902c36uto7408122f1204159"),)),
        View("apply/passport/"),  # nobody's: the session has ended
    ),
    "apply_portrait": (*both("apply/portrait/", "fresh"), View("apply/portrait/", "draft")),
    "apply_check": both("apply/check/", "draft"),
    "apply_paid": (View("apply/paid/", "paying"),),
    "apply_result": tuple(
        View("apply/result/", state)
        for state in ("unpaid", "granted", "referred", "asked_more", "refused", "withdrawn", "cancelled", "revoked")
    ),
    "apply_information": both("apply/information/", "asked_more"),
    "apply_letter": (View("apply/letter/", "granted"), View("apply/letter/", "cancelled")),
    "apply_changes": (View("apply/changes/", "granted"),),
    "apply_edit": (
        View("apply/changes/stay_address/", "granted"),
        View("apply/changes/stay_address/", "granted", EMPTY, (("stay_street", ""), ("stay_postcode", "no code"))),
    ),
    "apply_cancel": (View("apply/cancel/", "granted"),),
    "apply_withdraw": (View("apply/withdraw/", "unpaid"),),
    "status": both("status/"),
    "status_link": (View("status/link/", "status_asked"),),
    "link_ask": both("link/"),
    "link_sent": (View("link/sent/"),),
    "link_open": both(f"link/{'a' * 32}/"),
    "demo_guide": (View("demo/"),),
    "demo_bank": (View("demo/bank/{payment}/", "paying"),),
    "demo_mailbox": (View("demo/mailbox/"),),
    "demo_mail": (View("demo/mailbox/{mail}/"),),
    "account_login": both("officer/sign-in/"),
    "account_logout": (View("officer/sign-out/", "officer"),),
    "account_reauthenticate": both("officer/confirm/", "officer"),
    "mfa_authenticate": both("officer/second-factor/", "password_given"),
    "mfa_activate_totp": both("officer/second-factor/set-up/", "officer_new"),
    "mfa_index": (View("officer/second-factor/overview/", "officer"),),
    "mfa_view_recovery_codes": (View("officer/second-factor/recovery-codes/", "officer"),),
    "mfa_generate_recovery_codes": (View("officer/second-factor/recovery-codes/new/", "officer"),),
    "mfa_list_webauthn": (View("officer/second-factor/passkeys/", "officer"),),
    "mfa_add_webauthn": (View("officer/second-factor/passkeys/new/", "officer"),),
    "officer_queue": (View("officer/", "officer"), View("officer/?view=objected", "officer_of_an_objection")),
    "officer_teams": both("officer/teams/", "supervisor"),
    "officer_numbers": (View("officer/numbers/", "officer"),),
    "officer_forecast": (View("officer/forecast/", "officer"),),
    "officer_search": both("officer/search/", "officer"),
    "officer_override": both("officer/override/", "officer"),
    "group_all_orders": (View("group/orders/", "order_paid"), View("group/orders/", "representative_alone")),
    "group_orders": (
        View("group/{group}/orders/", "order_paid"),
        View("group/{group}/orders/", "representative_alone"),
    ),
    "group_order_choose": (
        *both("group/{group}/order/", "order_to_choose"),
        View("group/{group}/order/", "order_to_choose", EMPTY, (("rows", "a lot"),)),
        View("group/{group}/order/", "representative_alone"),
    ),
    "group_order_check": (
        *both("group/{group}/order/check/", "order_to_choose"),
        View("group/{group}/order/check/", "representative_alone"),
    ),
    "group_order": tuple(
        View("group/orders/{order}/", state)
        for state in ("order_preparing", "order_unpaid", "order_paying", "order_paid", "order_asked", "order_cancelled")
    ),
    "group_order_paid": (View("group/orders/{order}/paid/", "order_paying"),),
    "group_order_cancel": (View("group/orders/{order}/cancel/", "order_unpaid"),),
    "group_order_travellers": (
        View("group/orders/{order}/travellers/", "order_paid"),
        View("group/orders/{order}/travellers/", "order_asked"),
    ),
    "group_order_withdraw": (View("group/orders/{order}/withdraw/{member}/", "order_withdrawing"),),
    "group_order_question": both("group/orders/{order}/question/{member}/", "order_asked"),
    "group_order_receipt": (View("group/orders/{order}/receipt/", "order_paid"),),
    "officer_organisations": (
        View("officer/organisations/", "officer"),
        View("officer/organisations/?view=all", "officer"),
    ),
    "officer_organisation": (
        *both(
            "officer/organisations/{organisation}/", "officer_of_organisations", "form:has(#refuse_reasons_0) button"
        ),
        View("officer/organisations/{suspended}/", "officer_of_organisations"),
    ),
    "group_family": both("group/family/"),
    "group_family_mailbox": both("group/family/mailbox/", "family_consent"),
    "group_family_code": both("group/family/code/", "family_asked"),
    "group_family_about": both("group/family/about/", "family_unnamed"),
    "group_link": both(f"group/link/{'a' * 32}/"),
    "group_results": (View("group/{group}/results/", "family_decided"),),
    "apply_birth_date": both("apply/birth-date/", "link_followed"),
    "apply_mandate": (View("apply/mandate/", "applied_for"), View("apply/mandate/", "applied_for_and_confirmed")),
    "report": (*both("report/"), View("report/", "applied_for")),
    "report_sent": (View("report/sent/"),),
    "officer_reports": (View("officer/reports/", "supervisor"), View("officer/reports/?status=closed", "supervisor")),
    "officer_report": (
        *both("officer/reports/{report}/", "supervisor_of_a_report"),
        View("officer/reports/{report}/", "supervisor_of_a_closed_report"),
    ),
    "group_register": both("group/register/"),
    "group_register_code": both("group/register/code/", "registration_asked"),
    "group_register_details": both("group/register/details/", "registration_proven"),
    "group_register_account": both("group/register/account/", "registration_told"),
    "group_invitation": (
        *both("group/invitation/{invitation}/", "invited"),
        View(f"group/invitation/{'a' * 32}/"),
    ),
    "group_list": both("group/", "representative"),
    "group": (View("group/{group}/", "representative"), View("group/{group}/", "representative_alone")),
    "group_common": (
        View("group/{group}/common/", "representative"),
        View("group/{group}/common/", "representative", EMPTY, (("phone", "000"), ("stay_postcode", "000"))),
    ),
    "group_upload": both("group/{group}/upload/", "representative"),
    "group_file": (
        *(View(f"group/{{group}}/files/{{{state}}}/", "representative") for state in ("done", "refused")),
        View("group/{group}/files/{reading}/?stay", "representative"),
        *both("group/{group}/files/{asking}/", "representative"),
    ),
    "group_rows": (
        View("group/{group}/rows/", "representative"),
        View("group/{group}/rows/?show=mend", "representative"),
        View("group/{group}/rows/?show=duplicates", "representative"),
        View("group/{group}/rows/?show=exempt", "representative"),
        View("group/{group}/rows/", "representative_alone"),
    ),
    "group_row_add": (View("group/{group}/rows/new/", "representative"),),
    "group_row": tuple(
        View(f"group/{{group}}/rows/{{{one}}}/", "representative") for one in ("wrong", "right", "exempt")
    ),
    "group_row_remove": (View("group/{group}/rows/{right}/remove/", "representative"),),
    "group_row_portrait": (
        *both("group/{group}/rows/{wrong}/portrait/", "representative"),
        View("group/{group}/rows/{right}/portrait/", "representative"),
    ),
    "group_portraits": both("group/{group}/portraits/", "representative"),
    "group_organisation": (
        View("group/organisation/", "manager"),
        View("group/organisation/", "waiting_agency"),
        View("group/organisation/", "suspended_agency"),
        View("group/organisation/", "refused_agency"),
    ),
    "group_members": (
        *both("group/organisation/people/", "manager", "form:has([name=email]) button"),
        View("group/organisation/people/", "member"),
    ),
    "group_keys": both("group/organisation/keys/", "manager"),
    "group_webhook": (
        *both("group/organisation/notices/", "manager"),
        View("group/organisation/notices/", "manager", EMPTY, (("address", "https://example.com/mapae"),)),
    ),
    "carrier_check": both("carrier/", "carrier"),
    "carrier_list": both("carrier/list/", "carrier"),
    "border_check": both("border/", "border"),
    "officer_case": (
        *both("officer/cases/{case}/", "officer", press="form[action*=decision] button"),
        *both("officer/cases/{case}/", "judging", press="form[action*=hits] button"),
        View("officer/cases/{case}/", "officer_of_an_objection"),
    ),
}
NO_PAGES = {
    "group_family_code_again": "only takes a press, and leads to group_family_code",
    "group_family_leave": "only takes a press, and leads to link_ask",
    "group_results_xlsx": "a workbook",
    "group_letters": "a ZIP of PDFs",
    "officer_examine": "only takes a press, and leads to officer_case",
    "alive": "a word for machines",
    "ready": "a word for machines",
    "health_live": "a word for machines",
    "health_ready": "a word for machines",
    "metrics": "numbers for machines",
    "policy_fees": "JSON",
    "policy_requirements": "JSON",
    "payment_notice": "a provider posts here",
    **{
        f"group_api_{name}": "JSON for programs"
        for name in (
            "status",
            "webhook",
            "groups",
            "group",
            "common",
            "rows",
            "row",
            "portrait",
            "files",
            "file",
            "file_answers",
            "review",
            "press",
            "results",
            "letters",
            "orders",
            "order",
            "payment",
            "cancel",
            "travellers",
            "withdraw",
            "question",
            "nowhere",
        )
    },
    "apply_letter_pdf": "a PDF",
    "group_template": "a file to fill in",
    "group_rows_xlsx": "a file to mend",
    "group_row_opt": "only takes a press, and leads to group_row",
    "group_row_portrait_image": "a picture",
    "apply_portrait_image": "a picture",
    "group_order_pay": "only takes a press, and leads to the bank",
    "group_order_receipt_pdf": "a PDF",
    "apply_code_again": "only takes a press, and leads to apply_code",
    "group_register_code_again": "only takes a press, and leads to group_register_code",
    "apply_pay": "only takes a press, and leads to the bank",
    "officer_notices": "only takes a press, and leads to officer_queue",
    "border_record": "only takes a press, and leads to border_check",
    "mfa_login_webauthn": "what the passkey script asks and sends",
    "mfa_remove_webauthn": "of a passkey that is there: tests/journeys/test_officer.py walks it",
    **{
        f"officer_{act}": "only takes a press; its errors are views of officer_case"
        for act in ("ask", "assign", "decide", "end", "flag", "judge", "settle")
    },
}
ELSEWHERE = (View("nothing-is-here/"),)  # pages of no URL: the errors, all in one look
# The start page first, since its weight is that of a browser that knows nothing; then accounts, whose sign-in ages.
EVERY_VIEW = tuple(
    sorted(
        (view for views in (*PAGES.values(), ELSEWHERE) for view in views),
        key=lambda view: (
            view.path != "",
            not view.path.startswith(("officer/", "group/organisation/", "group/{group}/")),
        ),
    )
)
