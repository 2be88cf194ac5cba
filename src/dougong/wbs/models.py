from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from dougong.kit import clock
from dougong.kit.models import Record
from dougong.wbs import rules


class Template(Record):
    """A plan to begin with. `rows` are those of its present edition `number`, as `rules.Row.told` gives them."""

    code = models.CharField(max_length=40, default="", blank=True)  # of one that came with the product
    name = models.CharField(max_length=120)
    type = models.CharField(max_length=12)
    note = models.CharField(max_length=500, default="", blank=True)
    number = models.PositiveIntegerField(default=1)
    rows: Any = models.JSONField(default=list)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(type__in=[t for t, _, _ in rules.TYPES]), name="wbs_type"),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="wbs_ready_once"),
        ]
        indexes = [models.Index(fields=["type", "name"], name="wbs_by_type")]

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """What a template was: each change keeps the rows as they then stood."""

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    rows: Any = models.JSONField(default=list)
    made_by = models.CharField(max_length=60, default="", blank=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["template", "number"], name="wbs_edition_once")]
