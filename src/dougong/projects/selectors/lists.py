from __future__ import annotations

import dataclasses
from typing import Any

from django.db.models import Q, QuerySet

from dougong.care.segments.selectors import segment_filter
from dougong.contracts.selectors.filters import department_filter, region_filter
from dougong.kit.actor import Actor
from dougong.kit.errors import BadQuery
from dougong.kit.filters import Filter
from dougong.kit.listing import Col, ListSpec
from dougong.projects import choices
from dougong.projects.models import Member, Project


def _search(rows: QuerySet[Project], text: str, actor: Actor) -> QuerySet[Project]:
    found = Q(name__contains=text) | Q(client__name__contains=text)
    if text.isascii():
        found |= Q(code__icontains=text) | Q(client__initials__startswith=text.lower())
    return rows.filter(found)


def _late(op: str, values: list[str], actor: Actor) -> Q:
    """Behind what was promised and not yet accepted."""
    if values[0] not in ("true", "false"):
        raise BadQuery(field="late", what=values[0])
    late = Q(days_late__gt=0, status__in=("preparing", "running"))
    return late if values[0] == "true" else ~late


def _member(op: str, values: list[str], actor: Actor) -> Q:
    mine = Q(pk__in=Member.objects.filter(user_id=actor.user_id).values("project_id"))
    if values[0] not in ("true", "false"):
        raise BadQuery(field="mine", what=values[0])
    return mine if values[0] == "true" else ~mine


def _active(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(archived_at__isnull=True)


PROJECTS = ListSpec(
    code="projects",
    resource="projects.project",
    zh="项目",
    en="Projects",
    default_sort="-days_late",
    cols=(
        Col("id", hidden=True),
        Col("name", "项目名称", "Project", sort=True),
        Col("code", "项目编号", "Code", sort=True),
        Col("client", "客户", "Client", path="client__name", sort="client__name_sort"),
        Col("client_id", hidden=True),
        Col("manager", "项目经理", "Manager", path="manager__name", type="person"),
        Col("manager_id", hidden=True),
        Col("status", "状态", "Status", type="choice", choices=choices.STATUSES),
        Col("percent", "完成", "Done", type="percent", sort=True),
        Col("planned_percent", "计划", "Planned", type="percent"),
        Col("finish", "计划竣工", "Planned finish", path="finishes_on", type="date", sort=True, nullable=True),
        Col("forecast", "预计竣工", "Forecast", path="forecast_finish", type="date", sort=True, nullable=True),
        Col("days_late", "晚于基线天数", "Days late", type="number", sort=True, nullable=True),
        Col("baseline_finish", "基线竣工", "Baseline finish", type="date", sort=True, nullable=True),
        Col("contract", "合同", "Contract", path="contract__number"),
        Col("contract_id", hidden=True),
        Col("created_at", "立项时间", "Created", type="datetime", sort=True),
        Col("version", hidden=True),
    ),
    filters=(
        Filter("name", "项目名称", "Project"),
        Filter("code", "项目编号", "Code"),
        Filter("client", "客户", "Client", lookup="client__name"),
        Filter("client_id", "客户档案", "Client record", type="record"),
        Filter("contract_id", "合同", "Contract", type="record"),
        Filter("manager", "项目经理", "Manager", type="person", lookup="manager_id"),
        department_filter("department"),
        region_filter("client__region"),
        Filter("status", "状态", "Status", type="choice", choices=choices.STATUSES),
        Filter("late", "晚于基线", "Late", type="bool", custom=_late),
        Filter("mine", "我参与的", "Mine", type="bool", custom=_member),
        Filter("finish", "计划竣工", "Planned finish", type="date", lookup="finishes_on"),
        Filter("forecast", "预计竣工", "Forecast", type="date", lookup="forecast_finish"),
        Filter("percent", "完成", "Done", type="number"),
        Filter("days_late", "晚于基线天数", "Days late", type="number"),
        segment_filter(),
    ),
    search=_search,
    base=_active,
)
ARCHIVED = dataclasses.replace(
    PROJECTS,
    code="archived-projects",
    zh="已归档的项目",
    en="Archived projects",
    default_sort="-archived_at",
    cols=(*PROJECTS.cols, Col("archived_at", "归档时间", "Archived", type="datetime", sort=True, nullable=True)),
    filters=(
        *PROJECTS.filters,
        Filter("archived", "归档时间", "Archived", type="date", lookup="archived_at", instant=True),
    ),
    base=lambda rows: rows.filter(archived_at__isnull=False),
)
