from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from dougong.contracts.selectors.filters import department_filter, region_filter
from dougong.control import choices
from dougong.control.models import ProjectFigures
from dougong.control.policies import COST, FIGURES, REPORT
from dougong.kit.actor import Actor
from dougong.kit.errors import BadQuery
from dougong.kit.filters import Filter
from dougong.kit.listing import Col, ListSpec, Row
from dougong.projects import choices as project_choices
from dougong.projects.models import Task


def _search(rows: QuerySet[ProjectFigures], text: str, actor: Actor) -> QuerySet[ProjectFigures]:
    found = Q(project__name__contains=text) | Q(project__client__name__contains=text)
    if text.isascii():
        found |= Q(project__code__icontains=text) | Q(project__client__initials__startswith=text.lower())
    return rows.filter(found)


def _late(op: str, values: list[str], actor: Actor) -> Q:
    if values[0] not in ("true", "false"):
        raise BadQuery(field="late", what=values[0])
    late = Q(project__days_late__gt=0, project__status__in=("preparing", "running"))
    return late if values[0] == "true" else ~late


def _light(key: str, zh: str, en: str) -> Col:
    return Col(key, zh, en, type="choice", choices=choices.LIGHTS)


def _ratios(items: list[Row], actor: Actor) -> None:
    """Thousandths in the database, 0.923 in an answer."""
    for item in items:
        for key in ("spi", "cpi"):
            item[key] = None if item[key] is None else item[key] / 1000


PORTFOLIO = ListSpec(
    code="portfolio",
    resource=FIGURES,
    zh="项目组合",
    en="Portfolio",
    default_sort="points",
    key="project_id",
    cols=(
        Col("id", path="pk", hidden=True),
        Col("project_id", hidden=True),
        Col("name", "项目", "Project", path="project__name", sort="project__name"),
        Col("code", "项目编号", "Code", path="project__code", sort="project__code"),
        Col("client", "客户", "Client", path="project__client__name", sort="project__client__name_sort"),
        Col("manager", "项目经理", "Manager", path="project__manager__name", type="person"),
        Col("manager_id", path="project__manager_id", hidden=True),
        Col("status", "状态", "Status", path="project__status", type="choice", choices=project_choices.STATUSES),
        _light("light", "健康", "Health"),
        Col("points", "健康分", "Score", type="number", sort=True, nullable=True),
        _light("schedule_light", "进度灯", "Schedule"),
        _light("cost_light", "成本灯", "Cost"),
        _light("payment_light", "回款灯", "Payment"),
        Col("percent", "完成", "Done", path="project__percent", type="percent", sort="project__percent"),
        Col("forecast", "预计竣工", "Forecast", path="project__forecast_finish", type="date",
            sort="project__forecast_finish", nullable=True),
        Col("days_late", "晚于基线天数", "Days late", path="project__days_late", type="number",
            sort="project__days_late", nullable=True),
        Col("p80", "八成把握竣工", "P80 finish", type="date", sort=True, nullable=True),
        Col("spi", "SPI", "SPI", type="number", sort=True, nullable=True),
        Col("cpi", "CPI", "CPI", type="number", sort=True, nullable=True),
        Col("bac", "预算", "BAC", type="money", sort=True, nullable=True, sum=True),
        Col("ev", "挣值", "EV", type="money", sort=True, nullable=True, sum=True),
        Col("ac", "实际成本", "AC", type="money", sort=True, nullable=True, sum=True),
        Col("eac", "预计总成本", "EAC", type="money", sort=True, nullable=True, sum=True),
        Col("overdue", "逾期未收", "Overdue", type="money", sort=True, nullable=True, sum=True),
        Col("shifted", "推迟的回款", "Cash shifted", type="money", sort=True, nullable=True, sum=True),
        Col("status_on", "状态日期", "Status date", type="date", sort=True, nullable=True),
        Col("computed_at", "数据截至", "As of", type="datetime", nullable=True),
    ),
    filters=(
        Filter("name", "项目", "Project", lookup="project__name"),
        Filter("client", "客户", "Client", lookup="project__client__name"),
        Filter("manager", "项目经理", "Manager", type="person", lookup="project__manager_id"),
        department_filter("project__department"),
        region_filter("project__client__region"),
        Filter("status", "状态", "Status", type="choice", choices=project_choices.STATUSES, lookup="project__status"),
        Filter("light", "健康", "Health", type="choice", choices=choices.LIGHTS),
        Filter("schedule_light", "进度灯", "Schedule", type="choice", choices=choices.LIGHTS),
        Filter("cost_light", "成本灯", "Cost", type="choice", choices=choices.LIGHTS),
        Filter("payment_light", "回款灯", "Payment", type="choice", choices=choices.LIGHTS),
        Filter("points", "健康分", "Score", type="number"),
        Filter("late", "晚于基线", "Late", type="bool", custom=_late),
        Filter("forecast", "预计竣工", "Forecast", type="date", lookup="project__forecast_finish"),
        Filter("overdue", "逾期未收", "Overdue", type="money"),
        Filter("shifted", "推迟的回款", "Cash shifted", type="money"),
    ),
    search=_search,
    base=lambda rows: rows.filter(project__archived_at__isnull=True),
    finish=_ratios,
)  # fmt: skip


def _costs(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(withdrawn_at__isnull=True)


def _task_names(items: list[Row], actor: Actor) -> None:
    """One query for the page."""
    names = dict(Task.objects.filter(pk__in={i["task_id"] for i in items if i["task_id"]}).values_list("pk", "name"))
    for item in items:
        item["task"] = names.get(item["task_id"], "")


COSTS = ListSpec(
    code="costs",
    resource=COST,
    zh="项目成本",
    en="Project costs",
    default_sort="-spent_on",
    cols=(
        Col("id", hidden=True),
        Col("spent_on", "日期", "Date", type="date", sort=True),
        Col("kind", "类别", "Kind", type="choice", choices=choices.COST_KINDS),
        Col("amount", "金额", "Amount", type="money", sort=True, sum=True),
        Col("task_id", hidden=True),
        Col("document", "单据号", "Document"),
        Col("note", "说明", "Note"),
        Col("by_name", "登记人", "Entered by"),
        Col("project", "项目", "Project", path="project__name"),
        Col("project_id", hidden=True),
        Col("version", hidden=True),
    ),
    filters=(
        Filter("project_id", "项目", "Project record", type="record"),
        Filter("spent_on", "日期", "Date", type="date"),
        Filter("kind", "类别", "Kind", type="choice", choices=choices.COST_KINDS),
        Filter("amount", "金额", "Amount", type="money"),
        Filter("document", "单据号", "Document"),
    ),
    search=lambda rows, text, actor: rows.filter(
        Q(document__icontains=text) | Q(note__contains=text) | Q(project__name__contains=text)
    ),
    base=_costs,
    finish=_task_names,
)
REPORTS = ListSpec(
    code="health-reports",
    resource=REPORT,
    zh="健康报告",
    en="Health reports",
    default_sort="-last",
    cols=(
        Col("id", hidden=True),
        Col("first", "自", "From", type="date"),
        Col("last", "至", "To", type="date", sort=True),
        Col("span", "种类", "Kind", type="choice", choices=choices.SPANS),
        Col("projects", "项目数", "Projects", type="number"),
        Col("red", "预警", "Alarm", type="number", sort=True),
        Col("amber", "关注", "Watch", type="number"),
        Col("green", "正常", "On track", type="number"),
        Col("made_by", "生成人", "Made by"),
        Col("created_at", "生成时间", "Made", type="datetime"),
    ),
    filters=(
        Filter("span", "种类", "Kind", type="choice", choices=choices.SPANS),
        Filter("last", "至", "To", type="date"),
    ),
    search=lambda rows, text, actor: rows.filter(made_by__contains=text),
    base=lambda rows: rows.defer("facts"),
)
