"""Tasks of all projects that one sees: what lists, boards, calendars and one's week are made of."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Case, CharField, Count, F, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.http import QueryDict  # noqa: TID251  the query of the list, parsed by the kit's own listing

from dougong.kit import clock, fields
from dougong.kit.actor import Actor
from dougong.kit.errors import BadQuery
from dougong.kit.filters import Filter
from dougong.kit.listing import Col, ListSpec
from dougong.kit.registry import resource
from dougong.kit.workcalendar import holiday_name, is_working_day
from dougong.projects import choices, rules
from dougong.projects.models import Task
from dougong.projects.policies import PROJECT
from dougong.projects.scheduling.instants import DAY, day_of

#: How far a task is, in the words of a board.
TASK_STATES = (
    ("todo", "未开始", "Not begun"),
    ("doing", "进行中", "In progress"),
    ("waiting", "等待中", "Waiting"),
    ("done", "已完成", "Done"),
)
_DONE = Q(percent__gte=100)
_WAITING = Q(stop__isnull=False, resume__isnull=True)
_BEGUN = Q(percent__gt=0) | Q(actual_start__isnull=False)
#: Beyond every instant of a plan: what has no date comes behind what has one, and what is done behind all.
_UNDATED, _AFTER_ALL = 1_000_000_000, 2_000_000_000


def _rows(actor: Actor) -> QuerySet[Any]:
    projects = resource(PROJECT).visible_to(actor).filter(archived_at__isnull=True).exclude(status="closed")
    return Task.objects.filter(project__in=projects.values("pk"), active=True).exclude(kind__in=("summary", "hammock"))


def _with_state(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.annotate(
        state=Case(
            When(_DONE, then=Value("done")),
            When(_WAITING, then=Value("waiting")),
            When(_BEGUN, then=Value("doing")),
            default=Value("todo"),
            output_field=CharField(),
        ),
        person=F("owner__name"),
        # What is open and due first; what is done last, the latest of it first.
        due=Case(
            When(_DONE & Q(finish__isnull=False), then=Value(_AFTER_ALL) - F("finish")),
            When(_DONE, then=Value(_AFTER_ALL)),
            When(finish__isnull=True, then=Value(_UNDATED)),
            default=F("finish"),
            output_field=IntegerField(),
        ),
    )


def _search(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    found = Q(name__icontains=text) | Q(project__name__contains=text) | Q(project__client__name__contains=text)
    return rows.filter(found | Q(owner_name__contains=text) | Q(project__code__icontains=text))


def _late(op: str, values: list[str], actor: Actor) -> Q:
    """Not done, and planned to be by yesterday."""
    if values[0] not in ("true", "false"):
        raise BadQuery(field="late", what=values[0])
    late = Q(percent__lt=100, finish__lte=day_of(clock.today()) * DAY)
    return late if values[0] == "true" else ~late


def _day_filter(key: str, zh: str, en: str, column: str, *, ends: bool) -> Filter:
    """A filter by the day of an instant: a finish at midnight belongs to the day before."""
    shift = 1 if ends else 0
    plain = Filter(key, zh, en, type="date")

    def asked(op: str, values: list[str], actor: Actor) -> Q:
        if op in ("empty", "filled"):
            return Q(**{f"{column}__isnull": op == "empty"})
        days = [day_of(plain.parse(value, actor)) for value in values]
        if op == "between" and len(days) != 2:
            raise BadQuery(field=key, what=f"{key}:{op}")
        first, after = days[0] * DAY + shift, (days[-1] + 1) * DAY + shift
        low, high = Q(**{f"{column}__gte": first}), Q(**{f"{column}__lt": after})
        found = {"eq": low & high, "between": low & high, "gte": low, "lt": ~low, "lte": high, "gt": ~high}[op]
        return found & Q(**{f"{column}__isnull": False})

    return Filter(key, zh, en, type="date", custom=asked)


def _state_filter(op: str, values: list[str], actor: Actor) -> Q:
    parts = {
        "done": _DONE, "waiting": ~_DONE & _WAITING, "doing": ~_DONE & ~_WAITING & _BEGUN,
        "todo": ~_DONE & ~_WAITING & ~_BEGUN,
    }  # fmt: skip
    if op in ("empty", "filled") or any(value not in parts for value in values):
        raise BadQuery(field="state", what=",".join(values) or op)
    found = Q(pk__in=[])
    for value in values:
        found |= parts[value]
    return found if op == "in" else ~found


def _finish(items: list[dict[str, Any]], actor: Actor) -> None:
    """Instants as days; the owner's name, or the one that a file gave."""
    today = clock.today()
    allowed = {
        action: set(
            resource(PROJECT).rows_for(actor, action).filter(pk__in={i["project_id"] for i in items}).values_list("pk", flat=True)
        )
        for action in ("plan", "progress")
    }  # fmt: skip
    for item in items:
        start, finish = item["start"], item["finish"]
        item["start"] = None if start is None else rules.first_day(start)
        item["finish"] = None if finish is None else rules.last_day(finish)
        item["late"] = item["percent"] < 100 and item["finish"] is not None and item["finish"] < today
        item["owner"] = item["owner"] or item.pop("owner_name") or ""
        item.pop("owner_name", None)
        item["may_report"] = item["project_id"] in allowed["progress"]
        item["may_plan"] = item["project_id"] in allowed["plan"]


TASKS = ListSpec(
    code="tasks",
    resource=PROJECT,
    zh="任务",
    en="Tasks",
    default_sort="state",
    rows=_rows,
    cols=(
        Col("id", hidden=True),
        Col("name", "任务", "Task", sort=True),
        Col("project", "项目", "Project", path="project__name", sort="project__name"),
        Col("project_id", hidden=True),
        Col("plan_version", hidden=True, path="project__plan_version"),
        Col("client", "客户", "Client", path="project__client__name"),
        Col("kind", "类型", "Kind", type="choice", choices=choices.TASK_KINDS),
        Col("state", "状态", "State", type="choice", choices=TASK_STATES, sort="due"),
        Col("percent", "完成", "Done", type="percent", sort=True),
        # Instants are whole minutes; a page tells their days.
        Col("start", "开始", "Start", sort=True, nullable=True),
        Col("finish", "完成日期", "Finish", sort=True, nullable=True),
        Col("owner", "负责人", "Owner", path="person", type="person"),
        Col("owner_id", hidden=True),
        Col("owner_name", hidden=True),
        Col("critical", "关键路径", "Critical", type="bool"),
    ),
    filters=(
        Filter("name", "任务", "Task"),
        Filter("project", "项目", "Project", type="record", lookup="project_id"),
        Filter("owner", "负责人", "Owner", type="person", lookup="owner_id"),
        Filter("manager", "项目经理", "Project manager", type="person", lookup="project__manager_id"),
        Filter("state", "状态", "State", type="choice", choices=TASK_STATES, custom=_state_filter),
        Filter("late", "已过计划日期", "Late", type="bool", custom=_late),
        Filter("critical", "关键路径", "Critical", type="bool"),
        Filter("kind", "类型", "Kind", type="choice", choices=choices.TASK_KINDS),
        _day_filter("start", "开始", "Start", "start", ends=False),
        _day_filter("finish", "完成日期", "Finish", "finish", ends=True),
        Filter("percent", "完成", "Done", type="number"),
    ),
    search=_search,
    base=_with_state,
    finish=_finish,
)


def tasks_by_day(actor: Actor, query: QueryDict, first: dt.date, last: dt.date, *, most: int) -> list[dict[str, Any]]:
    """For each day on which tasks are to be done: how many of those that pass the query, and the first `most` of them."""
    after = day_of(first) * DAY
    rows = TASKS.narrowed(actor, query).filter(finish__gt=after, finish__lte=after + ((last - first).days + 1) * DAY)
    rows = rows.annotate(day=(F("finish") - 1) / DAY).order_by()
    counts = dict(rows.values_list("day").annotate(count=Count("pk")))
    place = Window(RowNumber(), partition_by=F("day"), order_by=(F("due").asc(), F("pk").asc()))
    paths = [col.source for col in TASKS.cols]
    found = rows.annotate(place=place).filter(place__lte=most).order_by("due", "pk").values_list(*paths)
    items = [dict(zip(TASKS.keys, row, strict=True)) for row in found]
    _finish(items, actor)
    if actor.fields:
        fields.apply(actor, TASKS, items)
    days = [(first + dt.timedelta(days=day - day_of(first)), count) for day, count in sorted(counts.items())]
    return [{"date": day, "count": n, "items": [i for i in items if i["finish"] == day]} for day, n in days]


def days_off_between(first: dt.date | None, last: dt.date | None) -> list[dict[str, Any]]:
    """Days without work from `first` (today) to `last` (a week on), at most a quarter: weekends, holidays, without 调休."""
    begin = first or clock.today()
    count = min(max(((last or begin + dt.timedelta(days=6)) - begin).days + 1, 0), 92)
    days = [begin + dt.timedelta(days=n) for n in range(count) if begin <= dt.date.max - dt.timedelta(days=n)]
    return [{"date": day, "name": holiday_name(day) or ""} for day in days if not is_working_day(day)]
