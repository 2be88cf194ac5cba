from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from dougong.kit import clock
from dougong.kit.crypto import EncryptedField
from dougong.kit.models import Record
from dougong.privacy import choices

_USER = settings.AUTH_USER_MODEL
_CONTACT = "clients.Contact"


class Rotation(Record):
    """A change of key: every value is written anew under it, in batches. `place` is how far it is, so that it can go on."""

    ring = models.CharField(max_length=5)
    key_id = models.CharField(max_length=16)
    state = models.CharField(max_length=8, default="running")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unreadable = models.PositiveIntegerField(default=0)
    place: Any = models.JSONField(default=dict)
    job_id = models.UUIDField(null=True, blank=True)
    begun_by = models.CharField(max_length=100, default="", blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ring__in=["field", "blind"]), name="privacy_rotation_ring"),
            models.UniqueConstraint(
                fields=["ring"], condition=Q(state="running"), name="privacy_one_rotation_at_a_time"
            ),
        ]


class Notice(Record):
    """A version of what people are told of the use of their data. Once published it is never changed."""

    audience = models.CharField(max_length=8)
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    zh = models.TextField()
    en = models.TextField(default="", blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=100, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["audience", "number"], name="privacy_one_notice_per_number"),
            models.CheckConstraint(
                condition=Q(audience__in=choices.values(choices.AUDIENCES)), name="privacy_notice_audience"
            ),
        ]

    def __str__(self) -> str:
        return f"{choices.label(choices.AUDIENCES, self.audience, 'zh')} v{self.number or '…'}"


class About(Record):
    """Abstract: something about one person, a client's contact or a user."""

    contact = models.ForeignKey(_CONTACT, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(_USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Consent(About):
    """That a person agreed to a purpose, to which version of the notice, when and how; and when he took it back."""

    purpose = models.CharField(max_length=12)
    notice = models.ForeignKey(Notice, null=True, blank=True, on_delete=models.PROTECT, related_name="consents")
    given_at = models.DateTimeField(default=clock.now)
    how = models.CharField(max_length=8)
    note = models.CharField(max_length=200, default="", blank=True)
    recorded_by = models.CharField(max_length=100, default="", blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_how = models.CharField(max_length=8, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                # Of nobody, once its client was purged: then it only proves that there was one.
                condition=Q(contact__isnull=True) | Q(user__isnull=True),
                name="privacy_consent_of_one_person",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=choices.values(choices.CONSENT_PURPOSES)), name="privacy_consent_purpose"
            ),
        ]
        indexes = [models.Index(fields=["given_at", "id"], name="privacy_consents_by_time")]


class Acknowledgement(models.Model):
    """That a user has read a version of the notice."""

    user = models.ForeignKey(_USER, on_delete=models.CASCADE, related_name="+")
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "notice"], name="privacy_read_once")]


class PersonRequest(About):
    """What a person asks of us, and by when it must be answered. Who is in no dossier is named in `asker`."""

    number = models.CharField(max_length=20, unique=True)
    asker = EncryptedField(default="", blank=True)
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=8, default="open")
    received_on = models.DateField()
    due_on = models.DateField()
    how = models.CharField(max_length=8)
    wish = EncryptedField(default="", blank=True)
    answer = EncryptedField(default="", blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=100, default="", blank=True)
    emptied_at = models.DateTimeField(null=True, blank=True)  # its words are gone, by a retention rule
    handler = models.ForeignKey(_USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=choices.values(choices.REQUEST_KINDS)), name="privacy_request_kind"
            ),
            models.CheckConstraint(
                condition=Q(state__in=choices.values(choices.REQUEST_STATES)), name="privacy_request_state"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on", "id"], name="privacy_requests_due"),
            models.Index(fields=["due_on", "id"], name="privacy_requests_by_due"),
        ]

    def __str__(self) -> str:
        return self.number


class PersonFile(About):
    """All that is held on a person, as a file: made by a job, taken once by whoever asked for it, then gone."""

    asked_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    job_id = models.UUIDField(null=True, blank=True)
    name = models.CharField(max_length=80, default="", blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    request = models.ForeignKey(PersonRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="files")


class Erasure(About):
    """That a person was made anonymous: how many rows of what. It holds nothing of the person."""

    counts: Any = models.JSONField(default=dict)
    erased_by = models.CharField(max_length=100, default="", blank=True)
    cause = models.CharField(max_length=10, default="person")  # person retention
    request = models.ForeignKey(PersonRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="erasures")


class RetentionRule(Record):
    """How long a kind of data is kept after an event, and what happens then."""

    target = models.CharField(max_length=40, unique=True)
    months = models.PositiveSmallIntegerField()
    action = models.CharField(max_length=10)
    is_on = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(action__in=choices.values(choices.RETENTION_ACTIONS)), name="privacy_retention_action"
            ),
            models.CheckConstraint(condition=Q(months__gte=1, months__lte=600), name="privacy_retention_months"),
        ]


class RetentionRun(models.Model):
    """What a rule found and did in one night."""

    rule = models.ForeignKey(RetentionRule, on_delete=models.CASCADE, related_name="runs")
    at = models.DateTimeField(default=clock.now)
    action = models.CharField(max_length=10)
    found = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["rule", "-at"], name="privacy_runs_of_rule")]


class Activity(Record):
    """What the register of processing says of a kind of record, where the company says more than the registry knows."""

    holding = models.CharField(max_length=60, unique=True)
    purpose = models.CharField(max_length=300)
    ground = models.CharField(max_length=10)
    recipients = models.CharField(max_length=300, default="", blank=True)
    measures = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ground__in=choices.values(choices.GROUNDS)), name="privacy_ground"),
        ]
