"""Day sheets, the teams, and what is to be settled with them for a month."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db.models import Count, F, FloatField, Q, QuerySet, Sum
from django.db.models.functions import Cast

from dougong.files.selectors import file_counts
from dougong.kit import fields
from dougong.kit.access import get_visible, may
from dougong.kit.actor import Actor
from dougong.kit.filters import Filter, archived_filter
from dougong.kit.listing import Col, ListSpec
from dougong.kit.money import Money
from dougong.kit.months import month_on
from dougong.kit.registry import resource
from dougong.timesheets import choices, rules
from dougong.timesheets.models import DayLabour, Team
from dougong.timesheets.policies import LABOUR, TEAM


def _search(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    found = Q(project__name__contains=text) | Q(team__name__contains=text) | Q(task_name__contains=text)
    return rows.filter(found | Q(note__icontains=text))


def _with_units(rows: QuerySet[Any]) -> QuerySet[Any]:
    """`each` a head, `total` of all heads, in days or hours as the sheet says."""
    each = Cast("quantity", FloatField()) / 100.0
    return rows.annotate(each=each, total=each * F("heads"))


def _files(items: list[dict[str, Any]], actor: Actor) -> None:
    counts = file_counts(LABOUR, [item["id"] for item in items])
    for item in items:
        item["files"] = counts.get(item["id"], 0)


LABOUR_SHEETS = ListSpec(
    code="labour",
    resource=LABOUR,
    zh="点工",
    en="Day labour",
    default_sort="-worked_on",
    cols=(
        Col("id", hidden=True),
        Col("worked_on", "日期", "Date", type="date", sort=True),
        Col("team", "班组", "Team", path="team__name"),
        Col("team_id", hidden=True),
        Col("project", "项目", "Project", path="project__name"),
        Col("project_id", hidden=True),
        Col("task", "任务", "Task", path="task_name"),
        Col("heads", "人数", "Heads", type="number", sort=True, sum=True),
        Col("each", "每人", "Each", type="number"),
        Col("unit", "单位", "Unit", type="choice", choices=choices.UNITS),
        Col("total", "合计", "Total", type="number"),
        Col("rate", "单价", "Rate", type="money", nullable=True),
        Col("amount", "金额", "Amount", type="money", sum=True, nullable=True),
        Col("state", "状态", "State", type="choice", choices=choices.STATES),
        Col("note", "说明", "Note"),
        Col("reason", "原因", "Reason"),
        Col("booked_on", "计入日期", "Counts on", type="date", sort=True),
        Col("corrects_id", hidden=True),
        Col("version", hidden=True),
    ),
    filters=(
        Filter("team", "班组", "Team", type="record", lookup="team_id"),
        Filter("project", "项目", "Project", type="record", lookup="project_id"),
        Filter("worked_on", "日期", "Date", type="date"),
        Filter("booked_on", "计入日期", "Counts on", type="date"),
        Filter("unit", "单位", "Unit", type="choice", choices=choices.UNITS),
        Filter("state", "状态", "State", type="choice", choices=choices.STATES),
        Filter("note", "说明", "Note"),
    ),
    search=_search,
    base=_with_units,
    finish=_files,
)
TEAMS = ListSpec(
    code="labour-teams",
    resource=TEAM,
    zh="点工班组",
    en="Labour teams",
    default_sort="name",
    cols=(
        Col("id", hidden=True),
        Col("name", "班组", "Team", sort=True),
        Col("leader", "工长", "Foreman"),
        Col("trade", "工种", "Trade"),
        Col("note", "说明", "Note"),
        Col("archived_at", hidden=True),
        Col("version", hidden=True),
    ),
    filters=(Filter("trade", "工种", "Trade"), archived_filter("已停用", "Not used")),
    search=lambda rows, text, actor: rows.filter(Q(name__contains=text) | Q(leader__contains=text)),
)


def team(actor: Actor, team_id: uuid.UUID) -> dict[str, Any]:
    """A team with its rates, the latest first."""
    found: Team = get_visible(Team.objects.visible_to(actor), team_id)
    rates = found.rates.order_by("unit", "-since").values("unit", "since", "rate")
    names = ("id", "version", "name", "leader", "trade", "note", "archived_at")
    answer = {**{name: getattr(found, name) for name in names}, "rates": list(rates)}
    return fields.shown(actor, TEAM, answer)


def labour_sheet(actor: Actor, sheet_id: uuid.UUID) -> dict[str, Any]:
    rows = DayLabour.objects.visible_to(actor).select_related("team", "project")
    found: DayLabour = get_visible(rows, sheet_id)
    names = (
        "id", "version", "worked_on", "booked_on", "unit", "heads", "note", "state", "reason", "decided_by", "decided_at",
        "submitted_at", "rate", "amount", "corrects_id",
    )  # fmt: skip
    answer = {
        **{name: getattr(found, name) for name in names},
        "each": f"{found.quantity / rules.HUNDRED:g}",
        "team": {"id": found.team_id, "name": found.team.name},
        "project": {"id": found.project_id, "name": found.project.name},
        "task": {"id": found.task_id, "name": found.task_name} if found.task_id else None,
        "may": {action: may(actor, LABOUR, action, found.pk) for action in ("update", "approve")},
    }
    return fields.shown(actor, LABOUR, answer)


def settlement(actor: Actor, first: dt.date) -> dict[str, Any]:
    """Approved day labour that counts in a month, by team, project and unit; sums exact to the fen."""
    inside = Q(booked_on__gte=first, booked_on__lt=month_on(first, 1), state="approved")
    rows = resource(LABOUR).visible_to(actor).filter(inside)
    names = ("team_id", "team__name", "team__leader", "project_id", "project__name", "unit")
    groups = rows.values(*names).order_by("team__name", "project__name", "unit").annotate(
        sheets=Count("pk"), units=Sum(F("heads") * F("quantity")), cost=Sum("amount"),
    )  # fmt: skip
    items = [
        {
            "team": {"id": g["team_id"], "name": g["team__name"]}, "leader": g["team__leader"],
            "project": {"id": g["project_id"], "name": g["project__name"]}, "unit": g["unit"], "sheets": g["sheets"],
            "quantity": f"{g['units'] / rules.HUNDRED:g}", "amount": g["cost"] or Money(),
        }
        for g in groups
    ]  # fmt: skip
    whole = fields.mode(actor, LABOUR, "amount") is None
    if not whole:
        items = [{**item, "amount": None} for item in items]
    total = Money.total(item["amount"] for item in items) if whole else None
    return {"month": f"{first:%Y-%m}", "items": items, "total": total}
