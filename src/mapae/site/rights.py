"""The rights map: every URL by its name, who may open it, and how often. What is not named here is closed to everybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect, render

from mapae.records.models import Account, Role
from mapae.site import account_session, kept_words
from mapae.site.address import network_of
from mapae.site.sign_in import has_second_factor
from mapae.usecases.limit import seconds_to_wait
from mapae.usecases.ports import Ports


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many POSTs from one network within so many seconds."""

    most: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Right:
    """`roles` None: anybody. Otherwise signed in with one of the roles, and with a second factor.

    `is_for_machines`: a machine posts here; it proves itself by what it sends, and no page is shown to it.
    `is_for_programs`: an organisation's program asks here, by a key that the face asks for; every request counts.
    """

    roles: frozenset[Role] | None = None
    limit: Limit = Limit(120, 60)
    is_demonstration_only: bool = False
    needs_second_factor: bool = True
    reads: Limit | None = None  # of GETs too, for feeds that programs ask
    is_for_machines: bool = False
    is_for_programs: bool = False
    is_for_families: bool = False  # also whoever proved the mailbox of a family's group, without an account


ANYBODY = Right()
GUESSING = Right(limit=Limit(10, 60))
# Many people may share one address: a hotel, an office, a whole mobile network.
STARTING = Right(limit=Limit(300, 600))
ASKING = Right(limit=Limit(600, 60))  # it only reads, and whole mobile networks ask on the day of a change
FEED = Right(reads=Limit(120, 60))
# Each one is a mail to a mailbox that need not be the visitor's; what one mailbox gets is limited besides.
MAILING = Right(limit=Limit(60, 600))
UPLOADING = Right(limit=Limit(60, 60))  # each one is a picture to open
DEMONSTRATION = Right(is_demonstration_only=True)
SIGNED_IN = Right(frozenset(Role))
SETTING_UP = Right(frozenset(Role), needs_second_factor=False)
PROVIDER = Right(limit=Limit(1200, 60), is_for_machines=True)
CARRIER_DESK = Right(frozenset({Role.CARRIER}))
BORDER_DESK = Right(frozenset({Role.BORDER}), limit=Limit(300, 60))
CASE_WORK = Right(frozenset({Role.OFFICER, Role.SUPERVISOR}))
SEARCHING = Right(CASE_WORK.roles, limit=Limit(30, 60))
COUNTING = Right(frozenset({Role.OFFICER, Role.SUPERVISOR, Role.AUDITOR}))
SUPERVISING = Right(frozenset({Role.SUPERVISOR}))
REPRESENTING = Right(frozenset({Role.REPRESENTATIVE}))
PROGRAM = Right(limit=Limit(1200, 60), is_for_programs=True)  # several may stand behind one address
NAMING = Right(limit=Limit(30, 60))  # each press tries a user name, or a link
REPORTING = Right(limit=Limit(10, 600))
GROUP_WORK = Right(frozenset({Role.REPRESENTATIVE}), limit=Limit(300, 60), is_for_families=True)
GROUP_UPLOADING = Right(frozenset({Role.REPRESENTATIVE}), limit=Limit(60, 60), is_for_families=True)
FAMILY_GROUP = "family_group"  # the session's key, see mapae.faces.group.visit

RIGHTS: dict[str, Right] = {
    "alive": ANYBODY,
    "ready": ANYBODY,
    "health_live": ANYBODY,
    "health_ready": ANYBODY,
    "metrics": FEED,  # and it asks for its token
    "start": ANYBODY,
    "policy_fees": FEED,
    "policy_requirements": FEED,
    "checker": ASKING,
    "checker_nationality": ANYBODY,
    "checker_which": ASKING,
    "checker_category": ASKING,
    "checker_you": ASKING,
    "opt_in": ANYBODY,
    "fees": ANYBODY,
    "help": ANYBODY,
    "accessibility": ANYBODY,
    "coming_change": ANYBODY,
    "apply_begin": STARTING,
    "apply_mailbox": MAILING,
    "apply_code": Right(limit=Limit(60, 60)),
    "apply_code_again": MAILING,
    "apply_saved": ANYBODY,
    "link_ask": MAILING,
    "link_sent": ANYBODY,
    "link_open": Right(limit=Limit(60, 60)),
    "apply_question": ANYBODY,
    "apply_portrait": UPLOADING,
    "apply_portrait_image": ANYBODY,
    "apply_check": ANYBODY,
    "apply_pay": ANYBODY,
    "apply_paid": ANYBODY,
    "apply_result": ANYBODY,
    "apply_cancel": ANYBODY,
    "apply_changes": ANYBODY,
    "apply_edit": ANYBODY,
    "apply_information": ANYBODY,
    "apply_letter": ANYBODY,
    "apply_letter_pdf": ANYBODY,
    "apply_withdraw": ANYBODY,
    "status": GUESSING,
    "status_link": MAILING,
    "group_family": STARTING,
    "group_family_mailbox": MAILING,
    "group_family_code": Right(limit=Limit(60, 60)),
    "group_family_code_again": MAILING,
    "group_family_about": ANYBODY,
    "group_family_leave": ANYBODY,
    "group_link": Right(limit=Limit(60, 60)),
    "group_results": GROUP_WORK,
    "group_results_xlsx": GROUP_WORK,
    "group_letters": GROUP_WORK,
    "apply_birth_date": GUESSING,
    "apply_mandate": ANYBODY,
    "report": REPORTING,
    "report_sent": ANYBODY,
    "payment_notice": PROVIDER,
    "demo_guide": DEMONSTRATION,
    "demo_bank": DEMONSTRATION,
    "demo_mailbox": DEMONSTRATION,
    "demo_mail": DEMONSTRATION,
    "account_login": Right(limit=Limit(20, 60)),
    "account_logout": ANYBODY,
    "account_reauthenticate": Right(frozenset(Role), limit=Limit(10, 60), needs_second_factor=False),
    "mfa_authenticate": Right(limit=Limit(20, 60)),
    "mfa_login_webauthn": Right(limit=Limit(20, 60)),
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_activate_totp": SETTING_UP,
    "mfa_index": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "border_check": BORDER_DESK,
    "border_record": BORDER_DESK,
    "carrier_check": CARRIER_DESK,
    "carrier_list": CARRIER_DESK,
    "officer_queue": CASE_WORK,
    "officer_forecast": CASE_WORK,
    "officer_case": CASE_WORK,
    "officer_decide": CASE_WORK,
    "officer_ask": CASE_WORK,
    "officer_assign": CASE_WORK,
    "officer_judge": CASE_WORK,
    "officer_settle": CASE_WORK,
    "officer_end": CASE_WORK,
    "officer_flag": CASE_WORK,
    "officer_examine": CASE_WORK,
    "officer_search": SEARCHING,
    "officer_override": SEARCHING,
    "officer_notices": CASE_WORK,
    "officer_teams": SUPERVISING,
    "officer_reports": SUPERVISING,
    "officer_report": SUPERVISING,
    "officer_numbers": COUNTING,
    "officer_organisations": CASE_WORK,
    "officer_organisation": CASE_WORK,
    "group_register": MAILING,
    "group_register_code": Right(limit=Limit(60, 60)),
    "group_register_code_again": MAILING,
    "group_register_details": ANYBODY,
    "group_register_account": NAMING,
    "group_invitation": NAMING,
    "group_organisation": REPRESENTING,
    "group_members": Right(REPRESENTING.roles, limit=MAILING.limit),
    "group_keys": REPRESENTING,
    "group_webhook": REPRESENTING,
    "group_list": GROUP_WORK,
    "group": GROUP_WORK,
    "group_common": GROUP_WORK,
    "group_upload": GROUP_UPLOADING,
    "group_template": GROUP_WORK,
    "group_file": GROUP_WORK,
    "group_rows": GROUP_WORK,
    "group_row_add": GROUP_WORK,
    "group_rows_xlsx": GROUP_WORK,
    "group_row": GROUP_WORK,
    "group_row_remove": GROUP_WORK,
    "group_row_opt": GROUP_WORK,
    "group_row_portrait": GROUP_UPLOADING,
    "group_row_portrait_image": GROUP_WORK,
    "group_portraits": GROUP_UPLOADING,
    "group_all_orders": GROUP_WORK,
    "group_orders": GROUP_WORK,
    "group_order_choose": GROUP_WORK,
    "group_order_check": GROUP_WORK,
    "group_order": GROUP_WORK,
    "group_order_pay": GROUP_WORK,
    "group_order_paid": GROUP_WORK,
    "group_order_cancel": GROUP_WORK,
    "group_order_travellers": GROUP_WORK,
    "group_order_withdraw": GROUP_WORK,
    "group_order_question": GROUP_WORK,
    "group_order_receipt": GROUP_WORK,
    "group_order_receipt_pdf": GROUP_WORK,
    **{
        f"group_api_{name}": PROGRAM
        for name in (
            "status", "webhook", "groups", "group", "common", "rows", "row", "portrait", "files", "file", "file_answers",
            "review", "press", "results", "letters", "orders", "order", "payment", "cancel", "travellers", "withdraw",
            "question", "nowhere",
        )
    },
}  # fmt: skip


_LONGEST_WAY_BACK = (
    600  # quoted it is three times as long at most, and Django redirects to no more than 2,048 characters
)
_METHODS = ("GET", "HEAD", "POST")  # no page knows any other


def only_who_may(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: look the view up in the map before it runs."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    middleware.process_view = _check  # type: ignore[attr-defined]  # Django's own protocol for middleware
    return middleware


def _check(request: HttpRequest, view: object, *_: object) -> HttpResponseBase | None:
    name = request.resolver_match.view_name if request.resolver_match else ""
    right = RIGHTS.get(name)
    if right is None:
        raise PermissionDenied(f"{name or view} is not in the rights map")
    if right.is_for_programs:
        return _too_many_programs(request, right.limit)
    methods = ("POST",) if right.is_for_machines else _METHODS
    if request.method not in methods:
        return HttpResponseNotAllowed(methods)
    if right.is_demonstration_only and not _ports(request).is_demonstration:
        raise Http404
    if right.reads and (too_many := _too_many_reads(request, name, right.reads)):
        return too_many
    refused = _check_role(request, right) if right.roles is not None else None
    return refused or _check_rate(request, name, right)


def _check_role(request: HttpRequest, right: Right) -> HttpResponseBase | None:
    account = request.user
    if right.is_for_families and request.session.get(FAMILY_GROUP) and not isinstance(account, Account):
        return None
    if not isinstance(account, Account) or not account.is_active:
        return _to_sign_in(request)
    assert right.roles is not None
    if account_session.is_over(request.session, _ports(request).clock.now()):
        if account.role in right.roles:
            kept_words.keep(request, _ports(request), account)
        logout(request)
        return _to_sign_in(request)
    account_session.keep_awake(request.session, _ports(request).clock.now())
    if account.role not in right.roles:
        raise PermissionDenied(account.role)
    if right.needs_second_factor and not has_second_factor(account):
        return redirect("mfa_activate_totp")
    return None


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """And from there back to where they wanted to; to the page alone where its query is longer than a way back may be."""
    whole = request.get_full_path()
    return redirect_to_login(whole if len(whole) <= _LONGEST_WAY_BACK else request.path)


def _check_rate(request: HttpRequest, name: str, right: Right) -> HttpResponseBase | None:
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return None
    limit = right.limit
    seconds = seconds_to_wait(_ports(request), name, network_of(request), limit.most, limit.seconds)
    if not seconds:
        return None
    response: HttpResponseBase = HttpResponse(status=429)
    if not right.is_for_machines:
        response = render(request, "429.html", {"seconds": seconds}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def _too_many_reads(request: HttpRequest, name: str, limit: Limit) -> HttpResponseBase | None:
    seconds = seconds_to_wait(_ports(request), f"read {name}", network_of(request), limit.most, limit.seconds)
    if not seconds:
        return None
    problem = {
        "type": "urn:mapae:problem:too-many-questions",
        "title": "Too many questions",
        "status": 429,
        "detail": "Keep what you were given for five minutes, and ask again after Retry-After seconds.",
    }
    headers = {"Retry-After": str(seconds), "Access-Control-Allow-Origin": "*"}
    return JsonResponse(problem, status=429, content_type="application/problem+json", headers=headers)


def _too_many_programs(request: HttpRequest, limit: Limit) -> HttpResponseBase | None:
    """Before any key is looked for, so that nobody can try keys as fast as they like."""
    seconds = seconds_to_wait(_ports(request), "group_api", network_of(request), limit.most, limit.seconds)
    if not seconds:
        return None
    problem = {
        "type": "urn:mapae:problem:too-many-requests",
        "title": "Too many requests",
        "status": 429,
        "detail": "Send the same request again after Retry-After seconds.",
    }
    headers = {"Retry-After": str(seconds)}
    return JsonResponse(problem, status=429, content_type="application/problem+json", headers=headers)


def _ports(request: HttpRequest) -> Ports:
    ports = getattr(request, "ports", None)
    assert isinstance(ports, Ports)
    return ports
