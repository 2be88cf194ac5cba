from __future__ import annotations

import uuid
from typing import Any

from dougong.contracts.models import Instalment
from dougong.kit.access import get_visible, may
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.filters import Filter, archived_filter
from dougong.kit.listing import Col, ListSpec
from dougong.projects.models import MilestoneInstalment
from dougong.projects.selectors.schedules import instant
from dougong.wbs import rules
from dougong.wbs.models import Edition, Template
from dougong.wbs.policies import TEMPLATE
from dougong.wbs.putting import Applied


def _counted(items: list[dict[str, Any]], actor: Actor) -> None:
    """How many tasks, and the milestones that stand for a payment."""
    rows = dict(Template.objects.filter(pk__in=[item["id"] for item in items]).values_list("pk", "rows"))
    for item in items:
        held = rules.read(rows[item["id"]])
        item["tasks"] = len(held) - len(rules.summaries(held))
        item["payments"] = sum(bool(row.pay) for row in held)


TEMPLATES = ListSpec(
    code="wbs-templates",
    resource=TEMPLATE,
    zh="WBS 模板",
    en="WBS templates",
    default_sort="name",
    cols=(
        Col("id", hidden=True),
        Col("name", "模板", "Template", sort=True),
        Col("type", "项目类型", "Kind of project", type="choice", choices=rules.TYPES),
        Col("number", "版次", "Edition", type="number"),
        Col("note", "说明", "Note"),
        Col("updated_at", "修改时间", "Changed", type="datetime", sort=True),
        Col("archived_at", hidden=True),
        Col("version", hidden=True),
    ),
    filters=(
        Filter("name", "模板", "Template"),
        Filter("type", "项目类型", "Kind of project", type="choice", choices=rules.TYPES),
        archived_filter("已停用", "Not used"),
    ),
    search=lambda rows, text, actor: rows.filter(name__contains=text),
    finish=_counted,
)


def template(actor: Actor, template_id: uuid.UUID, number: int | None = None) -> dict[str, Any]:
    """A template with the rows of its present edition, or of an earlier one."""
    found: Template = get_visible(Template.objects.visible_to(actor), template_id)
    editions = list(Edition.objects.filter(template=found).order_by("-number").values("number", "made_by", "made_at"))
    rows = found.rows
    if number is not None and number != found.number:
        rows = Edition.objects.filter(template=found, number=number).values_list("rows", flat=True).first()
        if rows is None:
            raise NotFound()
    names = ("id", "version", "name", "type", "note", "number", "archived_at")
    return {
        **{name: getattr(found, name) for name in names},
        "shown": number or found.number,
        "rows": rows,
        "editions": editions,
        "may": {action: may(actor, TEMPLATE, action, found.pk) for action in ("update", "archive")},
    }


def preview(made: Applied) -> dict[str, Any]:
    """The rows that would come, with their dates, and when the project would end."""
    project = made.plan.project
    return {
        "tasks": [
            {
                "level": row.level, "name": task.name, "kind": task.kind, "days": round((task.duration or 0) / project.minutes_per_day),
                "start": instant(task.start), "finish": instant(task.finish), "pay": row.pay,
            }
            for row, task in zip(made.rows, made.tasks, strict=True)
        ],
        "forecast_finish": project.forecast_finish,
        "days_late": project.days_late,
    }  # fmt: skip


def applied(made: Applied) -> dict[str, Any]:
    """What was added, and which instalments of the contract its milestones could let fall due."""
    project = made.plan.project
    tied = MilestoneInstalment.objects.filter(task__project=project).values("instalment_id")
    waiting = Instalment.objects.filter(
        contract_id=project.contract_id, dropped_at__isnull=True, due_kind__in=("milestone", "acceptance")
    ).exclude(pk__in=tied)
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for one in waiting.order_by("seq").values("id", "title", "kind"):
        by_kind.setdefault(one["kind"], []).append({"id": one["id"], "title": one["title"]})
    payments = []
    for row, task in zip(made.rows, made.tasks, strict=True):
        if row.pay and by_kind.get(row.pay):
            payments.append({"task_id": task.pk, "task": task.name, "instalment": by_kind[row.pay].pop(0)})
    return {"version": project.plan_version, "added": len(made.tasks), "payments": payments}
