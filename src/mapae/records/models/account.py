"""Accounts of people who work with Mapae. Applicants have none."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from mapae.records.role import Role


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(username=username)


class Account(AbstractBaseUser):
    """A person with a role. The name to sign in with is a service name, not a mail address."""

    username = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=16)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    carrier = models.ForeignKey("Carrier", models.PROTECT, null=True, related_name="accounts")
    organisation = models.ForeignKey("Organisation", models.PROTECT, null=True, related_name="accounts")
    is_manager = models.BooleanField(default=False)  # of an organisation: adds and removes its members
    # allauth asks for these; no mail address of an officer is kept.
    USERNAME_FIELD = "username"
    EMAIL_FIELD = ""
    REQUIRED_FIELDS: ClassVar[list[str]] = ["role"]
    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        db_table = "account"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(role=Role.CARRIER, carrier__isnull=False)
                | (~models.Q(role=Role.CARRIER) & models.Q(carrier__isnull=True)),
                name="account_at_a_carriers_desk_has_its_carrier",
            ),
            models.CheckConstraint(
                condition=models.Q(role=Role.REPRESENTATIVE, organisation__isnull=False)
                | (~models.Q(role=Role.REPRESENTATIVE) & models.Q(organisation__isnull=True, is_manager=False)),
                name="account_of_a_representative_has_its_organisation",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="account_has_a_known_role"
            ),
        )
