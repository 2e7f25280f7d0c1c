"""The forms of the sign-in: allauth's checks in our words, and two of our own: whose secret, and used only once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any  # Django's form arguments are whatever its views pass

import structlog
from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, generate_totp_secret
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mapae.core.sealed.blob import SealBroken
from mapae.faces.look.forms import PasswordInput, TextInput
from mapae.site.sign_in import secrets_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_LOG = structlog.get_logger("sign_in")


def _ask(
    field: forms.Field, label: _StrPromise, missing: _StrPromise, widget: forms.Widget, hint: _StrPromise | str = ""
) -> None:
    field.label, field.help_text, field.widget = label, hint, widget
    field.error_messages = {**field.error_messages, "required": missing}


def _ask_password(field: forms.Field) -> None:
    widget = PasswordInput({"autocomplete": "current-password"})
    _ask(field, _("Password"), _("Enter your password"), widget)


def _ask_code(field: forms.Field, hint: _StrPromise) -> None:
    widget = TextInput(width=10, autocomplete="one-time-code", inputmode="numeric", is_latin=True)
    _ask(field, _("Code"), _("Enter the code"), widget, hint)


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """User name and password."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = TextInput({"autocapitalize": "none"}, width=20, autocomplete="username")
        _ask(self.fields["login"], _("User name"), _("Enter your user name"), widget)
        _ask_password(self.fields["password"])


class PasswordForm(ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The password once more, before something that matters."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_password(self.fields["password"])


class CodeForm(AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The second step: a code of the app, or a recovery code. Each code opens once."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_code(self.fields["code"], _("6 digits from your authenticator app, or one of your recovery codes"))

    def clean_code(self) -> str:
        try:
            with secrets_of(self.user.pk):
                code: str = super().clean_code()
        except SealBroken as broken:
            _LOG.error("second_factor.unreadable", error=type(broken).__name__)
            raise self._wrong() from broken
        if self.authenticator.type == Authenticator.Type.TOTP and not self._is_first_use(code):
            raise self._wrong()
        return code

    def _is_first_use(self, code: str) -> bool:
        """allauth remembers a code for one period; with tolerance it would open for longer than that."""
        seconds = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        return cache.add(f"second-factor:{self.user.pk}:{normalize_user_code(code)}", "used", timeout=seconds)

    def _wrong(self) -> ValidationError:
        wrong: ValidationError = get_adapter().validation_error("incorrect_code")
        return wrong


class SetUpForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first code of a new app. Until it comes, the secret waits in the session, sealed too."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.pop("user")
        # Not the parent's own: it would lay the secret into the session in clear, another one for each look at the page.
        forms.Form.__init__(self, *args, **kwargs)
        self.secret = _waiting_secret() or _new_secret()
        _ask_code(self.fields["code"], _("6 digits that the app shows now"))

    @property
    def spaced_secret(self) -> str:
        """In groups of four, for those who type it."""
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))


def _waiting_secret() -> str:
    sealed = context.request.session.get(SECRET_SESSION_KEY)
    try:
        return get_adapter().decrypt(sealed) if sealed else ""
    except SealBroken:
        return ""


def _new_secret() -> str:
    secret: str = generate_totp_secret()
    context.request.session[SECRET_SESSION_KEY] = get_adapter().encrypt(secret)
    return secret
