"""Rulebook versions: bytes stored under their hash, never changed."""

from django.db import models


class RulebookVersion(models.Model):
    """One version as it was loaded; `version` is the SHA-256 of `content` in hexadecimal."""

    version = models.CharField(max_length=64, primary_key=True)
    programme = models.CharField(max_length=8)
    content = models.BinaryField()
    loaded_at = models.DateTimeField()

    class Meta:
        db_table = "rulebook_version"
