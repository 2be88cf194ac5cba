"""Reminding those who have not filed a week: by the clock, and by hand."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction

from dougong.audit.services import note
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.stream import notify
from dougong.kit.workcalendar import add_working_days
from dougong.notifications.services import tell
from dougong.timesheets import rules
from dougong.timesheets.kinds import HOURS_MISSING
from dougong.timesheets.models import Week
from dougong.timesheets.policies import HOURS
from dougong.timesheets.selectors import missing_hours


@transaction.atomic
def remind(actor: Actor, *, monday: dt.date, person_ids: Sequence[uuid.UUID] | None = None) -> int:
    """Tell those who have not filed all of that week, all or the named; how many were told. Once a day each."""
    require(actor, HOURS, "remind")
    wanted = None if person_ids is None else set(person_ids)
    rows = [row for row in missing_hours(actor, monday) if wanted is None or row["id"] in wanted]
    count = 0
    for row in rows:
        count += len(
            tell(
                [row["id"]], kind=HOURS_MISSING, resource=HOURS, object_id=row["id"], link=f"/hours?week={monday}",
                key=f"hours-missing:{monday}:{clock.today()}", week=f"{monday:%m-%d}",
                hours=rules.hours_text(row["expected"] - row["filed"]),
            )
        )  # fmt: skip
        Week.objects.update_or_create(person_id=row["id"], monday=monday, defaults={"reminded_at": clock.now()})
    if count and actor.kind == "staff":
        note(actor, "remind", HOURS, after={"week": str(monday), "people": [row["name"] for row in rows][:20]})
    notify(HOURS, "all")
    return count


def remind_by_clock() -> int:
    """On the first working day of a week, of the week before."""
    today = clock.today()
    monday = rules.monday_of(today)
    if today != add_working_days(monday, 0):
        return 0
    return remind(Actor.system(), monday=monday - dt.timedelta(days=7))
