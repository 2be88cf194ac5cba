from __future__ import annotations

from typing import Any

from django.db import models

from dougong.kit import clock
from dougong.kit.ids import new_id


class FieldRule(models.Model):
    """What a role sees of one field of a record: nothing, a mask, or, against the default, the whole."""

    role = models.ForeignKey("accounts.Role", on_delete=models.CASCADE, related_name="field_rules")
    resource = models.CharField(max_length=60)
    field = models.CharField(max_length=40)
    mode = models.CharField(max_length=4)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["role", "resource", "field"], name="accounts_one_field_rule"),
            models.CheckConstraint(
                condition=models.Q(mode__in=["hide", "mask", "show"]), name="accounts_field_rule_mode"
            ),
        ]


class RoleChange(models.Model):
    """One saving of a role, with what stood before and after, so that it can be taken back. Only ever added to."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    role = models.ForeignKey("accounts.Role", on_delete=models.CASCADE, related_name="changes")
    #: The role's version that this change made.
    version = models.PositiveIntegerField()
    action = models.CharField(max_length=12)
    before: Any = models.JSONField(default=dict)
    after: Any = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "version"], name="accounts_one_change_per_version")]


class SeeAs(models.Model):
    """An administrator's session looks through another person's eyes, for a while and without writing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey("accounts.Session", null=True, on_delete=models.SET_NULL, related_name="looks")
    viewer = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=clock.now)
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=models.Q(ended_at__isnull=True), name="accounts_one_look_per_session"
            )
        ]
        indexes = [
            models.Index(fields=["until"], condition=models.Q(ended_at__isnull=True), name="accounts_open_looks")
        ]
