"""What an hour of a colleague costs on a day."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Collection

from dougong.kit.money import Money
from dougong.staffing.models import Resource


def hourly(person_ids: Collection[uuid.UUID]) -> Callable[[uuid.UUID, dt.date], Money | None]:
    """The rate of a person's resource, if he was there that day; None where none is known: then his hours count as hours only, and
    are told as such. It is fixed with the approval, so a new rate changes nothing that was approved. One query."""
    held = {row.user_id: row for row in Resource.objects.filter(user_id__in=person_ids, archived_at__isnull=True)}

    def rate(person_id: uuid.UUID, day: dt.date) -> Money | None:
        row = held.get(person_id)
        there = row is not None and (row.from_on or day) <= day <= (row.until_on or day)
        return row.rate if row is not None and there else None

    return rate
