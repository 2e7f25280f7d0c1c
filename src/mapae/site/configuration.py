"""The settings of one installation: one typed object, read from the environment at start.

A wrong value stops the start with a plain message that names the variable, the fault and the remedy.
"""

from __future__ import annotations

import os
import re
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

# The name of the database connection is the field of everybody's twelve-factor habits; the others are ours.
_PREFIX = "MAPAE_"
_MAIL_ADDRESS = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+")
_MAIL_SCHEMES = ("smtp", "smtps", "smtp+starttls")


class ConfigurationProblem(Exception):
    """A setting is missing or wrong; the message says which, why and what to do."""


class Configuration(BaseSettings):
    """Every setting, with its meaning in the description; `docs/settings.md` is made from it."""

    # A value may hold a password: it is not to stand in a traceback either.
    model_config = SettingsConfigDict(env_prefix=_PREFIX, extra="forbid", frozen=True, hide_input_in_errors=True)

    data: Path = Field(
        Path(".mapae"), description="Folder for the embedded database, keys and the demonstration mailbox"
    )
    keys: Path | None = Field(None, description="The key file; by default keys/mapae-keys.json in the data folder")
    demonstration: bool = Field(False, description="Demonstration data, bank, mailbox and banner; never in service")
    clock_offset: float = Field(
        0.0, description="Seconds by which the demonstration clock differs; set by `mapae up --at`"
    )
    database_owner_url: str = Field("", description="The owner's connection, for migrations; DATABASE_URL sets it too")
    database_app_url: str = Field(
        "", description="The application role's connection; derived from the owner's if empty"
    )
    database_carrier_url: str = Field(
        "", description="The carrier role's connection; derived from the owner's if empty"
    )
    public_url: str = Field("http://localhost:8000", description="Where people reach this installation")
    allowed_hosts: str = Field("", description="Further host names to answer to, separated by commas")
    trusted_proxies: int = Field(0, ge=0, le=5, description="How many proxies in front of Mapae set X-Forwarded-For")
    mail_url: str = Field("", description="smtp://, smtps:// or smtp+starttls://[user:password@]host:port")
    mail_from: str = Field("Mapae <no-reply@localhost>", description="The sender of mails")
    payment: Literal["demonstration", "none", "stripe"] | None = Field(
        None, description="Who collects the fee; a service must say it, a demonstration's own bank plays by itself"
    )
    stripe_secret_key: SecretStr | None = Field(
        None, description="Stripe's key: sk_live_ or rk_live_ in a service, sk_test_ or rk_test_ in a demonstration"
    )
    stripe_webhook_secret: SecretStr | None = Field(
        None, description="The signing secret of the webhook at Stripe: whsec_..."
    )
    programme: Literal["KOR"] = Field("KOR", description="The programme that is served")
    rulebooks: Path | None = Field(None, description="A folder of rulebooks of your own; empty: those that ship")
    unpublished_rules: Path | None = Field(None, description="A file with rules that are in force and not published")
    accepted_rules: str = Field("", description="Rules of low confidence accepted by name, separated by commas")
    rejected_rules: str = Field("", description="Rules of low confidence left out by name, separated by commas")
    rulebook_switches: dict[str, bool] = Field(
        {}, description='Switches of the rulebook that differ from its default: {"private-groups": true}'
    )
    authority_name: str = Field("", description="The authority's name on pages and letters; empty: a demonstration")
    service_names: dict[str, str] = Field({}, description='The service\'s name by language: {"en": "...", "tr": "..."}')
    contact: str = Field(
        "", description="Where people report look-alike sites: a mail address, or an https:// page; shown with the fees"
    )
    brand_stylesheet: str = Field("", description="A static file of your own that sets the theme's custom properties")
    reminder_days: str = Field(
        "60,14", description="How many days before an authorization's last day its holder is reminded; empty: never"
    )
    workers: int = Field(2, ge=1, le=64, description="Server processes")
    log_format: Literal["json", "text"] = Field("json", description="How log events are written")

    @field_validator("public_url")
    @classmethod
    def _public_url_is_one(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
            raise ValueError("it must be an address like https://eta.example.org, without a path")
        return value.rstrip("/")

    @field_validator("contact")
    @classmethod
    def _contact_is_one(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and not (_MAIL_ADDRESS.fullmatch(value) or (parts.scheme == "https" and parts.hostname)):
            raise ValueError("it must be a mail address, or a page that begins with https://")
        return value

    @field_validator("mail_url")
    @classmethod
    def _mail_url_is_smtp(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in _MAIL_SCHEMES or not urlsplit(value).hostname):
            raise ValueError("it must begin with smtp://, smtps:// or smtp+starttls:// and name a host")
        return value

    @field_validator("database_owner_url", "database_app_url", "database_carrier_url")
    @classmethod
    def _database_is_postgresql(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in {"postgresql", "postgres"}:
            raise ValueError("Mapae runs on PostgreSQL only: it must begin with postgresql://")
        return value

    @field_validator("reminder_days")
    @classmethod
    def _reminder_days_are_days(cls, value: str) -> str:
        named = _named(value)
        if not all(day.isascii() and day.isdigit() and 0 < int(day) <= 366 for day in named) or len(named) > 5:
            raise ValueError("it must be up to 5 numbers of days from 1 to 366, separated by commas, like 60,14")
        return value

    @model_validator(mode="after")
    def _service_is_served_in_earnest(self) -> Configuration:
        if self.demonstration:
            return self
        if self.clock_offset:
            raise ValueError("MAPAE_CLOCK_OFFSET: only a demonstration may have a clock of its own. Unset it")
        if not self.mail_url:
            raise ValueError("MAPAE_MAIL_URL: applicants hear by mail, so a mail server is needed. Name one")
        if self.is_https and not self.trusted_proxies:
            raise ValueError(
                "MAPAE_TRUSTED_PROXIES: Mapae itself speaks http; https is ended by a proxy in front of it, which must "
                "set X-Forwarded-Proto and X-Forwarded-For. Say how many proxies there are, usually 1"
            )
        if not self.is_https and not self._is_local:
            raise ValueError("MAPAE_PUBLIC_URL: passports do not travel in clear. Serve over https")
        return self

    @model_validator(mode="after")
    def _fee_can_be_collected(self) -> Configuration:
        if not self.demonstration and self.payment is None:
            raise ValueError(
                "MAPAE_PAYMENT: say who collects the fee: stripe, or none for a programme without a fee. To try Mapae out "
                "with a bank that takes no money, start with --demo"
            )
        if not self.demonstration and self.payment == "demonstration":
            raise ValueError("MAPAE_PAYMENT: the demonstration bank takes no money. A service needs stripe, or none")
        if self.payment == "stripe":
            self._require_stripe()
        return self

    def _require_stripe(self) -> None:
        key = self.stripe_secret_key.get_secret_value() if self.stripe_secret_key else ""
        signing = self.stripe_webhook_secret.get_secret_value() if self.stripe_webhook_secret else ""
        kind, other = ("test", "live") if self.demonstration else ("live", "test")
        if key.startswith((f"sk_{other}_", f"rk_{other}_")):
            here = (
                "A demonstration must not take money"
                if self.demonstration
                else "A service must not pretend to take money"
            )
            raise ValueError(f"MAPAE_STRIPE_SECRET_KEY: this is a {other} key. {here}: bring a {kind} key")
        if not key.startswith((f"sk_{kind}_", f"rk_{kind}_")):
            raise ValueError(
                f"MAPAE_STRIPE_SECRET_KEY: Stripe needs a key that begins with rk_{kind}_ or sk_{kind}_. Its dashboard shows it"
            )
        if not signing.startswith("whsec_"):
            raise ValueError(
                "MAPAE_STRIPE_WEBHOOK_SECRET: without the signing secret of the webhook (whsec_...) no notice of Stripe can "
                "be believed. Its dashboard shows it beside the webhook"
            )
        if self.clock_offset:
            raise ValueError("MAPAE_CLOCK_OFFSET: Stripe goes by the true time. Leave --at out, or MAPAE_PAYMENT")

    @property
    def collector(self) -> Literal["demonstration", "none", "stripe"]:
        """Who collects the fee."""
        return self.payment or "demonstration"

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def _is_local(self) -> bool:
        return urlsplit(self.public_url).hostname in {"localhost", "127.0.0.1", "::1"}

    @property
    def key_file(self) -> Path:
        return self.keys or self.data / "keys" / "mapae-keys.json"

    @property
    def mailbox(self) -> Path:
        return self.data / "mailbox"

    @property
    def hosts(self) -> list[str]:
        """The names that this installation answers to; its own machine may always ask how it is."""
        named = [host.strip() for host in self.allowed_hosts.split(",") if host.strip()]
        return [urlsplit(self.public_url).hostname or "localhost", "localhost", "127.0.0.1", "[::1]", *named]

    @property
    def reminders(self) -> tuple[int, ...]:
        """Days before the last day, the earliest reminder first."""
        return tuple(sorted(map(int, _named(self.reminder_days)), reverse=True))

    @property
    def accepted(self) -> frozenset[str] | None:
        """The accepted rules of low confidence; None, which is all of them, in a demonstration that names none."""
        named = _named(self.accepted_rules)
        return None if self.demonstration and not named else named

    @property
    def rejected(self) -> frozenset[str]:
        return _named(self.rejected_rules)


def _named(rules: str) -> frozenset[str]:
    return frozenset(rule.strip() for rule in rules.split(",") if rule.strip())


@lru_cache(maxsize=1)
def configuration() -> Configuration:
    """This process's configuration; raises ConfigurationProblem."""
    if "DATABASE_URL" in os.environ:
        os.environ.setdefault("MAPAE_DATABASE_OWNER_URL", os.environ["DATABASE_URL"])
    _refuse_unknown()
    try:
        return Configuration()
    except ValidationError as error:
        raise ConfigurationProblem("\n".join(_sentence(fault) for fault in error.errors())) from error


def _refuse_unknown() -> None:
    """A variable that is not read is a slip of the keyboard, and its effect would be missed in silence."""
    known = {_PREFIX + name.upper() for name in Configuration.model_fields} | {"MAPAE_LIFELINE"}
    for name in sorted(os.environ):
        if name.startswith(_PREFIX) and name not in known and not name.startswith("MAPAE_TEST_"):
            near = get_close_matches(name, known, 1)
            hint = f"Did you mean {near[0]}?" if near else "docs/settings.md lists all of them"
            raise ConfigurationProblem(f"{name}: there is no such setting. {hint}")


def _sentence(fault: object) -> str:
    assert isinstance(fault, dict)
    where, message = fault["loc"], str(fault["msg"]).removeprefix("Value error, ")
    name = _PREFIX + "_".join(str(part) for part in where).upper() if where else ""
    if name == "MAPAE_DATABASE_OWNER_URL" and "DATABASE_URL" in os.environ:
        name = "DATABASE_URL"
    # The value itself is not repeated: it may hold a password.
    return f"{name}: {message}" if name else message
