from __future__ import annotations

from django.db import models

from dougong.kit import clock
from dougong.kit.ids import new_id


class Rollup(models.Model):
    """Sums of a metric, kept by the worker; wholly rebuildable from the records they sum.

    Three levels, so that a reader never adds more rows than needed: `d` by department, `dr` by department and region,
    `or` by owner, department and region. `day` is the first of the month that a row sums, or `NO_MONTH` of a metric that
    knows only now; at the levels in capitals (`D`, `DR`, `OR`) it is the one day that the row sums, for periods that do not
    begin or end with a month. `part` is what the metric divides itself by (a stage, an age). `amount` is fen or points.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    metric = models.CharField(max_length=24)
    level = models.CharField(max_length=2)
    day = models.DateField()
    part = models.CharField(max_length=40, default="", blank=True)
    owner = models.UUIDField(null=True)
    department = models.UUIDField(null=True)
    region = models.CharField(max_length=2, default="", blank=True)
    amount = models.BigIntegerField(default=0)
    count = models.IntegerField(default=0)

    class Meta:
        # Each holds all that a sum reads, in the order in which it groups.
        indexes = [
            models.Index(
                fields=["metric", "level", "region", "day", "part", "department", "amount", "count"],
                name="insights_by_region",
            ),
            models.Index(
                fields=["metric", "level", "owner", "day", "part", "region", "department", "amount", "count"],
                name="insights_by_owner",
            ),
        ]


class Cube(models.Model):
    """How fresh a metric's rollups are. `dirty_at` is when something they sum last changed."""

    metric = models.CharField(max_length=24, primary_key=True)
    built_at = models.DateTimeField(null=True)
    dirty_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    took_ms = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)


class Difference(models.Model):
    """That a rollup was not what its list adds up to, when the night compared them. Never changed."""

    metric = models.CharField(max_length=24)
    month = models.DateField(null=True)
    part = models.CharField(max_length=40, default="", blank=True)
    was = models.BigIntegerField()
    found = models.BigIntegerField()
    was_count = models.IntegerField()
    found_count = models.IntegerField()
    at = models.DateTimeField(default=clock.now, db_index=True)
