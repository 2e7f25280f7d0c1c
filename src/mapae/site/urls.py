"""All URLs. Each name stands in the rights map, or nobody can open it."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from mapae.faces.health import views as health
from mapae.faces.policy import views as policy
from mapae.faces.provider import notices
from mapae.site import passkeys, sign_in_views

_SIGN_IN = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/passkey/", passkeys.sign_in, name="mfa_login_webauthn"),
    path("sign-out/", account.logout, name="account_logout"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("second-factor/", sign_in_views.second_step, name="mfa_authenticate"),
    path("second-factor/overview/", second_factor.index, name="mfa_index"),
    path("second-factor/set-up/", sign_in_views.set_up, name="mfa_activate_totp"),
    path("second-factor/passkeys/", passkeys.list_all, name="mfa_list_webauthn"),
    path("second-factor/passkeys/new/", passkeys.add, name="mfa_add_webauthn"),
    path("second-factor/passkeys/<int:pk>/remove/", passkeys.remove, name="mfa_remove_webauthn"),
    path("second-factor/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-factor/recovery-codes/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
]

handler500 = "mapae.site.errors.not_answered"

urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("health/live", health.alive, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("metrics", health.metrics, name="metrics"),
    path("api/policy/v1/fees", policy.fees, name="policy_fees"),
    path("api/policy/v1/requirements", policy.requirements, name="policy_requirements"),
    path("api/group/v1/", include("mapae.faces.group.api.urls")),
    path("api/payment-notice", notices.take, name="payment_notice"),
    *i18n_patterns(
        path("", include("mapae.faces.traveller.urls")),
        path("demo/", include("mapae.faces.demonstration.urls")),
        path("group/", include("mapae.faces.group.urls")),
        path("border/", include("mapae.faces.border.urls")),
        path("carrier/", include("mapae.faces.carrier.urls")),
        path("officer/", include("mapae.faces.officer.urls")),
        path("officer/", include(_SIGN_IN)),
    ),
]
