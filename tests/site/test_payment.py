"""Which provider the settings put behind the port, where forms may lead, and when a fee stops a start."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mapae.gateways.key_file import FileKeys, make_key_file
from mapae.gateways.moment import offset_to
from mapae.site.configuration import Configuration, ConfigurationProblem
from mapae.site.payment import fee_to_come, hosts_of_payers, payment_provider, require_fee_can_be_paid

pytestmark = pytest.mark.wide

STRIPE = {"payment": "stripe", "stripe_secret_key": "sk_test_x", "stripe_webhook_secret": "whsec_x"}


@pytest.fixture(autouse=True)
def _no_settings_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("MAPAE_")]:
        monkeypatch.delenv(name)


def settings(**more: object) -> Configuration:
    return Configuration(demonstration=True, **more)  # type: ignore[arg-type]


@pytest.fixture
def keys(tmp_path: Path) -> FileKeys:
    make_key_file(tmp_path / "keys.json")
    return FileKeys(tmp_path / "keys.json")


@pytest.mark.parametrize(
    ("more", "name", "hosts"),
    [
        ({}, "demonstration", []),
        ({"payment": "none"}, "none", []),
        (STRIPE, "stripe", ["https://checkout.stripe.com"]),
    ],
)
def test_settings_choose_the_provider_and_its_host(
    keys: FileKeys, more: dict[str, str], name: str, hosts: list[str]
) -> None:
    assert payment_provider(settings(**more), keys).name == name
    assert hosts_of_payers(settings(**more)) == hosts


def at(moment: datetime) -> dict[str, float]:
    return {"clock_offset": offset_to(moment)}


def test_without_a_provider_a_time_without_a_fee_starts_and_one_with_a_fee_does_not() -> None:
    free, charged = datetime(2021, 6, 1, tzinfo=UTC), datetime(2021, 8, 31, 15, 0, tzinfo=UTC)
    require_fee_can_be_paid(settings(payment="none", **at(free)))
    assert fee_to_come(settings(payment="none", **at(free))) == "2021-09-01"
    with pytest.raises(ConfigurationProblem, match=r"10300 KRW today \(2021-09-01\)"):
        require_fee_can_be_paid(settings(payment="none", **at(charged)))
    assert fee_to_come(settings(payment="none", **at(charged))) == ""


@pytest.mark.parametrize("more", [{}, STRIPE])
def test_with_a_provider_every_fee_can_be_paid(more: dict[str, str]) -> None:
    require_fee_can_be_paid(settings(**more))


@pytest.mark.parametrize(("collector", "hosts"), [("stripe", "'self' https://checkout.stripe.com"), ("none", "'self'")])
def test_policy_lets_a_form_lead_to_the_providers_page_and_nowhere_else(
    tmp_path: Path, collector: str, hosts: str
) -> None:
    make_key_file(tmp_path / "keys" / "mapae-keys.json")
    program = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "from django.conf import settings\n"
        "settings.STORAGES['staticfiles']['BACKEND'] = 'django.contrib.staticfiles.storage.StaticFilesStorage'\n"
        "print(Client().get('/healthz')['Content-Security-Policy'])"
    )
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    own = {
        "DJANGO_SETTINGS_MODULE": "mapae.site.settings", "MAPAE_DATA": str(tmp_path), "MAPAE_DEMONSTRATION": "true",
        "MAPAE_DATABASE_APP_URL": "postgresql://app@db.example.org/mapae", "MAPAE_ALLOWED_HOSTS": "testserver",
        "MAPAE_DATABASE_CARRIER_URL": "postgresql://carrier@db.example.org/mapae", "MAPAE_PAYMENT": collector,
        "MAPAE_STRIPE_SECRET_KEY": "sk_test_x", "MAPAE_STRIPE_WEBHOOK_SECRET": "whsec_x",
    }  # fmt: skip
    (tmp_path / "static").mkdir()
    ran = subprocess.run([sys.executable, "-c", program], env=kept | own, capture_output=True, text=True, timeout=60)
    assert f"form-action {hosts};" in f"{ran.stdout.strip()};", ran.stdout + ran.stderr
