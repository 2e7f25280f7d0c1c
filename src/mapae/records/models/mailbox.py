"""Mailboxes that somebody says are theirs, and the links that were mailed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class RequestPurpose(models.TextChoices):
    BEGIN = "begin"  # prove the mailbox and start an application
    FIND = "find"  # get links to one's applications
    FAMILY = "family"  # prove the mailbox and start a family's group
    REGISTER = "register"  # prove the mailbox and register an organisation
    MEMBER = "member"  # an organisation invites somebody to work for it


class MailboxRequest(models.Model):
    """An address that somebody typed. Forgotten within two days, proven or not; an invitation within nine.

    `application` or `group` is what the proof started; `organisation` is the one that was registered, or that invites.
    `details_sealed`: what an organisation said of itself, until it is registered. The database takes a request's
    messages and links with it.
    """

    id = models.UUIDField(primary_key=True)
    purpose = models.CharField(max_length=8)
    language = models.CharField(max_length=8)
    notice = models.CharField(max_length=16, blank=True)  # the version of the privacy notice that was agreed to
    case_key = models.OneToOneField("CaseKey", models.PROTECT)
    address_sealed = models.BinaryField()
    asked_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True)
    details_sealed = models.BinaryField(null=True)
    application = models.ForeignKey(
        "Application", models.DO_NOTHING, null=True, related_name="+", db_constraint=False
    )  # foreign key with ON DELETE CASCADE: migration 0002
    group = models.ForeignKey("Group", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey("Organisation", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "mailbox_request"
        indexes = (models.Index(fields=["asked_at"], name="mailbox_request_by_age"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(purpose__in=RequestPurpose.values), name="mailbox_request_has_a_known_purpose"
            ),
            models.CheckConstraint(
                condition=Q(proven_at__isnull=False) | Q(application__isnull=True, group__isnull=True),
                name="mailbox_is_proven_before_anything_starts",
            ),
            models.CheckConstraint(
                condition=~Q(purpose=RequestPurpose.MEMBER) | Q(organisation__isnull=False),
                name="invitation_is_of_an_organisation",
            ),
        )


class LinkPurpose(models.TextChoices):
    MAILBOX = "mailbox"  # prove the mailbox
    APPLICATION = "application"  # open the application
    GROUP = "group"  # open a family's group


def _leads_to(purpose: LinkPurpose, target: str) -> Q:
    return Q(purpose=purpose, **{f"{one}__isnull": one != target for one in ("request", "application", "group")})


class MailedLink(models.Model):
    """What one mail may be used for, once. The token and the code are in the mail only; here are their keyed digests.

    Sending is at least once, so a mail may go out twice with two tokens: one that is spent spends its sisters.
    """

    id = models.UUIDField(primary_key=True)
    purpose = models.CharField(max_length=16)
    token_digest = models.BinaryField(unique=True)
    code_digest = models.BinaryField(null=True)
    message = models.ForeignKey("OutboxMessage", models.DO_NOTHING, related_name="links", db_constraint=False)
    request = models.ForeignKey(MailboxRequest, models.DO_NOTHING, null=True, related_name="links", db_constraint=False)
    application = models.ForeignKey(
        "Application", models.DO_NOTHING, null=True, related_name="links", db_constraint=False
    )
    group = models.ForeignKey("Group", models.PROTECT, null=True, related_name="links")
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True)
    spent_by = models.BinaryField(null=True)  # blind: the browser, so that its second press is no second use

    class Meta:
        db_table = "mailed_link"
        indexes = (models.Index(fields=["expires_at"], name="mailed_link_by_end"),)
        constraints = (
            models.CheckConstraint(
                condition=_leads_to(LinkPurpose.MAILBOX, "request")
                | _leads_to(LinkPurpose.APPLICATION, "application")
                | _leads_to(LinkPurpose.GROUP, "group"),
                name="mailed_link_has_what_its_purpose_needs",
            ),
            models.CheckConstraint(
                condition=Q(spent_at__isnull=True, spent_by__isnull=True)
                | Q(spent_at__isnull=False, spent_by__isnull=False),
                name="spent_link_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(code_digest__isnull=True) | Q(purpose=LinkPurpose.MAILBOX),
                name="code_is_for_a_mailbox_only",
            ),
        )
