from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from dougong.kit import clock
from dougong.kit.ids import new_id
from dougong.kit.models import Record


class Post(Record):
    """What a person is in a department, for a time. `until` is its last day. Every current post counts for his reach;
    what he owns belongs to the department of the main one, which stands on the person too."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="posts")
    department = models.ForeignKey("accounts.Department", on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=60, default="", blank=True)
    main = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(main=True, until__isnull=True), name="accounts_one_main_post"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="accounts_post_dates"
            ),
        ]
        indexes = [models.Index(fields=["until", "since"], name="accounts_posts_by_day")]


class DepartmentChange(models.Model):
    """One change of the tree with what stood before, so that it can be taken back. Only ever added to."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    department = models.ForeignKey("accounts.Department", on_delete=models.PROTECT, related_name="changes")
    #: The department's version that this change made.
    version = models.PositiveIntegerField()
    action = models.CharField(max_length=12)
    before: Any = models.JSONField(default=dict)
    #: What a merge moved: model → keys.
    moved: Any = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
