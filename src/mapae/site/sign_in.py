"""Sign-in of all accounts by allauth: everybody has a second factor, its secrets are sealed by our keys."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa import app_settings
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from mapae.core.sealed.blob import SealBroken, context
from mapae.records.models import Account, Role
from mapae.site import account_session, wiring
from mapae.site.address import address_of
from mapae.site.qr_code import qr_code_svg
from mapae.usecases.audit import account_actor, record

_WRONG_CODE = _("This code is wrong or was used already. Enter the code that the app shows now")
_TOO_MANY = _("Too many attempts. Wait five minutes, then try again")
_DESKS: Mapping[str, str] = {
    Role.OFFICER: "officer_queue",
    Role.SUPERVISOR: "officer_queue",
    Role.CARRIER: "carrier_check",
    Role.BORDER: "border_check",
    Role.REPRESENTATIVE: "group_organisation",
}
_owner: ContextVar[int | None] = ContextVar("owner_of_second_factor", default=None)


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by our own use cases alone: allauth signs nobody up."""

    error_messages: Mapping[str, str | Promise] = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("User name or password is wrong. Check both and try again"),
        "incorrect_password": _("The password is wrong. Try again"),
        "too_many_login_attempts": _TOO_MANY,
        "rate_limited": _TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: str) -> Account | None:
        """A disabled account is not told apart from a wrong password."""
        account = super().authenticate(request, **credentials)
        return account if isinstance(account, Account) and account.is_active else None

    @transaction.atomic
    def login(self, request: HttpRequest, user: Account) -> None:
        """The sign-in and its audit leaf, both or neither. The account may have been disabled since the password."""
        if not user.is_active:
            raise ImmediateHttpResponse(self.respond_user_inactive(request, user))
        super().login(request, user)
        ports = wiring.ports()
        record(ports, account_actor(ports, user.role, user.pk), "account.signed_in", f"account:{user.pk}")

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponse:
        return redirect("account_login")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The desk of the role; some have no page of their own yet."""
        return reverse(_DESKS.get(getattr(request.user, "role", ""), "mfa_index"))

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, str]]:
        """The password, and nothing whose page we do not mount; the session had its second factor already."""
        if not user.is_authenticated:
            return []
        return [{"id": "reauthenticate", "description": "", "url": reverse("account_reauthenticate")}]

    def is_reauthentication_required(self, *, app: str, **_: object) -> bool:
        return not account_session.is_fresh(self.request.session, wiring.ports().clock.now())

    def get_client_ip(self, request: HttpRequest) -> str:
        """A keyed digest: allauth counts attempts by it, and no address of anybody rests in the shared cache."""
        return wiring.ports().keys.blind("limit", address_of(request)).hex()


class SealedSecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets of authenticator apps and recovery codes rest sealed under the master key, each for its account.

    A row copied to another account does not open there. allauth does not say whose secret it hands us: it is that of
    the account signed in, or of the one named by `secrets_of`.
    """

    error_messages: Mapping[str, str | Promise] = DefaultMFAAdapter.error_messages | {"incorrect_code": _WRONG_CODE}

    def encrypt(self, text: str) -> str:
        version, sealed = wiring.ports().keys.wrap(text.encode(), _place())
        return f"{version}.{b64encode(sealed).decode()}"

    def decrypt(self, encrypted_text: str) -> str:
        """Raises SealBroken, whatever it is that was altered."""
        version, _, sealed = encrypted_text.partition(".")
        try:
            master_version, blob = int(version), b64decode(sealed, validate=True)
        except ValueError as error:
            raise SealBroken("not a sealed secret") from error
        return wiring.ports().keys.unwrap(master_version, blob, _place()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return False

    def build_totp_svg(self, url: str) -> SafeString:
        return qr_code_svg(url)


@contextmanager
def secrets_of(account_id: int) -> Iterator[None]:
    """Within, second factors are sealed and opened as this account's."""
    token = _owner.set(account_id)
    try:
        yield
    finally:
        _owner.reset(token)


def _place() -> bytes:
    owner = _owner.get()
    if owner is None:
        owner = getattr(allauth_context.request.user, "pk", None)
    if owner is None:
        raise SealBroken("nobody is signed in whose second factor this could be")
    return context("mfa_authenticator", f"account:{owner}", "secret")


def has_second_factor(account: Account) -> bool:
    """Whether the account has set up an authenticator app."""
    return bool(Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.TOTP).exists())


@transaction.atomic
def give_second_factor(account: Account, secret: str) -> None:
    """Let a base32 secret be the account's authenticator app, instead of any it had. For demonstration accounts."""
    Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.TOTP).delete()
    with secrets_of(account.pk):
        TOTP.activate(account, secret)


def present_code(secret: str) -> str:
    """The six digits that an authenticator app with this base32 secret shows now, by the true clock of this machine.

    A demonstration clock has no say here: people's own apps do not know of it.
    """
    counter = list(yield_hotp_counters_from_time())[app_settings.TOTP_TOLERANCE]
    return str(format_hotp_value(hotp_value(secret, counter)))
