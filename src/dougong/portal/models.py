from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models

from dougong.kit import clock
from dougong.kit.ids import new_id

LIFE = dt.timedelta(days=7)


class Invitation(models.Model):
    """A link with which a client's contact sets a password, once, within seven days. Only the hash of its key is stored."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    created_by_id = models.UUIDField(null=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
