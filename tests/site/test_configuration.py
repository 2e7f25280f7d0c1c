"""Wrong settings stop the start, with a message that names the variable and never repeats a secret."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mapae.gateways.key_file import make_key_file
from mapae.site.configuration import Configuration, ConfigurationProblem, configuration

SECRET = "kanarya-secret"
SERVICE = {
    "MAPAE_PUBLIC_URL": "https://eta.example.org",
    "MAPAE_MAIL_URL": "smtp://mail.example.org:25",
    "MAPAE_TRUSTED_PROXIES": "1",
    "MAPAE_PAYMENT": "stripe",
    "MAPAE_STRIPE_SECRET_KEY": f"rk_live_{SECRET}",
    "MAPAE_STRIPE_WEBHOOK_SECRET": f"whsec_{SECRET}",
    "MAPAE_DATABASE_APP_URL": f"postgresql://app:{SECRET}@db.example.org/mapae",
    "MAPAE_DATABASE_CARRIER_URL": f"postgresql://carrier:{SECRET}@db.example.org/mapae",
}
WRONG = [
    ("MAPAE_TRUSTED_PROXIES", "0"),
    ("MAPAE_PUBLIC_URL", "eta.example.org"),
    ("MAPAE_PUBLIC_URL", "ftp://eta.example.org"),
    ("MAPAE_PUBLIC_URL", "https://"),
    ("MAPAE_PUBLIC_URL", "https://eta.example.org/eta"),
    ("MAPAE_PUBLIC_URL", "http://eta.example.org"),
    ("MAPAE_CONTACT", "reports"),
    ("MAPAE_CONTACT", "http://eta.example.org/report"),
    ("MAPAE_CONTACT", "javascript:alert(1)"),
    ("MAPAE_MAIL_URL", ""),
    ("MAPAE_MAIL_URL", f"user:{SECRET}@mail.example.org"),
    ("MAPAE_MAIL_URL", f"https://user:{SECRET}@mail.example.org"),
    ("MAPAE_MAIL_URL", f"smtp://:{SECRET}@"),
    ("MAPAE_DATABASE_OWNER_URL", f"mysql://root:{SECRET}@db.example.org/mapae"),
    ("MAPAE_DATABASE_APP_URL", f"sqlite:///{SECRET}"),
    ("MAPAE_DATABASE_CARRIER_URL", f"{SECRET}@db.example.org"),
    ("MAPAE_DEMONSTRATION", f"perhaps {SECRET}"),
    ("MAPAE_CLOCK_OFFSET", "3600"),
    ("MAPAE_PAYMENT", "demonstration"),
    ("MAPAE_PAYMENT", f"cash {SECRET}"),
    ("MAPAE_STRIPE_SECRET_KEY", ""),
    ("MAPAE_STRIPE_SECRET_KEY", SECRET),
    ("MAPAE_STRIPE_SECRET_KEY", f"pk_live_{SECRET}"),
    ("MAPAE_STRIPE_SECRET_KEY", f"sk_test_{SECRET}"),
    ("MAPAE_STRIPE_SECRET_KEY", f"rk_test_{SECRET}"),
    ("MAPAE_STRIPE_WEBHOOK_SECRET", ""),
    ("MAPAE_STRIPE_WEBHOOK_SECRET", SECRET),
    ("MAPAE_CLOCK_OFFSET", f"tomorrow {SECRET}"),
    ("MAPAE_TRUSTED_PROXIES", "-1"),
    ("MAPAE_TRUSTED_PROXIES", "6"),
    ("MAPAE_TRUSTED_PROXIES", f"all {SECRET}"),
    ("MAPAE_PROGRAMME", f"ETIAS {SECRET}"),
    ("MAPAE_WORKERS", "0"),
    ("MAPAE_WORKERS", "65"),
    ("MAPAE_WORKERS", "2.5"),
    ("MAPAE_LOG_FORMAT", f"xml {SECRET}"),
]


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A service's environment and nothing of the test run's own."""
    for name in [name for name in os.environ if name.startswith("MAPAE_") or name == "DATABASE_URL"]:
        monkeypatch.delenv(name)
    for name, value in SERVICE.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def read() -> Configuration:
    """The configuration of the present environment, not the one that this process started with."""
    return configuration.__wrapped__()


def test_a_service_starts(environment: pytest.MonkeyPatch) -> None:
    settings = read()
    assert settings.is_https
    assert settings.hosts[0] == "eta.example.org"
    assert "*" not in settings.hosts
    assert settings.accepted == frozenset()


@pytest.mark.parametrize(("variable", "value"), WRONG)
def test_wrong_value_is_named_and_not_repeated(environment: pytest.MonkeyPatch, variable: str, value: str) -> None:
    environment.setenv(variable, value)
    with pytest.raises(ConfigurationProblem) as problem:
        read()
    message = str(problem.value)
    assert message.startswith(f"{variable}: ")
    assert len(message.splitlines()) == 1
    assert SECRET not in message


def test_service_says_who_collects_the_fee(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("MAPAE_PAYMENT")
    with pytest.raises(ConfigurationProblem, match=r"^MAPAE_PAYMENT: .*stripe.*none.*--demo"):
        read()


@pytest.mark.parametrize("variable", ["MAPAE_STRIPE_SECRET_KEY", "MAPAE_STRIPE_WEBHOOK_SECRET"])
def test_stripe_without_a_secret_does_not_start(environment: pytest.MonkeyPatch, variable: str) -> None:
    environment.delenv(variable)
    with pytest.raises(ConfigurationProblem, match=f"^{variable}: "):
        read()


@pytest.mark.parametrize(
    ("kind", "is_demonstration", "said"),
    [
        ("live", "true", "must not take money"),
        ("test", "false", "must not pretend"),
        ("test", "true", ""),
        ("live", "false", ""),
    ],
)
def test_keys_of_the_other_world_are_refused(
    environment: pytest.MonkeyPatch, kind: str, is_demonstration: str, said: str
) -> None:
    environment.setenv("MAPAE_DEMONSTRATION", is_demonstration)
    for prefix in ("sk", "rk"):
        environment.setenv("MAPAE_STRIPE_SECRET_KEY", f"{prefix}_{kind}_{SECRET}")
        if said:
            with pytest.raises(ConfigurationProblem, match=said):
                read()
        else:
            assert read().collector == "stripe"


def test_stripe_and_a_clock_of_ones_own_do_not_go_together(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("MAPAE_DEMONSTRATION", "true")
    environment.setenv("MAPAE_STRIPE_SECRET_KEY", f"sk_test_{SECRET}")
    environment.setenv("MAPAE_CLOCK_OFFSET", "3600")
    with pytest.raises(ConfigurationProblem, match=r"^MAPAE_CLOCK_OFFSET: "):
        read()


def test_secrets_are_not_shown_with_the_settings(environment: pytest.MonkeyPatch) -> None:
    settings = read()
    shown = (
        f"{settings.stripe_secret_key!r} {settings.stripe_webhook_secret} {settings.model_dump()['stripe_secret_key']}"
    )
    assert SECRET not in shown


def test_every_fault_is_told_at_once(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("MAPAE_WORKERS", "none")
    environment.setenv("MAPAE_LOG_FORMAT", "xml")
    with pytest.raises(ConfigurationProblem, match=r"(?s)MAPAE_WORKERS: .*\nMAPAE_LOG_FORMAT: "):
        read()


def test_usual_name_of_the_database_is_understood(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("DATABASE_URL", f"postgresql://owner:{SECRET}@db.example.org/mapae")
    environment.delenv("MAPAE_DATABASE_OWNER_URL", raising=False)
    assert read().database_owner_url.startswith("postgresql://owner:")
    environment.delenv("MAPAE_DATABASE_OWNER_URL", raising=False)


def test_demonstration_starts_with_nothing(environment: pytest.MonkeyPatch) -> None:
    for name in SERVICE:
        environment.delenv(name)
    environment.setenv("MAPAE_DEMONSTRATION", "true")
    settings = read()
    assert settings.collector == "demonstration"
    assert settings.accepted is None
    assert "127.0.0.1" in settings.hosts


def test_what_has_passed_cannot_be_changed(environment: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="frozen"):
        read().workers = 3  # type: ignore[misc]


def check_deploy(data: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Django's own check of a service, in a process of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=kept | {"DJANGO_SETTINGS_MODULE": "mapae.site.settings", "MAPAE_DATA": str(data)} | SERVICE | settings,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with keys."""
    make_key_file(tmp_path / "keys" / "mapae-keys.json")
    (tmp_path / "static").mkdir()
    return tmp_path


def test_check_deploy_has_nothing_to_say_of_a_service(data: Path) -> None:
    checked = check_deploy(data)
    assert checked.returncode == 0, checked.stderr
    assert "no issues (0 silenced)" in checked.stdout + checked.stderr


def test_crash_at_start_shows_no_secret_even_in_its_traceback(data: Path) -> None:
    checked = check_deploy(data, MAPAE_MAIL_URL=f"https://user:{SECRET}@mail.example.org", MAPAE_WORKERS="none")
    assert checked.returncode != 0
    assert "MAPAE_MAIL_URL: " in checked.stderr
    assert SECRET not in checked.stderr + checked.stdout


def test_service_keeps_its_cookies_for_https(data: Path) -> None:
    asked = "SESSION_COOKIE_SECURE SESSION_COOKIE_HTTPONLY CSRF_COOKIE_SECURE CSRF_COOKIE_HTTPONLY SECURE_SSL_REDIRECT"
    program = f"from django.conf import settings; print([getattr(settings, name) for name in {asked.split()!r}])"
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    environment = kept | {"DJANGO_SETTINGS_MODULE": "mapae.site.settings", "MAPAE_DATA": str(data)} | SERVICE
    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=60)
    assert ran.stdout.strip() == str([True] * 5), ran.stderr
