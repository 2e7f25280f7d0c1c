"""A proxy in front is believed exactly as far as the settings say, and by default not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mapae.gateways.key_file import make_key_file

pytestmark = pytest.mark.wide

_PROGRAM = """
import django; django.setup()
import json
from django.conf import settings
from django.http import HttpRequest
from django.test import Client, RequestFactory
from mapae.site.address import address_of
settings.STORAGES['staticfiles']['BACKEND'] = 'django.contrib.staticfiles.storage.StaticFilesStorage'
sent = {'HTTP_X_FORWARDED_PROTO': 'https', 'HTTP_X_FORWARDED_FOR': '198.51.100.9, 203.0.113.1', 'HTTP_HOST': 'eta.example.org',
        'HTTP_X_FORWARDED_HOST': 'look-alike.example', 'HTTP_FORWARDED': 'for=192.0.2.7;proto=https', 'REMOTE_ADDR': '192.0.2.1'}
request = RequestFactory().get('/en/', **sent)
page = Client().get('/no-such-page', **sent)
plain = Client().get('/no-such-page', HTTP_HOST='eta.example.org')
alive = Client().get('/health/live', HTTP_HOST='localhost')
stranger = Client().get('/health/live', HTTP_HOST='look-alike.example')
print(json.dumps({
    'is_secure': request.is_secure(), 'address': address_of(request), 'host': request.get_host(),
    'hsts': page.get('Strict-Transport-Security', ''), 'status': page.status_code, 'plain': plain.status_code,
    'leads_to': plain.get('Location', ''), 'alive': alive.status_code, 'stranger': stranger.status_code,
    'cookies': settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE,
}))
"""
_SERVICE = {
    "MAPAE_PUBLIC_URL": "https://eta.example.org", "MAPAE_MAIL_URL": "smtp://127.0.0.1:1", "MAPAE_PAYMENT": "none",
    "MAPAE_AUTHORITY_NAME": "Invented Authority",
    "MAPAE_ACCEPTED_RULES": "KOR.waiver-disputed,KOR.required-british-nationals-overseas",
}  # fmt: skip
_DEMONSTRATION = {"MAPAE_DEMONSTRATION": "true", "MAPAE_ALLOWED_HOSTS": "eta.example.org"}


def told(folder: Path, **own: str) -> dict[str, Any]:
    make_key_file(folder / "keys" / "mapae-keys.json")
    (folder / "static").mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    database = {
        f"MAPAE_DATABASE_{role}_URL": f"postgresql://{role.lower()}@127.0.0.1:1/mapae" for role in ("APP", "CARRIER")
    }
    environment = kept | own | database | {"DJANGO_SETTINGS_MODULE": "mapae.site.settings", "MAPAE_DATA": str(folder)}
    ran = subprocess.run([sys.executable, "-c", _PROGRAM], env=environment, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    return dict(json.loads(ran.stdout.splitlines()[-1]))


def test_without_a_proxy_nothing_that_is_forwarded_is_believed(tmp_path: Path) -> None:
    found = told(tmp_path, **_DEMONSTRATION)
    assert (found["is_secure"], found["address"], found["host"]) == (False, "192.0.2.1", "eta.example.org")
    assert found["hsts"] == ""


@pytest.mark.parametrize(("proxies", "address"), [("1", "203.0.113.1"), ("2", "198.51.100.9"), ("3", "192.0.2.1")])
def test_as_many_proxies_are_believed_as_there_are(tmp_path: Path, proxies: str, address: str) -> None:
    found = told(tmp_path, **_SERVICE, MAPAE_TRUSTED_PROXIES=proxies)
    assert (found["is_secure"], found["address"], found["host"]) == (True, address, "eta.example.org")


def test_service_insists_on_https_and_its_own_name(tmp_path: Path) -> None:
    found = told(tmp_path, **_SERVICE, MAPAE_TRUSTED_PROXIES="1")
    assert found["hsts"] == "max-age=31536000; includeSubDomains; preload"
    assert (found["plain"], found["leads_to"]) == (301, "https://eta.example.org/no-such-page")
    assert found["cookies"] is True
    assert (found["alive"], found["stranger"]) == (200, 400)
