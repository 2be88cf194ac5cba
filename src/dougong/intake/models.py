from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from dougong.kit import clock
from dougong.kit.crypto import EncryptedField
from dougong.kit.models import Record

STATES = ("new", "accepted", "rejected")


class PublicForm(Record):
    """A questionnaire that strangers may fill in at `/f/<key>`. `key` can't be guessed. `owners` are [{region, owner_id} or
    {region, department_id}]: whose a submission from there is; else it is `owner`'s. `origins` are sites that may show it in a frame."""

    form = models.ForeignKey("forms.Form", on_delete=models.PROTECT, related_name="public_forms")
    key = models.CharField(max_length=40, unique=True)
    intro_zh = models.CharField(max_length=500, default="", blank=True)
    intro_en = models.CharField(max_length=500, default="", blank=True)
    purpose_zh = models.CharField(max_length=300)
    purpose_en = models.CharField(max_length=300, default="", blank=True)
    retention_days = models.PositiveIntegerField(default=180)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="public_forms")
    owners: Any = models.JSONField(default=list, blank=True)
    origins: Any = models.JSONField(default=list, blank=True)
    uploads = models.BooleanField(default=False)
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(retention_days__gte=1, retention_days__lte=3650), name="intake_retention"
            )
        ]

    def __str__(self) -> str:
        return str(self.form.zh)


class Submission(Record):
    """What somebody outside sent, in quarantine until one of us decides. The answers are sealed; `title` is who sends, as told.
    `made` are [{resource, id, version}]: what taking it up made, as it was then.
    `score` of 0 to 100 says how much it looks like spam, `reasons` why."""

    public_form = models.ForeignKey(PublicForm, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField()  # the edition of the questionnaire
    channel = models.CharField(max_length=3, default="web")
    title = models.CharField(max_length=120)
    answers = EncryptedField(default="")
    score = models.PositiveSmallIntegerField(default=0)
    reasons: Any = models.JSONField(default=list)
    state = models.CharField(max_length=8, default="new")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="submissions")
    department = models.ForeignKey(
        "accounts.Department", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    client = models.ForeignKey(
        "clients.Client", null=True, blank=True, on_delete=models.SET_NULL, related_name="submissions"
    )
    made: Any = models.JSONField(default=list, blank=True)
    received_at = models.DateTimeField(default=clock.now)
    consent_at = models.DateTimeField(null=True, blank=True)
    consent_text = models.TextField(default="", blank=True)  # as it was shown
    language = models.CharField(max_length=2, default="zh")
    expires_on = models.DateField()
    from_net = models.CharField(max_length=64, default="", blank=True)  # a keyed digest of the address
    nonce = models.CharField(max_length=40, null=True, blank=True, unique=True)  # a challenge is used once
    sent_key = models.CharField(max_length=100, null=True, blank=True)
    body_print = models.CharField(max_length=64, default="", blank=True)
    decided_by_name = models.CharField(max_length=60, default="", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, default="", blank=True)
    emptied_at = models.DateTimeField(null=True, blank=True)  # its answers are gone, the dossier has them

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="intake_state"),
            models.UniqueConstraint(
                fields=["public_form", "sent_key"], condition=Q(sent_key__isnull=False), name="intake_once_per_key"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-received_at", "id"], name="intake_by_state"),
            models.Index(fields=["-received_at", "id"], name="intake_by_time"),
            models.Index(fields=["owner", "-received_at", "id"], name="intake_of_owner"),
            models.Index(fields=["department", "-received_at", "id"], name="intake_of_department"),
            models.Index(fields=["from_net", "received_at"], name="intake_by_net"),
            models.Index(fields=["expires_on"], name="intake_by_expiry"),
        ]

    def __str__(self) -> str:
        return self.title
