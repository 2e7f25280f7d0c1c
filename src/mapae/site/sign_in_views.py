"""Two of allauth's views, without the doors that lead to pages we do not mount."""

from __future__ import annotations

from typing import Any  # Django's view arguments

from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.totp.views import ActivateTOTPView
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from mapae.records.models import Account
from mapae.site.sign_in import has_second_factor


class SetUp(ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """Set up an authenticator app; whoever has one is not led to switching it off."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if isinstance(request.user, Account) and has_second_factor(request.user):
            return redirect("mfa_index")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class SecondStep(AuthenticateView):  # type: ignore[misc]  # allauth has no types
    """Ask for the code; a form without that field is asked again, not taken for a security key's."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and "code" not in request.POST:
            return redirect("mfa_authenticate")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


set_up = SetUp.as_view()
second_step = SecondStep.as_view()
