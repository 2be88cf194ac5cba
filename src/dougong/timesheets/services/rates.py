"""What an hour of a colleague costs on a day."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db.models import Q

from dougong.kit.money import Money
from dougong.staffing.models import Resource


def hourly(person_id: uuid.UUID, day: dt.date) -> Money | None:
    """The rate of his resource, if he was there that day; None where none is known: then his hours count as hours only, and are
    told as such. It is fixed with the approval, so a new rate changes nothing that was approved."""
    there = (Q(from_on__isnull=True) | Q(from_on__lte=day)) & (Q(until_on__isnull=True) | Q(until_on__gte=day))
    rows = Resource.objects.filter(there, user_id=person_id, archived_at__isnull=True)
    found: Money | None = rows.values_list("rate", flat=True).first()
    return found
