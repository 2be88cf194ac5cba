from __future__ import annotations

from django.conf import settings
from django.db import models

from dougong.kit import clock
from dougong.kit.models import RecordQuerySet


class Notification(models.Model):
    """That a person was told of a record. The unique key is what makes it happen once.

    A row with `in_app` off is not shown: it only remembers that the person has been told by mail.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=160)
    params = models.JSONField(default=dict)
    resource = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    link = models.CharField(max_length=200)
    in_app = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    objects = RecordQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notifications_told_once")]
        indexes = [
            models.Index(fields=["user", "in_app", "id"], name="notifications_of_user"),
            models.Index(
                fields=["user", "id"],
                condition=models.Q(read_at__isnull=True, in_app=True),
                name="notifications_unread",
            ),
        ]


class Preference(models.Model):
    """Where a person wants to be told of a kind; without a row the kind's defaults hold."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    app = models.BooleanField()
    mail = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="notifications_one_preference")]


class MailDelivery(models.Model):
    """The mail of a notification.

    queued → sending → sent, or skipped (no right or address any more), failed (refused for good), uncertain (the worker
    was lost between handing it over and hearing the answer: it is never sent again by itself).
    """

    notification = models.OneToOneField(Notification, on_delete=models.CASCADE, related_name="mail")
    state = models.CharField(max_length=10, default="queued")
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, default="", blank=True)
    failed_job = models.UUIDField(null=True)  # the job that gave it up: only its retry, by a person, sends once more

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["queued", "sending", "sent", "skipped", "failed", "uncertain"]),
                name="notifications_mail_state",
            )
        ]
