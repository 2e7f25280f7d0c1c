"""Django's settings, all made from the one typed configuration."""

from __future__ import annotations

from pathlib import Path
from typing import Any  # Django's settings are dictionaries of anything
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy

from mapae.gateways.disk import FolderDisk
from mapae.gateways.key_file import FileKeys
from mapae.site.body_limit import MOST_UPLOAD_BYTES
from mapae.site.configuration import configuration
from mapae.site.counting import counts
from mapae.site.logs import set_up_logs
from mapae.site.payment import hosts_of_payers

_CONFIGURATION = configuration()
_KEYS = FileKeys(_CONFIGURATION.key_file)
_PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = False
SECRET_KEY = _KEYS.secret_for("django")
ALLOWED_HOSTS = _CONFIGURATION.hosts
ROOT_URLCONF = "mapae.site.urls"
ASGI_APPLICATION = "mapae.site.asgi.application"
AUTH_USER_MODEL = "records.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "csp",
    "procrastinate.contrib.django",
    "mapae.records",
    "mapae.faces.look",
    "mapae.faces.traveller",
    "mapae.faces.group",
    "mapae.faces.officer",
    "mapae.faces.border",
    "mapae.faces.carrier",
    "mapae.faces.demonstration",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "mapae.site.middleware.event_of_each_request",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages carry secrets only masked anew each time (CSRF), and Django pads: compressing them is safe.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "mapae.site.middleware.headers_that_keep_pages_private",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "mapae.site.middleware.ports_at_hand",
    "mapae.site.rights.only_who_may",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mapae.faces.look.context.look",
            ],
        },
    }
]
FORM_RENDERER = "mapae.faces.look.forms.LookRenderer"


def _database(url: str, *, pool: bool) -> dict[str, Any]:
    parts, query = urlsplit(url), parse_qs(urlsplit(url).query)
    options: dict[str, Any] = {key: values[-1] for key, values in query.items() if key != "host" and key != "port"}
    if pool:
        options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "mapae",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query["host"][-1] if "host" in query else unquote(parts.hostname or ""),
        "PORT": query["port"][-1] if "port" in query else str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 0,
    }


DATABASES = {"default": _database(_CONFIGURATION.database_app_url, pool=True)}
if _CONFIGURATION.database_owner_url:
    DATABASES["owner"] = _database(_CONFIGURATION.database_owner_url, pool=False)
DATABASE_ROUTERS: list[str] = []
DATABASE_CARRIER_URL = _CONFIGURATION.database_carrier_url

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}
SESSION_ENGINE = "mapae.site.sessions"
SESSION_COOKIE_NAME = "mapae_session"
# Both kinds of session end sooner: accounts see account_session, applicants see mapae.faces.traveller.own.
SESSION_COOKIE_AGE = 2 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _CONFIGURATION.is_https
CSRF_COOKIE_SECURE = _CONFIGURATION.is_https
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "mapae.site.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [_CONFIGURATION.public_url]
SECURE_SSL_REDIRECT = _CONFIGURATION.is_https
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^health/live$", r"^health/ready$", r"^metrics$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _CONFIGURATION.is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _CONFIGURATION.is_https
SECURE_HSTS_PRELOAD = _CONFIGURATION.is_https
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _CONFIGURATION.trusted_proxies else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 128 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100
# What is uploaded is sealed before it is kept, so it never lies in a file: bodies up to this stay in memory, and larger
# ones are refused before Django (see mapae.site.body_limit).
FILE_UPLOAD_MAX_MEMORY_SIZE = MOST_UPLOAD_BYTES
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "form-action": [SELF, *hosts_of_payers(_CONFIGURATION)],  # browsers look at where a form leads in the end
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

LANGUAGES = [("en", "English"), ("tr", "Türkçe"), ("ko", "한국어")]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [_PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Seoul"
LANGUAGE_COOKIE_NAME = "mapae_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"

STATIC_URL = "/static/"
STATIC_ROOT = _CONFIGURATION.data / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "officer_queue"
ACCOUNT_ADAPTER = "mapae.site.sign_in.ClosedAccounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reauthenticate": "10/m/user"}
MFA_ADAPTER = "mapae.site.sign_in.SealedSecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_ISSUER = "Mapae"
MFA_TOTP_TOLERANCE = 1
ACCOUNT_FORMS = {
    "login": "mapae.site.sign_in_forms.SignInForm",
    "reauthenticate": "mapae.site.sign_in_forms.PasswordForm",
}
MFA_FORMS = {
    "authenticate": "mapae.site.sign_in_forms.CodeForm",
    "activate_totp": "mapae.site.sign_in_forms.SetUpForm",
    "add_webauthn": "mapae.site.passkeys.PasskeyForm",
    "login_webauthn": "mapae.site.passkeys.SignInForm",
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

PROCRASTINATE_IMPORT_PATHS = ["mapae.site.tasks"]
MAPAE_IS_DEMONSTRATION = not _CONFIGURATION.authority_name or _CONFIGURATION.demonstration
MAPAE_AUTHORITY_NAME = _CONFIGURATION.authority_name
MAPAE_CONTACT = _CONFIGURATION.contact
MAPAE_SERVICE_NAME = _CONFIGURATION.service_names
MAPAE_BRAND_STYLESHEET = _CONFIGURATION.brand_stylesheet
MAPAE_DEMONSTRATION_ACCOUNTS = "mapae.site.demonstration.demonstration_accounts"
MAPAE_START_URL_NAME = "start"
MAPAE_FOOTER_LINKS = [
    (gettext_lazy("Help and contact"), "help"),
    (gettext_lazy("Check the status of an application"), "status"),
    (gettext_lazy("The official price, and how to know this site"), "fees"),
    (gettext_lazy("Accessibility"), "accessibility"),
    *([(gettext_lazy("Guide to the demonstration"), "demo_guide")] if _CONFIGURATION.demonstration else []),
]
MAPAE_METRICS_TOKEN = _CONFIGURATION.metrics_token.get_secret_value() if _CONFIGURATION.metrics_token else ""
MAPAE_FREE_DISK = FolderDisk(_CONFIGURATION.data).free_share
MAPAE_COUNTED = counts().sum
MAPAE_TRUSTED_PROXIES = _CONFIGURATION.trusted_proxies

LOGGING_CONFIG = None
set_up_logs(_CONFIGURATION.log_format)
