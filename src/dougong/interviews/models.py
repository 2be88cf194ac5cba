from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from dougong.kit.models import Record


class Interview(Record):
    """A talk with a client by a questionnaire, in the wording `number`. `answers` lie by question in the form in which they are
    kept; `applied` are the dossier's fields that answers were written into: key, before, after, as told."""

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="interviews")
    opportunity = models.ForeignKey(
        "sales.Opportunity", null=True, blank=True, on_delete=models.SET_NULL, related_name="interviews"
    )
    form = models.ForeignKey("forms.Form", on_delete=models.PROTECT, related_name="interviews")
    number = models.PositiveIntegerField()
    contact = models.ForeignKey("clients.Contact", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    interviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="interviews")
    held_on = models.DateField()
    answers: Any = models.JSONField(default=dict)
    applied: Any = models.JSONField(default=list)
    state = models.CharField(max_length=5, default="draft")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(state__in=["draft", "done"]), name="interviews_state")]
        indexes = [
            models.Index(fields=["client", "-held_on"], name="interviews_of_client"),
            models.Index(fields=["-held_on", "id"], name="interviews_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.form.zh} {self.held_on}"
