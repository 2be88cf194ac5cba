from __future__ import annotations

from django.db import models

from dougong.accounts.models import User
from dougong.kit import clock
from dougong.kit.models import Record


class ApiToken(Record):
    """An integration's key: its owner's rights cut down to `scopes` ({resource: [action]}), for a time.

    Of the secret only a digest is kept. `window_ends` (seconds since 1970) and `window_count` are the rate's counter.
    """

    name = models.CharField(max_length=60)
    purpose = models.CharField(max_length=200)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64)
    hint = models.CharField(max_length=8)  # the last characters, to tell two tokens apart
    scopes = models.JSONField(default=dict)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    last_address = models.CharField(max_length=45, default="", blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    window_ends = models.BigIntegerField(default=0)
    window_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=models.Q(revoked_at__isnull=True),
                name="tokens_one_name_per_owner",
            )
        ]

    def __str__(self) -> str:
        return self.name


class TokenAddress(models.Model):
    """A network address a token was used from: the first use from each is on record."""

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="addresses")
    address = models.CharField(max_length=45)
    first_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "address"], name="tokens_one_row_per_address")]
