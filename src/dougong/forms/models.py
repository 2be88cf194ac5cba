from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from dougong.forms import rules
from dougong.kit import clock
from dougong.kit.models import Record

PURPOSES = ("fields", "interview", "web", "survey", "checklist")


class Form(Record):
    """What is asked, in versions. Of purpose `fields` its code is that of the record whose fields it adds."""

    code = models.CharField(max_length=60, unique=True)
    purpose = models.CharField(max_length=10, default="fields")
    zh = models.CharField(max_length=60)
    en = models.CharField(max_length=120, default="", blank=True)
    number = models.PositiveIntegerField(default=0)  # of the version in force
    schema = models.JSONField(default=dict)  # JSON Schema 2020-12 of the version in force
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(purpose__in=PURPOSES), name="forms_purpose")]

    @property
    def fields(self) -> tuple[rules.FieldDef, ...]:
        return rules.fields_of(self.schema)


class FormVersion(models.Model):
    """A definition as it was from `at` on; never changed."""

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    schema: Any = models.JSONField()
    at = models.DateTimeField(default=clock.now)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="forms_one_version_per_number")]
