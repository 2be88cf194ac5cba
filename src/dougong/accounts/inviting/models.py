from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from dougong.kit import clock
from dougong.kit.models import Record

LIFE = dt.timedelta(days=7)


class Invitation(Record):
    """That a colleague was asked to come in. Of the link's key only a digest is kept; sent again, the earlier link is dead."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, null=True, blank=True, unique=True)
    expires_at = models.DateTimeField()
    #: When it was mailed last; nothing where the link is handed over by whoever invited.
    sent_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="accounts_one_open_invitation",
            )
        ]

    @property
    def open(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None

    @property
    def state(self) -> str:
        if self.accepted_at is not None:
            return "accepted"
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "open" if clock.now() < self.expires_at else "expired"
