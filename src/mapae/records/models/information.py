"""What officers ask applicants for, and what they answer."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class InformationRequest(models.Model):
    """One question about one application. Topics are codes; the officer's words and the applicant's are sealed.

    It is open until it is answered, or closed by the next question. `due_day` is inclusive, at the destination.
    """

    id = models.UUIDField(primary_key=True)
    application = models.ForeignKey("Application", models.PROTECT, related_name="information_requests")
    topics = ArrayField(models.CharField(max_length=24))
    language = models.CharField(max_length=8)  # of the officer's words
    question_sealed = models.BinaryField(null=True)  # null: topics only, or erased
    asked_by = models.ForeignKey("Account", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_day = models.DateField()
    answer_sealed = models.BinaryField(null=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "information_request"
        constraints = (
            models.CheckConstraint(condition=Q(topics__len__gt=0), name="question_has_a_topic"),
            models.CheckConstraint(
                condition=Q(answer_sealed__isnull=True) | Q(answered_at__isnull=False), name="answer_has_its_moment"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(closed_at__isnull=True), name="closed_question_has_no_answer"
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(answered_at__isnull=True, closed_at__isnull=True),
                name="application_has_one_open_question",
            ),
        )
