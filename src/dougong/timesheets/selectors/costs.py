"""What a project has cost so far: approved hours and day labour. Not gated: whoever asks has passed the project's own gate."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, Sum

from dougong.kit.money import Money
from dougong.timesheets.models import DayLabour, TimeEntry

_HOURS: dict[str, Any] = {
    "spent": Sum("minutes", default=0),
    "unrated": Sum("minutes", filter=Q(amount__isnull=True), default=0),
    "cost": Sum("amount"),
}


@dataclass(frozen=True)
class CostLine:
    """The cost of a day's work on a task (None: on the project itself). `minutes` are colleagues' hours; those for which no rate
    is known stand in `unrated_minutes` too and are not in `amount`. `source` is hours or labour."""

    day: dt.date
    task_id: uuid.UUID | None
    source: str
    minutes: int
    unrated_minutes: int
    amount: Money


@dataclass(frozen=True)
class ActualCost:
    """`amount` is exact to the fen; `unrated_minutes` are hours that have no rate and so no cost in it."""

    minutes: int
    unrated_minutes: int
    hours_amount: Money
    labour_amount: Money

    @property
    def amount(self) -> Money:
        return self.hours_amount + self.labour_amount


def actual_cost(
    project_id: uuid.UUID, *, task_ids: Collection[uuid.UUID] | None = None, until: dt.date | None = None
) -> ActualCost:
    """Of a project, or of some of its tasks, worked until a day (that day included): two queries."""
    asked = _asked(project_id, task_ids, until)
    hours = TimeEntry.objects.filter(asked).aggregate(**_HOURS)
    labour = DayLabour.objects.filter(asked).aggregate(cost=Sum("amount"))
    return ActualCost(hours["spent"], hours["unrated"], hours["cost"] or Money(), labour["cost"] or Money())


def actual_lines(project_id: uuid.UUID, *, until: dt.date | None = None) -> list[CostLine]:
    """Cost by day, task and source, in the order of days: what a curve of cost is drawn from. Two queries."""
    asked = _asked(project_id, None, until)
    rows = TimeEntry.objects.filter(asked).values("worked_on", "task_id").order_by("worked_on")
    hours: Iterable[Any] = rows.annotate(**_HOURS)
    lines = [
        CostLine(h["worked_on"], h["task_id"], "hours", h["spent"], h["unrated"], h["cost"] or Money()) for h in hours
    ]
    sheets = DayLabour.objects.filter(asked).values("worked_on", "task_id").order_by("worked_on")
    for row in sheets.annotate(cost=Sum("amount")):
        lines.append(CostLine(row["worked_on"], row["task_id"], "labour", 0, 0, row["cost"] or Money()))
    return sorted(lines, key=lambda line: (line.day, line.source))


def _asked(project_id: uuid.UUID, task_ids: Collection[uuid.UUID] | None, until: dt.date | None) -> Q:
    asked = Q(project_id=project_id, state="approved")
    if task_ids is not None:
        asked &= Q(task_id__in=task_ids)
    return asked if until is None else asked & Q(worked_on__lte=until)
