"""The monthly report on points: made by the clock or by hand, kept with its figures, told to those who may see reports. It names
no client."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dougong.accounts.selectors import people_who_may
from dougong.audit.services import record as audit
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.jsonable import plain
from dougong.kit.stream import notify
from dougong.loyalty.models import PointsEntry
from dougong.notifications.services import tell
from dougong.oversight.models import PointsReport
from dougong.oversight.policies import REPORT
from dougong.oversight.selectors.dashboard import board
from dougong.oversight.selectors.settings import body as settings_body


def announce_due(today: dt.date | None = None) -> list[PointsReport]:
    """On the first of a month that of the month before, once, where there is anything to report."""
    day = clock.today() if today is None else today
    last = day.replace(day=1) - dt.timedelta(days=1)
    first = last.replace(day=1)
    if day.day != 1 or not settings_body()["report"]["monthly"] or not PointsEntry.objects.exists():
        return []
    if PointsReport.objects.filter(first=first, last=last).exists():
        return []
    return [make(Actor.system(), month=first.strftime("%Y-%m"))]


@transaction.atomic
def make(actor: Actor, *, month: str) -> PointsReport:
    """Of that month, or of it so far; made again it takes the place of the same days' report."""
    require(actor, REPORT, "create")
    first = dt.date.fromisoformat(f"{month}-01")
    last = min((first + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1), clock.today())
    row, _ = PointsReport.objects.select_for_update().get_or_create(
        first=first, last=max(first, last), defaults={"created_at": clock.now(), "created_by_id": actor.id}
    )
    facts = board(Actor.system(), first=row.first, last=row.last)
    row.facts = plain({name: value for name, value in facts.items() if name not in ("top", "links", "departments")})
    row.made_by = actor.name if actor.id else ""
    row.issued, row.redeemed, row.outstanding = (facts["figures"][name] for name in ("issued", "redeemed", "outstanding"))
    row.store()
    audit(actor, "create", REPORT, row, after={"issued": row.issued, "redeemed": row.redeemed, "outstanding": row.outstanding})
    _tell(row)
    notify(REPORT, row.pk)
    return row


def _tell(row: PointsReport) -> None:
    people = people_who_may(REPORT, "create").values_list("pk", flat=True)
    tell(
        people, kind="oversight.report", key=f"oversight.report:{row.pk}:{row.version}",
        resource=REPORT, object_id=row.pk, link="/points-reports", first=row.first, last=row.last, issued=row.issued,
        redeemed=row.redeemed, outstanding=row.outstanding,
    )  # fmt: skip
