"""Projects behind their baseline: few enough to be read from their own list."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from dougong.insights.selectors.reading import View, address
from dougong.projects.policies import PROJECT
from dougong.projects.selectors import PROJECTS

RUNNING = "status:in:preparing,running"
IS_LATE = "late:eq:true"
MOST = 4
_NAMES = ("id", "name", "manager__name", "forecast_finish", "days_late", "percent", "planned_percent")


class LateProjects:
    slug, zh, en, unit, grain = "late", "延期项目", "Projects late", "count", "now"

    def __init__(self, view: View) -> None:
        self.view = view

    @property
    def visible(self) -> bool:
        return self.view.actor.can(PROJECT, "view")

    def rows(self, *, late: bool) -> QuerySet[Any]:
        return PROJECTS.filtered(self.view.actor, [IS_LATE if late else RUNNING, *self.view.filters])

    def link(self, *, late: bool) -> str:
        return address("/projects", [IS_LATE if late else RUNNING, *self.view.filters])

    @cached_property
    def figures(self) -> dict[str, Any]:
        """How many are late, of how many under way, and by how many days the latest."""
        late = Q(days_late__gt=0)
        return self.view.figures(
            "late",
            lambda: (
                self.rows(late=False)
                .order_by()
                .aggregate(count=Count("pk", filter=late), total=Count("pk"), longest=Max("days_late", filter=late))
            ),
        )

    @cached_property
    def worst(self) -> list[dict[str, Any]]:
        if not self.visible or not self.figures["count"]:
            return []
        rows = self.view.rows(
            "late.worst",
            lambda: self.rows(late=True).order_by("-days_late", "pk").values_list(*_NAMES)[:MOST],
        )
        found = [dict(zip(_NAMES, row, strict=True)) for row in rows]
        return [{**row, "manager": row.pop("manager__name")} for row in found]


def late_projects(view: View) -> LateProjects:
    """One of each view: figure, panel and attention share what was read."""
    found: LateProjects = view.memo.setdefault("late", LateProjects(view))
    return found
