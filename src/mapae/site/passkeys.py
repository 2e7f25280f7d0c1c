"""Passkeys beside password and authenticator app: sign in with one, add one, take one away.

Every passkey of ours signs in alone, so it has to verify its user (a finger, a face, a PIN) and to live in the device.
What rests in the database is a public key. The pages need JavaScript, which is ours and comes from ourselves.
"""

from __future__ import annotations

from typing import Any  # Django's view arguments; allauth has no types

from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth, flows
from allauth.mfa.webauthn.views import AddWebAuthnView, ListWebAuthnView, LoginWebAuthnView, RemoveWebAuthnView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from mapae.faces.look.forms import TextInput
from mapae.records.models import Account
from mapae.site import wiring
from mapae.usecases.audit import account_actor, record

NOT_ACCEPTED = _("The passkey was not accepted. Try again, or sign in with your password")


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A new passkey under a name. All of ours sign in alone: the form says so itself, whatever was sent."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["passwordless"]
        self.fields["name"].label = _("Name of the passkey")
        self.fields["name"].help_text = _("So that you know it again, for example the name of the device")
        self.fields["name"].widget = TextInput({"maxlength": "64"}, width=20)
        self.fields["name"].max_length = 64
        self.initial["name"] = ""

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class SignInForm(LoginWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """What the passkey answered."""

    use_required_attribute = False


class SignIn(LoginWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """GET asks for a passkey; POST signs in. Whose passkey it is, the passkey says."""

    template_name = "mfa/webauthn/sign_in.html"
    form_class = SignInForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=SignInForm()))  # type: ignore[no-any-return]

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        context = self.get_context_data(form=SignInForm()) | {"problem": NOT_ACCEPTED}
        return self.render_to_response(context)  # type: ignore[no-any-return]

    def form_valid(self, form: SignInForm) -> HttpResponse:
        passkey = form.cleaned_data["credential"]
        login = Login(user=passkey.user, redirect_url=get_next_redirect_url(self.request))
        response: HttpResponse = flows.perform_passwordless_login(self.request, passkey, login)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        options = auth.begin_authentication(user=None)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"options": options, "problem": ""}


class Add(AddWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Add a passkey; the addition is in the audit log."""

    template_name = "mfa/webauthn/add.html"
    form_class = PasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"options": auth.begin_registration(self.request.user, True)}

    @transaction.atomic
    def form_valid(self, form: PasskeyForm) -> HttpResponse:
        _record(self.request, "account.passkey_added")
        response: HttpResponse = super().form_valid(form)
        return response


class List(ListWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """The passkeys of the account."""

    template_name = "mfa/webauthn/list.html"


class Remove(RemoveWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Take a passkey away, one's own."""

    template_name = "mfa/webauthn/remove.html"

    @transaction.atomic
    def form_valid(self, form: object) -> HttpResponse:
        _record(self.request, "account.passkey_removed")
        response: HttpResponse = super().form_valid(form)
        return response


def _record(request: HttpRequest, action: str) -> None:
    account, ports = request.user, wiring.ports()
    assert isinstance(account, Account)  # the rights map lets nobody else here
    record(ports, account_actor(ports, account.role, account.pk), action, f"account:{account.pk}")


sign_in = SignIn.as_view()
add = Add.as_view()
list_all = List.as_view()
remove = Remove.as_view()
