from __future__ import annotations

from typing import Any

from django.db.models import ExpressionWrapper, F, FloatField, Q, QuerySet

from dougong.kit.actor import Actor
from dougong.kit.filters import Filter
from dougong.kit.listing import Col, ListSpec
from dougong.timesheets import choices
from dougong.timesheets.policies import HOURS


def _search(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    found = Q(project__name__contains=text) | Q(task_name__contains=text) | Q(person__name__contains=text)
    return rows.filter(found | Q(note__icontains=text) | Q(project__code__icontains=text))


def _with_hours(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.annotate(hours=ExpressionWrapper(F("minutes") / 60.0, output_field=FloatField()))


HOURS_LIST = ListSpec(
    code="hours",
    resource=HOURS,
    zh="工时明细",
    en="Hours",
    default_sort="-worked_on",
    cols=(
        Col("id", hidden=True),
        Col("worked_on", "日期", "Date", type="date", sort=True),
        Col("person", "人员", "Person", path="person__name", type="person"),
        Col("person_id", hidden=True),
        Col("project", "项目", "Project", path="project__name"),
        Col("project_id", hidden=True),
        Col("task", "任务", "Task", path="task_name"),
        Col("kind", "类型", "Kind", type="choice", choices=choices.KINDS),
        Col("hours", "小时", "Hours", type="number", sum=True),
        Col("amount", "成本", "Cost", type="money", sum=True, nullable=True),
        Col("state", "状态", "State", type="choice", choices=choices.STATES),
        Col("note", "说明", "Note"),
        Col("reason", "退回或更正原因", "Reason"),
        Col("booked_on", "计入日期", "Counts on", type="date", sort=True),
        Col("corrects_id", hidden=True),
        Col("version", hidden=True),
    ),
    filters=(
        Filter("person", "人员", "Person", type="person", lookup="person_id"),
        Filter("project", "项目", "Project", type="record", lookup="project_id"),
        Filter("worked_on", "日期", "Date", type="date"),
        Filter("booked_on", "计入日期", "Counts on", type="date"),
        Filter("kind", "类型", "Kind", type="choice", choices=choices.KINDS),
        Filter("state", "状态", "State", type="choice", choices=choices.STATES),
        Filter("note", "说明", "Note"),
    ),
    search=_search,
    base=_with_hours,
)
