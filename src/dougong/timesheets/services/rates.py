"""What an hour of a colleague costs on a day."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Collection

from dougong.kit.money import Money
from dougong.staffing.models import Resource


def hourly(person_ids: Collection[uuid.UUID]) -> Callable[[uuid.UUID, dt.date, str], Money | None]:
    """The rate of a person's resource for normal hours or overtime, if he was there that day; overtime without a rate of its own
    costs as normal hours do; None where none is known: then his hours count as hours only, and
    are told as such. It is fixed with the approval, so a new rate changes nothing that was approved. One query."""
    held = {row.user_id: row for row in Resource.objects.filter(user_id__in=person_ids, archived_at__isnull=True)}

    def rate(person_id: uuid.UUID, day: dt.date, kind: str) -> Money | None:
        row = held.get(person_id)
        there = row is not None and (row.from_on or day) <= day <= (row.until_on or day)
        if row is None or not there:
            return None
        return row.overtime_rate if kind == "overtime" and row.overtime_rate is not None else row.rate

    return rate
