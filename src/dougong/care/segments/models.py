from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from dougong.kit import clock
from dougong.kit.models import Record

SHARES = ("own", "department", "role", "all")


class Segment(Record):
    """A filter of the list of clients with a name. Who belongs is asked of the clients each time; `counted_at` is when it was last
    written down who did, for what entered and left since."""

    name = models.CharField(max_length=60)
    note = models.CharField(max_length=300, default="", blank=True)
    filters: Any = models.JSONField(default=list)  # each as in a query: "region:in:32"
    share = models.CharField(max_length=10, default="own")
    department = models.ForeignKey(
        "accounts.Department", null=True, blank=True, on_delete=models.SET_NULL, related_name="segments"
    )
    role = models.ForeignKey("accounts.Role", null=True, blank=True, on_delete=models.SET_NULL, related_name="segments")
    made_by = models.CharField(max_length=60, default="", blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(share__in=SHARES), name="care_segment_share")]
        indexes = [models.Index(fields=["name", "id"], name="care_segments_by_name")]

    def __str__(self) -> str:
        return self.name


class SegmentMember(models.Model):
    """That a client was found in a segment, from one day's count to another's. No `entered_on`: it was there from the first count."""

    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="members")
    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="segment_members")
    entered_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["segment", "client"], condition=Q(left_on__isnull=True), name="care_member_once"
            )
        ]
        indexes = [
            models.Index(fields=["segment", "entered_on"], name="care_members_entered"),
            models.Index(fields=["segment", "left_on"], name="care_members_left"),
        ]


class TagRule(Record):
    """A tag that is put on the clients that pass the filters, and taken from those that no longer do. One rule for a tag."""

    tag = models.OneToOneField("clients.Tag", on_delete=models.PROTECT, related_name="rule")
    filters: Any = models.JSONField(default=list)
    note = models.CharField(max_length=300, default="", blank=True)
    active = models.BooleanField(default=True)
    seen_at = models.DateTimeField(default=clock.now)  # changes of clients up to here are taken up
    ran_at = models.DateTimeField(null=True, blank=True)
    marked = models.PositiveIntegerField(default=0)  # how many clients bear the tag by this rule

    def __str__(self) -> str:
        return self.tag.name


class TagMark(models.Model):
    """That a rule put its tag on a client. A tag without a mark was set by hand, and no rule takes it."""

    rule = models.ForeignKey(TagRule, on_delete=models.CASCADE, related_name="marks")
    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="tag_marks")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "client"], name="care_mark_once")]
