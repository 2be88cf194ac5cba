"""Retention: entries older than the company keeps them go, whole sealed batches at a time; their seals stay, so that the chain
stays whole and says what went and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from dougong.audit.models import AuditEntry, Removal, Seal
from dougong.audit.services.writing import note
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.months import month_on

#: The law's least (网络安全法 art. 21); the database's trigger knows it too.
LEAST_MONTHS = 6
AT_ONCE = 10


def remove_old(checkpoint: Callable[[], None] = lambda: None) -> int:
    """Remove what was sealed before the months that are kept; how many entries."""
    months = max(LEAST_MONTHS, settings.DOUGONG_AUDIT_KEEP_MONTHS)
    older_than, total = month_on(clock.now(), -months), 0
    while removed := _some(older_than):
        total += removed
        checkpoint()
    return total


@transaction.atomic
def _some(older_than: dt.datetime) -> int:
    done = Removal.objects.aggregate(last=Max("last_seal"))["last"] or 0
    seals = Seal.objects.filter(number__gt=done, sealed_at__lt=older_than).order_by("number")
    batch = list(seals.values_list("number", "first_id", "last_id", "count")[:AT_ONCE])
    if not batch:
        return 0
    count = sum(row[3] for row in batch)
    first_id, last_id = batch[0][1], batch[-1][2]
    Removal.objects.create(
        first_seal=batch[0][0],
        last_seal=batch[-1][0],
        first_id=first_id,
        last_id=last_id,
        count=count,
        older_than=older_than,
    )
    AuditEntry.objects.filter(pk__gte=first_id, pk__lte=last_id).delete()
    facts = {"first_id": first_id, "last_id": last_id, "count": count, "older_than": older_than}
    note(Actor.system(), "remove_old", "audit.entry", after=facts)
    return count
