from __future__ import annotations

from django.db import models

from dougong.kit import clock
from dougong.kit.models import Record


class Backup(Record):
    """An archive that was made, or that could not be. `path` is where it was written; whether it still lies there is asked anew.

    `missing` are the files that were not, or not as recorded, where they should lie: `{"id", "name", "why"}`.
    """

    state = models.CharField(max_length=8, default="running")  # running done failed
    cause = models.CharField(max_length=8, default="person")  # person night command
    by_name = models.CharField(max_length=60, default="", blank=True)
    job_id = models.UUIDField(null=True, blank=True)
    path = models.CharField(max_length=500, default="", blank=True)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    rows = models.BigIntegerField(default=0)
    files = models.BigIntegerField(default=0)
    missing = models.JSONField(default=list)
    seconds = models.PositiveIntegerField(default=0)
    error = models.JSONField(null=True, blank=True)  # {"code", "zh", "en"}
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["running", "done", "failed"]), name="stewardship_backup_state"
            ),
            models.CheckConstraint(
                condition=models.Q(cause__in=["person", "night", "command"]), name="stewardship_backup_cause"
            ),
        ]
        indexes = [models.Index(fields=["-created_at"], name="stewardship_backups")]


class Drill(models.Model):
    """That an archive was restored aside and looked through. `report` is the certificate as JSON, the PDF lies beside the archive."""

    backup = models.ForeignKey(Backup, null=True, blank=True, on_delete=models.SET_NULL, related_name="drills")
    state = models.CharField(max_length=8, default="running")  # running passed failed
    by_name = models.CharField(max_length=60, default="", blank=True)
    job_id = models.UUIDField(null=True, blank=True)
    archive = models.CharField(max_length=500, default="", blank=True)
    certificate = models.CharField(max_length=500, default="", blank=True)
    seconds = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    error = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["running", "passed", "failed"]), name="stewardship_drill_state"
            ),
        ]
        indexes = [models.Index(fields=["-created_at"], name="stewardship_drills")]
